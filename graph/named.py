"""What names say: "the Italy–China Committee" its members, "Italy's Export Plan" its owner, "Chinese Embassy" its home.

The words right before and behind a name are part of it here: possessives, adjectives, "in" and "of".
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from .binding import BODIES, institution_of, joined_sides, relate
from .homes import homes
from .language import plain
from .modality import modality_of, standing_of
from .page import Mention, Page, Paragraph
from .resolve import Resolver
from .sectors import sectors_in
from .statement import Relation
from .syntax import has_agent, qualifying_verbs, subjects
from .unnamed import upon
from .wordlists import table, words

_OF_SECTORS = frozenset({"Agreement", "Measure", "Initiative", "Organization"})
_FARTHEST_OWNER = 5
_CLAUSES = frozenset({"acl", "relcl", "advcl"})
_BORDERS = frozenset({"by", "to", "what", "that", "which"})
_BETWEEN_OWNER_AND_NAME = frozenset({"'s", "'", "-", "led", "extended", "own", '"'})


def relations_of_mention(page: Page, paragraph: Paragraph, resolver: Resolver, mention: Mention) -> Iterator[Relation]:
    """Yield what a name and the words right around it say."""
    entity = page.entities[mention.key]
    own = mention.kind in {"name", "unnamed"}
    if (
        own or (mention.kind == "reference" and entity.type in {"Agreement", "Measure"})
    ) and entity.type in _OF_SECTORS:
        yield from _sectors(page, paragraph, mention)
    name = paragraph.doc[mention.start : mention.end].text
    sides = joined_sides(page, name, resolver.gazetteer, halves=entity.type != "Organization")
    yield from _joined(paragraph, mention, entity.type, sides)
    making = _making() if entity.type == "Measure" else frozenset()
    stands = standing_of(paragraph.doc[mention.start : mention.end].root, making) if own else None
    if stands:
        owned = _owned(page, paragraph, resolver, mention, sides)
        yield from (
            relation if relation.modality != "fact" else replace(relation, modality=stands) for relation in owned
        )
    if stands and mention.kind == "unnamed" and entity.type == "Measure":
        yield from (replace(relation, modality=stands) for relation in _targets(page, paragraph, resolver, mention))
    if entity.type in {"Organization", "Company", "Initiative"}:
        yield from homes(page, paragraph, mention, resolver.gazetteer)


def _sectors(page: Page, paragraph: Paragraph, mention: Mention) -> Iterator[Relation]:
    if not _is_broad(page.entities[mention.key].type, _name_of(page, paragraph, mention)):
        for sector in _sectors_of(page, paragraph, mention)[:2]:
            yield relate(paragraph, "aboutSector", mention.key, f"sector:{sector}", mention.start, mention.end)


def _name_of(page: Page, paragraph: Paragraph, mention: Mention) -> str:
    """Return the words of a name; a body in small letters is entered at its last word, but has more."""
    name, entity = plain(paragraph.doc[mention.start : mention.end].text), page.entities[mention.key]
    return plain(entity.name) if name.islower() and entity.name.lower().split()[-1:] == [name] else name


def _is_broad(kind: str, name: str) -> bool:
    """Tell whether a body is too broad for one sector: armies, institutes, newspapers."""
    return kind == "Organization" and not words("relations", "broad").isdisjoint(name.lower().split())


def _sectors_of(page: Page, paragraph: Paragraph, mention: Mention) -> tuple[str, ...]:
    """Return the sectors that a name tells; of what has no telling name, those of the words right around it."""
    doc, first, kind = paragraph.doc, mention.start, page.type_of(mention.key)
    root = doc[first : mention.end].root
    if mention.kind == "reference":
        return _telling(doc[root.left_edge.i : root.i + 1].text)
    if mention.kind == "unnamed":
        named = _telling(" ; ".join(sorted(page.forms[mention.key])))
    else:
        named = _telling(_name_of(page, paragraph, mention))
    trading = kind == "Measure" and root.lemma_.lower() in words("relations", "trading")
    if (named and not trading) or kind == "Organization" or not paragraph.tells:
        return named
    right = next((t.i for t in doc[mention.end : first + 14] if t.text in {",", ";", "."}), mention.end + 8)
    sentence = doc[first].sent
    near = doc[max(sentence.start, first - 3) : min(right, sentence.end)]
    around = _telling(" ".join(token.text for token in near if not trading or token.pos_ != "VERB"))
    return tuple(dict.fromkeys((*named, "trade", *around))) if trading else around


def _telling(text: str) -> tuple[str, ...]:
    """Return the sectors of words; that something makes peace is no field."""
    untold = words("relations", "untelling")
    return sectors_in(" ".join(word for word in text.split() if word.lower().strip(",.") not in untold))


def _joined(paragraph: Paragraph, mention: Mention, kind: str, sides: list[str]) -> Iterator[Relation]:
    """Yield what binds the sides that a name joins."""
    start, end = mention.start, mention.end
    partnership = "partnership" in paragraph.doc[start:end].text.lower()
    for side in sides:
        if kind == "Organization":
            yield relate(paragraph, "memberOf", side, mention.key, start, end)
        elif kind == "Initiative":
            yield relate(paragraph, "takesPartIn", side, mention.key, start, end, role="member")
        elif kind == "Agreement":
            status = "in_force" if partnership else None
            yield relate(paragraph, "partyTo", side, mention.key, start, end, status=status)
    if len(sides) == 2 and kind == "Agreement" and partnership:
        yield relate(paragraph, "partnerOf", sides[0], sides[1], start, end)


def _owned(
    page: Page, paragraph: Paragraph, resolver: Resolver, mention: Mention, sides: list[str]
) -> Iterator[Relation]:
    """Yield whose something is by the possessive or adjective before its name ("Ruritania's Silk Initiative")."""
    kind, root = page.entities[mention.key].type, paragraph.doc[mention.start : mention.end].root
    before = _owner_before(paragraph, mention)
    owners = [before] if before is not None and not sides else []
    if mention.kind == "unnamed":
        owners += [(paragraph.at[child.i], child.i) for child in root.lefts if child.i in paragraph.at]
    told = {(near.key, start): near for near, start in owners if page.type_of(near.key) in BODIES}
    for (owner, start), near in told.items():
        if kind == "Initiative":
            yield relate(paragraph, "takesPartIn", owner, mention.key, start, mention.end, role="leads")
        elif kind == "Measure":
            resolver.adopters.setdefault(mention.key, owner)
            yield relate(paragraph, "adopts", owner, mention.key, start, mention.end)
        elif _is_home(page, mention, near):
            yield relate(paragraph, "basedIn", mention.key, owner, start, mention.end)
    if mention.kind == "unnamed" and kind == "Measure" and not told:
        yield from _unowned(page, paragraph, resolver, mention, root)


def _owner_before(paragraph: Paragraph, mention: Mention) -> tuple[Mention, int] | None:
    """Return the name before another, with where it begins, if only adjectives and possessive marks part them."""
    doc, index = paragraph.doc, mention.start - 1
    while index >= 0 and index not in paragraph.at and mention.start - index < _FARTHEST_OWNER:
        if doc[index].pos_ not in {"ADJ", "NUM"} and doc[index].lower_ not in _BETWEEN_OWNER_AND_NAME:
            return None
        index -= 1
    near = paragraph.at.get(index)
    return (near, near.start) if near else None


def _is_home(page: Page, mention: Mention, near: Mention) -> bool:
    """Tell whether the state before the name of a body or firm is where it sits."""
    body = page.entities[mention.key].type in {"Organization", "Company"}
    return body and page.type_of(near.key) == "State"


def _unowned(page: Page, paragraph: Paragraph, resolver: Resolver, mention: Mention, root: Token) -> Iterator[Relation]:
    """Yield whose a measure is where its phrase does not say: the subject of its verb, else the document's state."""
    verb = root.head if root.dep_ in {"dobj", "pobj"} and root.head.pos_ == "VERB" else None
    verb = next((child for child in qualifying_verbs(root) if has_agent(child)), verb)
    verb = next((child for child in qualifying_verbs(root) if child.lemma_.lower() in _making()), verb)
    if verb is not None and verb.lemma_.lower() in words("events", "borne", "verbs"):
        return
    nouns = subjects(verb) if verb is not None and verb.lemma_.lower() in _making() else []
    named = [key for noun in nouns for key in resolver.keys(paragraph, noun, loose=True)]
    owner = next((owner for key in named for owner in institution_of(page, resolver, key)), None)
    confidence, rule = "0.70", None
    modality = modality_of(verb) if owner is not None and verb is not None else "fact"
    if owner is None and _is_decided(root):
        owner, confidence, rule = resolver.adopter(mention.key), "0.50", "measure-of-the-documents-state"
    if owner is not None and modality is not None:
        resolver.adopters.setdefault(mention.key, owner)
        span = mention.start, root.i + 1
        told = relate(paragraph, "adopts", owner, mention.key, *span, confidence=confidence, rule=rule)
        yield replace(told, modality=modality)


