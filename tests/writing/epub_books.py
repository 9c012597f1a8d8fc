"""Books for the tests of EPUBs: one that holds everything, and one as small as can be."""

from __future__ import annotations

from rectoverso.model.manuscript import KINDS

DRAWING = """\
<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY ink "#222">]>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40" font-family="Vazirmatn">
  <title>شهر</title>
  <style>text { fill: &ink;; direction: rtl } .en { direction: ltr; unicode-bidi: embed }</style>
  <text x="90" y="20">دروازهٔ شهر</text>
  <text x="10" y="35" class="en" style="font-size: 6px; direction: ltr">The gate</text>
</svg>
"""

PERSIAN = """\
---
title: "باغ و *دیوار*^[یادداشت عنوان.]"
subtitle: "دو گفتار"
authors: ["ن. نویسنده"]
id: sec-fa
---

::: epigraph
درخت تو گر بار دانش بگیرد

— ناصرخسرو
:::

نیم**فاصله** در «[می‌رود]{.index}» و واژهٔ [Garden]{lang=en} و نشانی <https://example.org/?a=1&b=2>.[^1]
[باغ]{.index entry="باغ!دیوار" mention="principal"} در @fig-gate و @tbl-trees و [](#sec-en){.page}.

## درخت‌ها {#sec-fa-trees}

| درخت | میوه |
|------|:----:|
| سیب  | سرخ  |
| بِه   | زرد  |

: درخت‌ها و میوه‌ها {#tbl-trees}

![دروازه](figures/gate.svg){#fig-gate alt="دروازه‌ای در دیوار"}

::: verse
| گل در بر و می در کف
| و معشوق به کام است
:::

> نقل قول

***

1. یک
2. دو

   - سه[^2]

دیوار
:   آنچه گرد باغ است

```python
x = "<a> & b"
```

فرمول $a^2 < b$ و `کد`، H~2~O، x^2^، ~~خط‌خورده~~، [کوچک]{.smallcaps}.

[^1]: یادداشت نخست، با [word]{lang=en} و @sec-en.
[^2]: - فهرست در یادداشت
    - دوم

::: {lang=ne}
नेपाली अनुच्छेद।[^3]
:::

[^3]: नेपाली टिप्पणी।
"""

ENGLISH = """\
---
title: The wall
id: sec-en
lang: en
---

A [wall]{.term} round a *garden*, in Persian *[باغ]{lang=fa}*; see @sec-fa.^[An English note.]

[Wall]{.index}[]{.index entry="Fence" see="Wall"} and [wall]{.index entry="Wall!of brick"}.
[Again]{.index entry="Wall"}.
"""

NEPALI = """\
---
title: पर्खाल
lang: ne
---

## ईँटा र ढुङ्गा

क्षत्रियको **ज्ञान** र श्रृङ्गार।[पर्खाल]{.index} ‘उद्धरण’ १९०५।^[नेपाली टिप्पणी।]
"""

HEBREW = """\
---
title: הגן
lang: he
---

גן ובו *עץ*.^[הערה.] [גן]{.index}
"""

GLOSSARY = """\
[[term]]
key = "wall"
term = "دیوار"
lang = "fa"
definition = "آنچه گرد **باغ** است."
translations = { en = "wall", ne = "पर्खाल" }

[[term]]
key = "garden"
term = "garden"
lang = "en"
definition = "What the wall is round."
see-also = ["wall"]
translations = { fa = "باغ" }
"""

EVERYTHING = {
    "01.md": PERSIAN,
    "02.md": ENGLISH,
    "03.md": NEPALI,
    "04.md": HEBREW,
    "figures/gate.svg": DRAWING,
    "glossary.toml": GLOSSARY,
}
SETTINGS = {
    "title": "باغ & دیوار",
    "subtitle": "کتابی برای آزمون",
    "lang": "fa",
    "authors": ["ن. نویسنده"],
    "publisher": "Garden Press",
    "subjects": ["باغ", "Gardens"],
    "rights": "همهٔ حقوق محفوظ است.",
}

# A chapter of every kind, each with a note, a section, and a reference to the next; their ids need
# more than a file name may hold, or differ by case alone.
IDS = ("sec-A", "sec-a", "باغ", "दीवार")
EVERY_KIND = {
    f"{number:02}.md": f"""\
---
title: T{number}
type: {kind}
id: {[*IDS, *map("k{}".format, range(len(KINDS)))][number]}
---

Text[^1] of a {kind}. See [this](#h{(number + 1) % len(KINDS)}) and [that](#sec-A).

## Head {{#h{number}}}

[^1]: Note
"""
    for number, kind in enumerate(KINDS)
}
