"""Pictures before they are set: read part by part, no larger than the page, in known colours."""

from io import BytesIO
from itertools import product
from pathlib import Path
from random import Random

import pikepdf
import pytest
from PIL import ExifTags, ImageChops, ImageCms
from PIL import Image as Raster

from rectoverso.model.memory import Memory
from rectoverso.writing.pictures import bands as banding
from rectoverso.writing.pictures.bands import bands, in_bands
from rectoverso.writing.pictures.heads import head_of
from rectoverso.writing.pictures.making import Failed, make_smaller
from rectoverso.writing.pictures.reducing import Place, fits, reduced
from tests.books import book
from tests.profiles import press_profile
from tests.reading_epub import read_epub

PARTS = {"RGB": 3, "L": 1, "RGBA": 4, "LA": 2, "CMYK": 4, "I;16": 2}
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def grain(mode: str, wide: int, high: int) -> Raster.Image:
    """A picture of points in all colours."""
    points = Random(9).randbytes(wide * high * PARTS.get(mode, 3))
    if mode in ("1", "P"):
        coloured = Raster.frombytes("RGB", (wide, high), points)
        return coloured.quantize(200) if mode == "P" else coloured.convert("1")
    return Raster.frombytes(mode, (wide, high), points)


def saved(seen: Raster.Image, kind: str, **more: object) -> bytes:
    written = BytesIO()
    seen.save(written, kind, **more)
    return written.getvalue()


def opened(data: bytes) -> Raster.Image:
    return Raster.open(BytesIO(data))


def hues(seen: Raster.Image) -> Raster.Image:
    """A picture that changes slowly, so that making it smaller can be compared."""
    across, up = Raster.linear_gradient("L"), Raster.linear_gradient("L").rotate(90)
    return Raster.merge("RGB", (across, up, ImageChops.invert(across))).resize(seen)


# --- Part by part --------------------------------------------------------------------------

CODED = [
    *(("PNG", mode, {}) for mode in ("RGB", "L", "RGBA", "LA", "P")),
    *(
        ("TIFF", mode, {"compression": how, "strip_size": 4000})
        for mode, how in product(
            ("RGB", "L", "RGBA", "CMYK", "I;16", "1"), ("raw", "tiff_lzw", "packbits")
        )
    ),
    ("TIFF", "P", {"compression": "tiff_adobe_deflate", "strip_size": 4000}),
    ("TIFF", "RGB", {"compression": "tiff_lzw", "strip_size": 4000, "tiffinfo": {317: 2}}),
    ("TIFF", "RGB", {"compression": "jpeg", "strip_size": 4000}),
    ("TIFF", "1", {"compression": "group4", "strip_size": 4000}),
]


@pytest.mark.parametrize(("kind", "mode", "how"), CODED)
def test_a_picture_read_in_parts_is_the_same_to_the_last_point(kind, mode, how, monkeypatch):
    monkeypatch.setattr(banding, "BAND", 5000)
    data = saved(grain(mode, 311, 203), kind, **how)
    file = BytesIO(data)
    picture = Raster.open(file)
    assert in_bands(picture)
    some = list(bands(picture, file))

    assert len(some) > 1
    assert b"".join(one.tobytes() for one in some) == opened(data).tobytes()


