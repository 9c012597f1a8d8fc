"""Addresses and names of formal languages are broken without hyphens."""

import pytest
from lxml import etree

from tests.books import book
from tests.reading_pdf import pdf_pages
from tests.writing.test_html import body

ADDRESS = "https://www.example.org/internationalization/considerations?representation=typographical"
NAME = "typographical_representation_of_internationalization_considerations_everywhere"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("short.name", "short.name"),
        ("https://example.org/a-b/c_d?e=f", "https://|example|.org/|a|-b/|c|_d|?e|=f"),
        ("pandoc --from=markdown+smart", "pandoc --from|=markdown+smart"),
        ("module.function(argument)", "module|.function(|argument)"),
        ("----------------------", "----------------------"),
    ],
)
@pytest.mark.parametrize(
    ("edition", "place"), [("print", "\N{ZERO WIDTH SPACE}"), ("screen", "<wbr/>")]
)
def test_a_long_name_may_be_broken_between_its_parts(text, parts, edition, place):
    link = etree.HTML(body(f"# A\n\n`{text}`", edition)).find(".//code")

    assert etree.tostring(link, encoding="unicode", with_tail=False) == (
        f'<code dir="ltr">{parts.replace("|", place)}</code>'
    )


@pytest.mark.parametrize("lang", ["en", "vi", "fa"])
@pytest.mark.parametrize(("mark", "name"), [("<{}>", ADDRESS), ("`{}`", NAME)])
def test_a_long_name_has_no_hyphens_when_it_is_broken(mark, name, lang):
    text = f"---\ntitle: T\n---\n\n{'— ' * 8}{mark.format(name)} —\n"
    pages = pdf_pages(book(text, lang=lang).pdf)
    lines = [line.translate({ord(" "): "", ord("—"): ""}) for page in pages for line in page.lines]

    parts = [line for line in lines if len(line) > 3 and line in name]
    assert len(parts) > 1
    assert "".join(parts) == name
