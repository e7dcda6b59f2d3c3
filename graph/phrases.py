"""How far the phrase of an unnamed agreement or measure reaches: from its first adjective to each of its complements.

The shortest phrase with a complement names it; the longer ones are other names of it.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from .wordlists import words

_INSIDE = frozenset({"amod", "compound", "nmod", "nummod", "quantmod", "punct", "npadvmod"})
_MARKS = frozenset({",", '"', "("})
_CLAUSES = frozenset({"relcl", "advcl", "acl", "appos"})
_ABOUT = frozenset({"on", "against", "between", "with", "of"})
_FARTHEST_END = 18


def left_end(token: Token) -> int:
    """Return where the phrase begins: at the first word that qualifies the noun, without "new", "proposed" and the
    like.
    """
    doc, left = token.doc, token.i
    while left > 0:
        word = doc[left - 1]
        qualifies = (word.dep_ in _INSIDE and left - 1 <= word.head.i <= token.i) or _dashed(doc, left - 1)
        if not qualifies or word.text in _MARKS or word.lower_ in words("unnamed", "loose"):
            break
        left -= 1
    return left


def _dashed(doc: Doc, index: int) -> bool:
    """Tell whether a word is a dash between two names, or the name before it ("US\u2013Ukraine deal")."""
    dash = index if doc[index].text in {"-", "\u2013"} else index + 1
    joins = 0 < dash < len(doc) - 1 and doc[dash].text in {"-", "\u2013"} and not doc[dash].whitespace_
    return (
        joins and not doc[dash - 1].whitespace_ and doc[dash - 1].text[0].isupper() and doc[dash + 1].text[0].isupper()
    )


def ends_of(token: Token) -> Iterator[int]:
    """Yield where the phrase may end: behind each of its first complements, without relative clauses."""
    for child in (*token.rights, *_adjacent(token)):
        if child.dep_ == "prep" and child.lower_ in {"on", "of", "against", "for", "with", "between"}:
            edge = child.right_edge.i + 1
            if edge < len(token.doc) and _goes_on(token.doc[edge - 1], token.doc[edge]):
                edge += 1
            yield from (noun.i + 1 for noun in child.children if noun.dep_ == "pobj" and not noun.conjuncts)
            yield _core_end(child)
            if not any(_cuts(t, child) for t in child.subtree):
                yield edge
        elif child.dep_ in {"acl", "prep"} and child.tag_ in {"VBG", "VBN"} and child.nbor(-1).text != ",":
            yield from _participle_ends(child)


def _adjacent(token: Token) -> list[Token]:
    """Return the preposition right behind a noun that the parser hangs on the verb ("lifted the ban on transit")."""
    after = token.nbor() if token.i + 1 < len(token.doc) else token
    strayed = after.dep_ == "prep" and after.head == token.head and after.lower_ in _ABOUT
    return [after] if strayed else []


def longer_ends(token: Token) -> Iterator[int]:
    """Yield where longer forms of the phrase may end: behind each noun of the prepositions that follow one another."""
    doc, index = token.doc, token.i + 1
    while index < min(len(doc), token.i + _FARTHEST_END):
        word = doc[index]
        if word.pos_ in {"VERB", "AUX", "SCONJ"} or (word.is_punct and word.text not in {"-", "\u2013", "/"}):
            return
        follows = doc[index + 1].pos_ if index + 1 < len(doc) else ""
        if word.pos_ in {"NOUN", "PROPN", "NUM"} and follows not in {"NOUN", "PROPN", "NUM", "PART"}:
            yield index + 1
        index += 1


def _core_end(prep: Token) -> int:
    """Return where the noun behind a preposition ends, without the clauses that qualify it."""
    noun = next((c for c in prep.children if c.dep_ == "pobj"), prep)
    clause = next((t.i for t in noun.subtree if t.i > noun.i and _cuts(t, prep)), noun.right_edge.i + 1)
    joined = [t.i for t in noun.conjuncts if noun.i < t.i < clause]
    return max([noun.i, *joined]) + 1


def _cuts(token: Token, prep: Token) -> bool:
    """Tell whether a clause, or the other side of an agreement, begins inside a complement."""
    return token.dep_ in _CLAUSES or (token != prep and token.lower_ in {"with", "between"})


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
