"""Lasting facts between two entities: memberships, parties, participations, measures and whom they bite, seats, partners, rivals.

They are read from three places: how things are named ("the Italy–China Committee", "Italy's Mattei Plan", "Chinese
Embassy"), what stands beside the name ("the French institute Inria"), and what events did ("signed the treaty").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Token

from .document import Span
from .syntax import clause_span, subjects
from .gazetteer import Gazetteer
from .language import plain
from .page import Mention, Page, Paragraph
from .resolve import Resolver, listed_states
from .sectors import sectors_in
from .statement import Event, Relation, Statement
from .wordlists import words

_JOINED = re.compile(r"^((?:[\w.' ]+?)(?:\s?[-\u2013]\s?[\w.' ]+?)+)\s+[A-Za-z]", re.UNICODE)
_STATUS = {
    "sign": "signed",
    "renew": "renewed",
    "extend": "renewed",
    "renewal": "renewed",
    "upgrade": "upgraded",
    "elevate": "upgraded",
    "negotiate": "negotiating",
    "negotiation": "negotiating",
}
_BROAD = frozenset(
    {"department", "ministry", "army", "institute", "forces", "navy", "police", "office", "news", "review"}
)
_RANKS = frozenset({"trading", "trade", "economic", "commercial", "largest", "biggest", "business", "export"})
_PARTNER = frozenset({"partner", "ally", "partnership", "alliance"})


def relations_of_names(page: Page, resolver: Resolver) -> Iterator[Relation]:
    """Yield what the names themselves and the words beside them say, at their first place in the text."""
    seen: set[tuple[str, str, str]] = set()
    for paragraph in page.paragraphs:
        for mention in paragraph.mentions():
            for relation in _of_mention(page, paragraph, resolver, mention):
                key = (relation.predicate, relation.subject, relation.object)
                if key not in seen and relation.subject != relation.object:
                    seen.add(key)
                    yield relation
        if paragraph.tells:
            yield from _of_words(page, paragraph, resolver, seen)
            yield from building(page, paragraph)
            yield from proposals(page, resolver, paragraph)


def _relation(
    paragraph: Paragraph,
    predicate: str,
    subject: str,
    target: str,
    start: int,
    end: int,
    *,
    status: str | None = None,
    role: str | None = None,
    confidence: str = "0.80",
) -> Relation:
    span = paragraph.span(start, end)
    return Relation(
        predicate=predicate,
        subject=subject,
        object=target,
        status=status,
        role=role,
        evidence=(span,),
        confidence=Decimal(confidence),
    )


def _of_mention(page: Page, paragraph: Paragraph, resolver: Resolver, mention: Mention) -> Iterator[Relation]:
    entity, doc = page.entities[mention.key], paragraph.doc
    start, end = mention.start, mention.end
    name = plain(doc[start:end].text)
    if entity.type in {"Agreement", "Measure", "Initiative", "Organization"} and mention.kind in {"name", "unnamed"}:
        if not entity.reference and not _broad(entity.type, name):
            told = _sectors_of(page, paragraph, mention)
            for sector in told[:2]:
                yield _relation(paragraph, "aboutSector", mention.key, f"sector:{sector}", start, end)
    sides = joined_sides(page, doc[start:end].text, resolver.gazetteer)
    for side in sides:
        if entity.type == "Organization":
            yield _relation(paragraph, "memberOf", side, mention.key, start, end)
        elif entity.type == "Initiative":
            yield _relation(paragraph, "takesPartIn", side, mention.key, start, end, role="member")
        elif entity.type == "Agreement":
            yield _relation(
                paragraph,
                "partyTo",
                side,
                mention.key,
                start,
                end,
                status="in_force" if "partnership" in name.lower() else None,
            )
    if len(sides) == 2 and entity.type == "Agreement" and "partnership" in name.lower():
        yield _relation(paragraph, "partnerOf", *sides, start, end)
    if mention.kind in {"name", "unnamed"}:
        yield from _of_owner(page, paragraph, resolver, mention, entity.type, sides)
    if entity.type in {"Organization", "Company"} and not entity.reference:
        yield from _of_adjective(page, paragraph, mention, resolver.gazetteer)


def _broad(kind: str, name: str) -> bool:
    """Tell whether a body is too broad for one sector: ministries, armies, institutes."""
    parts = name.lower().split()
    return kind == "Organization" and bool(_BROAD & {parts[0], parts[-1]})


def _sectors_of(page: Page, paragraph: Paragraph, mention: Mention) -> tuple[str, ...]:
    """Return the sectors that a name tells; of what has no telling name, those of the words right around it."""
    doc = paragraph.doc
    if mention.kind == "unnamed":
        named = sectors_in(" ; ".join(sorted(page.forms[mention.key])))
    else:
        named = sectors_in(plain(doc[mention.start : mention.end].text))
    if named or page.type_of(mention.key) not in {"Measure", "Initiative"} or not paragraph.tells:
        return named
    right = next((t.i for t in doc[mention.end : mention.start + 14] if t.text in {",", ";", "."}), mention.end + 8)
    return sectors_in(
        doc[max(doc[mention.start].sent.start, mention.start - 3) : min(right, doc[mention.start].sent.end)].text
    )


def joined_sides(page: Page, name: str, gazetteer: Gazetteer) -> list[str]:
    """Return the states or bodies that dashes join in front of a name's head."""
    if not re.search(r"[-\u2013]", name):
        return []
    sides: list[str] = []
    for piece in re.split(r"\s?[-\u2013]\s?", plain(name)):
        parts = piece.split()
        for length in range(min(3, len(parts)), 0, -1):
            options = gazetteer.names.get(" ".join(parts[:length]), ()) or gazetteer.names.get(
                " ".join(parts[-length:]), ()
            )
            known = [o.actor.key for o in options if o.actor.type in {"State", "Organization"}]
            if known:
                sides.append(known[0])
                break
    sides = [side for side in dict.fromkeys(sides) if side in page.entities]
    return sides if len(sides) > 1 else []


