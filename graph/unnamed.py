"""Agreements and measures without a name of their own, named by their shortest phrase ("EU tariffs on Chinese cars").

They are entities where they are signed, imposed or lifted, or where their phrase says whose they are or whom they hit.
"""

from collections.abc import Collection, Iterator
from functools import cache

from spacy.tokens import Token

from .page import Mention, Page, Paragraph
from .slug import slug
from .statement import Entity
from .wordlists import table, words

_INSIDE = frozenset({"amod", "compound", "nmod", "nummod", "quantmod", "punct", "npadvmod"})
_KINDS = ("Measure", "Agreement")
_MARKS = frozenset({",", '"', "("})
_MINISTRIES = frozenset({"ministry", "embassy"})
_FARTHEST_END = 18
_OWNERS = frozenset({"State", "Organization"})


@cache
def _heads() -> frozenset[str]:
    """Return every word that may head an unnamed thing."""
    kinds = {kind.lower() for kind in _KINDS}
    return frozenset(head for kind in _KINDS for head in table("unnamed", kind)["heads"]) | kinds | _MINISTRIES


def find_unnamed(page: Page) -> None:
    """Enter the unnamed agreements and measures of a page as entities, and the ministries in small letters."""
    for paragraph in page.texts():
        for token, lemma in zip(paragraph.tokens, paragraph.lemmas, strict=True):
            if lemma not in _heads() or token.pos_ not in {"NOUN", "PROPN"} or token.i in paragraph.at:
                continue
            kind = next((kind for kind in _KINDS if _is_one(page, paragraph, token, kind)), None)
            if kind:
                _enter(page, paragraph, token, kind)
            elif lemma in _MINISTRIES:
                _enter_ministry(page, paragraph, token)
            else:
                _refer(page, paragraph, token)


def _enter_ministry(page: Page, paragraph: Paragraph, token: Token) -> None:
    """Enter a ministry or embassy in small letters: "the commerce ministry in Lima", "Peru's defence ministry"."""
    inside = [t for t in token.lefts if t.dep_ in {"compound", "amod", "nmod", "poss"}]
    behind = [noun for noun in _behind(token, ("in", "of")) if noun.i in paragraph.at]
    state = _state_of_ministry(page, paragraph, inside, behind)
    kinds = [t.lower_ for t in inside if t.i not in paragraph.at and t.dep_ != "poss" and t.is_alpha]
    if state is None or (token.lemma_.lower() == "ministry" and not kinds):
        return
    start = min((t.left_edge.i for t in inside), default=token.i)
    name = paragraph.doc[start : behind[-1].i + 1 if behind else token.i + 1].text
    key = f"organization/{state.removeprefix('state/')}-{'-'.join([*map(slug, kinds), token.lemma_.lower()])}"
    page.enter(Entity(key=key, type="Organization", name=name), name)
    paragraph.at[token.i] = Mention(token.i, token.i + 1, key)
    for index in range(start, token.i):
        paragraph.at.setdefault(index, paragraph.at[token.i])


def _state_of_ministry(page: Page, paragraph: Paragraph, inside: list[Token], behind: list[Token]) -> str | None:
    """Return the state before a ministry, or that of the capital behind it."""
    keys = [key for child in inside for key in _actors(page, paragraph, child)]
    for key in (paragraph.at[noun.i].key for noun in behind):
        keys.append(key if page.type_of(key) == "State" else page.entities[key].located_in or "")
    return next((key for key in keys if key.startswith("state/")), None)


def _refer(page: Page, paragraph: Paragraph, token: Token) -> None:
    """Read "the decree" as the one spoken of last, where one was."""
    lefts, lemma = list(token.lefts), token.lemma_.lower()
    if token.tag_ not in {"NN", "NNS"} or [t.lower_ for t in lefts] not in (["the"], ["this"]):
        return
    for kind in (kind for kind in _KINDS if lemma in table("unnamed", kind)["heads"]):
        earlier = [m for p in page.paragraphs[: paragraph.number] for m in p.mentions()]
        earlier += [m for m in paragraph.mentions() if m.start < token.i]
        spoken = [m for m in earlier if page.type_of(m.key) == kind and lemma in {kind.lower(), _head(page, m)}]
        if spoken:
            paragraph.at[token.i] = Mention(token.i, token.i + 1, spoken[-1].key, "reference")


def _head(page: Page, mention: Mention) -> str:
    """Return the head word of the name of an agreement or measure, in small letters and singular."""
    named = page.entities[mention.key].name.lower().replace("-", " ").split()
    heads = {head for kind in _KINDS for head in table("unnamed", kind)["heads"]}
    return next((form for word in named for form in (word, word.removesuffix("s")) if form in heads), "")


