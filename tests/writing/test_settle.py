"""Page numbers come to rest, or it is told which ones do not."""

from rectoverso.writing.paper.pagemap import PageMap, keep_map, read_map
from rectoverso.writing.paper.pages import page_styles
from rectoverso.writing.paper.pieces import Anchor, Piece, SetPages
from rectoverso.writing.paper.settle import ROUNDS, settle
from tests.books import book

STYLES = tuple(
    style
    for style in page_styles(book({"1.md": "# One\n\nWords.", "2.md": "# Two\n\nWords."}).book)
    if style.section.kind == "chapter"
)
PIECES = [Piece("text", style.section.id, ()) for style in STYLES]


class Setter:
    """Sets a text that begins with its length in pages; each word is an anchor on the last one."""

    def __init__(self):
        self.set = []

    def make(self, pieces):
        self.set += [piece.html for piece in pieces]
        return [self.pages(*piece.html.split()) for piece in pieces]

    def pages(self, number, *words):
        last = int(number) - 1
        return SetPages(b"", int(number), tuple(Anchor(word, last, 0, 0) for word in words))


def settled(write, guess=None):
    setter = Setter()
    found = settle(PIECES, STYLES, True, write, setter.make, guess or PageMap())
    return found, setter.set


def test_each_section_begins_on_a_recto_after_the_one_before():
    found, _ = settled(lambda *_: ["3 a", "2 b"])

    assert found.starts == (0, 4)
    assert [found.blank_before(place) for place in (0, 1)] == [False, True]
    assert {name: folio.page for name, folio in found.pages.folios.items()} == {"a": 2, "b": 5}
    assert [folio.number for folio in found.folios] == [1, 2, 3, 4, 5, 6]


def test_only_what_prints_a_number_that_changed_is_set_again():
    def write(known, *_):
        return [f"3 a see-{known['b'].page if 'b' in known else 0}", "2 b"]

    found, made = settled(write)

    assert found.swinging == ()
    assert made[-1] == "3 a see-5"
    assert made.count("2 b") == 1


def test_a_right_guess_has_nothing_set_twice():
    def write(known, *_):
        return [f"3 a see-{known['b'].page if 'b' in known else 0}", "2 b"]

    guess = settled(write)[0].pages
    _, made = settled(write, guess)

    assert made == ["3 a see-5", "2 b"]


def test_numbers_that_swing_are_named():
    def write(known, *_):
        near = "b" in known and known["b"].page < 5
        return ["3 a" if near else "1 a", "2 b"]

    found, made = settled(write)

    assert found.swinging == ("a", "b")
    assert len(made) <= 2 * ROUNDS


def test_what_is_said_of_pages_near_is_reached_from_saying_nothing():
    """There are two states at rest; which one is reached depends on no earlier build."""

    def write(_, near, *__):
        turned = "a" in near and near["a"].page == 1
        return ["2 a" if turned else "1 a", "2 b"]

    found, _ = settled(write)
    again, _ = settled(write, settled(lambda *_: ["2 a", "2 b"])[0].pages)

    assert found.pages.folios["a"].page == again.pages.folios["a"].page == 0


def test_a_page_map_is_kept_and_a_spoilt_one_is_none(tmp_path):
    found, _ = settled(lambda *_: ["3 a", "2 b"])
    keep_map(found.pages, tmp_path)
    assert read_map(tmp_path) == found.pages

    (tmp_path / "pages.json").write_text('{"pages": [1]}')
    assert read_map(tmp_path) == PageMap()
