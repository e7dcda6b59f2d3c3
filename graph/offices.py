"""Offices: who holds, or held, what, and of which state or body.

Each token around a person's name gets a letter for what it is (an office's head word, a modifier, a state ...), and the
order of the letters tells the title: before the name, behind it in apposition, or behind "is". An owner that is not
worded comes from the context, at lower confidence; a title is never invented.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Doc

from .names import words
from .page import Mention, Page, Paragraph
from .statement import Tenure

_OWNERS = frozenset({"State", "Organization", "Company"})
_HEAD = r"(?:M+A)?(?:[MFH]-?)*H(?:-?[Hr])*"
_FIELD = r"(?:OT?[MXH]+(?:(?:,[MX]+)*,?A[MX]+)?)*"
_OWNED = r"(?:(?:O|I)T?(?P<owner>S+(?:AT?S+)*))?(?:DT?S+)?"
_BEFORE = re.compile(rf"(?:(?P<lord>S+P?|G)T?)?(?P<title>{_HEAD}{_FIELD}(?:AT?{_HEAD}{_FIELD})*){_OWNED}(?P<gap>,?R*)$")
_BEHIND = re.compile(
    rf"^(?P<gap>,|,?B)(?:IZX)?F?T?(?P<lord>S+P?|G)?(?P<title>{_HEAD}{_FIELD}(?:AT?{_HEAD}{_FIELD})*){_OWNED}(?!R*N)"
)
_PRESIDENCY = re.compile(r"^,W[VB]+(?P<owner>S+)P[XMZ]*(?P<title>Y)")
_COUNTERPART = re.compile(r"(?P<lord>S+)?C,?R*$")
_JOINED = re.compile(rf"^(?P<gap>)(?P<lord>S+P?|G)?(?P<title>{_HEAD}{_FIELD}){_OWNED}")
_IN_LIST = re.compile(r"(?:,A?|A|,?Z{0,4}A)T?[MFHXOTA-]*R*")
_STAFF = frozenset(
    {
        "head",
        "director",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "researcher",
        "economist",
        "editor",
        "correspondent",
    }
)
_COPULAS = frozenset({"is", "was", "are", "were", "became", "remains", "as", "been", "be"})


def read_offices(page: Page) -> list[Tenure]:
    """Return the offices that a page states, each once, with the first words that state it."""
    found: dict[tuple[str, str, str | None], Tenure] = {}
    for paragraph in page.paragraphs:
        for mention in paragraph.mentions():
            if page.type_of(mention.key) == "Person":
                for tenure in _around(page, paragraph, mention):
                    found.setdefault((tenure.holder, tenure.title.lower(), tenure.of), tenure)
    for tenure in (*_pronouns(page), *_respective(page)):
        found.setdefault((tenure.holder, tenure.title.lower(), tenure.of), tenure)
    return _settle_owners(page, list(found.values()))


def _around(page: Page, paragraph: Paragraph, mention: Mention) -> Iterator[Tenure]:
    doc = paragraph.doc
    sentence = doc[mention.start].sent
    left = _letters(page, paragraph, sentence.start, mention.start)
    right = _letters(page, paragraph, mention.end, sentence.end)
    before = _BEFORE.search(left)
    if before and not re.match(r"OT?S", right) and not _barred(doc, mention.start - len(before["gap"])):
        yield from _tenures(page, paragraph, mention, before, sentence.start, behind=False)
    if before and re.match(r"OT?S", right):
        yield from _owned_behind(page, paragraph, mention, before, sentence.start, right)
    presidency = _PRESIDENCY.search(right)
    if presidency:
        yield from _presidency(page, paragraph, mention, presidency)
    behind = _BEHIND.search(right)
    if behind:
        yield from _tenures(page, paragraph, mention, behind, mention.end, behind=True)
    counterpart = _COUNTERPART.search(left)
    if counterpart and not before:
        yield from _counterpart(page, paragraph, mention, counterpart, sentence.start)


def _owned_behind(
    page: Page, paragraph: Paragraph, mention: Mention, match: re.Match[str], base: int, right: str
) -> Iterator[Tenure]:
    """Read "President NAME of STATE"."""
    owner = paragraph.at[mention.end + right.index("S")]
    for tenure in _tenures(page, paragraph, mention, match, base, behind=False):
        if page.type_of(owner.key) in _OWNERS and not match["lord"]:
            evidence = (paragraph.span(base + match.start("title"), owner.end),)
            yield replace(tenure, of=owner.key, evidence=evidence, confidence=Decimal("0.95"), rule=None)
        else:
            yield tenure


def _presidency(page: Page, paragraph: Paragraph, mention: Mention, match: re.Match[str]) -> Iterator[Tenure]:
    """Read "NAME, who holds BODY's presidency"."""
    owner = paragraph.at[mention.end + match.start("owner")]
    title = "Chair" if paragraph.doc[mention.end + match.start("title")].lower_.startswith("chair") else "President"
    evidence = (paragraph.span(mention.start, mention.end + match.end()),)
    yield Tenure(holder=mention.key, title=title, of=owner.key, evidence=evidence, confidence=Decimal("0.90"))


def _pronouns(page: Page) -> Iterator[Tenure]:
    """Read "He is a TITLE at BODY" of the person named last."""
    last: str | None = None
    for paragraph in page.paragraphs:
        for sentence in paragraph.doc.sents:
            opening = paragraph.doc[sentence.start]
            if last and opening.lower_ in {"he", "she"} and sentence.start + 1 < sentence.end:
                mention = Mention(sentence.start, sentence.start + 1, last, "role")
                match = _BEHIND.search(_letters(page, paragraph, mention.end, sentence.end))
                while match:
                    yield from _tenures(page, paragraph, mention, match, mention.end, behind=True)
                    rest = _letters(page, paragraph, mention.end + match.end(), sentence.end)
                    more = re.match(r",?A(?:T)(?=[MFH]*H)", rest)
                    mention = Mention(
                        sentence.start, mention.end + match.end() + (more.end() if more else 0), last, "role"
                    )
                    match = _JOINED.search(_letters(page, paragraph, mention.end, sentence.end)) if more else None
            people = [
                m.key
                for m in paragraph.mentions()
                if sentence.start <= m.start < sentence.end and page.type_of(m.key) == "Person"
            ]
            last = people[0] if people else last


def _barred(doc: Doc, index: int) -> bool:
    """Tell whether a title in front of a name is no title of it ("president-elect" to come, a plural for several)."""
    return index > 0 and doc[index - 1].lower_ in {"designate", "elect"}


def _letters(page: Page, paragraph: Paragraph, start: int, end: int) -> str:
    """Return one letter a token for what it may be in a title."""
    return "".join(_letter(page, paragraph, index) for index in range(start, end))


def _letter(page: Page, paragraph: Paragraph, index: int) -> str:
    token, mention = paragraph.doc[index], paragraph.at.get(index)
    low = token.lower_
    if mention is None and low in {"'s", "'"}:
        return "P"
    if token.is_space:
        return "R"
    if mention is not None:
        kind = page.type_of(mention.key)
        if kind in _OWNERS or kind == "Place":
            return "S"
        return "N" if kind == "Person" else "X"
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
    if low in words("offices", "modifiers") or (plural and token.lemma_.lower() in words("offices", "modifiers")):
        return "M"
    fixed = {
        "and": "A",
        "of": "O",
        "for": "O",
        "from": "O",
        "to": "D",
        "on": "O",
        "in": "O",
        "at": "I",
        "the": "T",
        "a": "T",
        "an": "T",
        ",": ",",
        "-": "-",
        "&": "A",
    }
    if low in fixed:
        return fixed[low]
    if low in _COPULAS:
        return "B"
    if low == "who":
        return "W"
    if low in {"holds", "held", "chairs", "assumed", "took"}:
        return "V"
    if low in {"presidency", "chairmanship", "chair"}:
        return "Y"
    return "X" if token.pos_ in {"NOUN", "PROPN", "ADJ"} else "Z"


def _tenures(
    page: Page, paragraph: Paragraph, mention: Mention, match: re.Match[str], base: int, *, behind: bool
) -> Iterator[Tenure]:
    doc = paragraph.doc
    start, end = base + match.start("title"), base + match.end("title")
    if any(
        token.tag_ in {"VBZ", "VBD", "VBP"} for token in doc[start:end] if token.lower_ not in words("offices", "heads")
    ):
        return
    owners, worded = _owners(page, paragraph, match, base)
    first = base + match.start() if not behind else mention.start
    last = mention.end if not behind else base + match.end()
    if not behind:
        first = base + (match.start("lord") if match["lord"] else match.start("title"))
    former = "F" in match["title"] or _was_former(doc, start)
    for title in _titles(doc, start, end):
        if _is_office(title):
            for owner in owners or [None]:
                yield Tenure(
                    holder=mention.key,
                    title=title,
                    of=owner,
                    former=former,
                    evidence=(paragraph.span(first, last),),
                    confidence=Decimal("0.95") if worded else Decimal("0.70"),
                    rule=None if worded else "office-owner-from-context",
                )


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
    text = re.sub(r"^(?:the|a|an)\s+", "", "".join(piece).strip(), flags=re.IGNORECASE)
    return re.sub(r"\s+(?:of|for|in|at|to)$", "", " ".join(text.split()).strip(" -,"))


def _is_office(title: str) -> bool:
    low = title.lower()
    return bool(low) and low not in {
        "leader",
        "deputy",
        "chief",
        "author of",
        "independent analyst",
        "lawmaker",
        "politician",
        "dictator",
        "warlord",
        "diplomat",
        "judge",
        "founder",
        "top diplomat",
        "researcher",
        "analyst",
    }


def _owners(page: Page, paragraph: Paragraph, match: re.Match[str], base: int) -> tuple[list[str], bool]:
    """Return the states or bodies that a title belongs to as far as they are worded, and whether they are."""
    for group in ("owner", "lord"):
        if match[group] and match[group] != "G" and "G" not in match[group]:
            tokens = range(base + match.start(group), base + match.end(group))
            keys = [paragraph.at[i].key for i in tokens if i in paragraph.at]
            owners = [key for key in dict.fromkeys(keys) if page.type_of(key) in _OWNERS]
            places = [page.entities[key].located_in for key in keys if page.type_of(key) == "Place"]
            owners = owners or [state for state in places if state and group == "lord"]
            if owners:
                return owners, True
    return [], False


def _counterpart(
    page: Page, paragraph: Paragraph, mention: Mention, match: re.Match[str], base: int
) -> Iterator[Tenure]:
    """Read "his Italian counterpart NAME": the office of the person told before, of the state that is named."""
    owners, _ = _owners_of_lord(page, paragraph, match, base)
    earlier = [m for m in paragraph.mentions() if m.start < mention.start and page.type_of(m.key) == "Person"]
    for other in reversed(earlier):
        titles = [t for t in _around(page, paragraph, other) if not t.former]
        for tenure in titles:
            yield Tenure(
                holder=mention.key,
                title=tenure.title,
                of=owners[0] if owners else None,
                evidence=(paragraph.span(base + match.start(), mention.end),),
                confidence=Decimal("0.85"),
                rule="counterpart",
            )
        if titles:
            return


def _owners_of_lord(page: Page, paragraph: Paragraph, match: re.Match[str], base: int) -> tuple[list[str], bool]:
    if not match["lord"]:
        return [], False
    keys = [
        paragraph.at[i].key for i in range(base + match.start("lord"), base + match.end("lord")) if i in paragraph.at
    ]
    return [key for key in dict.fromkeys(keys) if page.type_of(key) == "State"], True


def _settle_owners(page: Page, tenures: list[Tenure]) -> list[Tenure]:
    """Give offices without a worded owner the state that the context tells."""
    tenures = [tenure for tenure in tenures if not _another_holds(tenure, tenures)]
    worded = {(_post(t), t.of): t.holder for t in tenures if t.of and t.rule is None}
    known = {tenure.holder: tenure.of for tenure in tenures if tenure.of and page.type_of(tenure.of) == "State"}
    settled: dict[tuple[str, str, str | None], Tenure] = {}
    for tenure in tenures:
        owner = (
            tenure.of or known.get(tenure.holder) or _side(page, tenure, known) or _state_around(page, tenure, known)
        )
        if worded.get((_post(tenure), owner), tenure.holder) != tenure.holder and tenure.rule is not None:
            owner = None
        if owner:
            known.setdefault(tenure.holder, owner)
        told = replace(tenure, of=owner)
        twin = next(
            (
                t
                for t in settled.values()
                if t.holder == told.holder and t.of == told.of and t.title.lower() == told.title.lower()
            ),
            None,
        )
        if twin is None and owner:
            settled[(told.holder, told.title.lower(), told.of)] = told
    return list(settled.values())


def _another_holds(tenure: Tenure, tenures: list[Tenure]) -> bool:
    """Tell whether a title read off "Prime Minister and President NAME" is another's, who is named with it alone elsewhere."""
    if tenure.rule is None or not any(t.holder == tenure.holder and t.title != tenure.title for t in tenures):
        return False
    alone = {t.holder for t in tenures if t.title == tenure.title and t.evidence != tenure.evidence}
    return bool(alone) and tenure.holder not in alone


