"""Names that stand in a row: joined by "and" where the parser lost them, or listed behind a noun."""

from spacy.tokens import Token

from .page import Mention, Page, Paragraph
from .wordlists import words

_FARTHEST_JOINED = 9
_SMALL = frozenset(
    {",", "and", "&", "the", "his", "her", "its", "their", "'s", "of", "for", "-", "mr", "ms", "mrs", "dr"}
)
_BETWEEN_STATES = frozenset({",", "and", "of", "the", "\u2013", "-", "\u2014", "(", ":", "such", "as", "including"})


def joined_names(page: Page, paragraph: Paragraph, token: Token) -> list[Mention]:
    """Return the names that "and" joins to the name a token belongs to, where the parser lost them.

    Between two of them stand only titles, articles and the states whose titles they are; no other verb's subject is
    joined.
    """
    here = paragraph.at.get(token.i)
    if here is None:
        return []
    kind, run, last, closed = page.type_of(here.key), [], here, False
    for mention in (m for m in paragraph.mentions() if m.start >= here.end):
        between = [t for t in paragraph.doc[last.end : mention.start] if t.i not in paragraph.at]
        if len(between) > _FARTHEST_JOINED or mention.start >= token.sent.end or not all(_joins(t) for t in between):
            break
        if page.type_of(mention.key) != kind:
            if kind == "Person" and page.type_of(mention.key) in {"State", "Organization"}:
                continue
            break
        joint = {t.lower_ for t in paragraph.doc[last.end : mention.start]} & {"and", "&", ","}
        root = paragraph.doc[mention.start : mention.end].root
        if not joint or closed or root.dep_ in {"nsubj", "nsubjpass"}:
            break
        closed = bool(joint & {"and", "&"})
        run.append(mention)
        last = mention
    return run if closed else []


def _joins(token: Token) -> bool:
    """Tell whether a word may stand between two names that are joined."""
    low = token.lower_
    return low in _SMALL or any(low in words("offices", part) for part in ("heads", "modifiers", "honorifics"))


def listed_states(page: Page, paragraph: Paragraph, token: Token) -> list[Mention]:
    """Return the states listed right behind a noun: "the four members of EFTA – Norway, Iceland and Switzerland"."""
    index, found = token.i + 1, []
    while index < token.sent.end:
        near = paragraph.at.get(index)
        if near and page.type_of(near.key) == "State":
            found.append(near)
            index = near.end
        elif (near and page.type_of(near.key) == "Organization" and not found) or paragraph.doc[
            index
        ].lower_ in _BETWEEN_STATES:
            index = near.end if near else index + 1
        else:
            break
    return found
