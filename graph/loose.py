"""Names that neither the ontology nor a head word settles, typed by the words in and around them.

All places of a name in the document vote together; full names are settled before the surnames that are their parts.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Span, Token

from .gazetteer import Gazetteer
from .names import Chunk, capitalised, given_names, head_types
from .page import Mention, Page, Paragraph
from .pieces import title_words
from .wordlists import table, words

_RECOGNISED = {
    "PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place",
    "EVENT": "Initiative", "LAW": "Measure",
}  # fmt: skip
_SHORT_FAMILY_NAME = 5


def enter_loose(page: Page, loose: Sequence[tuple[Paragraph, Chunk]], gazetteer: Gazetteer) -> None:
    """Type the names that are left, and enter those that get a type."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for paragraph, chunk in loose:
        votes[bare(paragraph, chunk)] += _votes(page, paragraph, chunk)
    people = {name for name, count in votes.items() if " " in name and _winner(count) == "Person"}
    whole = _one_person(people)
    surnames = {part: whole.get(name, name) for name in sorted(people, reverse=True) for part in short_names(name)}
    known = {entity.name: key for key, entity in page.entities.items() if entity.type == "Person"}
    for name in sorted(known, reverse=True):
        surnames |= dict.fromkeys(short_names(name), name)
    first = _first_names({*people, *known})
    for paragraph, chunk in loose:
        name = bare(paragraph, chunk)
        kind = _winner(votes[name])
        if name in surnames and " " not in name:
            key = page.enter_named("Person", surnames[name], name)
        elif name in first and _addressed(paragraph, chunk):
            key = page.enter_named("Person", whole.get(first[name], first[name]), name)
        elif name in gazetteer.surnames and _in_office(paragraph, chunk):
            key = page.enter_actor(gazetteer.surnames[name], name)
        elif kind is None or _names_nobody(name):
            continue
        else:
            key = page.enter_named(kind, whole.get(name, name), name)
        paragraph.add(Mention(chunk.start, chunk.end, key))


def bare(paragraph: Paragraph, chunk: Chunk) -> str:
    """Return the words of a chunk."""
    return " ".join(paragraph.doc[chunk.start : chunk.end].text.split())


def short_names(name: str) -> list[str]:
    """Return the words that may stand for a person alone.

    They are the surname, without its article too ("al-Sharif", "Sharif"), and the first of two words where the
    family name may come first.
    """
    parts = name.split()
    article, _, bare = parts[-1].partition("-")
    family_first = len(parts) == 2 and parts[0] not in given_names() and len(parts[0]) <= _SHORT_FAMILY_NAME
    return [
        parts[-1],
        *([bare] if bare and article.lower() in words("heads", "connectors", "particles") else []),
        *([parts[0]] if family_first else []),
    ]


