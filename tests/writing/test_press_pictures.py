"""Pictures on their way to the press: inks, pixels to the inch, and what is wrong with them."""

import zlib
from dataclasses import dataclass
from io import BytesIO
from random import Random

import pikepdf
import pypdfium2
import pytest
from PIL import Image as Raster
from PIL import ImageChops, ImageCms

from tests.books import SmallBook
from tests.profiles import press_profile
from tests.writing.test_press import asked, made, opened, told

X4 = 'standard = "pdf/x-4"\nicc = "press.icc"'
X1A = 'standard = "pdf/x-1a"\nicc = "press.icc"'


def saved(seen: Raster.Image, kind: str, **more: object) -> bytes:
    written = BytesIO()
    seen.save(written, kind, **more)
    return written.getvalue()


def grain(mode: str, width: int, height: int) -> Raster.Image:
    """A picture of points in all colours."""
    parts = {"RGB": 3, "L": 1, "CMYK": 4, "RGBA": 4}[mode]
    return Raster.frombytes(mode, (width, height), Random(9).randbytes(width * height * parts))


def shown(name: str, data: bytes, said: str = X4) -> SmallBook:
    """A book with one picture, 60 mm wide."""
    text = f"# A\n\nText.\n\n![A picture]({name}){{width=60mm}}\n"
    return asked(said, text, **{name.replace(".", "__"): data})


@dataclass(frozen=True)
class Kept:
    """A picture as the file has it."""

    space: str
    bits: int
    size: tuple[int, int]
    stored: str
    masked: bool
    seen: Raster.Image | None


def picture(small: SmallBook) -> Kept:
    """The one picture in the file for the press."""
    with opened(small) as pdf:
        found = {one.objgen: one for page in pdf.pages for one in page.get_images().values()}
        (one,) = found.values()
        return Kept(
            str(one.ColorSpace),
            int(one.BitsPerComponent),
            (int(one.Width), int(one.Height)),
            str(one.Filter),
            "/SMask" in one,
            None if "/SMask" in one else pikepdf.PdfImage(one).as_pil_image(),
        )


def kept(small: SmallBook) -> tuple[str, int, int, int]:
    one = picture(small)
    return one.space, one.bits, *one.size


def test_a_photograph_is_turned_into_inks_and_made_as_fine_as_the_press():
    small = shown("a.jpg", saved(grain("RGB", 1417, 709), "JPEG"))

    assert kept(small) == ("/DeviceCMYK", 8, 709, 355)
    assert picture(small).stored == "/DCTDecode"


def test_red_is_magenta_and_yellow():
    small = shown("a.jpg", saved(Raster.new("RGB", (800, 400), (250, 20, 10)), "JPEG"))

    with pypdfium2.PdfDocument(made(small).data) as pdf:
        page = pdf[6].render().to_pil().convert("RGB")
    red, green, _ = page.split()
    apart = ImageChops.subtract(red, green).histogram()

    # 60 by 30 mm on a page of 148 by 210 mm.
    assert sum(apart[40:]) == pytest.approx(0.058 * sum(apart), rel=0.05)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_gray_stays_gray_however_it_is_saved(mode):
    gray = grain("L", 700, 350).convert(mode)

    assert kept(shown("a.png", saved(gray, "PNG"))) == ("/DeviceGray", 8, 700, 350)


def test_black_and_white_stays_so_at_the_fineness_of_lines():
    lines = grain("L", 4000, 2000).convert("1")

    assert kept(shown("a.png", saved(lines, "PNG"))) == ("/DeviceGray", 1, 2835, 1417)
    assert kept(shown("b.png", saved(lines.resize((1400, 700)), "PNG")))[1:3] == (1, 1400)


def test_a_picture_with_a_transparent_ground_is_put_on_white_where_it_must():
    clear = Raster.new("RGBA", (800, 400), (200, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 400, 400))
    old, new = (shown("a.png", saved(clear, "PNG"), said) for said in (X1A, X4))

    assert not picture(old).masked
    assert kept(old)[:2] == ("/DeviceGray", 1)
    assert picture(old).seen.getpixel((700, 200)) == 255
    assert picture(new).masked
    assert (told(old), told(new)) == ([], [])


