"""A file that is written anew keeps its line ends, its byte order mark and its permissions."""

import pytest

from rectoverso.app.rewriting import lines_of, rewrite


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"old\n", "نو\n".encode()),
        (b"old\r\nlines\r\n", "نو\r\n".encode()),
        (b"\xef\xbb\xbfold\n", "\ufeffنو\n".encode()),
    ],
)
def test_line_ends_and_byte_order_mark_stay(tmp_path, before, after):
    path = tmp_path / "01.md"
    path.write_bytes(before)
    path.chmod(0o640)

    rewrite(path, "نو\n")

    assert path.read_bytes() == after
    assert path.stat().st_mode & 0o777 == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["01.md"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "kept.md").write_text("old")
    (tmp_path / "01.md").symlink_to("kept.md")

    rewrite(tmp_path / "01.md", "new")

    assert (tmp_path / "01.md").is_symlink()
    assert (tmp_path / "kept.md").read_text() == "new"


def test_when_the_disk_says_no_the_old_file_is_whole(tmp_path, monkeypatch):
    path = tmp_path / "01.md"
    path.write_text("old\n")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OSError, match="No space"):
        rewrite(path, "new\n")

    assert path.read_text() == "old\n"
    assert [file.name for file in tmp_path.iterdir()] == ["01.md"]


def test_lines_are_read_as_editors_see_them(tmp_path):
    path = tmp_path / "01.md"
    path.write_bytes(b"\xef\xbb\xbfa\r\nb\n")

    assert lines_of(path) == "a\nb\n"