def _of_owner(
    page: Page, paragraph: Paragraph, resolver: Resolver, mention: Mention, kind: str, sides: list[str]
) -> Iterator[Relation]:
    """Yield what a possessive or adjective before a name says of whose it is ("China's Belt and Road Initiative")."""
    doc, first = paragraph.doc, mention.start
    root = doc[mention.start : mention.end].root
    owners: list[tuple[str, int]] = []
    index = first - 1
    while (
        index >= 0
        and (doc[index].pos_ in {"ADJ", "NUM"} or doc[index].lower_ in {"'s", "'", "-", "led", "extended", "own", '"'})
        and index not in paragraph.at
        and first - index < 5
    ):
        index -= 1
    if index >= 0 and index in paragraph.at and not sides:
        owners.append((paragraph.at[index].key, paragraph.at[index].start))
    if mention.kind == "unnamed":
        owners += [(paragraph.at[c.i].key, c.i) for c in root.lefts if c.i in paragraph.at]
    between = doc[index + 1 : first].text if index >= 0 else ""
    for owner, start in dict.fromkeys(owners):
        if page.type_of(owner) not in {"State", "Organization"}:
            continue
        if kind == "Initiative":
            yield _relation(paragraph, "takesPartIn", owner, mention.key, start, mention.end, role="leads")
        elif kind == "Measure":
            resolver.adopters.setdefault(mention.key, owner)
            yield _relation(paragraph, "adopts", owner, mention.key, start, mention.end)
        elif (
            kind in {"Organization", "Company"}
            and "'s" not in between
            and not page.entities[mention.key].reference
            and page.type_of(owner) == "State"
        ):
            yield _relation(paragraph, "basedIn", mention.key, owner, start, mention.end)
    if mention.kind == "unnamed" and kind == "Measure":
        if not any(page.type_of(owner) in {"State", "Organization"} for owner, _ in owners):
            yield from _unowned(page, paragraph, resolver, mention, root)
        for prep in root.rights:
            if prep.dep_ == "prep" and prep.lower_ in {"on", "against"}:
                for token in prep.subtree:
                    if token.i in paragraph.at and page.type_of(paragraph.at[token.i].key) in {
                        "State",
                        "Organization",
                        "Company",
                    }:
                        yield _relation(
                            paragraph, "targets", mention.key, paragraph.at[token.i].key, mention.start, token.i + 1
                        )


