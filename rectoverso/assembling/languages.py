"""Recognise the language of a text by its script, its letters and its small words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

# Words that hardly any text of the language does without, and few texts of another language have.
SMALL_WORDS = {
    "fa": "و در به از که این را با است آن برای یک تا شد بود هم کرد بر نیز خود ها های می ای او اما",
    "ar": "في على إلى أن هذا التي الذي كان عن مع هو هي لا لم قد كل بعد كما إن ذلك وهو وقد",
    "ur": "کے کی میں ہے کا سے نے اور کو پر ہیں یہ تھا وہ ایک بھی گیا جو",
    "ne": "र छ को मा भयो थियो पनि हो यो गरेको भन्ने लागि छन् थिए सन् त्यो यस तर भने गर्न नै भएको",
    "hi": "है के में की का से और को हैं ने पर यह था भी वह एक नहीं कि कर थे लिए हुए",
    "vi": "và của là có được không người những các một trong cho đã với này để ở từ khi ra đến tại",
    "en": "the of and to in was is that it for his as with he by on at which from not are had be",
    "fr": "de la le les et des en du une est dans que qui il pour au par sur sont ne pas avec ce",
    "de": "der die und das den von zu ist mit sich des auf nicht ein dem für im als auch eine wird",
    "he": "של את על הוא לא היה עם זה כי או גם אבל אל כל היא",
}
# Letters that belong to one of the languages of a script.
_LETTERS = {
    "fa": "پچژگیک\u06c0\u200c",
    "ar": "ةىيكإأ",
    "ur": "ٹڈڑںھہےۓ",
    "vi": "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
    "de": "äöüß",
    "fr": "éèêëàâçùûîïôœ",
}
_SCRIPTS = (
    ("Arab", re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")),
    ("Deva", re.compile("[\u0900-\u097f]")),
    ("Hebr", re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")),
    ("Latn", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
OF_SCRIPT = {
    "Arab": ("fa", "ar", "ur"),
    "Deva": ("ne", "hi"),
    "Hebr": ("he",),
    "Latn": ("vi", "en", "fr", "de"),
}
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u0900-\u0903\u093a-\u094f]+[^\W\d_]*)*")
# Vietnamese is written with more marked letters than any other language of the Latin script.
_ONLY_VI = frozenset("ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỵỷỹ")


# So large a share of letters that only this language has leaves no doubt.
_CLEAR = 1 / 16
_MARKING = {
    "fa": re.compile("[پچژگیک]"),
    "ur": re.compile("[ٹڈڑںہے]"),
    "vi": re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỵỷỹ]", re.IGNORECASE),
}


def script_of(text: str) -> str:
    """The script (ISO 15924) of most letters of a text; nothing for a text without any."""
    counts = {name: len(letters.findall(text)) for name, letters in _SCRIPTS}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def likeness(text: str, lang: str) -> float:
    """How much of a text are small words of a language: 0 to 1, where 0.1 is a lot."""
    words = Counter(word.lower() for word in _WORD.findall(text))
    total = sum(words.values())
    return sum(words[word] for word in _small_words(lang)) / total if total else 0.0


@cache
def _small_words(lang: str) -> frozenset[str]:
    return frozenset(SMALL_WORDS[lang].split())


def language_of(text: str, otherwise: str = "") -> str:
    """The language of a text; where it is too short to tell, `otherwise` if that has its script."""
    if otherwise in _MARKING and len(_MARKING[otherwise].findall(text)) > len(text) * _CLEAR:
        return otherwise
    script = script_of(text)
    if not script:
        return otherwise
    languages = OF_SCRIPT[script]
    scores = {lang: _score(text, lang) for lang in languages}
    best = max(languages, key=lambda lang: scores[lang])
    if otherwise in languages and scores[best] < scores[otherwise] + _sure(text):
        return otherwise
    return best if scores[best] > 0 or len(languages) == 1 else ""


def _sure(text: str) -> float:
    """By how much another language must be likelier: a short text is no proof of much."""
    return 0.05 + 1 / (1 + len(text.split()))


def _score(text: str, lang: str) -> float:
    letters = len(text) - text.count(" ")
    own = sum(text.count(sign) for sign in _LETTERS.get(lang, ""))
    if lang == "vi":
        own = 3 * sum(sign in _ONLY_VI for sign in text.lower())
    if lang in ("fa", "ar", "ur"):
        text = text if lang == "ar" else text.replace("ي", "ی").replace("ك", "ک")
        # Old Persian files have the Arabic ي and ك: those two prove nothing.
        own = sum(text.count(sign) for sign in _LETTERS[lang] if sign not in "يكیک")
    return 2 * likeness(text, lang) + own / (letters or 1)
