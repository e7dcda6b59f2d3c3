"""Agreements and measures without a name of their own, named by their shortest phrase ("EU tariffs on Chinese cars").

They are entities where they are signed, imposed or lifted, or where their phrase says whose they are or whom they hit.
"""

from collections.abc import Collection
from functools import cache

from spacy.tokens import Token

from .page import Mention, Page, Paragraph
from .phrases import ends_of, left_end, longer_ends
from .slug import slug
from .statement import Entity
from .syntax import qualifying_verbs, subjects
from .wordlists import table, words

_AMOUNTS = frozenset({"nummod", "quantmod"})
_KINDS = ("Measure", "Agreement", "Initiative")
_FARTHEST_END = 18
_FARTHEST_RATE = 9
_OWNERS = frozenset({"State", "Organization"})


@cache
def _heads() -> frozenset[str]:
    """Return every word that may head an unnamed thing."""
    kinds = {kind.lower() for kind in _KINDS[:2]}
    things = frozenset(head for kind in _KINDS for head in table("unnamed", kind)["heads"])
    return things | kinds | table("unnamed", "bodies").keys()


def find_unnamed(page: Page) -> None:
    """Enter the unnamed agreements and measures of a page as entities, and the ministries in small letters."""
    for paragraph in page.texts():
        for token, lemma in zip(paragraph.tokens, paragraph.lemmas, strict=True):
            if lemma not in _heads() or token.pos_ not in {"NOUN", "PROPN"} or token.i in paragraph.at:
                continue
            if _rename(page, paragraph, token):
                continue
            kind = next((kind for kind in _KINDS if _is_one(page, paragraph, token, kind)), None)
            if kind and _enter(page, paragraph, token, kind):
                continue
            if lemma in table("unnamed", "bodies"):
                _enter_body(page, paragraph, token)
            else:
                _refer(page, paragraph, token)


def _rename(page: Page, paragraph: Paragraph, token: Token) -> bool:
    """Read a noun as the thing with a name that it stands in apposition to ("the USMCA, the treaty that ...")."""
    beside = [token.head] if token.dep_ == "appos" else []
    beside += [child for child in token.children if child.dep_ == "appos"]
    for noun in (noun for noun in beside if noun.i in paragraph.at and noun.pos_ == "PROPN"):
        key = paragraph.at[noun.i].key
        kind = page.type_of(key)
        if kind in _KINDS[:2] and token.lemma_.lower() in table("unnamed", str(kind))["heads"]:
            paragraph.at[token.i] = Mention(token.i, token.i + 1, key, "reference")
            return True
    return False


def _enter_body(page: Page, paragraph: Paragraph, token: Token) -> None:
    """Enter a body of a state in small letters: "the commerce ministry in Lima", "Peru's coast guard"."""
    if (
        token.lemma_.lower() in {"army", "navy"}
        and token.head.lower_ in words("offices", "heads")
        and token.dep_ == "compound"
    ):
        return
    inside = [t for t in token.lefts if t.dep_ in {"compound", "amod", "nmod", "poss"}]
    behind = [noun for noun in _behind(token, ("in", "of")) if noun.i in paragraph.at]
    state = _state_of_ministry(page, paragraph, inside, behind)
    kinds = [t.lower_ for t in inside if t.i not in paragraph.at and t.dep_ != "poss" and t.is_alpha]
    needed = table("unnamed", "bodies")[token.lemma_.lower()]
    if state is None or (needed and not kinds) or (needed and needed != ["*"] and not set(needed) & set(kinds)):
        return
    start = min((t.left_edge.i for t in inside), default=token.i)
    name = paragraph.doc[start : behind[-1].i + 1 if behind else token.i + 1].text
    key = f"organization/{state.removeprefix('state/')}-{'-'.join([*map(slug, kinds), token.lemma_.lower()])}"
    page.enter(Entity(key=key, type="Organization", name=name), name)
    page.serves[key] = state
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
    """Read "the decree" as the one spoken of last, and "the pact" as the agreement named last, where one was."""
    lefts, lemma = list(token.lefts), token.lemma_.lower()
    if token.tag_ not in {"NN", "NNS"} or [t.lower_ for t in lefts] not in (["the"], ["this"]):
        return
    for kind in (kind for kind in _KINDS[:2] if lemma in table("unnamed", kind)["heads"] or lemma == kind.lower()):
        earlier = [m for p in page.paragraphs[: paragraph.number] for m in p.mentions()]
        earlier += [m for m in paragraph.mentions() if m.start < token.i]
        of_kind = [m for m in earlier if page.type_of(m.key) == kind]
        spoken = [m for m in of_kind if lemma in {kind.lower(), _head(page, m)}]
        near = [m for p in page.paragraphs[max(0, paragraph.number - 2) : paragraph.number] for m in p.mentions()]
        near += [m for m in paragraph.mentions() if m.start < token.i]
        spoken = spoken or [m for m in near if m in of_kind and lemma in words("unnamed", "referring")]
        if spoken:
            page.enter(page.entities[spoken[-1].key], token.text)
            paragraph.at[token.i] = Mention(token.i, token.i + 1, spoken[-1].key, "reference")
            return


