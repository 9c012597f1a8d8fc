"""Make the books the benchmarks set: any number of pages, three scripts, always the same text."""

from __future__ import annotations

import random
from pathlib import Path

WORDS = {
    "fa": (
        "کتاب صفحه نوشته خانه راه شهر مردم زمان روز شب آب باد درخت کوه دریا رود باران برف آفتاب "
        "سایه سنگ خاک آتش دست چشم دل زبان واژه سخن نام کار بازار دوست کودک مادر پدر برادر خواهر "
        "بزرگ کوچک تازه کهنه روشن تاریک بلند کوتاه می‌رود می‌آید می‌گوید می‌نویسد می‌خواند نمی‌داند "
        "خانه‌ها کتاب‌های نوشته‌اند گفته‌اند رفته‌اند آمده است بوده است از به در با برای تا که و یا اما "
        "پس چون اگر همه هر این آن آنان ایشان ما شما پیش بعد میان زیر کنار درون بیرون"
    ),
    "ne": (
        "पुस्तक पृष्ठ घर बाटो सहर गाउँ मानिस समय दिन रात पानी हावा रूख पहाड नदी वर्षा हिउँ घाम "
        "छाया ढुङ्गा माटो आगो हात आँखा मन भाषा शब्द कुरा नाम काम बजार साथी बालक आमा बुबा दाजु "
        "दिदी ठूलो सानो नयाँ पुरानो उज्यालो अँध्यारो अग्लो होचो जान्छ आउँछ भन्छ लेख्छ पढ्छ थाहा "
        "घरहरू पुस्तकहरूको लेखिएको भनिएको गएका आएका छन् थियो थिए र वा तर भने यदि सबै हरेक यो त्यो "
        "उनीहरू हामी तपाईं अगाडि पछाडि बीचमा मुनि छेउमा भित्र बाहिर सम्म देखि लागि सँग क्षेत्र ज्ञान"
    ),
    "vi": (
        "sách trang nhà đường thành phố làng người thời gian ngày đêm nước gió cây núi biển sông "
        "mưa tuyết nắng bóng đá đất lửa tay mắt lòng ngôn ngữ từ lời tên việc chợ bạn trẻ mẹ cha "
        "anh chị lớn nhỏ mới cũ sáng tối cao thấp đi đến nói viết đọc biết những quyển được đã "
        "đang sẽ và hoặc nhưng nếu tất cả mỗi này kia họ chúng ta các ông trước sau giữa dưới bên "
        "trong ngoài cho với từ khi nghiên cứu truyền thống lịch sử khoảng trường tiếng Việt quốc "
        "gia phát triển"
    ),
}
STOPS = {"fa": (".", "؟", "."), "ne": ("।", "?", "।"), "vi": (".", "?", ".")}
TITLES = {"fa": "فصل", "ne": "खण्ड", "vi": "Phần"}
# So many words fill a page of the standard sheet, measured.
WORDS_A_PAGE = {"fa": 290, "ne": 215, "vi": 285}


def write_book(folder: Path, pages: int, chapters: int) -> Path:
    """Write a project of about so many pages; gives its folder.

    Every chapter has sections, notes, marks for two indexes, links and page references into the
    chapters before and behind it. The same numbers give the same text.
    """
    langs = [("fa", "ne", "vi")[number % 3] for number in range(chapters)]
    place = folder / "chapters"
    place.mkdir(parents=True, exist_ok=True)
    for number, lang in enumerate(langs):
        text = chapter(number, lang, pages / chapters, chapters)
        (place / f"{number:03}.md").write_text(text, encoding="utf-8")
    files = ", ".join(f'"{number:03}.md"' for number in range(chapters))
    (place / "book.toml").write_text(
        '[book]\ntitle = "هزار برگ"\nlang = "fa"\nauthors = ["الف. نویسنده"]\n'
        f'chapters = [{files}]\n\n[index]\nscripts = ["fa", "ne", "vi"]\n',
        encoding="utf-8",
    )
    return folder


def chapter(number: int, lang: str, pages: float, chapters: int) -> str:
    """The Markdown of one chapter."""
    chance = random.Random(number)
    wanted = int(pages * WORDS_A_PAGE[lang])
    lines = ["---", f'title: "{TITLES[lang]} {number + 1}"', f"id: c{number}", f"lang: {lang}"]
    lines += ["---", ""]
    written = sections = 0
    while written < wanted:
        if written >= sections * 1400:
            sections += 1
            title = " ".join(chance.choices(WORDS[lang].split(" "), k=4))
            lines += [f"## {title} {{#c{number}-{sections}}}", ""]
        size = min(chance.randint(70, 150), max(wanted - written, 20))
        lines += [_paragraph(chance, lang, size, chapters), ""]
        written += size
    return "\n".join(lines)


def _paragraph(chance: random.Random, lang: str, size: int, chapters: int) -> str:
    known = WORDS[lang].split(" ")
    words = chance.choices(known, k=size)
    for place in range(12, size - 2, 13):
        words[place] += chance.choice(STOPS[lang])
    kind = chance.random()
    place = chance.randrange(5, size - 5)
    other = chance.randrange(chapters)
    if kind < 0.30:
        words[place] = f"[{words[place].rstrip('.؟।?')}]{{.index}}"
    elif kind < 0.40:
        words[place] = f'[{words[place].rstrip(".؟।?")}]{{.index index="persons"}}'
    elif kind < 0.55:
        words[place] += f"^[{' '.join(chance.choices(known, k=18))}.]"
    elif kind < 0.60:
        words[place] += f" ([](#c{other}-1){{.page}})"
    elif kind < 0.68:
        words[place] += f" ([{words[place].rstrip('.؟।?')}](#c{other}-1))"
    elif kind < 0.80:
        words[place] = f"*{words[place]} {words[place - 1]}*"
    return " ".join(words) + STOPS[lang][0]
