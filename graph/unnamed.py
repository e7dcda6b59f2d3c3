"""Agreements and measures without a name of their own, named by their shortest phrase ("EU tariffs on Chinese EV imports")."""

from collections.abc import Iterator

from spacy.tokens import Token

from .page import Mention, Page, Paragraph
from .slug import slug
from .statement import Entity
from .wordlists import lexicon

_DEPS = frozenset({"amod", "compound", "nmod", "nummod", "quantmod", "punct", "npadvmod"})
_LOOSE = frozenset(
    {
        ",",
        '"',
        "(",
        "new",
        "recent",
        "current",
        "proposed",
        "latest",
        "so-called",
        "possible",
        "planned",
        "existing",
        "further",
    }
)
_OWNERS = frozenset({"State", "Organization"})


def find_unnamed(page: Page) -> None:
    """Enter the unnamed agreements and measures of a page as entities."""
    for paragraph in page.texts():
        for token in paragraph.doc:
            if token.pos_ in {"NOUN", "PROPN"} and token.i not in paragraph.at:
                for kind in ("Measure", "Agreement"):
                    if _is_one(page, paragraph, token, kind):
                        _enter(page, paragraph, token, kind)
                        break
                else:
                    if token.lemma_.lower() in {"ministry", "embassy"}:
                        _ministry(page, paragraph, token)
                    else:
                        _refer(page, paragraph, token)


def _ministry(page: Page, paragraph: Paragraph, token: Token) -> None:
    """Enter a ministry or embassy that is named in small letters: "the commerce ministry in Beijing", "Italy's defence ministry"."""
    inside = [t for t in token.lefts if t.dep_ in {"compound", "amod", "nmod", "poss"}]
    states = [key for child in inside for key in _actors(page, paragraph, child)]
    behind = [noun for noun in _behind(token, ("in", "of")) if noun.i in paragraph.at]
    seats = [paragraph.at[noun.i].key for noun in behind]
    states += [key if page.type_of(key) == "State" else page.entities[key].located_in or "" for key in seats]
    kinds = [t.lower_ for t in inside if t.i not in paragraph.at and t.dep_ != "poss" and t.is_alpha]
    state = next((key for key in states if key.startswith("state/")), None)
    if state is None or (token.lemma_.lower() == "ministry" and not kinds):
        return
    start = min((t.left_edge.i for t in inside), default=token.i)
    end = behind[-1].i + 1 if behind else token.i + 1
    name = paragraph.doc[start:end].text
    key = f"organization/{state.removeprefix('state/')}-{'-'.join([*map(slug, kinds), token.lemma_.lower()])}"
    page.enter(Entity(key=key, type="Organization", name=name), name)
    paragraph.at[token.i] = Mention(token.i, token.i + 1, key)
    for index in range(start, token.i):
        paragraph.at.setdefault(index, paragraph.at[token.i])


def _refer(page: Page, paragraph: Paragraph, token: Token) -> None:
    """Read "the decree" as the one spoken of last, where one was."""
    if (
        token.tag_ not in {"NN", "NNS"}
        or not any(c.lower_ in {"the", "this"} for c in token.lefts)
        or len(list(token.lefts)) > 1
    ):
        return
    for kind in ("Measure", "Agreement"):
        if token.lemma_.lower() in _section(kind)["heads"]:
            earlier = (
                m for p in page.paragraphs[: paragraph.number + 1] for m in p.mentions() if page.type_of(m.key) == kind
            )
            spoken = [
                m for m in earlier if _head(page, m) == token.lemma_.lower() or token.lemma_.lower() == kind.lower()
            ]
            here = [m for m in spoken if m in paragraph.at.values() and m.start < token.i]
            last = here or [m for m in spoken if m not in paragraph.at.values()]
            if last:
                paragraph.at[token.i] = Mention(token.i, token.i + 1, last[-1].key, "reference")


def _head(page: Page, mention: Mention) -> str:
    """Return the head word of the name of an agreement or measure, in small letters and singular."""
    words = page.entities[mention.key].name.lower().replace("-", " ").split()
    heads = {head for kind in ("Measure", "Agreement") for head in _section(kind)["heads"]}
    return next((form for word in words for form in (word, word.removesuffix("s")) if form in heads), "")


def _section(kind: str) -> dict[str, list[str]]:
    table = lexicon("unnamed")[kind]
    assert isinstance(table, dict)
    return table


