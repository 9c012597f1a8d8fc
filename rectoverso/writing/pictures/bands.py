"""Decode large PNG and TIFF files some rows at a time, so that the whole never is in memory.

Pillow decodes a file at once. So each band of rows is given to it as a small file of its own:
strips and tiles of a TIFF are coded apart anyway (TIFF 6.0, sections 3 and 15); a row of a PNG is
told by its difference from the row above it (PNG, 9.2), so that row goes before each band.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import IO, Any, Literal

from PIL import Image as Raster

BAND = 1_000_000  # pixels decoded at a time, or one row, or one row of tiles

# Bytes of a pixel in a PNG of 8 bits, by its kind of colour (PNG, 11.2.2).
_PNG_BYTES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Bytes read, and at most made of them, at a time.
_READ, _PIECE = 1 << 16, 1 << 22
_NOT_TOGETHER = 2  # TIFF: a plane for each colour
_WIDTH, _LENGTH, _BITS, _COMPRESSION, _PLANES = 256, 257, 258, 259, 284
_STRIPS, _SAMPLES, _ROWS, _STRIP_BYTES = 273, 277, 278, 279
_TILE_WIDTH, _TILE_LENGTH, _TILES, _TILE_BYTES = 322, 323, 324, 325
# What tells how pixels are coded, besides their number: colours, predictor, palette, extra samples,
# format, tables of JPEG, subsampling, white and black.
_CODING = (258, 259, 262, 266, 277, 284, 317, 320, 322, 323, 338, 339, 347, 529, 530, 531, 532)
_PLAIN = 1  # not compressed
_HEAD = 8  # bytes before all else

Order = Literal["little", "big"]


def in_bands(picture: Any) -> bool:
    """Whether `bands` can decode an opened picture."""
    if picture.format == "PNG":
        return _png_kind(picture) is not None
    if picture.format != "TIFF":
        return False
    tags = picture.tag_v2
    divided = len(tags.get(_STRIPS, tags.get(_TILES, ()))) > 1
    return bool(
        tags.get(_PLANES, 1) != _NOT_TOGETHER and (divided or tags.get(_COMPRESSION) == _PLAIN)
    )


def bands(picture: Any, file: IO[bytes]) -> Iterator[Raster.Image]:
    """The rows of an opened picture from top to bottom, as it is stored; see `in_bands`.

    `file` is what it was opened from. A file that is not all there raises OSError.
    """
    return _png_bands(picture, file) if picture.format == "PNG" else _tiff_bands(picture, file)


# --- PNG -----------------------------------------------------------------------------------


def _png_kind(picture: Any) -> int | None:
    """The kind of colour of a PNG whose rows follow each other, with 8 bits; of others None."""
    picture.fp.seek(len(_SIGNATURE) + 8 + 8)
    bits, kind, _, _, interlaced = picture.fp.read(5)
    return kind if bits == 8 and not interlaced and kind in _PNG_BYTES else None


def _png_bands(picture: Any, file: IO[bytes]) -> Iterator[Raster.Image]:
    kind = _png_kind(picture)
    assert kind is not None
    wide, high = picture.size
    row = wide * _PNG_BYTES[kind]
    beside = [
        (name, data) for name, data in _chunks(file, len(_SIGNATURE)) if name in (b"PLTE", b"tRNS")
    ]
    above = bytes(row)
    most = max(1, BAND // wide)
    heights = [min(most, high - top) for top in range(0, high, most)]
    coded = _divided(_inflated(file), (rows * (row + 1) for rows in heights))
    for rows, pixels in zip(heights, coded, strict=True):
        head = b"".join(number.to_bytes(4) for number in (wide, rows + 1))
        parts = (
            (b"IHDR", head + bytes((8, kind, 0, 0, 0))),
            *beside,
            (b"IDAT", zlib.compress(b"\0" + above + pixels, 0)),
            (b"IEND", b""),
        )
        with Raster.open(BytesIO(_SIGNATURE + b"".join(map(_chunk, parts)))) as band:
            band.load()
            below = band.crop((0, 1, wide, rows + 1))
            above = below.crop((0, rows - 1, wide, rows)).tobytes()
            below.info = band.info
            yield below


def _chunks(file: IO[bytes], start: int) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG up to its pixels."""
    file.seek(start)
    while len(head := file.read(8)) == 8 and head[4:] != b"IDAT":
        yield head[4:], file.read(int.from_bytes(head[:4]))
        file.seek(4, 1)


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    name, data = part
    return len(data).to_bytes(4) + name + data + zlib.crc32(data, zlib.crc32(name)).to_bytes(4)


def _inflated(file: IO[bytes]) -> Iterator[bytes]:
    """The rows of a PNG as they are coded, in pieces."""
    file.seek(len(_SIGNATURE))
    inflate = zlib.decompressobj()
    while len(head := file.read(8)) == 8:
        left = int.from_bytes(head[:4])
        if head[4:] != b"IDAT":
            file.seek(left + 4, 1)
            continue
        while left and (data := file.read(min(left, _READ))):
            left -= len(data)
            while data:
                try:
                    piece = inflate.decompress(data, _PIECE)
                except zlib.error as error:
                    raise OSError(str(error)) from error
                data = inflate.unconsumed_tail
                if piece:
                    yield piece
        file.seek(4, 1)