def _post(tenure: Tenure) -> str:
    """Return what only one person of a state can be at a time: "secretary of foreign affairs" and "foreign minister" are one post."""
    title = tenure.title.lower()
    return "foreign" if "foreign" in title and "deputy" not in title else title


def _side(page: Page, tenure: Tenure, known: Mapping[str, str | None]) -> str | None:
    """Return the state of the office told right before in one list: "President A, Prime Minister B and Speaker C"."""
    span = tenure.evidence[0]
    for paragraph in page.paragraphs:
        if span in paragraph.line.span:
            people = [m for m in paragraph.mentions() if page.type_of(m.key) == "Person"]
            gaps = [_letters(page, paragraph, a.end, b.start) for a, b in zip(people, people[1:], strict=False)]
            for place, mention in enumerate(people[1:]):
                listed = _IN_LIST.fullmatch(gaps[place]) and any(
                    "A" in gap for gap in gaps[place : place + 2] if _IN_LIST.fullmatch(gap)
                )
                if mention.key == tenure.holder and listed:
                    return known.get(people[place].key)
    return None


def _respective(page: Page) -> Iterator[Tenure]:
    """Read "the foreign ministers of A and B, NAME and NAME": each holds the office of the state in his place of the list."""
    for paragraph in page.texts():
        for token in paragraph.doc:
            if token.tag_ not in {"NNS", "NNPS"} or token.lemma_.lower() not in words("offices", "heads"):
                continue
            behind = [m for m in paragraph.mentions() if token.i < m.start < token.sent.end]
            before = [
                m
                for m in paragraph.mentions()
                if token.sent.start <= m.start < token.i and page.type_of(m.key) == "State"
            ]
            letters = _letters(page, paragraph, token.i + 1, token.sent.end)
            listed = re.match(r"(?:OT?(?P<states>S+(?:,S+)*AT?S+),?)?R*N+(?:,R*N+)*,?AR*N+", letters)
            if not listed:
                continue
            people = [m for m in behind if page.type_of(m.key) == "Person" and m.start < token.i + 1 + listed.end()]
            states = [
                m for m in behind if page.type_of(m.key) == "State" and m.start < token.i + 1 + listed.end()
            ] or before[-len(people) :]
            if len(people) == len(states) > 1:
                start = min([token.i, *(t.i for t in token.lefts if t.lower_ in words("offices", "modifiers"))])
                title = f"{paragraph.doc[start : token.i].text} {token.lemma_.lower()}".strip()
                for person, state in zip(people, states, strict=True):
                    evidence = (paragraph.span(min(start, state.start), people[-1].end),)
                    yield Tenure(
                        holder=person.key, title=title, of=state.key, evidence=evidence, confidence=Decimal("0.85")
                    )


