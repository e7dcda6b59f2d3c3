"""What is done with a figure, read off the tree: the nouns that it measures, the verbs that deal with them, and the
nouns that stand for who deals and with whom. It knows nothing of names.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from spacy.tokens import Token

from .syntax import subjects
from .wordlists import table, words

_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "SYM", "PRON"})
_VERBAL = frozenset({"VERB", "AUX"})
_OWNING = frozenset({"poss", "amod", "compound", "nmod", "nummod"})
_HELD = ("in", "of", "as")


@dataclass(frozen=True, slots=True)
class Dealing:
    """A figure's last word with the nouns above it, nearest first, and the verbs that deal with them, nearest first."""

    nouns: tuple[Token, ...]
    verbs: tuple[Token, ...]

    def lemmas(self) -> Iterator[str]:
        """Yield the words of what is counted, nearest first, those of compounds joined ("credit line")."""
        held = (noun for prep in _preps(self.nouns[0], _HELD) for noun in prep.children if noun.dep_ == "pobj")
        for noun in chain(self.nouns[:1], held, self.nouns[1:]):
            before = [child.lemma_.lower() for child in noun.lefts if child.dep_ in {"compound", "amod", "nmod"}]
            yield from (f"{word} {noun.lemma_.lower()}" for word in before[-1:])
            yield noun.lemma_.lower()
            yield from before


def dealing_of(figure: Token) -> Dealing:
    """Return what is done with the figure that ends at a token."""
    nouns, node, within = [figure], figure, True
    while node.head != node and node.head.pos_ not in _VERBAL:
        within = within and node.dep_ != "relcl"
        node = node.head
        if within and node.pos_ in _NOMINAL:
            nouns.append(node)
    above = [node.head] if node.head != node else []
    for verb in above:
        counted = table("figures", "of_money")["nouns"].values()
        told = [noun for noun in verb.children if noun.dep_ in {"nsubj", "nsubjpass", "dobj"} and noun not in nouns]
        nouns += [noun for noun in told if any(noun.lemma_.lower() in forms for forms in counted)]
    inner = (
        child for noun in nouns for child in noun.rights if child.dep_ in {"acl", "relcl"} and child.pos_ == "VERB"
    )
    return Dealing(tuple(nouns), tuple(dict.fromkeys([*inner, *above])))


def kind_by_tree(dealing: Dealing, figure: str) -> str | None:
    """Return what a sum or a count ("money" or "force") is by the noun it measures, else by what is done with it."""
    kinds = table("figures", f"of_{figure}")
    nouns, verbs = kinds.get("nouns", {}), kinds["verbs"]
    for lemma in dealing.lemmas():
        found = next((kind for kind, forms in nouns.items() if lemma in forms), None)
        if found:
            return str(found)
    for said in (form for verb in dealing.verbs for form in worded(verb)):
        found = next((kind for kind, forms in verbs.items() if said in forms), None)
        if found:
            return str(found)
    return None


def worded(verb: Token) -> Iterator[str]:
    """Yield a verb with its particle or preposition ("put up", "put into"), then alone."""
    lemma = verb.lemma_.lower()
    yield from (
        f"{lemma} {child.lower_}" for child in verb.children if child.dep_ in {"prt", "prep", "acomp", "advmod"}
    )
    yield lemma


def owners(dealing: Dealing) -> Iterator[Token]:
    """Yield who stands before what is counted, as possessive or adjective ("its aid", "American troops")."""
    for noun in dealing.nouns:
        yield from (child for child in noun.lefts if child.dep_ in _OWNING)


def doers(dealing: Dealing) -> Iterator[Token]:
    """Yield who deals with what is counted: whom it comes from, else the subjects of the verbs."""
    for prep in (prep for noun in dealing.nouns for prep in _preps(noun, ("from", "by"))):
        yield from (noun for noun in prep.children if noun.dep_ == "pobj")
    for verb in dealing.verbs:
        yield from (noun for noun in subjects(verb) if noun not in dealing.nouns)


def receivers(dealing: Dealing, leading: Iterable[str]) -> Iterator[Token]:
    """Yield who gets it: an object beside what is counted, then whom the prepositions lead to, in the text's order."""
    for verb in dealing.verbs:
        own = [child for child in verb.children if child.dep_ in {"dobj", "dative"} and child not in dealing.nouns]
        giving = verb.lemma_.lower() in words("figures", "giving")
        yield from (child for child in own if child.pos_ != "ADP" and (giving or child.dep_ == "dative"))
    holders = [*dealing.nouns, *dealing.verbs]
    holders += [child for verb in dealing.verbs for child in verb.children if child.dep_ in {"dobj", "prt", "acomp"}]
    holders += [noun for noun in dealing.nouns[0].conjuncts if noun.i < dealing.nouns[0].i]
    preps = {prep for holder in holders for prep in _preps(holder, leading)}
    here = dealing.nouns[0].i
    for prep in sorted(preps, key=lambda prep: (prep.i < here, prep.i)):
        yield from (noun for noun in prep.children if noun.dep_ == "pobj" and noun not in dealing.nouns)


def _preps(holder: Token, forms: Iterable[str]) -> Iterator[Token]:
    found = [child for child in holder.children if child.dep_ in {"prep", "dative", "agent"} and child.pos_ == "ADP"]
    return (child for child in found if child.lower_ in forms)
