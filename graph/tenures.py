"""What a title and the words around it state: whose office it is, and under which names somebody holds it.

A match of letters (see `graph.titles`) tells where the title stands and who owns it; several titles or owners are as
many tenures.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from spacy.tokens import Doc, Span, Token

from .page import Mention, Page, Paragraph
from .statement import Tenure
from .titles import OWNERS
from .wordlists import words

_OF_STATES = frozenset({"minister", "premier", "chancellor", "king", "queen", "emir", "sultan", "ambassador"})


def tenures_of(
    page: Page, paragraph: Paragraph, mention: Mention, match: re.Match[str], base: int, *, behind: bool
) -> Iterator[Tenure]:
    """Yield the offices of a match of letters that begin at token `base`, one for each title and owner."""
    doc, heads = paragraph.doc, words("offices", "heads")
    first = "beat" if match.groupdict().get("beat") else "title"
    start, end = base + match.start(first), base + match.end("title")
    if any(token.tag_ in {"VBZ", "VBD", "VBP"} and token.lower_ not in heads for token in doc[start:end]):
        return
    if _is_cut_short(paragraph, match, base):
        return
    inside = _inside_title(page, paragraph, match, base)
    worded = _owners(page, paragraph, match, base, without_owner=bool(inside))
    end = inside or end
    opening = mention.start if behind else base + match.start("lord" if match["lord"] else "title")
    evidence = (paragraph.span(opening, base + match.end() if behind else mention.end),)
    former = "F" in match["title"] or _was_former(doc, start)
    for title in _titles(doc, start, end):
        for owner in (worded or (None,)) if _is_office(title) or _is_of_body(page, worded) else ():
            yield Tenure(
                holder=mention.key,
                title=title,
                of=owner,
                former=former,
                evidence=evidence,
                confidence=Decimal("0.95") if worded else Decimal("0.70"),
                rule=None if worded else "office-owner-from-context",
            )


def _inside_title(page: Page, paragraph: Paragraph, match: re.Match[str], base: int) -> int | None:
    """Return where a title ends that holds whom its bearer is sent to, or the place that he governs, if it does."""
    last = paragraph.doc[base + match.end("title") - 1].lower_
    if match["to"] and last in words("offices", "sent"):
        return base + match.end("to")
    if not match["owner"]:
        return None
    owned = [
        paragraph.at[i] for i in range(base + match.start("owner"), base + match.end("owner")) if i in paragraph.at
    ]
    preposition = paragraph.doc[base + match.end("title")].lower_
    bodies = any(page.type_of(near.key) in {"Organization", "Company"} for near in owned)
    sent = last in words("offices", "sent") and preposition != "of" and not (bodies and not match["lord"])
    governed = last in words("offices", "local") and all(_is_local(page, near) for near in owned)
    return base + match.end("owner") if sent or governed else None


def _is_local(page: Page, near: Mention) -> bool:
    """Tell whether a name is that of a place inside a state, or of a capital taken for its state."""
    return page.type_of(near.key) == "Place" or near.kind == "seat"


def _was_former(doc: Doc, start: int) -> bool:
    near = doc[max(0, start - 5) : start].text.lower()
    return any(cue in near for cue in words("offices", "former", "cues") if cue != "until")


def _titles(doc: Doc, start: int, end: int) -> Iterator[str]:
    """Yield the titles that an "and" joins, each without words that are no part of it."""
    heads = words("offices", "heads")
    tokens = [token for token in doc[start:end] if token.lower_ not in words("offices", "former")]
    piece: list[str] = []
    seen_head = False
    for place, token in enumerate(tokens):
        rest = tokens[place + 1 :]
        if token.lower_ == "and" and seen_head and any(t.lower_ in heads for t in rest):
            yield _title(piece)
            piece, seen_head = [], False
            continue
        seen_head = seen_head or token.lower_ in heads
        piece.append(token.text_with_ws)
    yield _title(piece)


def _title(piece: list[str]) -> str:
    """Return the words of a title without an article before it and a preposition left behind it."""
    text = re.sub(r"^(?:the|a|an)\s+", "", "".join(piece).strip(), flags=re.IGNORECASE)
    return re.sub(r"\s+(?:of|for|in|at|to)$", "", " ".join(text.split()).strip(" -,"))


def _is_of_body(page: Page, owners: list[str]) -> bool:
    """Tell whether a body or firm is named as the owner: then "chief" and the like are offices too."""
    return bool(owners) and all(page.type_of(owner) in {"Organization", "Company"} for owner in owners)


def _is_office(title: str) -> bool:
    return bool(title) and title.lower() not in words("offices", "no_offices")


def _owners(page: Page, paragraph: Paragraph, match: re.Match[str], base: int, *, without_owner: bool) -> list[str]:
    """Return the states or bodies that a title belongs to as far as they are worded."""
    lord = match["lord"] or ""
    if without_owner and not lord and match["owner"]:
        return _homes(page, keys_of(paragraph, match, "owner", base))
    for group in ("lord",) if without_owner else ("owner", "lord"):
        keys = keys_of(paragraph, match, group, base)
        owners = [key for key in dict.fromkeys(keys) if page.type_of(key) in OWNERS]
        if not owners and group == "lord":
            owners = _homes(page, keys)
        if owners:
            return owners
    if lord[:1] in {"G", "K"}:
        title = paragraph.doc[base + match.start("title") : base + match.end("title")]
        return _spoken_of(page, paragraph, paragraph.doc[base + match.start("lord")], title)
    return []


def _homes(page: Page, keys: list[str]) -> list[str]:
    """Return the states in which places lie, and whom persons are known to serve."""
    homes = (
        page.serves.get(key) if page.type_of(key) == "Person" else page.entities[key].located_in
        for key in keys
        if page.type_of(key) in {"Place", "Person"}
    )
    states = [home for home in homes if home and home.startswith("state/")]
    return [page.imply(state, "State") for state in states] + [k for k in keys if page.type_of(k) == "State"]


def _is_cut_short(paragraph: Paragraph, match: re.Match[str], base: int) -> bool:
    """Tell whether the owner's name only qualifies what the office is of ("head of the Ruritanian aid agency")."""
    last = paragraph.at.get(base + match.end("owner") - 1) if match["owner"] else None
    following = paragraph.tokens[base + match.end("owner")] if base + match.end("owner") < len(paragraph.doc) else None
    return last is not None and last.kind == "adjective" and following is not None and following.pos_ == "NOUN"


def _spoken_of(page: Page, paragraph: Paragraph, token: Token, title: Span) -> list[str]:
    """Return whom "its" or "the bloc's" means: the state or body named last before it, a state where only one fits."""
    low = token.lower_
    if low in {"his", "her"}:
        return []
    near = low in {"its", "their"}
    before = [m for m in paragraph.mentions() if m.start < token.i and (not near or token.sent.start <= m.start)]
    if not near:
        before = [m for other in page.paragraphs[: paragraph.number] for m in other.mentions()] + before
    before = [m for m in before if m.kind != "adjective"]
    kinds = OWNERS
    if low in words("offices", "states_spoken_of") or any(word.lower_ in _OF_STATES for word in title):
        kinds = frozenset({"State"})
    elif not near:
        kinds = frozenset({"Organization", "Company"})
    return [m.key for m in before if page.type_of(m.key) in kinds][-1:]


def keys_of(paragraph: Paragraph, match: re.Match[str], group: str, base: int) -> list[str]:
    """Return whom the tokens of a group of letters name."""
    if not match[group]:
        return []
    tokens = range(base + match.start(group), base + match.end(group))
    return [paragraph.at[i].key for i in tokens if i in paragraph.at]