def _making() -> frozenset[str]:
    """Return the verbs that bring a measure about."""
    return frozenset(table("unnamed", "Measure")["verbs"]) - words("relations", "undoing")


def _is_decided(root: Token) -> bool:
    """Tell whether a measure is one that a state decides: a decree, or what somebody has imposed."""
    imposed = any(child.dep_ == "acl" and child.tag_ == "VBN" for child in root.children)
    return imposed or root.lemma_.lower() in words("relations", "decided")


def _targets(page: Page, paragraph: Paragraph, resolver: Resolver, mention: Mention) -> Iterator[Relation]:
    """Yield whom a measure bites: those behind "on" or "against", but not whose it is."""
    root = paragraph.doc[mention.start : mention.end].root
    for prep in upon(root):
        borders = (t.i for t in prep.subtree if t.i > prep.i and (t.dep_ in _CLAUSES or t.lower_ in _BORDERS))
        for token in paragraph.tokens[prep.i : next(borders, prep.right_edge.i + 1)]:
            near = paragraph.at.get(token.i)
            bitten = near and page.type_of(near.key) in BODIES | {"Company", "Person", "Place"}
            if near and bitten and near.key != resolver.adopters.get(mention.key):
                yield relate(paragraph, "targets", mention.key, near.key, mention.start, token.i + 1)
