"""Who does what in a sentence: subjects, objects and complements, read off the pipeline's tree.

Pure functions over tokens. They see through passives, control, coordination, relative clauses and light verbs ("held
talks"), and know nothing of names.
"""

from spacy.tokens import Doc, Token

from .document import Span
from .page import Paragraph
from .wordlists import words

_HANGING = frozenset({"conj", "xcomp", "advcl", "pcomp", "dep", "ccomp", "prep"})
_OBJECT_LIKE = frozenset({"dobj", "prt", "attr", "acomp", "nsubjpass", "xcomp", "advmod"})
_BORDERS = frozenset({";", "\u2014", ":"})
_CLOSING_MARKS = frozenset({'"', ")", "'"})
_LONGEST_QUOTATION = 480


def is_passive(verb: Token) -> bool:
    """Tell whether a verb stands in the passive."""
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def has_agent(verb: Token) -> bool:
    """Tell whether a passive names its agent with "by"."""
    return any(child.dep_ == "agent" for child in verb.children)


def subjects(verb: Token) -> list[Token]:
    """Return the nouns that do what a verb says."""
    agents = [noun for child in verb.children if child.dep_ == "agent" for noun in child.children]
    agents = [noun for noun in agents if noun.dep_ == "pobj"]
    if agents:
        return agents
    if is_passive(verb):
        scheduled = verb.lemma_.lower() in words("acts", "scheduling", "passive")
        return [child for child in verb.children if child.dep_ == "nsubjpass"] if scheduled else []
    own = [child for child in verb.children if child.dep_ in {"nsubj", "csubj"}]
    if own:
        relative = verb.dep_ == "relcl" and own[0].lower_ in {"who", "which", "that"}
        return [verb.head] if relative else own
    if verb.dep_ in {"acl", "prep"} and verb.tag_ == "VBG" and verb.head.pos_ in {"NOUN", "PROPN"}:
        return [verb.head]
    if verb.dep_ in {"acl", "relcl"}:
        governor = governing_verb(verb.head)
        return subjects(governor) if governor is not None and verb.tag_ == "VB" else []
    return _inherited(verb) if verb.dep_ in _HANGING else []


def _inherited(verb: Token) -> list[Token]:
    """Return the subject that a verb takes from the one it hangs on: its object under control ("urged X to sign")."""
    governor = verb.head
    while governor.pos_ not in {"VERB", "AUX"} and governor.head != governor:
        governor = governor.head
    if governor == verb or governor.pos_ not in {"VERB", "AUX"}:
        return []
    if verb.dep_ == "xcomp":
        controlled = [child for child in governor.children if child.dep_ in {"dobj", "nsubjpass"}]
        if controlled and governor.lemma_.lower() not in words("acts", "self_control"):
            return controlled
    passive = [child for child in governor.children if child.dep_ == "nsubjpass"]
    return passive if verb.dep_ == "conj" and passive else subjects(governor)


def objects(verb: Token) -> list[Token]:
    """Return the nouns that a verb acts upon: objects, the subject of a passive, what a participle qualifies."""
    if is_passive(verb):
        own = [child for child in verb.children if child.dep_ == "nsubjpass"]
        return own or ([verb.head] if verb.dep_ == "relcl" else _passive_subject(verb))
    found = [
        child
        for child in verb.children
        if child.dep_ in {"dobj", "oprd"} or (verb.tag_ == "VBG" and child.dep_ == "pobj")
    ]
    if verb.dep_ == "relcl" and any(child.lower_ in {"which", "that", "whom"} for child in found):
        return [verb.head]
    if not found and ((verb.dep_ == "acl" and verb.tag_ == "VBN") or _is_bare_relative(verb)):
        return [verb.head]
    return found


def _is_bare_relative(verb: Token) -> bool:
    """Tell whether a verb's object is the noun it qualifies without a pronoun between ("the memorandum it signed")."""
    own = [child for child in verb.children if child.dep_ == "nsubj"]
    return verb.dep_ == "relcl" and bool(own) and own[0].lower_ not in {"who", "which", "that"}


def _passive_subject(verb: Token) -> list[Token]:
    """Return the subject that a passive shares with the one it is joined to ("had flown in and been received")."""
    if verb.dep_ != "conj":
        return []
    own = [child for child in verb.head.children if child.dep_ in {"nsubj", "nsubjpass"}]
    relative = verb.head.dep_ == "relcl" and own and own[0].lower_ in {"who", "which", "that"}
    return [verb.head.head] if relative else own