def _unowned(page: Page, paragraph: Paragraph, resolver: Resolver, mention: Mention, root: Token) -> Iterator[Relation]:
    """Yield whose a measure is where its phrase does not say: the subject of its verb, else the state that the document is about."""
    verb = root.head if root.dep_ in {"dobj", "pobj"} and root.head.pos_ == "VERB" else None
    named = [
        key
        for noun in (subjects(verb) if verb is not None else [])
        for key in resolver.keys(paragraph, noun, loose=True)
    ]
    if verb is not None and verb.lemma_.lower() in words("events", "borne", "verbs"):
        return
    owners = [owner for key in named for owner in _institution(page, resolver, key)][:1]
    decided = root.lemma_.lower() in {"decree", "law", "bill", "regime"} or any(
        c.dep_ == "acl" and c.tag_ == "VBN" for c in root.children
    )
    home = resolver.adopter(mention.key) if decided and not owners else None
    for owner in owners or ([home] if home else []):
        resolver.adopters.setdefault(mention.key, owner)
        relation = _relation(
            paragraph, "adopts", owner, mention.key, mention.start, root.i + 1, confidence="0.70" if owners else "0.50"
        )
        yield relation if owners else replace(relation, rule="measure-of-the-documents-state")


def _of_adjective(page: Page, paragraph: Paragraph, mention: Mention, gazetteer: Gazetteer) -> Iterator[Relation]:
    """Yield where a body sits: by the adjective in or before its name, or by the place behind it."""
    doc = paragraph.doc
    for index in range(mention.start, mention.end):
        for option in gazetteer.names.get(doc[index].text, ()):
            adjectival = option.kind == "adjective" or (
                option.kind == "name" and index == mention.start and mention.end - index > 2
            )
            if (
                option.actor.type == "State"
                and adjectival
                and option.actor.key in page.entities
                and "-" not in doc[mention.start : mention.end].text
                and "\u2013" not in doc[mention.start : mention.end].text
            ):
                yield _relation(paragraph, "basedIn", mention.key, option.actor.key, mention.start, mention.end)
    before = [i for i in range(max(0, mention.start - 4), mention.start)]
    for index in before:
        near = paragraph.at.get(index)
        plainly = (
            all(
                doc[i].pos_ in {"NOUN", "ADJ", "PROPN"} and i not in paragraph.at
                for i in range(near.end, mention.start)
            )
            if near
            else False
        )
        if near and plainly and mention.start - near.end in {1, 2, 3} and doc[near.end - 1].text != "'s":
            kind = page.type_of(near.key)
            if (kind == "State" and near.kind == "adjective") or kind == "Place":
                yield _relation(paragraph, "basedIn", mention.key, near.key, near.start, mention.end)
    if mention.end + 1 < len(doc) and doc[mention.end].lower_ in {"in", "at"} and mention.end + 1 in paragraph.at:
        near = paragraph.at[mention.end + 1]
        if page.type_of(near.key) in {"Place", "State"}:
            yield _relation(paragraph, "basedIn", mention.key, near.key, mention.start, near.end)
    if (
        mention.end + 1 < len(doc)
        and doc[mention.end].lower_ == "of"
        and page.type_of(mention.key) == "Company"
        and mention.end + 1 in paragraph.at
    ):
        near = paragraph.at[mention.end + 1]
        if page.type_of(near.key) == "State":
            yield _relation(paragraph, "basedIn", mention.key, near.key, mention.start, near.end)


def _of_words(
    page: Page, paragraph: Paragraph, resolver: Resolver, seen: set[tuple[str, str, str]]
) -> Iterator[Relation]:
    """Yield partners, rivals and members that a sentence's words name."""
    for token in paragraph.doc:
        found: Iterable[Relation] = ()
        if token.lemma_.lower() in _PARTNER and token.i not in paragraph.at:
            found = _partners(page, paragraph, resolver, token)
        elif token.lemma_.lower() == "rival" and token.pos_ == "NOUN":
            found = _rivals(page, paragraph, token)
        elif (
            token.lemma_.lower() in {"shareholder", "stakeholder", "owner", "stake", "share"}
            and token.i not in paragraph.at
        ):
            found = _stakes(page, paragraph, resolver, token)
        elif token.lemma_.lower() == "member" and token.pos_ == "NOUN":
            found = _members(page, paragraph, resolver, token)
        for relation in found:
            key = (
                (relation.predicate, *sorted((relation.subject, relation.object)))
                if relation.predicate == "partnerOf"
                else (relation.predicate, relation.subject, relation.object)
            )
            if key not in seen and relation.subject != relation.object:
                seen.add(key)
                yield relation