def tiled(seen: Raster.Image, side: int) -> bytes:
    """A TIFF in square tiles."""
    across, down = -(-seen.width // side), -(-seen.height // side)
    corners = [(x * side, y * side) for y in range(down) for x in range(across)]
    tiles = [seen.crop((x, y, x + side, y + side)).tobytes() for x, y in corners]
    said = {256: [seen.width], 257: [seen.height], 258: [8, 8, 8], 259: [1], 262: [2], 277: [3]}
    said |= {322: [side], 323: [side], 325: [len(one) for one in tiles]}
    said[324] = [8 + number * len(tiles[0]) for number in range(len(tiles))]
    start = 8 + sum(map(len, tiles))
    head = b"MM\0*" + start.to_bytes(4)
    return b"".join((head, *tiles, banding._directory(said, start, "big")))


def test_tiles_are_read_row_by_row():
    seen = grain("RGB", 300, 200)
    file = BytesIO(tiled(seen, 64))
    some = list(bands(Raster.open(file), file))

    assert [one.size for one in some] == [(300, 64)] * 3 + [(300, 8)]
    assert b"".join(one.tobytes() for one in some) == seen.tobytes()


@pytest.mark.parametrize(("kind", "how"), [("PNG", {}), ("TIFF", {"compression": "raw"})])
def test_a_file_that_ends_too_early_is_told(kind, how):
    data = saved(grain("RGB", 300, 200), kind, **how)

    with pytest.raises(OSError, match="truncated"):
        reduced(data[:-60_000], Place(side=60))


# --- Smaller -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_a_picture_fills_its_place_and_no_more(kind):
    wide = hues((1200, 800))
    made = opened(reduced(saved(wide, kind), Place(side=200)))
    apart = ImageChops.difference(made.convert("RGB"), wide.resize((200, 133)))

    assert made.size == (200, 133)
    assert max(high for _, high in apart.getextrema()) < 12


def test_what_is_hidden_does_not_colour_the_edges():
    clear = Raster.new("RGBA", (800, 400), (255, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 401, 400))
    made = opened(reduced(saved(clear, "PNG"), Place(side=80)))

    assert {point for _, point in made.getcolors() if point[3]} <= {
        (0, 0, 0, alpha) for alpha in range(256)
    }


def test_lines_have_pixels_of_their_own_and_two_colours():
    made = opened(reduced(saved(grain("1", 900, 600), "PNG"), Place(side=100, lines=300)))

    assert (made.size, {colour for _, colour in made.getcolors()}) == ((300, 200), {0, 255})


def test_more_bits_become_eight():
    gray = Raster.frombytes("I;16", (2, 1), (0x1234).to_bytes(2, "little") + b"\xff\xff")

    assert opened(reduced(saved(gray, "PNG"), Place())).tobytes() == b"\x12\xff"


def test_a_picture_is_turned_as_the_camera_was():
    turned = Raster.Exif()
    turned[ExifTags.Base.Orientation] = 6
    for kind in ("JPEG", "TIFF"):
        data = saved(hues((600, 400)), kind, exif=turned)
        upright = hues((600, 400)).rotate(-90, expand=True).resize((133, 200))
        apart = ImageChops.difference(opened(reduced(data, Place(side=200))), upright)

        assert head_of(data).size == (400, 600)
        assert max(high for _, high in apart.getextrema()) < 12


def test_what_fits_is_left_alone():
    plain = head_of(saved(grain("RGB", 300, 200), "JPEG"))
    kept = [fits(plain, place) for place in (Place(), Place(side=300), Place(pixels=60_000))]

    assert kept == [True, True, True]
    assert not fits(plain, Place(side=200))
    assert not fits(head_of(saved(grain("RGB", 30, 20), "TIFF")), Place())


def test_for_a_screen_there_are_only_the_kinds_that_every_shop_takes():
    turned = Raster.Exif()
    turned[ExifTags.Base.Orientation] = 6
    moving = [Raster.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    files = {
        "photograph": saved(hues((600, 400)), "WEBP"),
        "few colours": saved(Raster.new("RGB", (40, 40), "red"), "WEBP"),
        "moving": saved(moving[0], "GIF", save_all=True, append_images=moving[1:]),
        "inks": saved(grain("CMYK", 40, 40), "JPEG"),
        "lying": saved(grain("RGB", 40, 40), "JPEG", exif=turned),
    }
    screen = Place(screen=True)
    made = {name: opened(reduced(data, screen)) for name, data in files.items()}

    assert not any(fits(head_of(data), screen) for data in files.values())
    assert {
        name: (one.format, one.mode, getattr(one, "n_frames", 1)) for name, one in made.items()
    } == {
        "photograph": ("JPEG", "RGB", 1),
        "few colours": ("PNG", "RGB", 1),
        "moving": ("PNG", "RGB", 1),
        "inks": ("JPEG", "RGB", 1),
        "lying": ("JPEG", "RGB", 1),
    }
    assert made["moving"].getpixel((0, 0)) == (255, 0, 0)


# --- Colours -------------------------------------------------------------------------------


def test_colours_of_another_profile_become_those_of_all():
    own = SRGB.replace("sRGB".encode("utf-16-be"), "mine".encode("utf-16-be"))
    data = saved(Raster.new("RGB", (40, 40), (200, 80, 20)), "PNG", icc_profile=own)
    made = opened(reduced(data, Place()))

    assert not fits(head_of(data), Place())
    assert "icc_profile" not in made.info
    assert made.getpixel((0, 0)) == pytest.approx((200, 80, 20), abs=2)


def test_inks_keep_their_profile_on_paper_and_become_light_on_a_screen():
    inks = Raster.new("CMYK", (400, 200), (0, 0, 0, 255))
    data = saved(inks, "JPEG", icc_profile=press_profile())
    paper, screen = (opened(reduced(data, one)) for one in (Place(side=90), Place(screen=True)))

    assert (paper.mode, paper.info["icc_profile"]) == ("CMYK", press_profile())
    assert paper.getpixel((5, 5)) == (0, 0, 0, 255)
    assert (screen.mode, "icc_profile" in screen.info) == ("RGB", False)
    assert max(screen.getpixel((5, 5))) < 10


def test_a_profile_for_other_colours_is_left_out():
    data = saved(grain("CMYK", 400, 200), "JPEG", icc_profile=SRGB)

    assert head_of(data).misprofiled
    assert "icc_profile" not in opened(reduced(data, Place(side=90))).info


# --- Processes and memory ------------------------------------------------------------------


def made_of(data: bytes, tmp_path: Path, memory: Memory) -> bytes | Failed:
    file = tmp_path / "a.png"
    file.write_bytes(data)
    return make_smaller({file: head_of(file)}, Place(side=50), memory)[file]


def test_what_was_made_is_remembered(tmp_path, monkeypatch):
    data = saved(hues((300, 200)), "PNG")
    first = made_of(data, tmp_path, Memory(tmp_path / "kept"))
    monkeypatch.setattr("rectoverso.writing.pictures.making._asked", None)

    assert opened(first).size == (50, 33)
    assert made_of(data, tmp_path, Memory(tmp_path / "kept")) == first


def test_a_picture_that_takes_too_much_memory_is_given_up(tmp_path, monkeypatch):
    whole = grain("1", 400, 200)
    monkeypatch.setattr("rectoverso.writing.pictures.making.MOST", 50_000)

    assert made_of(saved(whole, "PNG"), tmp_path, Memory()) == Failed("memory")


def test_a_process_without_memory_is_a_failure_of_the_picture(tmp_path, monkeypatch):
    monkeypatch.setattr("rectoverso.writing.pictures.making.MEMORY", 30 << 20)

    assert made_of(saved(hues((300, 200)), "PNG"), tmp_path, Memory()) == Failed("memory")


def test_a_tiff_is_shown_on_paper_and_on_screens():
    text = "# A\n\nText.\n\n![A picture](a.tif){width=30mm}\n"
    small = book({"01.md": text, "a.tif": saved(hues((3000, 2000)), "TIFF")})
    with pikepdf.open(BytesIO(small.pdf)) as pdf:
        (printed,) = (one for page in pdf.pages for one in page.get_images().values())
        size = int(printed.Width), int(printed.Height)
    (screen,) = (data for name, data in read_epub(small.epub).files.items() if "picture-1" in name)

    assert small.findings == []
    assert size == (354, 236)
    assert opened(screen).format == "JPEG"
