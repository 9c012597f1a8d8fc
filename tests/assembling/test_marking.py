"""Words of another language are marked with it, whole paragraphs and single runs."""

import pytest

from rectoverso.assembling.changes import carried_out
from rectoverso.assembling.marking import foreign_words

LANGUAGES = ("ar", "en", "fa", "he", "ne", "vi")
VI = "Những người thợ của thành phố đã họp lại và không có một người nào được đi."


@pytest.mark.parametrize(
    ("text", "lang", "marked"),
    [
        ("Từ روزنامه và कुरा.", "vi", "Từ [روزنامه]{lang=fa} và [कुरा]{lang=ne}."),
        ("Nói «شورای کارگران» ở đó", "vi", "Nói «[شورای کارگران]{lang=fa}» ở đó"),
        ("لئون (Leon Trotsky) بود", "fa", "لئون (Leon Trotsky) بود"),
        (f"متن فارسی.\n\n{VI}\n", "fa", f"متن فارسی.\n\n::: {{lang=vi}}\n{VI}\n:::\n"),
        ("# فصل कुरा\n", "fa", "# فصل [कुरा]{lang=ne}\n"),
        ("`کد कुरा` و [x](कुरा)", "fa", "`کد कुरा` و [x](कुरा)"),
    ],
)
def test_what_is_in_another_language_says_so(text, lang, marked):
    assert carried_out(text, foreign_words(text, lang, LANGUAGES)) == marked