def _head(page: Page, mention: Mention) -> str:
    """Return the head word of the name of an agreement or measure, in small letters and singular."""
    named = page.entities[mention.key].name.lower().replace("-", " ").split()
    heads = {head for kind in _KINDS[:2] for head in table("unnamed", kind)["heads"]}
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
    if kind == "Initiative":
        return _is_undertaking(page, paragraph, token)
    governed = _is_governed(token, section["verbs"])
    between = _behind(token, ("with", "between"))
    bitten = [noun for prep in upon(token) for noun in prep.children if noun.dep_ == "pobj"]
    owned = bool(_owner(page, paragraph, token)) or any(_actors(page, paragraph, noun) for noun in bitten)
    if kind == "Agreement":
        if token.tag_ != "NN":
            return False
        tied = owned or _is_made(token) or bool(_behind(token, ("with", "between", "on", "of", "for")))
        joined = any(_actors(page, paragraph, noun) for noun in between)
        lasting = lemma in section["lasting"] and (joined or bool(_owner(page, paragraph, token)))
        told = governed and (tied or _by_somebody(page, paragraph, token))
        under = token.dep_ == "pobj" and token.head.lower_ == "under" and bool(list(token.lefts))
        return told or under or (lasting and _is_definite(token)) or _is_known(token, section["known"])
    if lemma in words("unnamed", "common") and not owned:
        return governed
    return governed or owned or bool(needed) or _is_known(token, section["known"])


def _is_undertaking(page: Page, paragraph: Paragraph, token: Token) -> bool:
    """Tell whether a plan or process has both a word that qualifies it and those whose it is, or for whom."""
    free = (c for c in token.lefts if c.dep_ in {"amod", "compound", "nmod"} and c.i not in paragraph.at)
    qualified = any(c.lower_ not in words("unnamed", "pointing") | words("unnamed", "loose") for c in free)
    behind = _behind(token, ("for", "between"))
    named = _owner(page, paragraph, token) or any(_actors(page, paragraph, noun) for noun in behind)
    return token.tag_ == "NN" and qualified and bool(named)


def _is_known(token: Token, heads: Collection[str]) -> bool:
    """Tell whether a noun is one thing that readers know by what qualifies it ("the migration protocol")."""
    lefts = list(token.lefts)
    qualified = any(
        c.dep_ in {"amod", "compound", "nmod", "nummod"} and c.lower_ not in words("unnamed", "pointing") for c in lefts
    )
    return token.lemma_.lower() in heads and qualified and any(c.lower_ == "the" for c in lefts)


