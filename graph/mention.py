"""Who and what a document names: names found, typed, and made one within the document.

Three witnesses are heard: the ontology's names, the head words of capitalised names, and the pipeline's entity
recogniser. Names that none of them settles are typed by the words around them, all their places in the document together.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from ontology.actors import Actor

from .gazetteer import Gazetteer, Name
from .lines import Kind, lexicon
from .names import LOOSE_HEADS, Chunk, capitalised, chunks, common_words, given_names, head_types, words
from .page import Mention, Page, Paragraph
from .periods import MONTHS, WEEKDAYS
from .slug import slug
from .statement import Entity

_NER_TYPES = {
    "PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place",
    "EVENT": "Initiative", "LAW": "Measure",
}  # fmt: skip
_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "around", "across", "off"})
_MOVING = frozenset(
    [
        "visit",
        "trip",
        "travel",
        "fly",
        "arrive",
        "head",
        "go",
        "journey",
        "mission",
        "return",
        "leave",
        "depart",
        "proceed",
        "come",
        "tour",
        "drive",
        "sail",
        "move",
        "tour",
        "pilgrimage",
        "stopover",
        "stop",
        "flight",
        "summit",
    ]
)
_DATELINE = re.compile(
    r"^[A-Z][A-Za-z' ]+,?\s(?:[A-Z][a-z]{2,8}\.? \d{1,2}\b|\d{1,2} [A-Z][a-z]+|\([A-Z][\w ]+\)\s?[-\u2013\u2014])"
)
_COMPANY_NOUNS = frozenset(
    [
        "firm",
        "company",
        "maker",
        "carmaker",
        "shareholder",
        "giant",
        "manufacturer",
        "producer",
        "operator",
        "supplier",
        "conglomerate",
        "group",
        "automaker",
        "chipmaker",
        "startup",
        "contractor",
        "bank",
        "airline",
        "brand",
        "app",
        "utility",
        "refiner",
        "shipbuilder",
        "vendor",
        "retailer",
        "insurer",
        "exporter",
        "importer",
        "partner",
    ]
)
_BODY_NOUNS = frozenset(
    [
        "institute",
        "agency",
        "organisation",
        "organization",
        "party",
        "ministry",
        "union",
        "federation",
        "association",
        "think",
        "tank",
        "newspaper",
        "magazine",
        "outlet",
        "militia",
        "group",
        "movement",
        "committee",
        "council",
        "body",
        "broadcaster",
        "daily",
        "network",
        "foundation",
        "university",
        "ngo",
        "charity",
        "alliance",
        "bloc",
        "watchdog",
    ]
)
_SAYING = frozenset(
    [
        "say",
        "tell",
        "add",
        "announce",
        "declare",
        "argue",
        "insist",
        "warn",
        "stress",
        "note",
        "write",
        "state",
        "claim",
        "think",
        "believe",
        "explain",
        "meet",
        "visit",
        "deny",
        "accuse",
        "admit",
        "vow",
        "call",
        "urge",
    ]
)


def find_mentions(page: Page, gazetteer: Gazetteer) -> None:
    """Enter every name of a page as a mention, and what it names as an entity."""
    loose: list[tuple[Paragraph, Chunk]] = []
    for paragraph in page.paragraphs:
        if paragraph.line.kind is not Kind.CAPTION:
            loose += _settled(page, paragraph, gazetteer)
    told = {_bare(paragraph, chunk) for paragraph, chunk in loose if paragraph.tells}
    loose = [
        (paragraph, chunk)
        for paragraph, chunk in loose
        if paragraph.tells or _bare(paragraph, chunk) in told or _plausible(paragraph, chunk)
    ]
    _settle_loose(page, loose)
    _spread_names(page)
    _acronyms(page)
    _prefixes(page, gazetteer)
    _europe(page, gazetteer)
    _labels(page)
    _union_bodies(page, gazetteer)


def _plausible(paragraph: Paragraph, chunk: Chunk) -> bool:
    """Tell whether a name that stands in a heading alone is a person's (a byline) rather than a word set in capitals."""
    tokens = paragraph.doc[chunk.start : chunk.end]
    return 2 <= len(tokens) <= 4 and (
        tokens[0].text in given_names() or {token.ent_type_ for token in tokens} == {"PERSON"}
    )