def _state_around(page: Page, tenure: Tenure, known: dict[str, str | None]) -> str | None:
    """Return the state that an office belongs to by its surroundings: the one its sentence leaves over, else the document's own."""
    span = tenure.evidence[0]
    for paragraph in page.paragraphs:
        if span in paragraph.line.span:
            here = paragraph.doc.char_span(
                span.start - paragraph.line.span.start, span.end - paragraph.line.span.start, alignment_mode="expand"
            )
            if here is None:
                continue
            keys = [m.key for m in paragraph.mentions() if here.sent.start <= m.start < here.sent.end]
            states = _states(page, keys)
            others = {known[key] for key in keys if key in known and key != tenure.holder}
            left = [state for state in states if state not in others]
            if len(set(left)) == 1 and others:
                return left[0]
            visited = [
                m.key
                for m in paragraph.mentions()
                if here.sent.start <= m.start < here.start and page.type_of(m.key) == "Place"
            ]
            if not any(page.type_of(key) == "State" for key in keys) and _states(page, visited):
                return _states(page, visited)[-1]
            if paragraph.doc[here.start].lower_ in {"his", "her", "its", "their"}:
                earlier = [
                    m.key for m in paragraph.mentions() if m.start < here.start and page.type_of(m.key) == "State"
                ]
                if earlier:
                    return earlier[-1]
    return _publisher(page) if tenure.title.lower().split()[0] in _STAFF else dominant_state(page)


def _states(page: Page, keys: list[str]) -> list[str]:
    found = []
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


def dominant_state(page: Page) -> str | None:
    """Return the state that a document is about: of those it names nearly as often as the one named most, the first."""
    keys = [m.key for p in page.paragraphs for m in p.mentions() if page.type_of(m.key) == "State"]
    if not keys:
        return None
    counts = Counter(keys)
    most = max(counts.values())
    return next(key for key in keys if counts[key] >= 0.45 * most)
