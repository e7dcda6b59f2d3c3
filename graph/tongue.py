"""In which language a text is written: only English is read, and another is named rather than misread.

Names of people and places mislead a classifier on short texts: there the share of English function words decides
first, and then only widespread languages are weighed.
"""

import re

from .errors import LanguageError, SourceError

ENGLISH = "en"
SHORT = 200
_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = frozenset(
    (
        "the", "and", "of", "to", "for", "with", "that", "this", "has", "have", "had", "from", "by", "its", "their",
        "his", "her", "said", "will", "would", "was", "were", "been", "be", "are", "is", "it", "at", "as", "on", "in",
        "who", "which", "after", "before", "while", "about", "over", "into", "between", "not", "but", "or", "an",
        "they", "he", "she", "than", "also", "may", "could", "should", "can", "did", "does", "against", "under",
        "foreign", "trade", "talks", "agreement", "government", "country", "countries", "meeting", "year", "new",
    )
)  # fmt: skip
_ENOUGH = 0.18
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "la": "Latin", "lt": "Lithuanian",
    "lv": "Latvian", "ms": "Malay", "nb": "Norwegian", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def require_english(text: str, name: str) -> str:
    """Return "en", or raise `LanguageError` naming the language that the text is written in.

    A text without any word is in no language: that is a `SourceError`.
    """
    if not _WORD.search(text):
        raise SourceError(f"{name}: the text holds no words")
    code = language_of(text)
    if code != ENGLISH:
        found = _NAMES.get(code, "another language")
        raise LanguageError(f"{name}: the text is in {found} ({code}); only English is read")
    return code


def is_english(named: str) -> bool:
    """Tell whether the name or code of a language ("en", "en-GB", "eng", "English") means English."""
    return re.split(r"[-_]", named.strip().casefold())[0] in (ENGLISH, "eng", "english")


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language that a text is most likely written in."""
    words = [word.casefold() for word in _WORD.findall(text)]
    share = sum(word in _FUNCTION_WORDS for word in words) / len(words) if words else 0.0
    if len(text) < SHORT and share >= _ENOUGH:
        return ENGLISH
    import py3langid  # imported here: it takes half a second, which no other command should pay

    ranked = [str(code) for code, _ in py3langid.rank(text)]
    return next(code for code in ranked if len(text) >= SHORT or code == ENGLISH or code in _NAMES)