def test_too_few_pixels_are_told_with_the_size_that_would_do():
    found = told(shown("a.png", saved(grain("RGB", 472, 236), "PNG")))

    assert found == [
        "chapters/01.md:5:1: warning[P421] “a.png” has 200 pixels to the inch on page 1, where it "
        "is 60 mm wide; 300 are wanted; take a larger picture, or let it be 40 mm wide"
    ]


def test_the_print_edition_has_no_more_pixels_than_the_press_either():
    found = {}
    for name, seen in (
        ("a.png", grain("RGB", 1417, 709)),
        ("b.png", grain("L", 4000, 2000).convert("1")),
        ("c.png", grain("RGB", 700, 350)),
    ):
        with pikepdf.open(BytesIO(shown(name, saved(seen, "PNG")).pdf)) as pdf:
            (one,) = pdf.pages[6].get_images().values()
            found[name] = str(one.ColorSpace), int(one.BitsPerComponent), int(one.Width)

    assert found == {
        "a.png": ("/DeviceRGB", 8, 709),
        "b.png": ("/DeviceGray", 1, 2835),
        "c.png": ("/DeviceRGB", 8, 700),
    }


# --- What is wrong with pictures -----------------------------------------------------------


def png_head(width: int, height: int) -> bytes:
    """A picture that claims to be this large, and is empty."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + bytes((8, 2, 0, 0, 1))  # interlaced
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
WRONG = {
    "P422": (
        "a.jpg",
        saved(grain("RGB", 800, 400), "JPEG")[:-90_000],
        "cannot be read: image file",
    ),
    "P423": (
        "a.png",
        png_head(20_000, 15_000),
        "has 300 million pixels, and can be opened as a whole only",
    ),
    "P424": (
        "a.jpg",
        saved(grain("CMYK", 800, 400), "JPEG", icc_profile=SRGB),
        "is saved in CMYK, and its colour profile is for RGB",
    ),
    "P425": (
        "a.png",
        saved(Raster.frombytes("I;16", (800, 400), Random(9).randbytes(640_000)), "PNG"),
        "has 16 bits for each colour; it is printed with 8",
    ),
}


@pytest.mark.parametrize("code", WRONG)
def test_what_is_wrong_with_a_picture_is_told_before_anything_is_set(code):
    name, data, said = WRONG[code]

    (found,) = shown(name, data).findings

    assert f"[{code}]" in found
    assert found.startswith("chapters/01.md:5:1: ")
    assert said in found


def test_inks_of_a_photograph_are_left_as_they_are():
    small = shown("a.jpg", saved(grain("CMYK", 700, 350), "JPEG"))

    assert kept(small) == ("/DeviceCMYK", 8, 700, 350)
    assert made(small).findings == ()


INKS = Raster.new("CMYK", (1417, 709), (200, 30, 10, 60))


def test_inks_are_the_same_with_fewer_pixels():
    small = shown("a.jpg", saved(INKS, "JPEG"))

    assert kept(small) == ("/DeviceCMYK", 8, 709, 355)
    assert shown_inks(small) == pytest.approx((200, 30, 10, 60), abs=2)


def test_inks_of_another_press_are_turned_into_those_of_this_one():
    # In a made-up press of that kind, black is all there is of cyan, magenta and yellow.
    other = press_profile("Another", turned=True)
    photograph = Raster.new("CMYK", (700, 350), (255, 255, 255, 0))
    small = shown("a.jpg", saved(photograph, "JPEG", icc_profile=other))

    assert shown_inks(small) == pytest.approx((0, 0, 0, 255), abs=4)
    assert told(small) == []


def test_the_print_edition_says_which_inks_a_photograph_is_in():
    own = press_profile("Another")
    small = shown("a.jpg", saved(INKS, "JPEG", icc_profile=own))
    with pikepdf.open(BytesIO(small.pdf)) as pdf:
        (one,) = pdf.pages[6].get_images().values()
        kind, profile = one.ColorSpace

        assert (str(kind), profile.read_bytes()) == ("/ICCBased", own)


def shown_inks(small: SmallBook) -> tuple[int, ...]:
    """The inks in the middle of the one picture in the file for the press."""
    with opened(small) as pdf:
        (one,) = {
            one.objgen: one for page in pdf.pages for one in page.get_images().values()
        }.values()
        # As Photoshop does, and the file says so.
        assert [int(part) for part in one.Decode] == [1, 0] * 4
        seen = Raster.open(BytesIO(one.read_raw_bytes()))
        return seen.getpixel((seen.width // 2, seen.height // 2))