def _first_names(people: Iterable[str]) -> dict[str, str]:
    """Return the first one and first two words of names that only one person bears ("Abiy", "Hassan Sheikh")."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(people):
        parts = name.split()
        for length in range(1, len(parts)):
            found[" ".join(parts[:length])].append(name)
    return {first: names[0] for first, names in found.items() if len(names) == 1}


def _addressed(paragraph: Paragraph, chunk: Chunk) -> bool:
    """Tell whether a title or style of address stands before a name ("Mr Abiy", "Sheikh Tamim")."""
    titled = chunk.type == "Person" or (chunk.start and paragraph.doc[chunk.start - 1].lower_ in title_words())
    return bool(titled)


def _in_office(paragraph: Paragraph, chunk: Chunk) -> bool:
    """Tell whether the title of an office stands right before a lone surname ("President Roe")."""
    before = paragraph.doc[chunk.start - 1] if chunk.start else None
    return before is not None and before.lower_ in words("offices", "of_states") and before.text.istitle()


def _names_nobody(name: str) -> bool:
    return name in words("words", "no_names") or (name.lower() in head_types() and " " not in name)


def _one_person(people: Iterable[str]) -> dict[str, str]:
    """Return for each name that ends just one longer one ("Jane Roe", "Mary Jane Roe") that longer one."""
    longer = {name: [other for other in people if other.endswith(f" {name}")] for name in people}
    return {name: others[0] for name, others in longer.items() if len(others) == 1}


def _winner(votes: Counter[str]) -> str | None:
    """Return the type with most votes, at least two; of two that are even, the first by name."""
    best = min(((-count, kind) for kind, count in votes.items() if count > 1), default=None)
    return best[1] if best else None


def _votes(page: Page, paragraph: Paragraph, chunk: Chunk) -> Counter[str]:
    """Return what the words in and around a name say it is; a sum below nothing counts as nothing."""
    tokens = paragraph.doc[chunk.start : chunk.end]
    votes = _votes_inside(tokens, titled=chunk.type == "Person")
    votes["Organization"] += 8 if chunk.type == "Organization" else 0
    if chunk.start:
        votes += _votes_before(paragraph.doc[chunk.start - 1], len(tokens))
        votes["Person"] += 5 if _is_called(paragraph.doc, chunk.start) else 0
    votes += _votes_around(tokens.root, len(tokens))
    votes += _votes_of_list(page, paragraph, tokens.root)
    described = _described_behind(paragraph, chunk.end)
    if described:
        votes[described] += 6
    if _joined_employer(tokens.root):
        votes["Organization"] += 6
    if re.fullmatch(r"COP\s?\d{1,2}", tokens.text):
        votes["Initiative"] += 9
    if tokens.text.isupper() and len(tokens) == 1 and 2 <= len(tokens.text) <= 7:
        votes["Organization"] += 3
        votes["Person"] -= 3
    return votes


def _is_called(doc: Doc, start: int) -> bool:
    """Tell whether an office and a comma, or a verb of offices with "by", stand before a name ("led by NAME")."""
    if doc[start - 1].lower_ == "by":
        return doc[start - 1].head.lemma_.lower() in table("offices", "verbs")
    if doc[start - 1].text != ",":
        return False
    for index in range(start - 2, max(-1, start - 9), -1):
        token = doc[index]
        if token.lower_ in words("offices", "heads") and token.tag_ in {"NN", "NNP"}:
            return index == start - 2 or doc[index + 1].lower_ in {"of", "to", "for", "at", "in"}
        if token.pos_ in {"VERB", "AUX", "SCONJ"} or (token.is_punct and token.text != "-"):
            return False
    return False


def _described_behind(paragraph: Paragraph, end: int) -> str | None:
    """Return the kind that a noun in apposition behind a name tells: ", the new trade minister", ", a port"."""
    doc = paragraph.doc
    if end >= len(doc) or doc[end].text not in {",", "(", "\u2013", "\u2014"}:
        return None
    kind: str | None = None
    first = end + 1 + (end + 1 < len(doc) and doc[end + 1].lower_ == "until")
    for token in doc[first : end + 9]:
        if (
            (token.is_punct and token.text != "-")
            or token.pos_ in {"VERB", "AUX", "SCONJ", "ADP", "CCONJ"}
            or token.lower_ == "who"
        ):
            break
        if token.pos_ in {"NOUN", "PROPN"} and token.tag_ not in {"NNS", "NNPS"}:
            told = kind_of_noun(token.lower_)
            kind = (
                told if told and (token.pos_ == "NOUN" or told == "Person") else kind if token.pos_ == "PROPN" else None
            )
    return kind


def kind_of_noun(noun: str) -> str | None:
    """Return the kind of what a common noun calls somebody or something."""
    if noun in words("offices", "heads") or noun in words("names", "person_nouns"):
        return "Person"
    kinds = {"Company": "company_nouns", "Organization": "body_nouns", "Place": "place_nouns"}
    return next((kind for kind, section in kinds.items() if noun in words("names", section)), None)


def _votes_inside(tokens: Span, *, titled: bool) -> Counter[str]:
    """Return what a title, the entity recogniser and a given name say."""
    votes = Counter[str]()
    votes["Person"] += 8 if titled else 0
    labels = Counter(token.ent_type_ for token in tokens if token.ent_type_)
    for label, _ in labels.most_common(1):
        if label in _RECOGNISED:
            votes[_RECOGNISED[label]] += 1 if label == "PERSON" and len(tokens) == 1 else 2
    written = all(capitalised(token) or token.lower_ in words("heads", "connectors") for token in tokens)
    if 2 <= len(tokens) <= 5 and tokens[0].text in given_names() and written:
        votes["Person"] += 5
    return votes


def _votes_before(before: Token, length: int) -> Counter[str]:
    """Return what the word before a name says."""
    votes, low = Counter[str](), before.lower_
    if low in title_words() or low.split("-")[-1] in title_words():
        votes["Person"] += 6
    if low in {"at", "of", "for", "with"} and before.head.lemma_.lower() in words("offices", "heads"):
        votes["Organization"] += 6
    elif low in words("names", "place_prepositions"):
        votes["Place"] += 3 if length < 4 else 1
    if low in {"to", "from", "into", "towards", "via", "for"} and before.head.lemma_.lower() in words(
        "names", "moving"
    ):
        votes["Place"] += 3
    if before.text in {"\u2013", "-"} and before.i and before.nbor(-1).ent_type_ == "PERSON":
        votes["Person"] += 3
    kind = kind_of_noun(low) if before.pos_ == "NOUN" and before.tag_ == "NN" else None
    if kind:
        votes[kind] += 5
    if low == "the" and length == 1:
        votes["Person"] -= 2
    return votes


def _votes_around(root: Token, length: int) -> Counter[str]:
    """Return what the verb of a name, its appositions and the nouns before it say."""
    votes = Counter[str]()
    if root.dep_ in {"nsubj", "agent"} and root.head.lemma_.lower() in words("names", "saying"):
        votes["Person"] += 1 if length == 1 else 2
    for child in root.children:
        if child.dep_ == "appos" and child.lemma_.lower() in words("offices", "heads"):
            votes["Person"] += 5
        if child.dep_ == "relcl" and any(token.lower_ == "who" for token in child.subtree):
            votes["Person"] += 5
        if child.dep_ == "compound":
            votes += _votes_of_noun(child.lemma_.lower())
    if root.dep_ in {"compound", "nmod"} and root.head.pos_ == "NOUN" and root.head.i > root.i:
        kind = (
            "Initiative"
            if root.head.lower_ in {"project", "scheme", "programme", "exercise"}
            else kind_of_noun(root.head.lower_)
        )
        if kind and kind != "Person":
            votes[kind] += 3
    if root.dep_ == "appos":
        votes["Person"] += 5 if root.head.lemma_.lower() in words("offices", "heads") else 0
        votes += _votes_of_noun(root.head.lemma_.lower())
    return votes


def _votes_of_list(page: Page, paragraph: Paragraph, root: Token) -> Counter[str]:
    """Return what the known names say that stand in one list with a name."""
    near = [paragraph.at[token.i].key for token in root.conjuncts if token.i in paragraph.at]
    kinds = {page.type_of(key) for key in near} & {"Person", "Place", "Company", "Organization"}
    return Counter({str(kind): 3 for kind in kinds}) if len(kinds) == 1 else Counter()


def _votes_of_noun(noun: str) -> Counter[str]:
    """Return what a noun in apposition says."""
    kind = kind_of_noun(noun)
    return Counter({kind: 4}) if kind else Counter()


def _joined_employer(root: Token) -> bool:
    """Tell whether a name is joined to another behind "director at" or the like ("a fellow at A and B")."""
    first = root.head
    if root.dep_ != "conj" or first.i < 2 or not first.left_edge.i:
        return False
    before = root.doc[first.left_edge.i - 1]
    return before.lower_ in {"at", "for"} and before.head.lemma_.lower() in words("offices", "heads")