def _is_one(page: Page, paragraph: Paragraph, token: Token, kind: str) -> bool:
    """Tell whether a noun is an agreement or measure that the text treats as one thing."""
    section, lemma = table("unnamed", kind), token.lemma_.lower()
    if lemma not in section["heads"] or token.dep_ in {"compound", "nmod", "amod"}:
        return False
    needed = section.get("needs", {}).get(lemma)
    if needed and not any(child.lower_ in needed or child.lemma_.lower() in needed for child in token.lefts):
        return False
    if any(child.lower_ in words("unnamed", "indefinite") for child in token.lefts):
        return False
    governed = _is_governed(token, section["verbs"])
    bitten = _behind(token, ("on", "against"))
    owned = bool(_owner(page, paragraph, token)) or any(_actors(page, paragraph, noun) for noun in bitten)
    if kind == "Agreement":
        tied = owned or _is_made(token) or bool(_behind(token, ("with", "between", "on", "of")))
        return governed and tied and token.tag_ == "NN"
    if lemma in words("unnamed", "common") and not owned:
        return governed
    return governed or owned or bool(needed)


def _is_governed(token: Token, verbs: Collection[str]) -> bool:
    """Tell whether a noun stands with a verb that signs, imposes or lifts it, or has one for its participle."""
    head = token.head
    if head.lemma_.lower() in verbs and token.dep_ in {"dobj", "nsubjpass", "pobj"}:
        return True
    if token.dep_ == "pobj" and head.head.lemma_.lower() in verbs:
        return True
    decided = token.lemma_.lower() in {"decree", "law"}
    participles = [c for c in token.children if c.dep_ in {"acl", "prep"} and c.tag_ in {"VBG", "VBN"}]
    return any(c.lemma_.lower() in verbs or (decided and c.tag_ == "VBG") for c in participles)


def _is_made(token: Token) -> bool:
    """Tell whether a participle says by whom something was made ("a deal brokered by ...")."""
    made = (child for child in token.children if child.dep_ == "acl" and child.tag_ == "VBN")
    return any(inner.dep_ == "agent" for child in made for inner in child.children)


def _owner(page: Page, paragraph: Paragraph, token: Token) -> str | None:
    """Return the state or body before a noun."""
    before = (child for child in token.lefts if child.dep_ in {"poss", "amod", "compound", "nmod"})
    return next((key for child in before for key in _actors(page, paragraph, child)), None)


def _actors(page: Page, paragraph: Paragraph, token: Token) -> list[str]:
    found = [paragraph.at[t.i].key for t in token.subtree if t.i in paragraph.at]
    return [key for key in found if page.type_of(key) in _OWNERS]


def _behind(token: Token, prepositions: tuple[str, ...]) -> list[Token]:
    return [
        n
        for p in token.children
        if p.dep_ == "prep" and p.lower_ in prepositions
        for n in p.children
        if n.dep_ in {"pobj", "pcomp"}
    ]


def _enter(page: Page, paragraph: Paragraph, token: Token, kind: str) -> None:
    """Enter an agreement or measure under its shortest phrase that has a complement, and the longer and shorter ones.
    """
    doc, left = paragraph.doc, _left_end(token)
    ends = sorted({end for end in _ends(token) if end - token.i < _FARTHEST_END} | {token.i + 1})
    forms = [doc[left:end].text for end in ends]
    owner = _owner(page, paragraph, token)
    if len(forms) == 1 and len(forms[0].split()) == 1 and owner is None:
        return
    name = forms[1] if len(forms) > 1 else forms[0]
    told = owner is None or page.entities[owner].name.lower() in name.lower()
    key = f"{kind.lower()}/{slug(name)}{'' if told else '-' + str(owner).rsplit('/', 1)[-1]}"
    if left and doc[left - 1].dep_ == "poss" and doc[left - 1].pos_ == "PRON":
        forms += [f"{doc[left - 1].text} {form}" for form in forms[1:]]
    for form in [name, *(form for form in forms if len(form.split()) > 1)]:
        page.enter(Entity(key=key, type=kind, name=name), form)
    paragraph.at[token.i] = Mention(token.i, token.i + 1, key, "unnamed")


def _left_end(token: Token) -> int:
    """Return where the phrase begins: at the first word that qualifies the noun, without "new", "proposed" and the
    like.
    """
    doc, left = token.doc, token.i
    while left > 0:
        word = doc[left - 1]
        qualifies = word.dep_ in _INSIDE and left - 1 <= word.head.i <= token.i
        if not qualifies or word.text in _MARKS or word.lower_ in words("unnamed", "loose"):
            break
        left -= 1
    return left


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
    """Yield where "excluding foreign parts from subsidies" may end: behind its object, then each complement."""
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
