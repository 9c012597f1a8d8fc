"""Tell what is wrong with a template, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb

import jinja2

from rectoverso.model.rules import outputs as rules
from rectoverso.model.source import Finding, Span

# What goes wrong in there goes wrong because of what a template asks for.
_FOLLOWING = Path(jinja2.__file__).parent


class BrokenTemplateError(Exception):
    """A template cannot be followed; `finding` tells where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


@contextmanager
def faults_told(folders: Sequence[Path], name: str) -> Iterator[None]:
    """While a template of these folders is followed, its faults are raised as BrokenTemplateError.

    What goes wrong in our own code that it calls stays what it is.
    """
    try:
        yield
    except jinja2.TemplateNotFound as error:
        if error.name == name:  # it is asked for by us
            raise
        raise _told(folders, _frames(error), f"there is no template {error.name}") from error
    except jinja2.TemplateSyntaxError as error:
        place = (error.filename or name, error.lineno)
        raise _told(folders, [place], error.message or "its syntax is wrong") from error
    except UnicodeDecodeError as error:
        raise _told(folders, [(_found(folders, name), 1)], "it is not UTF-8") from error
    except Exception as error:
        frames = _frames(error)
        places = (*folders, _FOLLOWING)
        here = any(Path(frames[-1][0]).is_relative_to(place) for place in places)
        if not here and not isinstance(error, jinja2.TemplateError):
            raise
        raise _told(folders, frames, str(error)) from error


def _frames(error: Exception) -> list[tuple[str, int]]:
    return [(frame.filename, frame.lineno or 1) for frame in extract_tb(error.__traceback__)]


def _found(folders: Sequence[Path], name: str) -> str:
    return next((str(one / name) for one in folders if (one / name).is_file()), name)


def _told(
    folders: Sequence[Path], frames: Sequence[tuple[str, int]], why: str
) -> BrokenTemplateError:
    """The last of these places that is in a template, as its author knows it."""
    for said, line in reversed(frames):
        for folder in folders:
            if (path := Path(said)).is_relative_to(folder):
                place = f"{folder.name}/{path.relative_to(folder).as_posix()}"
                return BrokenTemplateError(rules.broken_template(Span(place, line), why))
    return BrokenTemplateError(rules.broken_template(Span(frames[-1][0], frames[-1][1]), why))