_BUILDING = (
    (
        "implements",
        re.compile(r"\b(?:implement(?:s|ed|ing)?|implementation of|carry(?:ing)? out|under)\b", re.IGNORECASE),
    ),
    (
        "strengthens",
        re.compile(
            r"\b(?:strengthen(?:s|ed|ing)?|deepen(?:s|ed|ing)?|upgrad(?:e|es|ed|ing)|reinforc(?:e|es|ing))\b",
            re.IGNORECASE,
        ),
    ),
    ("replaces", re.compile(r"\b(?:replac(?:e|es|ed|ing)|supersed(?:e|es|ed|ing)|succeed(?:s|ing)?)\b", re.IGNORECASE)),
    (
        "aligned",
        re.compile(r"\b(?:align(?:s|ed|ing)? with|in line with|consistent with|complement(?:s|ing)?)\b", re.IGNORECASE),
    ),
)
_THINGS = frozenset({"Agreement", "Measure", "Initiative"})


def building(page: Page, paragraph: Paragraph) -> Iterator[Relation]:
    """Yield which agreement, measure or initiative builds on which other: it implements, strengthens or replaces it, or is aligned with it."""
    for sentence in paragraph.doc.sents:
        things = [
            m
            for m in paragraph.mentions()
            if sentence.start <= m.start < sentence.end and page.type_of(m.key) in _THINGS
        ]
        for left, right in zip(things, things[1:], strict=False):
            between = paragraph.doc[left.end : right.start].text
            if len(between) > 90 or left.key == right.key:
                continue
            for role, cue in _BUILDING:
                if cue.search(between) and (role != "implements" or "under" not in between):
                    yield _relation(
                        paragraph, "buildsOn", left.key, right.key, left.start, right.end, role=role, confidence="0.70"
                    )
                    follow = things[things.index(right) + 1] if things.index(right) + 1 < len(things) else None
                    if follow and re.fullmatch(
                        r",?\s?(?:and|,)\s(?:the\s)?(?:.{0,12}'s\s)?",
                        paragraph.doc[right.end : follow.start].text_with_ws or " ",
                    ):
                        yield _relation(
                            paragraph,
                            "buildsOn",
                            left.key,
                            follow.key,
                            left.start,
                            follow.end,
                            role=role,
                            confidence="0.70",
                        )
                    break


def proposals(page: Page, resolver: Resolver, paragraph: Paragraph) -> Iterator[Relation]:
    """Yield who proposed a measure or an initiative: "the decree, proposed by the agency"."""
    for token in paragraph.doc:
        if token.lemma_.lower() not in {"propose", "draft", "sponsor"} or token.tag_ != "VBN":
            continue
        by = [noun for c in token.children if c.dep_ == "agent" for noun in c.children]
        actors = [
            key
            for noun in by
            for key in resolver.keys(paragraph, noun)
            if page.type_of(key) in {"State", "Organization", "Person"}
        ]
        sentence = token.sent
        things = [
            m
            for m in paragraph.mentions()
            if sentence.start <= m.start < sentence.end and page.type_of(m.key) in {"Measure", "Initiative"}
        ]
        subject = [m for m in things if paragraph.doc[m.start : m.end].root.dep_ in {"nsubj", "nsubjpass"}] or things
        for actor in actors[:1]:
            for mention in subject[:1]:
                span = clause_span(paragraph, token)
                yield Relation(
                    predicate="proposedBy",
                    subject=mention.key,
                    object=actor,
                    evidence=(span,),
                    confidence=Decimal("0.70"),
                )


def _keys_in(page: Page, paragraph: Paragraph, tokens: Iterable[Token], kinds: frozenset[str]) -> list[str]:
    found = [paragraph.at[t.i].key for t in tokens if t.i in paragraph.at]
    return [key for key in dict.fromkeys(found) if page.type_of(key) in kinds]


_BODIES = frozenset({"State", "Organization"})