def _is_one(page: Page, paragraph: Paragraph, token: Token, kind: str) -> bool:
    section, lemma = _section(kind), token.lemma_.lower()
    if lemma not in section["heads"] or token.dep_ in {"compound", "nmod", "amod"}:
        return False
    needs = section.get("needs", {})
    assert isinstance(needs, dict)
    if lemma in needs and not any(c.lower_ in needs[lemma] or c.lemma_.lower() in needs[lemma] for c in token.lefts):
        return False
    if any(c.lower_ in {"no", "any", "more", "several", "many", "other", "further", "such"} for c in token.lefts):
        return False
    governed = token.head.lemma_.lower() in section["verbs"] and token.dep_ in {"dobj", "nsubjpass", "pobj"}
    governed = governed or (token.dep_ == "pobj" and token.head.head.lemma_.lower() in section["verbs"])
    governed = governed or any(
        c.dep_ in {"acl", "prep"}
        and c.tag_ in {"VBG", "VBN"}
        and (c.lemma_.lower() in section["verbs"] or (lemma in {"decree", "law"} and c.tag_ == "VBG"))
        for c in token.children
    )
    owned = bool(_owner(page, paragraph, token)) or any(
        _actors(page, paragraph, noun) for noun in _behind(token, ("on", "against"))
    )
    if kind == "Agreement":
        made = any(
            c.dep_ == "acl" and c.tag_ == "VBN" and any(g.dep_ == "agent" for g in c.children) for c in token.children
        )
        return (
            governed and token.tag_ == "NN" and (owned or made or bool(_behind(token, ("with", "between", "on", "of"))))
        )
    return (
        governed
        if lemma in {"law", "bill", "measure", "restriction", "rule", "clause", "decree"} and not owned
        else governed or owned or lemma in needs
    )


def _owner(page: Page, paragraph: Paragraph, token: Token) -> str | None:
    for child in token.lefts:
        if child.dep_ in {"poss", "amod", "compound", "nmod"}:
            for key in _actors(page, paragraph, child):
                return key
    return None


def _actors(page: Page, paragraph: Paragraph, token: Token) -> Iterator[str]:
    found = [paragraph.at[t.i].key for t in token.subtree if t.i in paragraph.at]
    return (key for key in found if page.type_of(key) in _OWNERS).__iter__()


def _behind(token: Token, prepositions: tuple[str, ...]) -> list[Token]:
    return [
        n
        for p in token.children
        if p.dep_ == "prep" and p.lower_ in prepositions
        for n in p.children
        if n.dep_ in {"pobj", "pcomp"}
    ]


def _enter(page: Page, paragraph: Paragraph, token: Token, kind: str) -> None:
    doc = paragraph.doc
    left = token.i
    while (
        left > 0
        and doc[left - 1].head.i in range(left - 1, token.i + 1)
        and doc[left - 1].dep_ in _DEPS
        and doc[left - 1].lower_ not in _LOOSE
    ):
        left -= 1
    ends = sorted({end for end in _ends(token) if end - token.i < 18} | {token.i + 1})
    forms = [doc[left:end].text for end in ends]
    owner = _owner(page, paragraph, token)
    if len(forms) == 1 and len(forms[0].split()) == 1 and owner is None:
        return
    name = next((form for form in forms[1:]), forms[0]) if len(forms) > 1 else forms[0]
    tail = "" if owner is None or page.entities[owner].name.lower() in name.lower() else "-" + owner.rsplit("/", 1)[-1]
    key = f"{kind.lower()}/{slug(name)}{tail}"
    if left and doc[left - 1].dep_ == "poss" and doc[left - 1].pos_ == "PRON":
        forms += [f"{doc[left - 1].text} {form}" for form in forms[1:]]
    for form in [name, *(f for f in forms if len(f.split()) > 1)]:
        page.enter(Entity(key=key, type=kind, name=name), form)
    paragraph.at[token.i] = Mention(token.i, token.i + 1, key, "unnamed")


def _ends(token: Token) -> Iterator[int]:
    """Yield where the phrase may end: behind each of its first complements, without relative clauses."""
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in {"on", "of", "against", "for", "with", "between"}:
            edge = child.right_edge.i + 1
            if edge < len(token.doc) and _goes_on(token.doc[edge - 1], token.doc[edge]):
                edge += 1
            yield edge if not any(t.dep_ in {"relcl", "advcl"} for t in child.subtree) else child.i + 2
        elif child.dep_ in {"acl", "prep"} and child.tag_ in {"VBG", "VBN"} and child.nbor(-1).text != ",":
            yield from _participle_ends(child)


def _goes_on(last: Token, following: Token) -> bool:
    """Tell whether a phrase cut behind an adjective goes on with the noun that the parser took for something else."""
    return last.pos_ == "ADJ" and following.is_alpha and following.is_lower and not following.is_stop


def _participle_ends(verb: Token) -> Iterator[int]:
    """Yield where "excluding Chinese panels and parts from subsidies" may end: behind its object, then behind each complement."""
    stop = next(
        (t.i for t in verb.doc[verb.i : verb.right_edge.i + 1] if t.text in {",", ";", ":"} or t.dep_ == "relcl"),
        verb.right_edge.i + 1,
    )
    nouns = [child for child in verb.children if child.dep_ in {"dobj", "agent", "pobj"} and child.i > verb.i]
    for noun in nouns:
        core = noun if noun.dep_ != "agent" else next(iter(noun.children), noun)
        yield min(stop, max([core.i, *(t.i for t in core.conjuncts if t.i > core.i)]) + 1)
        for prep in (*core.rights, *(c for c in verb.rights if c.dep_ == "prep")):
            if prep.dep_ == "prep" and prep.i < stop:
                yield min(stop, prep.right_edge.i + 1)
