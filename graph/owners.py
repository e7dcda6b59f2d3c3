"""Whose an office is where its words do not say: the state that the context tells, at lower confidence.

Asked in turn: the holder's other offices, the list he stands in, the state that his sentence leaves over, the state
that the document is about.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Span

from .page import Page, Paragraph, dominant_state
from .statement import Tenure
from .titles import NEXT_IN_LIST, letters
from .wordlists import words


def settle_owners(page: Page, tenures: Iterable[Tenure]) -> list[Tenure]:
    """Give offices without a worded owner the state that the context tells, and leave out those that get none."""
    told = list(tenures)
    told = [tenure for tenure in told if not _another_holds(tenure, told)]
    worded: dict[tuple[str, str | None], str] = {(_post(t), t.of): t.holder for t in told if t.of and t.rule is None}
    known = {t.holder: t.of for t in told if t.of and page.type_of(t.of) == "State"}
    settled: dict[tuple[str, str, str], Tenure] = {}
    for tenure in told:
        owner = (
            tenure.of
            or known.get(tenure.holder)
            or _served(page, tenure)
            or _in_list(page, tenure, known)
            or _around(page, tenure, known)
        )
        taken = tenure.rule is not None and worded.get((_post(tenure), owner), tenure.holder) != tenure.holder
        if owner and not taken:
            known.setdefault(tenure.holder, owner)
            settled.setdefault((tenure.holder, tenure.title.lower(), owner), replace(tenure, of=owner))
    return _fullest(settled.values())


def _fullest(tenures: Iterable[Tenure]) -> list[Tenure]:
    """Leave out titles that only shorten another of the same holder and owner ("Minister", "Minister of Trade")."""
    told = [(tenure, frozenset(tenure.title.lower().split())) for tenure in tenures]
    return [
        tenure
        for tenure, title in told
        if not any(
            title < other and (tenure.holder, tenure.of, tenure.former) == (t.holder, t.of, t.former)
            for t, other in told
        )
    ]


def _served(page: Page, tenure: Tenure) -> str | None:
    """Return the state or body that the ontology knows a holder to serve."""
    key = page.serves.get(tenure.holder)
    return page.imply(key, "State" if key.startswith("state/") else "Organization") if key else None


def _another_holds(tenure: Tenure, tenures: list[Tenure]) -> bool:
    """Tell whether one title of "Prime Minister and President NAME" is another's, who has it alone elsewhere."""
    if tenure.rule is None or not any(t.holder == tenure.holder and t.title != tenure.title for t in tenures):
        return False
    alone = {t.holder for t in tenures if t.title == tenure.title and t.evidence != tenure.evidence}
    return bool(alone) and tenure.holder not in alone


def _post(tenure: Tenure) -> str:
    """Return what only one person of a state can be: "secretary of foreign affairs" and "foreign minister" are one."""
    title = tenure.title.lower()
    return "foreign" if "foreign" in title and "deputy" not in title else title


def _in_list(page: Page, tenure: Tenure, known: Mapping[str, str]) -> str | None:
    """Return the state of the office told right before in one list: "President A, Prime Minister B and Speaker C"."""
    for paragraph in page.paragraphs:
        if tenure.evidence[0] not in paragraph.line.span:
            continue
        people = [m for m in paragraph.mentions() if page.type_of(m.key) == "Person"]
        gaps = [letters(page, paragraph, left.end, right.start) for left, right in pairwise(people)]
        for place, mention in enumerate(people[1:]):
            listed = [gap for gap in gaps[place : place + 2] if NEXT_IN_LIST.fullmatch(gap)]
            if mention.key == tenure.holder and gaps[place] in listed and any("A" in gap for gap in listed):
                return known.get(people[place].key)
    return None


def _around(page: Page, tenure: Tenure, known: Mapping[str, str]) -> str | None:
    """Return the state that the surroundings tell, else the document's own; staff are the publisher's."""
    for paragraph in page.paragraphs:
        here = _tokens(paragraph, tenure)
        state = _in_sentence(page, paragraph, here, tenure, known) if here is not None else None
        if state:
            return state
    staff = tenure.title.lower().split()[0] in words("offices", "staff")
    if staff:
        return _publisher(page)
    if not words("offices", "of_states") & set(tenure.title.lower().split()):
        return None
    return _spoken_of(page, tenure) or dominant_state(page)


def _spoken_of(page: Page, tenure: Tenure) -> str | None:
    """Return the state named last before an office in its paragraph."""
    for paragraph in page.paragraphs:
        here = _tokens(paragraph, tenure)
        if here is not None:
            before = [m.key for m in paragraph.mentions() if m.start < here.start]
            home = dominant_state(page)
            return home if home in before else next((k for k in reversed(before) if page.type_of(k) == "State"), None)
    return None


def _tokens(paragraph: Paragraph, tenure: Tenure) -> Span | None:
    """Return the words that state an office, where they stand in the paragraph."""
    span, first = tenure.evidence[0], paragraph.line.span.start
    if span not in paragraph.line.span:
        return None
    return paragraph.doc.char_span(span.start - first, span.end - first, alignment_mode="expand")


def _in_sentence(page: Page, paragraph: Paragraph, here: Span, tenure: Tenure, known: Mapping[str, str]) -> str | None:
    """Return the state that the other office holders of a sentence leave over, that is visited in it, or that "his"
    means.
    """
    sentence = [m for m in paragraph.mentions() if here.sent.start <= m.start < here.sent.end]
    keys = [m.key for m in sentence]
    others = {known[key] for key in keys if key in known and key != tenure.holder}
    left = {state for state in _states(page, keys) if state not in others}
    if len(left) == 1 and others:
        return left.pop()
    visited = _states(page, [m.key for m in sentence if m.start < here.start and page.type_of(m.key) == "Place"])
    if visited and not any(page.type_of(key) == "State" for key in keys):
        return visited[-1]
    if paragraph.doc[here.start].lower_ not in {"his", "her", "its", "their"}:
        return None
    if paragraph.doc[here.start].lower_ in {"his", "her"}:
        lords = [known.get(m.key) or page.serves.get(m.key) for m in sentence if m.start < here.start]
        lords = [lord for lord in lords if page.type_of(lord) == "State"]
        if lords:
            return lords[-1]
    earlier = [m.key for m in paragraph.mentions() if m.start < here.start and page.type_of(m.key) == "State"]
    return earlier[-1] if earlier else None


def _states(page: Page, keys: Sequence[str]) -> list[str]:
    found: list[str] = []
    for key in keys:
        entity = page.entities[key]
        if entity.type == "State":
            found.append(key)
        elif entity.type == "Place" and entity.located_in and entity.located_in.startswith("state/"):
            found.append(entity.located_in)
    return found


def _publisher(page: Page) -> str | None:
    """Return the body that a document's headings name first: whose staff it speaks of without saying so."""
    heads = (m.key for p in page.paragraphs if not p.tells for m in p.mentions())
    return next((key for key in heads if page.type_of(key) == "Organization"), None)
