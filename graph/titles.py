"""The grammar of titles: a letter for each token around a person's name, and the orders of letters that tell an office.

H is an office's head word, M a modifier ("deputy"), F "former", S a state, body or place, N a person's name, R and r
honorifics and ranks, P a possessive, G "his" or "its", K a body spoken of ("the bloc's"), U "whose", C "counterpart",
T an article, O, I and D prepositions, A "and", B "is" or "was", W "who", V "holds", Y "presidency", E "now" or "until",
Q "successor", X another noun or adjective, Z anything else.
"""

import re
from functools import cache

from spacy.tokens import Token

from .page import Page, Paragraph
from .statement import ACTOR_TYPES
from .wordlists import words

_FARTHEST_HEAD = 3
_HIS = frozenset({"his", "her", "its", "their"})
_OWNING = frozenset({"'s", "'"})
OWNERS = frozenset({"State", "Organization", "Company"})
_HEAD = r"(?:M+A)?(?:[MFH]-?)*H(?:-?[Hr])*"
_FIELD = r"(?:OT?[MXH]+(?:(?:,[MX]+)*,?A[MX]+)?)*"
_TITLE = rf"(?P<title>{_HEAD}{_FIELD}(?:AT?{_HEAD}{_FIELD})*)"
_LORD = r"(?P<lord>S+P?|G|R*N+P|KP)"
_OWNED = r"(?:(?:O|I)[TG]?(?:S+P[XM]*|S*[XM]+(?:P[XM]+)?)?(?P<owner>S+(?:AT?S+)*))?(?P<to>DT?[SMXH]+)?"
BEFORE = re.compile(rf"(?:{_LORD}T?)?{_TITLE}{_OWNED}(?P<rest>[XM]{{1,3}}(?=,))?(?P<gap>,?R*|BR*)$")
BEHIND = re.compile(
    rf"^(?P<gap>,(?:E{{1,2}}X?,?|WE{{0,2}}B|WEXB)?|,?E?B)(?:IZX)?F?T?{_LORD}?(?P<beat>(?<=P)S(?=H))?{_TITLE}{_OWNED}(?![XMH]*P|R*N)"
)
JOINED = re.compile(rf"^(?P<gap>)(?P<lord>S+P?|G)?(?P<title>{_HEAD}{_FIELD}){_OWNED}")
WHOSE = re.compile(rf"(?:(?P<lord>S+)(?:P[XM]+)?)?,U{_TITLE}{_OWNED}(?P<gap>B)R*$")
OWNED_BEHIND_NAME = re.compile(r"OT?S")
PRESIDENCY = re.compile(r"^,W[VB]+(?P<owner>S+)P[XMZ]*(?P<title>Y)")
COUNTERPART = re.compile(r"(?P<lord>S+)?C,?R*$")
COUNTERPART_BEHIND = re.compile(r"^,GX?(?P<lord>S+)?X?C")
SUCCESSION = re.compile(r"(?:G|N+P)(?P<succession>Q),?R*$")
NEXT_IN_LIST = re.compile(r"(?:,A?|A|,?Z{0,4}A)T?[MFHXOTA-]*R*")
_EACH = r"R*N+(?:(?:OT?|,)S+Z?)?"
RESPECTIVE = re.compile(rf"(?:[OXM]*OT?(?P<states>S+(?:,S+)*AT?S+),?|,)?{_EACH}(?:,{_EACH})*,?A{_EACH}")
_LETTERS = {
    form: letter
    for letter, forms in {
        "A": "and &", "O": "of for from on in", "D": "to", "I": "at", "T": "the a an", ",": ", (", "-": "-",
        "B": "is was are were became remains as been be", "W": "who", "V": "holds held chairs assumed took",
        "Y": "presidency chairmanship chair",
        "E": "now until by currently previously formerly once newly recently still today since himself herself lately "
        "has had",
        "Q": "successor predecessor", "U": "whose",
    }.items()
    for form in forms.split()
}  # fmt: skip