def _divided(pieces: Iterator[bytes], lengths: Iterable[int]) -> Iterator[bytes]:
    """Pieces put together anew, in these lengths."""
    found = bytearray()
    for wanted in lengths:
        while len(found) < wanted:
            if not (piece := next(pieces, b"")):
                raise OSError("image file is truncated")
            found += piece
        yield bytes(found[:wanted])
        del found[:wanted]


# --- TIFF ----------------------------------------------------------------------------------


def _tiff_bands(picture: Any, file: IO[bytes]) -> Iterator[Raster.Image]:
    tags = picture.tag_v2
    for rows, pieces in _tiff_pieces(tags):
        data = []
        for offset, length in pieces:
            file.seek(offset)
            data.append(file.read(length))
            if len(data[-1]) < length:
                raise OSError("image file is truncated")
        with Raster.open(BytesIO(_tiff_of(tags, rows, data, len(pieces)))) as band:
            band.load()
            yield band


def _tiff_pieces(tags: Any) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """How many rows are coded in which pieces of the file, from top to bottom."""
    wide, high = int(tags[_WIDTH]), int(tags[_LENGTH])
    if _TILES in tags:
        pieces = list(zip(tags[_TILES], tags[_TILE_BYTES], strict=True))
        across = -(-wide // int(tags[_TILE_WIDTH]))
        each, most = int(tags[_TILE_LENGTH]), 1
    else:
        pieces = list(zip(tags[_STRIPS], tags[_STRIP_BYTES], strict=True))
        across, each = 1, min(int(tags.get(_ROWS, high)), high)
        if len(pieces) == 1 and tags.get(_COMPRESSION) == _PLAIN:
            each = max(1, min(high, BAND // wide))
            pieces = list(_cut(tags, wide, high, each, int(pieces[0][0])))
        most = max(1, BAND // (wide * each))
    top = 0
    for start in range(0, len(pieces), across * most):
        some = pieces[start : start + across * most]
        rows = min(each * (len(some) // across), high - top)
        yield rows, some
        top += rows


def _cut(tags: Any, wide: int, high: int, rows: int, offset: int) -> Iterator[tuple[int, int]]:
    """The one strip of a file that is not compressed, as several."""
    bits = sum(tags.get(_BITS, (1,)))
    if len(tags.get(_BITS, (1,))) < int(tags.get(_SAMPLES, 1)):
        bits *= int(tags[_SAMPLES])
    line = -(-wide * bits // 8)
    for top in range(0, high, rows):
        yield offset + top * line, line * min(rows, high - top)


def _tiff_of(tags: Any, rows: int, data: list[bytes], pieces: int) -> bytes:
    """A TIFF of some rows, coded as those they are taken from."""
    order: Order = "little" if tags.prefix == b"II" else "big"
    offsets, start = [], _HEAD
    for one in data:
        offsets.append(start)
        start += len(one)
    tiled = _TILES in tags
    own = {
        _WIDTH: (int(tags[_WIDTH]),),
        _LENGTH: (rows,),
        _TILES if tiled else _STRIPS: offsets,
        _TILE_BYTES if tiled else _STRIP_BYTES: [len(one) for one in data],
    }
    if not tiled:
        own[_ROWS] = (rows if pieces == 1 else int(tags[_ROWS]),)
    said = {tag: tags[tag] for tag in _CODING if tag in tags} | own
    head = tags.prefix + (42).to_bytes(2, order) + start.to_bytes(4, order)
    return b"".join((head, *data, _directory(said, start, order)))


def _directory(said: Mapping[int, Any], start: int, order: Order) -> bytes:
    """What a TIFF says of its picture (TIFF 6.0, section 2), from this byte of the file on."""
    entries, beyond = len(said).to_bytes(2, order), b""
    after = start + 2 + 12 * len(said) + 4
    for tag, value in sorted(said.items()):
        kind, count, data = _packed(value, order)
        if len(data) > 4:
            place, beyond = (after + len(beyond)).to_bytes(4, order), beyond + data
        else:
            place = data.ljust(4, b"\0")
        entries += tag.to_bytes(2, order) + kind.to_bytes(2, order) + count.to_bytes(4, order)
        entries += place
    return entries + bytes(4) + beyond


def _packed(value: Any, order: Order) -> tuple[int, int, bytes]:
    """The kind of a value, how many there are, and their bytes: bytes, whole numbers, fractions."""
    if isinstance(value, bytes):
        return 7, len(value), value
    values = value if isinstance(value, (tuple, list)) else (value,)
    if all(isinstance(one, int) for one in values):
        return 4, len(values), b"".join(one.to_bytes(4, order) for one in values)
    parts = (part for one in values for part in (int(one.numerator), int(one.denominator)))
    return 5, len(values), b"".join(part.to_bytes(4, order) for part in parts)