def _is_governed(token: Token, verbs: Collection[str]) -> bool:
    """Tell whether a noun stands with a verb that signs, imposes or lifts it, or has one for its participle."""
    head = token.head
    if head.lemma_.lower() in verbs and token.dep_ in {"dobj", "nsubjpass", "pobj"}:
        return True
    if token.dep_ == "pobj" and head.head.lemma_.lower() in verbs:
        return True
    decided = token.lemma_.lower() in {"decree", "law"}
    participles = [c for c in token.children if c.dep_ in {"acl", "prep"} and c.tag_ in {"VBG", "VBN"}]
    if any(c.lemma_.lower() in verbs or (decided and c.tag_ == "VBG") for c in participles):
        return True
    relative = [c for c in qualifying_verbs(token) if c.lemma_.lower() in verbs]
    if any(not any(o.dep_ == "dobj" and o.pos_ != "PRON" for o in c.children) for c in relative):
        return True
    if token.dep_ in {"conj", "appos"} and token.head.pos_ in {"NOUN", "PROPN"}:
        return _is_governed(token.head, verbs)
    return token.dep_ == "nsubj" and head.lemma_.lower() in words("unnamed", "ending")


def _by_somebody(page: Page, paragraph: Paragraph, token: Token) -> bool:
    """Tell whether somebody with a name does what the verb of a noun says ("the two ministers initialled a treaty")."""
    governor = token.head.head if token.dep_ == "pobj" else token.head
    verbs = [governor, *qualifying_verbs(token)]
    nouns = [noun for verb in verbs if verb.pos_ == "VERB" for noun in subjects(verb)]
    return any(t.i in paragraph.at for noun in nouns for t in noun.subtree)


def _is_definite(token: Token) -> bool:
    """Tell whether a noun is one thing that is known: with an article, an owner or a year before it."""
    return any(
        c.lower_ in {"the", "this", "that", "a", "its", "their", "his", "her"} or c.dep_ == "poss" for c in token.lefts
    )


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


def upon(token: Token) -> list[Token]:
    """Return the prepositions that say whom a measure bites, also behind its rate ("duties of 5% on ...")."""
    of_siege = token.lemma_.lower() in words("unnamed", "of_target")
    found = [
        c
        for c in token.rights
        if c.dep_ == "prep" and (c.lower_ in {"on", "against"} or (of_siege and c.lower_ == "of"))
    ]
    for word in token.doc[token.i + 1 : token.i + _FARTHEST_RATE]:
        if found or not (
            word.lower_ in {"of", "up", "to", "at", "between", "%", "percent", "per", "cent", "and"} or word.like_num
        ):
            return found or ([word] if word.lower_ in {"on", "against"} and word.dep_ == "prep" else [])
    return found


def _enter(page: Page, paragraph: Paragraph, token: Token, kind: str) -> bool:
    """Enter a thing under its shortest phrase that has a complement, and the longer and shorter ones.

    A bare word ("the decree") names nothing and is not entered.
    """
    doc, left = paragraph.doc, left_end(token)
    ends = sorted({end for end in ends_of(token) if end - token.i < _FARTHEST_END} | {token.i + 1})
    forms = [doc[left:end].text for end in ends]
    owner = _owner(page, paragraph, token)
    alone = token.lemma_.lower() in words("unnamed", "alone")
    if len(forms) == 1 and len(forms[0].split()) == 1 and owner is None and not alone:
        return False
    name = forms[1] if len(forms) > 1 else forms[0]
    told = owner is None or page.entities[owner].name.lower() in name.lower()
    key = f"{kind.lower()}/{slug(name)}{'' if told else '-' + str(owner).rsplit('/', 1)[-1]}"
    if left and doc[left - 1].dep_ == "poss" and doc[left - 1].pos_ == "PRON":
        forms += [f"{doc[left - 1].text} {form}" for form in forms[1:]]
    amount = next((t.i + 1 for t in reversed(doc[left : token.i]) if t.dep_ in _AMOUNTS or t.is_currency), left)
    if left < amount < token.i:
        forms += [doc[amount:end].text.lstrip("- ") for end in ends]
    forms += [doc[left:end].text for end in longer_ends(token) if len(ends) > 1]
    for form in [name, *(form for form in forms if len(form.split()) > 1 or alone)]:
        page.enter(Entity(key=key, type=kind, name=name), form)
    paragraph.at[token.i] = Mention(token.i, token.i + 1, key, "unnamed")
    return True