def letters(page: Page, paragraph: Paragraph, start: int, end: int) -> str:
    """Return one letter a token for what it may be in a title."""
    if not paragraph.letters:
        paragraph.letters = "".join(_letter(page, paragraph, token) for token in paragraph.tokens)
    return paragraph.letters[start:end]


def _letter(page: Page, paragraph: Paragraph, token: Token) -> str:
    mention, low = paragraph.at.get(token.i), token.lower_
    if mention is None and low in _OWNING:
        return "P"
    if token.is_space:
        return "R"
    if mention is not None:
        kind = page.type_of(mention.key)
        return "N" if kind == "Person" else "S" if kind in ACTOR_TYPES else "X"
    if low in words("offices", "bodies_spoken_of") and _is_body_spoken_of(token):
        return "K"
    office = _office_letter(paragraph, token, low)
    if office:
        return office
    return _LETTERS.get(low) or ("X" if token.pos_ in {"NOUN", "PROPN", "ADJ"} else "Z")


@cache
def _words_of_offices() -> frozenset[str]:
    """Return the words that may have a letter of their own among the words of offices."""
    sections = ("honorifics", "ranks", "counterparts", "former", "heads", "modifiers")
    return frozenset({"number", "executive", "under"}).union(_HIS, *(words("offices", section) for section in sections))


def _office_letter(paragraph: Paragraph, token: Token, low: str) -> str | None:
    """Return the letter of a word of offices, if it is one."""
    index, plural = token.i, token.tag_ in {"NNS", "NNPS"}
    if low not in _words_of_offices() and not plural:
        return "M" if _qualifies_head(paragraph, index) else None
    for section, letter in (("honorifics", "R"), ("ranks", "r")):
        if low in words("offices", section) and token.text[0].isupper():
            return letter
    if low in _HIS:
        return "G"
    if low in words("offices", "counterparts") or (low == "number" and index and token.nbor(-1).lower_ == "opposite"):
        return "C"
    if low in words("offices", "former"):
        return "F"
    if (low in words("offices", "heads") and not plural) or (low == "executive" and _is_chief(paragraph, index)):
        return "H"
    if low == "under" and "secretary" not in paragraph.doc[index + 1 : index + 3].text.lower():
        return None
    modifiers = words("offices", "modifiers")
    if low in modifiers or (plural and token.lemma_.lower() in modifiers):
        return "M"
    return "M" if _qualifies_head(paragraph, index) else None


def _is_chief(paragraph: Paragraph, index: int) -> bool:
    """Tell whether "executive" ends a title ("chief executive") rather than qualifies its head."""
    return index > 0 and paragraph.tokens[index - 1].lower_ == "chief" and not _before_head(paragraph, index)


def _before_head(paragraph: Paragraph, index: int) -> bool:
    """Tell whether the head word of an office follows a token, with or without a hyphen between."""
    return any(token.lower_ in words("offices", "heads") for token in paragraph.tokens[index + 1 : index + 3])


def _is_body_spoken_of(token: Token) -> bool:
    """Tell whether the noun of a body has an article and a possessive: it was told before ("the bloc's")."""
    owns = token.i + 1 < len(token.doc) and token.nbor().lower_ in _OWNING
    return owns and token.i > 0 and token.nbor(-1).lower_ in {"the", "this"}


def _qualifies_head(paragraph: Paragraph, index: int) -> bool:
    """Tell whether a noun is compounded with the head word of an office behind it ("enlargement commissioner")."""
    token, heads = paragraph.tokens[index], words("offices", "heads")
    if token.dep_ not in {"compound", "nmod"} or token.ent_type_ in {"DATE", "TIME"} or not token.is_alpha:
        return False
    between = paragraph.doc[index + 1 : token.head.i]
    near = index < token.head.i <= index + _FARTHEST_HEAD and token.head.lower_ in heads
    return near and all(other.is_alpha and other.i not in paragraph.at for other in between)