def _settled(page: Page, paragraph: Paragraph, gazetteer: Gazetteer) -> list[tuple[Paragraph, Chunk]]:
    """Enter the names that ontology, head words or titles settle; return the others."""
    doc = paragraph.doc
    known = list(gazetteer.find(doc))
    loose: list[tuple[Paragraph, Chunk]] = []
    for chunk in chunks(doc):
        inner = [match for match in known if match[0] < chunk.end and match[1] > chunk.start]
        if _headed(doc, chunk, inner) and (paragraph.tells or doc[chunk.head].lower_ not in LOOSE_HEADS):
            _enter_headed(page, paragraph, chunk, inner, gazetteer)
            known = [match for match in known if match not in inner]
        elif _is_person(doc, chunk, inner, gazetteer):
            known = [match for match in known if match not in inner]
            loose += [(paragraph, piece) for piece in _pieces(doc, chunk, [])]
        else:
            loose += [(paragraph, piece) for piece in _pieces(doc, chunk, inner)]
    for start, end, names in known:
        glued = (
            start > 1
            and doc[start - 1].text == "-"
            and not doc[start - 1].whitespace_
            and doc[start - 2].text in words("words", "no_names")
        )
        if not glued:
            _enter_known(page, paragraph, start, end, names, gazetteer)
    if paragraph.tells:
        _quoted(page, paragraph)
    return loose


def _quoted(page: Page, paragraph: Paragraph) -> None:
    """Enter what stands in quotation marks beside a noun that tells its kind ("the exhibition “Dialogue with Pompeii”"), or that ends in one."""
    doc = paragraph.doc
    marks = [token.i for token in doc if token.text == '"']
    for left, right in zip(marks, marks[1:], strict=False):
        inside = [t for t in doc[left + 1 : right] if not t.is_punct or t.text == "-"]
        if (
            not 1 < len(inside) <= 6
            or doc[left].whitespace_
            or any(t.i in paragraph.at and paragraph.at[t.i].kind == "name" and len(inside) < 3 for t in inside)
        ):
            continue
        beside = [doc[i].lower_ for i in (left - 1, right + 1) if 0 <= i < len(doc)]
        kind = next(
            (
                head_types()[word]
                for word in beside
                if head_types().get(word) in {"Initiative", "Measure", "Agreement"} and word not in LOOSE_HEADS
            ),
            None,
        )
        decided = right + 1 < len(doc) and doc[right + 1].lower_ in {
            "decree",
            "law",
            "act",
            "bill",
            "plan",
            "programme",
            "program",
            "initiative",
            "policy",
        }
        if kind is None or not (capitalised(inside[0]) or decided):
            last = head_types().get(inside[-1].lower_) if inside[-1].lower_ not in LOOSE_HEADS else None
            kind = (
                last
                if last in {"Organization", "Initiative", "Measure"} and inside[-1].pos_ in {"NOUN", "PROPN"}
                else None
            )
        if kind:
            start, end = inside[0].i, inside[-1].i + 1
            for index in range(start, end):
                paragraph.at.pop(index, None)
            paragraph.add(Mention(start, end, enter_named(page, kind, doc[start:end].text)))


def _headed(doc: Doc, chunk: Chunk, inner: list[tuple[int, int, tuple[Name, ...]]]) -> bool:
    """Tell whether the head word of a chunk settles its type, the names in it being parts of it."""
    if chunk.type is None or chunk.end - chunk.start < 2:
        return False
    if any(start <= chunk.start and end >= chunk.end for start, end, _ in inner):
        return False
    return not any(start < chunk.start or end > chunk.end for start, end, _ in inner)