def prepositional(token: Token, preposition: str) -> list[Token]:
    """Return the nouns behind a preposition of a word or of its object."""
    holders = [token, *(child for child in token.children if child.dep_ in _OBJECT_LIKE and child.i > token.i)]
    if preposition == "with":
        joints = {"of", "on", "for", "in"}
        holders += [noun for holder in holders[1:] for prep in _preps(holder, joints) for noun in prep.children]
        holders += [noun for prep in _preps(token, {"into", "to", "on", "by"}) for noun in prep.children]
    found: list[Token] = []
    for holder in holders:
        for prep in holder.children:
            if prep.dep_ in {"prep", "dative", "agent"} and prep.lower_ == preposition and not _is_bystanding(prep):
                found += [noun for noun in prep.children if noun.dep_ == "pobj"]
                inner = [noun for p in prep.children if p.dep_ == "prep" for noun in p.children]
                found += [noun for noun in inner if noun.dep_ == "pobj"]
    return found


def _is_bystanding(prep: Token) -> bool:
    """Tell whether those behind a "with" only look on (", with the president beside them as witness")."""
    if prep.lower_ != "with" or not prep.i or prep.nbor(-1).text != ",":
        return False
    noun = next(iter(prep.rights), prep)
    behind = prep.doc[noun.i + 1 : min(noun.i + 6, prep.sent.end)]
    return any(token.lower_ in words("acts", "bystanding") for token in behind)


def _preps(holder: Token, forms: set[str]) -> list[Token]:
    return [child for child in holder.children if child.dep_ == "prep" and child.lower_ in forms]


def governing_verb(noun: Token) -> Token | None:
    """Return the light verb whose object a noun is ("held talks"), if there is one."""
    if noun.dep_ == "conj":
        return governing_verb(noun.head)
    head = noun.head.head if noun.dep_ == "pobj" else noun.head
    light = head.pos_ == "VERB" and head.lemma_.lower() in words("events", "light", "lemmas")
    return head if light and noun.dep_ in {"dobj", "pobj"} else None


def head_noun(doc: Doc, start: int, end: int) -> Token:
    """Return the noun of a name, or the one in small letters right behind that it qualifies ("the Zenda exercise")."""
    root = doc[start:end].root
    beside = root.head.i == end and root.head.pos_ == "NOUN" and root.head.text.islower()
    return root.head if beside and root.dep_ in {"compound", "nmod", "nummod"} else root


def qualifying_verbs(noun: Token) -> list[Token]:
    """Return the participles and relative clauses of a noun; the parser hangs them on its complement as often."""
    nouns = [noun, *(n for prep in noun.rights if prep.dep_ == "prep" for n in prep.children if n.dep_ == "pobj")]
    return [c for n in nouns for c in n.rights if c.dep_ in {"acl", "relcl"} and c.pos_ == "VERB"]


def antecedents(verb: Token) -> list[Token]:
    """Return the nouns that a relative clause may qualify: the one it hangs on, and the one that noun complements."""
    head = verb.head
    if verb.dep_ not in {"acl", "relcl"}:
        return []
    outer = head.head.head if head.dep_ == "pobj" and head.head.dep_ == "prep" else head
    return [head, outer] if outer.pos_ in {"NOUN", "PROPN"} else [head]


def clause_bounds(token: Token) -> tuple[int, int]:
    """Return the tokens [left, right) of the clause around a trigger: its sentence between semicolons and dashes."""
    sentence = token.sent
    left, right = sentence.start, sentence.end
    for other in sentence:
        if other.text in _BORDERS:
            if other.i < token.i:
                left = other.i + 1
            elif other.i > token.i:
                right = other.i
                break
    return left, right


def clause_span(paragraph: Paragraph, token: Token) -> Span:
    """Return the words of the clause around a trigger, at most some 500 characters, without the marks at its ends."""
    doc = paragraph.doc
    left, right = clause_bounds(token)
    while right > left + 1 and doc[right - 1].is_punct and doc[right - 1].text not in _CLOSING_MARKS:
        right -= 1
    span = paragraph.span(left, right)
    while span.end - span.start > _LONGEST_QUOTATION and right - left > 10:
        third = (right - left) // 3
        left, right = max(left, token.i - third), min(right, token.i + third)
        span = paragraph.span(left, right)
    return span
