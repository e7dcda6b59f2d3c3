"""The grammar of titles: a letter for each token around a person's name, and the orders of letters that tell an office.

H is an office's head word, M a modifier ("deputy"), F "former", S a state, body or place, N a person's name, R and r
honorifics and ranks, P a possessive, G "his" or "its", C "counterpart", T an article, O, I and D prepositions, A "and",
B "is" or "was", W "who", V "holds", Y "presidency", X another noun or adjective, Z anything else.
"""

import re

from .page import Page, Paragraph
from .statement import ACTOR_TYPES
from .wordlists import words

OWNERS = frozenset({"State", "Organization", "Company"})
_HEAD = r"(?:M+A)?(?:[MFH]-?)*H(?:-?[Hr])*"
_FIELD = r"(?:OT?[MXH]+(?:(?:,[MX]+)*,?A[MX]+)?)*"
_TITLE = rf"(?P<title>{_HEAD}{_FIELD}(?:AT?{_HEAD}{_FIELD})*)"
_OWNED = r"(?:(?:O|I)T?(?P<owner>S+(?:AT?S+)*))?(?:DT?S+)?"
BEFORE = re.compile(rf"(?:(?P<lord>S+P?|G)T?)?{_TITLE}{_OWNED}(?P<gap>,?R*)$")
BEHIND = re.compile(rf"^(?P<gap>,|,?B)(?:IZX)?F?T?(?P<lord>S+P?|G)?{_TITLE}{_OWNED}(?!R*N)")
JOINED = re.compile(rf"^(?P<gap>)(?P<lord>S+P?|G)?(?P<title>{_HEAD}{_FIELD}){_OWNED}")
OWNED_BEHIND_NAME = re.compile(r"OT?S")
PRESIDENCY = re.compile(r"^,W[VB]+(?P<owner>S+)P[XMZ]*(?P<title>Y)")
COUNTERPART = re.compile(r"(?P<lord>S+)?C,?R*$")
NEXT_IN_LIST = re.compile(r"(?:,A?|A|,?Z{0,4}A)T?[MFHXOTA-]*R*")
RESPECTIVE = re.compile(r"(?:OT?(?P<states>S+(?:,S+)*AT?S+),?)?R*N+(?:,R*N+)*,?AR*N+")
_LETTERS = {
    letter: frozenset(forms.split())
    for letter, forms in {
        "A": "and &", "O": "of for from on in", "D": "to", "I": "at", "T": "the a an", ",": ",", "-": "-",
        "B": "is was are were became remains as been be", "W": "who", "V": "holds held chairs assumed took",
        "Y": "presidency chairmanship chair",
    }.items()
}  # fmt: skip


def letters(page: Page, paragraph: Paragraph, start: int, end: int) -> str:
    """Return one letter a token for what it may be in a title."""
    return "".join(_letter(page, paragraph, index) for index in range(start, end))


def _letter(page: Page, paragraph: Paragraph, index: int) -> str:
    token, mention = paragraph.doc[index], paragraph.at.get(index)
    if mention is None and token.lower_ in {"'s", "'"}:
        return "P"
    if token.is_space:
        return "R"
    if mention is not None:
        kind = page.type_of(mention.key)
        return "N" if kind == "Person" else "S" if kind in ACTOR_TYPES else "X"
    office = _office_letter(paragraph, index)
    if office:
        return office
    fixed = next((letter for letter, forms in _LETTERS.items() if token.lower_ in forms), None)
    return fixed or ("X" if token.pos_ in {"NOUN", "PROPN", "ADJ"} else "Z")


def _office_letter(paragraph: Paragraph, index: int) -> str | None:
    """Return the letter of a word of offices, if it is one."""
    token, low = paragraph.doc[index], paragraph.doc[index].lower_
    plural = token.tag_ in {"NNS", "NNPS"}
    for section, letter in (("honorifics", "R"), ("ranks", "r")):
        if low in words("offices", section) and token.text[0].isupper():
            return letter
    if low in {"his", "her", "its", "their"}:
        return "G"
    if low == "counterpart":
        return "C"
    if low in words("offices", "former"):
        return "F"
    if low in words("offices", "heads") and not plural:
        return "H"
    modifiers = words("offices", "modifiers")
    return "M" if low in modifiers or (plural and token.lemma_.lower() in modifiers) else None