def _partners(page: Page, paragraph: Paragraph, resolver: Resolver, token: Token) -> Iterator[Relation]:
    """Read "Japan is Italy's partner", "partnerships with Japan", "partners such as Japan and Israel"; no rank in trade."""
    start, end = token.sent.start, token.sent.end
    if any(child.lower_ in _RANKS or child.lower_.endswith("-largest") for child in token.lefts):
        return
    beside = [c for c in token.lefts if c.dep_ in {"poss", "amod", "compound"}]
    owners = [k for c in beside for k in _keys_in(page, paragraph, c.subtree, _BODIES)]
    behind = [noun for c in token.rights if c.lower_ == "of" for noun in c.children]
    owners += _keys_in(page, paragraph, behind, _BODIES)
    others: list[str] = []
    for child in token.rights:
        if child.dep_ == "prep" and (child.lower_ in {"with", "as", "like"} or child.text == "such"):
            others += _keys_in(page, paragraph, child.subtree, _BODIES)
    if token.dep_ == "nsubj" and token.head.lemma_ == "be":
        others += _keys_in(page, paragraph, [c for c in token.head.children if c.dep_ == "attr"], _BODIES)
    if token.dep_ == "attr":
        for noun in (c for c in token.head.children if c.dep_ == "nsubj"):
            others += [k for k in resolver.keys(paragraph, noun) if page.type_of(k) in _BODIES]
    if not others:
        return
    if not owners:
        subject = [m.key for m in paragraph.mentions() if start <= m.start < token.i and page.type_of(m.key) in _BODIES]
        owners = subject[:1]
    left, right = clause_of(paragraph, token)
    for owner in owners[:1]:
        for other in others:
            if owner != other and end > start:
                yield Relation(
                    predicate="partnerOf",
                    subject=min(owner, other),
                    object=max(owner, other),
                    evidence=(Span(left, right),),
                    confidence=Decimal("0.70"),
                )


def clause_of(paragraph: Paragraph, token: Token) -> tuple[int, int]:
    """Return the characters of the clause that a word stands in."""
    span = clause_span(paragraph, token)
    return span.start, span.end


def _rivals(page: Page, paragraph: Paragraph, token: Token) -> Iterator[Relation]:
    """Read two initiatives or actors that a sentence calls rivals."""
    kinds = frozenset({"Initiative"}) if _keys_in(page, paragraph, token.sent, frozenset({"Initiative"})) else _BODIES
    keys = [
        m.key
        for m in paragraph.mentions()
        if token.sent.start <= m.start < token.i
        and page.type_of(m.key) in kinds
        and not _in_brackets(paragraph, m.start)
    ]
    if len(set(keys)) >= 2:
        first, last = keys[0], keys[-1]
        yield Relation(
            predicate="rivalOf",
            subject=min(first, last),
            object=max(first, last),
            evidence=(clause_span(paragraph, token),),
            confidence=Decimal("0.70"),
        )


def _stakes(page: Page, paragraph: Paragraph, resolver: Resolver, token: Token) -> Iterator[Relation]:
    """Read "X, a shareholder of Y", "Y's shareholder X" and "X holds a stake in Y"."""
    firms = frozenset({"Company", "Organization"})
    held = [
        k
        for c in token.rights
        if c.lower_ in {"of", "in"}
        for n in c.children
        for k in _keys_in(page, paragraph, [n], frozenset({"Company"}))
    ]
    held += [
        k for c in token.lefts if c.dep_ == "poss" for k in _keys_in(page, paragraph, c.subtree, frozenset({"Company"}))
    ]
    holders = [k for c in token.rights if c.dep_ == "appos" for k in _keys_in(page, paragraph, [c], firms)]
    if token.dep_ == "appos":
        holders += _keys_in(page, paragraph, [token.head], firms)
    if token.dep_ == "dobj":
        holders += [
            k
            for n in subjects(token.head)
            for k in resolver.keys(paragraph, n)
            if page.type_of(k) in {"Company", "State", "Organization"}
        ]
    for holder in holders[:1]:
        for firm in held[:1]:
            yield Relation(
                predicate="stakeIn",
                subject=holder,
                object=firm,
                evidence=(clause_span(paragraph, token),),
                confidence=Decimal("0.75"),
            )


def _in_brackets(paragraph: Paragraph, index: int) -> bool:
    depth = 0
    for token in paragraph.doc[paragraph.doc[index].sent.start : index]:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
    return depth > 0


def _members(page: Page, paragraph: Paragraph, resolver: Resolver, token: Token) -> Iterator[Relation]:
    """Read "the four members of EFTA – Norway, Iceland ...", "the bloc's members, Brazil ...", "NATO member Türkiye"."""
    sentence = token.sent
    bodies = [k for c in token.lefts for k in _keys_in(page, paragraph, c.subtree, frozenset({"Organization"}))]
    bodies += [
        k
        for c in token.rights
        if c.lower_ == "of"
        for k in _keys_in(page, paragraph, c.subtree, frozenset({"Organization"}))
    ]
    if not bodies and any(c.dep_ == "poss" for c in token.lefts):
        earlier = [
            m.key
            for p in page.paragraphs
            if p.number <= paragraph.number
            for m in p.mentions()
            if p.number < paragraph.number or m.start < token.i
        ]
        bodies = [key for key in earlier if page.type_of(key) == "Organization" and page.entities[key].reference][-1:]
    if not bodies:
        return
    states = listed_states(page, paragraph, token)
    for near in states:
        yield _relation(
            paragraph,
            "memberOf",
            near.key,
            bodies[0],
            token.left_edge.i if token.left_edge.i >= sentence.start else token.i,
            states[-1].end,
        )