def _is_person(doc: Doc, chunk: Chunk, inner: list[tuple[int, int, tuple[Name, ...]]], gazetteer: Gazetteer) -> bool:
    """Tell whether a chunk that holds the name of a place is a person's all the same ("Milan Kundera")."""
    if not inner or chunk.end - chunk.start < 2 or chunk.end - chunk.start > 4:
        return False
    places = all(name.actor.type == "Place" or name.kind == "seat" for _, _, names in inner for name in names)
    labels = {doc[i].ent_type_ for i in range(chunk.start, chunk.end)}
    covered = sum(end - start for start, end, _ in inner) >= chunk.end - chunk.start
    return places and not covered and (doc[chunk.start].text in given_names() or labels == {"PERSON"})


def _enter_headed(
    page: Page, paragraph: Paragraph, chunk: Chunk, inner: list[tuple[int, int, tuple[Name, ...]]], gazetteer: Gazetteer
) -> None:
    doc = paragraph.doc
    start = chunk.start
    while doc[start].lower_ in words("words", "counted") and start + 2 < chunk.end:
        start += 1
    first = next((match for match in inner if match[0] == start and match[1] < chunk.end), None)
    if first and doc[first[1] - 1].pos_ == "PROPN" and doc[first[1]].text == "'s":
        start = first[1] + 1
    name = doc[start : chunk.end].text
    reference = gazetteer.names.get(name)
    if reference:
        _enter_known(page, paragraph, start, chunk.end, reference, gazetteer)
        return
    assert chunk.type is not None
    key = enter_named(page, chunk.type, name)
    paragraph.add(Mention(start, chunk.end, key))
    for begin, end, names in inner:
        for option in _one_reading(names):
            if (
                option.kind == "name"
                and option.actor.type in {"State", "Organization"}
                and _joined(doc, chunk, begin, end)
            ):
                enter_actor(page, option.actor, doc[begin:end].text)


def _joined(doc: Doc, chunk: Chunk, begin: int, end: int) -> bool:
    """Tell whether a dash joins an inner name to another in front of the head ("Italy–China Committee")."""
    dashes = {"-", "\u2013", "\u2014"}
    return (end < chunk.end and doc[end].text in dashes) or (begin > chunk.start and doc[begin - 1].text in dashes)


