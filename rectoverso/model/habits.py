"""The habits of those who write a language: what an editor looks for in its texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# The mean of 17 languages: Trauzettel-Klosinski and Dietz, “Standardized Assessment of Reading
# Performance”, Investigative Ophthalmology & Visual Science 53 (2012). Files of habits have those
# that were measured there.
WORDS_A_MINUTE = 184


@dataclass(frozen=True, slots=True)
class Choice:
    """Several ways to write the same, of which one book keeps to one.

    Each pair is the one way and the other; `before` and `behind` are regular expressions of what
    stands beside it.
    """

    what: str
    pairs: tuple[tuple[str, str], ...]
    before: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """When two spellings may be one word: without these signs, and these pairs taken for one.

    Signs that a word may have `at_end`, or not, make no other spelling of it (the sign of ezafe).
    In some languages that is worth a look in names only, words with a capital letter.
    """

    drop: str = ""
    at_end: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    names_only: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """What an editor looks for in the texts of one language.

    `signs` are those of other languages with the ones that belong here; before some signs no space
    stands, behind some there is one. `half_spaces` are pairs of regular expressions: the space
    between what they match is a half-space. In some languages words are said twice (`repeats`), in
    some a space stands inside quotation marks. People read so many `words_a_minute`.
    """

    signs: Mapping[str, str] = field(default_factory=dict)
    no_space_before: str = ""
    space_behind: str = ""
    half_spaces: tuple[tuple[str, str], ...] = ()
    choices: tuple[Choice, ...] = ()
    alike: Alike = Alike()
    repeats: bool = False
    words_a_minute: int = WORDS_A_MINUTE
    spaced_quotes: bool = False
