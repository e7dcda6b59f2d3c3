"""Who is party to an agreement, read around its name: "between A and B", "A's treaty with B", "the pact that A signed".

An agreement is told by its sides more often than by who signed it when; the event of signing is read elsewhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from .binding import institution_of, keys_in, relate_clause
from .modality import modality_of
from .page import Mention, Page, Paragraph
from .resolve import Resolver
from .statement import Relation
from .syntax import clause_bounds, head_noun, is_passive, objects, prepositional, qualifying_verbs, subjects
from .wordlists import table, words

_WORTH, _LENT_WORTH = "0.70", "0.50"
_LENT = "parties-from-clause"
_NEAREST = 8
_SIDES = frozenset({"State", "Organization", "Company", "Person"})
_SETTING = frozenset({"under", "despite", "after", "before", "since"})
_SUPPLYING = frozenset({"supply", "sell", "deliver", "build", "provide", "equip", "furnish"})
_GOVERNED = frozenset({"dobj", "nsubjpass", "pobj", "nsubj", "conj", "appos"})


def parties(page: Page, paragraph: Paragraph, resolver: Resolver, mention: Mention) -> Iterator[Relation]:
    """Yield who is party to the agreement that a mention names, as far as the words around it tell."""
    root = head_noun(paragraph.doc, mention.start, mention.end)
    verb = _verb_of(root)
    leaves = verb is not None and table("relations", "status").get(verb.lemma_.lower()) == "withdrawn"
    others = _others(page, paragraph, mention, root, verb) if not leaves else []
    ones = _ones(page, paragraph, resolver, mention, verb) if others or _concludes(verb) else []
    ones += _within(page, paragraph, resolver, root) + _tied(page, paragraph, root) + _awarded(page, paragraph, verb)
    ones += _under(page, paragraph, resolver, root) + _bound_by(page, paragraph, resolver, root)
    bound = [body for key in (*ones, *others) for body in _bound(page, resolver, key, verb)]
    modality = modality_of(verb) if verb is not None and _concludes(verb) else "fact"
    if modality is None:
        return
    lent = _lent(page, paragraph, resolver, mention, bound) if len(set(bound)) < 2 and not leaves else []
    sides = list(dict.fromkeys([*bound, *lent]))
    for side in sides:
        worth, rule = (_WORTH, None) if side in bound else (_LENT_WORTH, _LENT)
        told = relate_clause(paragraph, root, "partyTo", side, mention.key, worth)
        yield replace(told, status=_status(root, verb), modality=modality, rule=rule)
    if len(sides) == 2 and "partnership" in page.entities[mention.key].name.lower():
        yield relate_clause(paragraph, root, "partnerOf", min(sides), max(sides), _WORTH)


def _bound(page: Page, resolver: Resolver, key: str, verb: Token | None) -> list[str]:
    """Return whom a signatory binds; a parliament that ratifies binds its state."""
    home = resolver.homes_of_body(key) if verb is not None and verb.lemma_.lower() in {"ratify", "approve"} else None
    return [home] if home else institution_of(page, resolver, key)


def _lent(page: Page, paragraph: Paragraph, resolver: Resolver, mention: Mention, bound: list[str]) -> list[str]:
    """Return the sides that the clause lends an agreement whose words name none or one of them.

    They are the two that the document is about, where only they stand beside it, else who stands there.
    """
    if page.entities[mention.key].reference:
        return []
    pair, near = resolver.dyad() or (), _beside(page, paragraph, resolver, mention)
    if {*bound, *near} and {*bound, *near} <= {*pair}:
        return list(pair)
    return near if not bound else []


def _verb_of(root: Token) -> Token | None:
    """Return the verb that says what became of an agreement: a participle or relative clause of it, or its governor."""
    for child in qualifying_verbs(root):
        if _concludes(child):
            return child
    noun = root
    while noun.dep_ in {"conj", "appos"} and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ in _SETTING:
        return None
    head = noun.head.head if noun.dep_ == "pobj" else noun.head
    return head if noun.dep_ in _GOVERNED and head.pos_ == "VERB" else None


def _concludes(verb: Token | None) -> bool:
    return verb is not None and verb.lemma_.lower() in frozenset(table("unnamed", "Agreement")["verbs"])


def _others(page: Page, paragraph: Paragraph, mention: Mention, root: Token, verb: Token | None) -> list[str]:
    """Return the sides behind "between" or "with"."""
    doc = paragraph.doc
    for token in doc[mention.end : mention.end + _NEAREST]:
        if token.lower_ == "between" or (token.lower_ == "of" and token.i == mention.end and mention.kind == "unnamed"):
            found = list(_listed(page, paragraph, token))
            return found if len(found) > 1 else []
        if token.lower_ == "with" and (token.head in (root, verb) or token.i == mention.end or token.head.head == root):
            return list(_listed(page, paragraph, token))
        if token.text in {",", ";", ".", ":"} or (token.pos_ in {"VERB", "AUX", "SCONJ"} and token != verb):
            break
    behind = [c for c in (verb.children if verb is not None and _concludes(verb) else ()) if c.lower_ == "with"]
    return [key for prep in behind for key in _listed(page, paragraph, prep)]


def _listed(page: Page, paragraph: Paragraph, prep: Token) -> Iterator[str]:
    """Yield the sides listed right behind a preposition."""
    last = prep.i
    for mention in paragraph.mentions():
        if mention.start <= prep.i:
            continue
        between = paragraph.doc[last + 1 : mention.start]
        if (
            any(t.pos_ in {"VERB", "AUX", "SCONJ"} or t.text in {";", ".", ":", "("} for t in between)
            or len(between) > 5
        ):
            return
        if (
            last > prep.i
            and between.text.strip() != "'s"
            and not any(t.lower_ in {",", "and", "&", "\u2013", "-"} for t in between)
        ):
            return
        if page.type_of(mention.key) in _SIDES:
            if not _owns_next(page, paragraph, mention):
                yield mention.key
            last = mention.end - 1


def _owns_next(page: Page, paragraph: Paragraph, mention: Mention) -> bool:
    """Tell whether a state only says whose the side behind it is ("Ruritania's Rupco")."""
    possessive = mention.end < len(paragraph.doc) and paragraph.doc[mention.end].lower_ == "'s"
    near = paragraph.at.get(mention.end + 1) if possessive else None
    return near is not None and page.type_of(near.key) in _SIDES


def _ones(page: Page, paragraph: Paragraph, resolver: Resolver, mention: Mention, verb: Token | None) -> list[str]:
    """Return whose the agreement is: the owner before it, else the subject of its verb."""
    doc, start = paragraph.doc, mention.start
    for index in range(start - 1, max(-1, start - 6), -1):
        near = paragraph.at.get(index)
        if near is not None:
            if page.type_of(near.key) in _SIDES and near.end < start + 1:
                return [near.key]
            break
        if doc[index].lower_ in {"its", "their", "his", "her"}:
            return [key for key in resolver.keys(paragraph, doc[index]) if page.type_of(key) in _SIDES]
        if doc[index].pos_ not in {"ADJ", "NOUN", "NUM", "PROPN", "SYM"} and doc[index].text not in {
            "'s",
            "-",
            "$",
            "own",
        }:
            break
    concerned = verb is not None and (_concludes(verb) or verb.lemma_.lower() in words("relations", "binding"))
    if verb is None or not concerned or verb.lemma_.lower() in words("relations", "mediating"):
        return []
    return list(_sides_of(page, paragraph, resolver, subjects(verb), verb))


def _within(page: Page, paragraph: Paragraph, resolver: Resolver, root: Token) -> list[str]:
    """Return who does what within an agreement: "the declaration in which A and B forswore the use of force"."""
    for verb in qualifying_verbs(root):
        leads = (c for prep in verb.children if prep.lower_ in {"in", "by", "under"} for c in prep.children)
        if any(child.lower_ == "which" for child in leads):
            found = list(_sides_of(page, paragraph, resolver, subjects(verb), verb))
            found += [key for key in _sides_of(page, paragraph, resolver, objects(verb), verb) if len(found) == 1]
            return list(dict.fromkeys(found)) if len(set(found)) > 1 else []
    return []


def _under(page: Page, paragraph: Paragraph, resolver: Resolver, root: Token) -> list[str]:
    """Return the two whose clause stands "under" an agreement: "A's police train B's officers under a pact"."""
    verb = root.head.head if root.dep_ == "pobj" and root.head.lower_ == "under" else None
    if verb is None or verb.pos_ != "VERB" or modality_of(verb) is None:
        return []
    behind = [noun for slot in ("in", "to", "for") for noun in prepositional(verb, slot)]
    nouns = [*subjects(verb), *objects(verb), *(c for c in verb.children if c.dep_ == "dative"), *behind]
    found = [key for noun in nouns for key in resolver.keys(paragraph, noun, loose=True)]
    sides = list(dict.fromkeys(key for key in found if page.type_of(key) in _SIDES - {"Person"}))
    return sides if len(sides) == 2 else []


def _bound_by(page: Page, paragraph: Paragraph, resolver: Resolver, root: Token) -> list[str]:
    """Return who is bound by an agreement: the subject of the passive whose agent it is."""
    verb = root.head.head if root.dep_ == "pobj" and root.head.lower_ == "by" else None
    if verb is None or verb.lemma_.lower() not in words("relations", "tying"):
        return []
    nouns = [child for child in verb.children if child.dep_ == "nsubjpass"]
    return list(_sides_of(page, paragraph, resolver, nouns, verb))


def _tied(page: Page, paragraph: Paragraph, root: Token) -> list[str]:
    """Return whom an agreement ties to one another: "the treaty that binds A to B", "the pact binds A and B"."""
    verbs = [*qualifying_verbs(root), *([root.head] if root.dep_ == "nsubj" else [])]
    for verb in verbs:
        if verb.lemma_.lower() in words("relations", "tying") and not is_passive(verb) and verb.tag_ != "VBN":
            nouns = [n for n in (*objects(verb), *prepositional(verb, "to"), *prepositional(verb, "with")) if n != root]
            return keys_in(page, paragraph, (t for noun in nouns for t in (noun, *noun.conjuncts)), _SIDES)
    return []


def _awarded(page: Page, paragraph: Paragraph, verb: Token | None) -> list[str]:
    """Return to whom an agreement is awarded ("awarded the yard a contract", "gave a contract to the yard")."""
    if verb is None or verb.lemma_.lower() not in {"award", "give", "grant", "hand", "win", "sign", "land", "secure"}:
        return []
    nouns = [child for child in verb.children if child.dep_ in {"dative", "dobj"}]
    goals = [c for noun in (verb, *nouns) for c in noun.children if c.dep_ in {"acl", "xcomp", "advcl"}]
    nouns += [n for goal in goals if goal.lemma_ in _SUPPLYING for n in (*objects(goal), *prepositional(goal, "for"))]
    nouns += prepositional(verb, "to") + [
        n for goal in goals if goal.lemma_ in _SUPPLYING for n in prepositional(goal, "to")
    ]
    return keys_in(page, paragraph, nouns, frozenset({"Company", "Organization", "State"}))


def _sides_of(
    page: Page, paragraph: Paragraph, resolver: Resolver, nouns: Iterable[Token], verb: Token
) -> Iterator[str]:
    for noun in nouns:
        for key in resolver.keys(paragraph, noun, loose=not is_passive(verb)):
            if page.type_of(key) in _SIDES:
                yield key


def _beside(page: Page, paragraph: Paragraph, resolver: Resolver, mention: Mention) -> list[str]:
    """Return the sides that the clause of an agreement names, at most three, where its verb tells of parties."""
    verb = next((token for token in paragraph.doc[mention.start].ancestors if token.pos_ in {"VERB", "AUX"}), None)
    if verb is not None and not (_concludes(verb) or verb.lemma_.lower() in words("relations", "binding")):
        return []
    left, right = clause_bounds(paragraph.doc[mention.start])
    found: list[str] = []
    for near in paragraph.mentions():
        root = paragraph.doc[near.start : near.end].root
        acts = root.dep_ in {"nsubj", "nsubjpass", "dative"} or (root.dep_ == "conj" and root.head.dep_ == "nsubj")
        led = root.dep_ == "pobj" and root.head.lower_ in {"to", "with", "by", "between"}
        known = page.type_of(near.key) != "Company" and near.kind != "adjective"
        if left <= near.start < right and near.key != mention.key and known and (acts or led):
            found += institution_of(page, resolver, near.key)
    sides = list(dict.fromkeys(found))
    return sides if len(sides) <= 3 else []


def _status(root: Token, verb: Token | None) -> str | None:
    """Return the status that the words around an agreement tell."""
    near = {token.lower_ for token in root.sent[max(0, root.i - root.sent.start - 8) : root.i - root.sent.start + 14]}
    if "force" in near or "effect" in near:
        return "in_force"
    if near & words("relations", "unsettled"):
        return "negotiating"
    lemma = verb.lemma_.lower() if verb is not None else ""
    return table("relations", "status").get(lemma, "signed" if _concludes(verb) else None)