def relations_of_events(
    page: Page, paragraph: Paragraph, resolver: Resolver, event: Event, token: Token
) -> Iterator[Relation]:
    """Yield the lasting facts that an event leaves behind."""
    thing = event.object or event.occasion
    if thing is None:
        return
    kind = page.type_of(thing)
    sides = list(
        dict.fromkeys(
            state for key in (*event.actors, *event.recipients) for state in _institution(page, resolver, key)
        )
    )
    actors = list(dict.fromkeys(state for key in event.actors for state in _institution(page, resolver, key)))
    shared = {
        "evidence": event.evidence,
        "confidence": min(event.confidence, Decimal("0.75")),
        "modality": event.modality,
        "said_by": event.said_by,
    }
    base = Relation(predicate="partyTo", subject=thing, object=thing, **shared)  # type: ignore[arg-type]
    if kind == "Agreement" and event.kind in {"Agree", "Retreat"}:
        status = "withdrawn" if event.kind == "Retreat" else _STATUS.get(token.lemma_.lower(), "signed")
        for side in sides if event.kind == "Agree" else actors:
            yield replace(base, subject=side, status=status)
    elif kind == "Initiative" and event.kind == "Retreat":
        for side in actors:
            yield replace(base, predicate="takesPartIn", subject=side, status="withdrawn")
    elif kind == "Initiative" and event.kind == "Cooperate":
        for side in sides:
            yield replace(base, predicate="takesPartIn", subject=side, role="member")
    elif kind == "Initiative" and event.kind == "Consult":
        lemma = (
            token.lemma_.lower().removesuffix("e") if token.lemma_.lower().startswith("co-") else token.lemma_.lower()
        )
        role = {
            "co-chair": "leads",
            "chair": "leads",
            "host": "host",
            "co-host": "host",
            "convene": "host",
            "attend": "member",
        }.get(lemma)
        for side in (sides if lemma in {"co-chair", "co-host", "attend"} else actors) if role else []:
            yield replace(base, predicate="takesPartIn", subject=side, role=role)
    elif kind == "Measure" and event.kind in {"Sanction", "Coerce", "Concede"}:
        for side in actors:
            yield replace(base, predicate="adopts", subject=side)
        for key in event.recipients:
            yield replace(base, predicate="targets", subject=thing, object=key)


def _institution(page: Page, resolver: Resolver, key: str) -> list[str]:
    """Return whom a signatory binds: the state or body of a person's office, else himself no one."""
    if page.type_of(key) == "Person":
        return [t.of for t in resolver.tenures if t.holder == key and t.of and not t.former][:1]
    return [key] if page.type_of(key) in {"State", "Organization", "Company"} else []


def bound(page: Page, resolver: Resolver, told: Iterable[Statement]) -> Iterator[Relation]:
    """Yield the parties of named agreements that no statement has bound yet: the pair the document is about.

    A partnership with a name makes its parties partners too.
    """
    pair = resolver.dyad()
    parties = {s.object for s in told if isinstance(s, Relation) and s.predicate == "partyTo"}
    if pair is None:
        return
    for paragraph in page.texts():
        for mention in paragraph.mentions():
            if (
                page.type_of(mention.key) != "Agreement"
                or mention.kind != "name"
                or page.entities[mention.key].reference
            ):
                continue
            partnership = "partnership" in page.entities[mention.key].name.lower()
            if mention.key not in parties:
                parties.add(mention.key)
                for side in pair:
                    relation = _relation(
                        paragraph,
                        "partyTo",
                        side,
                        mention.key,
                        mention.start,
                        mention.end,
                        status="in_force",
                        confidence="0.50",
                    )
                    yield replace(relation, rule="parties-from-document-pair")
                if partnership:
                    relation = _relation(
                        paragraph, "partnerOf", min(pair), max(pair), mention.start, mention.end, confidence="0.50"
                    )
                    yield replace(relation, rule="parties-from-document-pair")