def _one_reading(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Return the reading of an ambiguous name that is commonest: a state, then a body, then a place."""
    order = {"State": 0, "Organization": 1, "Agreement": 2, "Initiative": 2, "Place": 3}
    return tuple(sorted(names, key=lambda name: (order.get(name.actor.type, 4), name.actor.key)))[:1]


def enter_actor(page: Page, actor: Actor, form: str) -> str:
    """Enter somebody whom the ontology knows, and return the key."""
    entity = Entity(
        key=actor.key,
        type=actor.type,
        name=actor.name,
        iso=actor.iso,
        same_as=actor.same_as,
        located_in=actor.located_in,
        reference=True,
    )
    return page.enter(entity, form)


def enter_named(page: Page, kind: str, name: str) -> str:
    """Enter something by its name, and return the key."""
    name = " ".join(name.split())
    return page.enter(Entity(key=f"{kind.lower()}/{slug(name)}", type=kind, name=name), name)


def _enter_known(
    page: Page, paragraph: Paragraph, start: int, end: int, names: tuple[Name, ...], gazetteer: Gazetteer
) -> None:
    doc, form = paragraph.doc, paragraph.doc[start:end].text
    if not names:
        paragraph.add(Mention(start, end, enter_named(page, "Company", form)))
        return
    seats = [name for name in names if name.kind == "seat"]
    places = [name for name in names if name.actor.type == "Place"]
    if seats and (places or seats[0].actor.capital):
        as_place = _is_place(doc, start, end)
        if as_place and places:
            paragraph.add(Mention(start, end, enter_actor(page, places[0].actor, form)))
            return
        paragraph.add(Mention(start, end, enter_actor(page, seats[0].actor, form), "seat"))
        return
    name = _one_reading(names)[0]
    if (
        name.actor.type == "Place"
        and end - start == 1
        and doc[start].ent_type_ == "PERSON"
        and doc[start].text in given_names()
    ):
        return
    paragraph.add(Mention(start, end, enter_actor(page, name.actor, form), name.kind))


def _is_place(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a capital is meant as the place ("talks in Rome") or as its state ("Rome demands")."""
    head = doc[start:end].root
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    if after is not None and after.text == "," and end + 1 < len(doc) and doc[end + 1].text in {"D.C.", "Italy"}:
        return True
    if before is None:
        return bool(_DATELINE.match(doc.text))
    if (
        before.text == ","
        and after is not None
        and (after.text == "," or after.like_num)
        and (end + 1 == len(doc) or doc[min(end + 1, len(doc) - 1)].like_num or after.like_num)
    ):
        return True
    if before.lower_ in _PLACE_PREPOSITIONS:
        return True
    if head.dep_ in {"compound", "nmod"} and any(
        t.lemma_.lower() in _BODY_NOUNS | {"tank"} and t.is_lower for t in doc[end : end + 2]
    ):
        return True
    if before.lower_ == "the":
        return False
    if before.lower_ in {"to", "from", "for", "via", "through", "into", "towards", "of"} and head.dep_ in {
        "pobj",
        "pcomp",
    }:
        governor = head.head.head
        return before.lower_ != "of" and governor.lemma_.lower() in _MOVING
    if (
        head.dep_ in {"compound", "nmod"}
        and after is not None
        and head.head.lemma_.lower() in _BODY_NOUNS | {"tank", "summit", "conference", "airport", "embassy", "meeting"}
    ):
        return True
    return head.dep_ == "appos" and False


def _title_end(doc: Doc, start: int, end: int) -> int:
    """Return the index behind a title in [start, end), with its field ("Minister of Foreign Affairs"), or 0 where there is none."""
    titles = words("offices", "heads") | words("offices", "honorifics") | words("offices", "ranks")
    border = next((i for i in range(start + 1, end) if doc[i].lower_ in {"of", "for"}), end)
    last = [i for i in range(start, border) if doc[i].lower_ in titles or doc[i].lower_.split("-")[-1] in titles]
    if not last:
        return 0
    if last[-1] + 1 == border and border < end:
        return _field_end(doc, border, end)
    return last[-1] + 1


def _field_end(doc: Doc, start: int, end: int) -> int:
    """Return the index behind the field of an office: words of offices and the small words between them."""
    fields = words("offices", "modifiers") | words("offices", "heads") | words("offices", "honorifics")
    index = start
    while index < end and (
        doc[index].lower_ in fields | {"of", "for", "and", "the", "&", ","} or doc[index].lemma_.lower() in fields
    ):
        index += 1
    return index


def _pieces(doc: Doc, chunk: Chunk, inner: list[tuple[int, int, tuple[Name, ...]]]) -> Iterator[Chunk]:
    """Yield what is left of a chunk without its title and the known names in it."""
    blocked = {i for start, end, _ in inner for i in range(start, end)}
    behind_title = _title_end(doc, chunk.start, chunk.end)
    start = max(chunk.start, behind_title)
    run: list[int] = []
    for index in [*range(start, chunk.end), chunk.end]:
        if (
            index < chunk.end
            and index not in blocked
            and (
                doc[index].text not in {"-", "\u2013", "\u2014"}
                or (
                    run
                    and index + 1 < chunk.end
                    and index + 1 not in blocked
                    and not _two_names(doc, run, index, chunk.end)
                )
            )
        ):
            run.append(index)
            continue
        yield from _trimmed(doc, run, "Person" if behind_title and run and run[0] == start else None)
        run = []


def _two_names(doc: Doc, run: list[int], index: int, end: int) -> bool:
    """Tell whether a dash parts two names ("Trump–Xi") rather than joining one ("Jalal-Abad")."""
    return doc[index].text != "-"


def _trimmed(doc: Doc, run: list[int], kind: str | None) -> Iterator[Chunk]:
    small = words("heads", "connectors") | {"-", "\u2013", "\u2014", "/", "'s"}
    honorifics = words("offices", "honorifics")
    while (
        len(run) > 1
        and doc[run[0]].text in words("words", "no_names")
        and doc[run[0]].lower_ in MONTHS.keys() | WEEKDAYS.keys()
    ):
        run = run[1:]
    while len(run) > 1 and (
        doc[run[0]].lower_ in honorifics or (doc[run[0]].lower_ in small and not capitalised(doc[run[0]]))
    ):
        run = run[1:]
    while run and (doc[run[-1]].lower_ in small or not doc[run[-1]].text[0].isalnum()):
        run = run[:-1]
    offices = words("offices", "modifiers") | words("offices", "heads")
    if run and all(doc[i].lower_ in offices or doc[i].lemma_.lower() in offices for i in run):
        return
    if (
        run
        and not all(doc[i].text in words("words", "no_names") for i in run)
        and doc[run[0] : run[-1] + 1].text not in words("words", "no_names")
    ):
        yield Chunk(run[0], run[-1] + 1, kind, run[-1])


def _settle_loose(page: Page, loose: list[tuple[Paragraph, Chunk]]) -> None:
    """Type the names that are left, each by all its places in the document, full names before their parts."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for paragraph, chunk in loose:
        votes[_bare(paragraph, chunk)] += _votes(paragraph, chunk)
    people = {name for name, count in votes.items() if len(name.split()) > 1 and _winner(count) == "Person"}
    aka = _one_person(people)
    surnames = {part: aka.get(name, name) for name in sorted(people, reverse=True) for part in _parts(name)}
    for paragraph, chunk in loose:
        name = _bare(paragraph, chunk)
        kind = _winner(votes[name])
        if name in surnames and " " not in name:
            person = surnames[name]
            key = page.enter(Entity(key=f"person/{slug(person)}", type="Person", name=person), name)
        elif kind is None or name in words("words", "no_names") or (name.lower() in head_types() and " " not in name):
            continue
        else:
            known = aka.get(name, name)
            key = page.enter(Entity(key=f"{kind.lower()}/{slug(known)}", type=kind, name=known), name)
        paragraph.add(Mention(chunk.start, chunk.end, key))


def _one_person(people: Iterable[str]) -> dict[str, str]:
    """Return for each name that is the end of a longer one ("Ishaq Dar", "Mohammad Ishaq Dar") the longer one, where there is one only."""
    longer = {name: [other for other in people if other.endswith(f" {name}")] for name in people}
    return {name: others[0] for name, others in longer.items() if len(others) == 1}


def _bare(paragraph: Paragraph, chunk: Chunk) -> str:
    return " ".join(paragraph.doc[chunk.start : chunk.end].text.split())


def _parts(name: str) -> list[str]:
    """Return the single words that may stand for a person: the surname, or the first word of a two-word name (family name first)."""
    parts = name.split()
    return [
        parts[-1],
        *([parts[0]] if len(parts) == 2 and parts[0] not in given_names() and len(parts[0]) <= 5 else []),
    ]


def _votes(paragraph: Paragraph, chunk: Chunk) -> Counter[str]:
    """Return what the words in and around a name say it is."""
    doc, votes = paragraph.doc, Counter[str]()
    votes["Person"] += 8 if chunk.type == "Person" else 0
    tokens = doc[chunk.start : chunk.end]
    length = chunk.end - chunk.start
    labels = Counter(token.ent_type_ for token in tokens if token.ent_type_)
    for label, _ in labels.most_common(1):
        votes[_NER_TYPES.get(label, "")] += 2
    before = doc[chunk.start - 1] if chunk.start else None
    if (
        2 <= length <= 5
        and tokens[0].text in given_names()
        and all(capitalised(t) or t.lower_ in words("heads", "connectors") for t in tokens)
    ):
        votes["Person"] += 5
    if before is not None:
        votes += _votes_before(before, length)
    votes += _votes_around(tokens.root, length)
    if tokens.root.dep_ == "conj" and tokens.root.head.i >= 2:
        joined = tokens.root.head
        before_joined = doc[joined.left_edge.i - 1] if joined.left_edge.i else None
        if (
            before_joined is not None
            and before_joined.lower_ in {"at", "for"}
            and before_joined.head.lemma_.lower() in words("offices", "heads")
        ):
            votes["Organization"] += 6
    if tokens.text.isupper() and length == 1 and 2 <= len(tokens.text) <= 7:
        votes["Organization"] += 3
        votes["Person"] -= 3
    del votes[""]
    return votes


def _votes_before(before: Token, length: int) -> Counter[str]:
    votes = Counter[str]()
    titles = words("offices", "heads") | words("offices", "honorifics") | words("offices", "ranks")
    if before.lower_ in titles or before.lower_.split("-")[-1] in titles:
        votes["Person"] += 6
    if before.lower_ in {"at", "of", "for", "with"} and before.head.lemma_.lower() in words("offices", "heads"):
        votes["Organization"] += 6
    elif before.lower_ in _PLACE_PREPOSITIONS:
        votes["Place"] += 3 if length < 4 else 1
    if before.text in {"\u2013", "-"} and before.i and before.nbor(-1).ent_type_ == "PERSON":
        votes["Person"] += 3
    if before.lower_ in _COMPANY_NOUNS:
        votes["Company"] += 5
    if before.lower_ in _BODY_NOUNS:
        votes["Organization"] += 5
    if before.lower_ == "the" and length == 1:
        votes["Person"] -= 2
    return votes


def _votes_around(root: Token, length: int) -> Counter[str]:
    votes = Counter[str]()
    if root.dep_ in {"nsubj", "agent"} and root.head.lemma_.lower() in _SAYING:
        votes["Person"] += 1 if length == 1 else 2
    for relative in [child for child in root.children if child.dep_ in {"appos", "relcl"}]:
        if relative.dep_ == "appos" and relative.lemma_.lower() in words("offices", "heads"):
            votes["Person"] += 5
        if relative.dep_ == "relcl" and any(token.lower_ == "who" for token in relative.subtree):
            votes["Person"] += 5
    if root.dep_ == "appos":
        noun = root.head.lemma_.lower()
        votes["Person"] += 5 if noun in words("offices", "heads") else 0
        votes["Company"] += 4 if noun in _COMPANY_NOUNS else 0
        votes["Organization"] += 4 if noun in _BODY_NOUNS else 0
    for child in root.children:
        if child.dep_ == "compound" and child.lemma_.lower() in _COMPANY_NOUNS:
            votes["Company"] += 4
        if child.dep_ == "compound" and child.lemma_.lower() in _BODY_NOUNS:
            votes["Organization"] += 4
    return votes


def _winner(votes: Counter[str]) -> str | None:
    best = sorted(((count, kind) for kind, count in votes.items() if count > 1), key=lambda item: (-item[0], item[1]))
    return best[0][1] if best else None


def _spread_names(page: Page) -> None:
    """Enter the places where a name stands again that was missed there: surnames and single names."""
    known: dict[str, str] = {}
    for key, entity in sorted(page.entities.items()):
        if entity.type == "Person":
            known |= dict.fromkeys(_parts(entity.name), key) | {entity.name: key}
    for paragraph in page.paragraphs:
        for token in paragraph.doc:
            if (
                token.i not in paragraph.at
                and token.text in known
                and len(token.text) > 1
                and not token.is_sent_start | (token.text in words("words", "no_names"))
            ):
                paragraph.add(Mention(token.i, token.i + 1, page.enter(page.entities[known[token.text]], token.text)))


def _prefixes(page: Page, gazetteer: Gazetteer) -> None:
    """Enter the states that a short form names before a hyphen ("Sino-Italian")."""
    prefixes = lexicon("words")["prefixes"]
    assert isinstance(prefixes, dict)
    for paragraph in page.paragraphs:
        for token in paragraph.doc[:-2]:
            state = gazetteer.actors.get(f"state/{prefixes.get(token.lower_)}")
            behind = paragraph.at.get(token.i + 2)
            joined = behind is not None and behind.kind == "adjective" and token.nbor(1).text in {"-", "\u2013"}
            if state and joined and token.i not in paragraph.at and token.text[0].isupper():
                paragraph.add(Mention(token.i, token.i + 1, enter_actor(page, state, token.text), "adjective"))


def _union_bodies(page: Page, gazetteer: Gazetteer) -> None:
    """Read "the Commission" as the European one where the document names the EU."""
    bodies = lexicon("words")["union_bodies"]
    assert isinstance(bodies, dict)
    if "organization/european-union" not in page.entities:
        return
    for paragraph in page.texts():
        for token in paragraph.doc[1:]:
            actor = gazetteer.actors.get(bodies.get(token.text, ""))
            if (
                actor
                and token.i not in paragraph.at
                and token.nbor(-1).lower_ == "the"
                and (token.i + 1 == len(paragraph.doc) or token.nbor(1).lower_ != "of")
            ):
                paragraph.add(Mention(token.i, token.i + 1, enter_actor(page, actor, token.text)))


def _labels(page: Page) -> None:
    """Take names that only label who speaks in an interview ("Roe: Yes.") out of the sentences they stand before."""
    labels = [
        (paragraph, mention)
        for paragraph in page.paragraphs
        for mention in paragraph.mentions()
        if mention.start == 0 and mention.end < len(paragraph.doc) and paragraph.doc[mention.end].text == ":"
    ]
    if len(labels) > 2:
        for paragraph, mention in labels:
            for index in range(mention.start, mention.end):
                del paragraph.at[index]


def _acts(token: Token) -> bool:
    """Tell whether a name does or owns something rather than being where something is."""
    if token.dep_ in {"nsubj", "poss"}:
        return True
    before, after = (token.nbor(-1) if token.i else None), (token.nbor(1) if token.i + 1 < len(token.doc) else None)
    return bool(
        before
        and after
        and before.tag_ in {"WP", "WDT", "IN"}
        and before.lower_ in {"what", "that", "which"}
        and after.is_alpha
    )


def _europe(page: Page, gazetteer: Gazetteer) -> None:
    """Read "European", and "Europe" where it acts or owns, as the EU's where the document names the EU."""
    union = "organization/european-union"
    if union not in page.entities or union not in gazetteer.actors:
        return
    for paragraph in page.paragraphs:
        for token in paragraph.doc:
            adjective = (
                token.text in {"European", "Europeans"}
                and token.i not in paragraph.at
                and (token.i == 0 or token.nbor(-1).text != "-")
            )
            acts = token.text == "Europe" and _acts(token)
            if adjective or acts:
                kind = "adjective" if adjective else "name"
                paragraph.at[token.i] = Mention(
                    token.i, token.i + 1, enter_actor(page, gazetteer.actors[union], token.text), kind
                )


def _acronyms(page: Page) -> None:
    """Make one of a name and the acronym that brackets introduce behind it, whatever else the acronym may mean."""
    for paragraph in page.paragraphs:
        doc = paragraph.doc
        for token in doc[1:-2]:
            outside, inside = paragraph.at.get(token.i - 1), paragraph.at.get(token.i + 1)
            form = token.nbor(1).text
            if token.text == "(" and token.nbor(2).text == ")" and outside and _stands_for(page, form, outside.key):
                _make_one(page, outside.key, inside.key if inside else None, form)
                paragraph.add(Mention(token.i + 1, token.i + 2, outside.key))


def _stands_for(page: Page, form: str, key: str) -> bool:
    """Tell whether an acronym may stand for a name: a body, agreement or initiative one of whose words begins as it does."""
    entity = page.entities[key]
    if not form.isupper() or len(form) < 2 or entity.type in {"State", "Place", "Person"}:
        return False
    return any(word[0].upper() == form[0] for word in entity.name.split())


def _make_one(page: Page, kept: str, dropped: str | None, form: str) -> None:
    page.forms[kept].add(form)
    if dropped is None or dropped == kept:
        return
    if page.entities[dropped].reference and page.forms[dropped] - {form}:
        return
    page.forms[kept] |= page.forms.pop(dropped)
    del page.entities[dropped]
    for paragraph in page.paragraphs:
        for mention in paragraph.mentions():
            if mention.key == dropped:
                mention.key = kept
