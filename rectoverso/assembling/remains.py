"""Propose to take out what a source left behind: watermarks, page numbers, calls of lost notes."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from rectoverso.assembling.passages import Passages
from rectoverso.assembling.proposals import Proposal

_WATERMARK = regex.compile(
    r"^[^\n]{0,30}(?:(?:^|(?<=[\s\\]))@[\w.]{2,}"
    r"|(?:scan(?:ned)?|upload(?:ed)?|ebook|download(?:ed)?) (?:by|from)\b"
    r"|t\.me/|www\.\w)[^\n]{0,40}$",
    regex.IGNORECASE | regex.MULTILINE,
)
_PAGE = regex.compile(
    r"^(?:[-–—\[( ]*|(?:صفحهٔ?|ص\.?|page|p\.|trang|पृष्ठ)\s*)\\?(\d{1,4})[-–—\]) ]*$",
    regex.IGNORECASE | regex.MULTILINE,
)
# A number between a word and a small word counts nothing: it called a note.
_CALL = regex.compile(
    r"(?<=\p{L}\p{M}*) (\d{1,2})(?= (?:ở|và|của|là|được|đã|thì|mà|trong|tại|để|nên|nhưng|do|vì|với|"
    r"in|and|of|was|is|the|et|est|dans|र|मा|को|छ)\b)"
)
_NOT_BEFORE = frozenset(
    """
    tháng ngày năm số thứ lần khoảng chừng có hơn gần tới từ đến chương phần trang quyển tập giờ kỳ
    mục điều khoản tuổi lớp quận hồi bài phút độ còn cả mỗi chỉ mới thêm đủ những các
    chapter page part number volume act figure section no of in to from and
    जनवरी फेब्रुअरी मार्च अप्रिल मे मई जुन जुलाई अगस्ट सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर दिसम्बर
    बैशाख वैशाख जेठ असार साउन भदौ असोज कात्तिक मङ्सिर पुस माघ फागुन चैत सन् संवत् मिति
    अध्याय भाग पृष्ठ अङ्क खण्ड दफा धारा कक्षा नम्बर करिब लगभग
    """.split()
)
_BRACKETED = regex.compile(r"(?<=[\p{L}\p{M}»”]) ?(?:\(|\\?\[)(\d{1,3})(?:\)|\\?\])(?=[\s.,،؛:]|$)")
_LAST_WORD = regex.compile(r"[\p{L}\p{M}]+$")


def watermarks(text: str, _: Passages) -> Iterator[Proposal]:
    """Lines in which whoever scanned or uploaded the source names himself."""
    for line in _WATERMARK.finditer(text):
        why = "a line of whoever scanned or uploaded the text"
        yield Proposal(line.start(), line[0], "", "watermark", "B", why, 0.95)


def page_numbers(text: str, _: Passages) -> Iterator[Proposal]:
    """Lines that are only the number of a page."""
    lines = [line for line in _PAGE.finditer(text) if line[0].strip()]
    for n, line in enumerate(lines):
        beside = lines[max(0, n - 1) : n] + lines[n + 1 : n + 2]
        counts = any(abs(int(line[1]) - int(other[1])) == 1 for other in beside)
        why = "a line with nothing but a number"
        sure = 0.97 if counts else 0.8
        yield Proposal(line.start(), line[0], "", "page-number", "B" if counts else "C", why, sure)


def note_calls(text: str, _: Passages) -> Iterator[Proposal]:
    """Numbers that called notes which are not in the source."""
    for call in _CALL.finditer(text):
        word = _LAST_WORD.search(text[max(0, call.start() - 30) : call.start()])
        if word and word[0].lower() not in _NOT_BEFORE:
            why = "a number that counts nothing: perhaps it called a note"
            yield Proposal(call.start(), call[0], "", "stray-note", "B", why, 0.9)
    for call in _BRACKETED.finditer(text):
        why = "a number in brackets: perhaps it called a note"
        yield Proposal(call.start(), call[0], "", "stray-note", "C", why, 0.75)
