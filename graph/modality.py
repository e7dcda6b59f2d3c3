"""Whether an act came to pass, is planned, or is negated.

Each verb is asked, from the trigger upwards through the clauses it hangs in: "agreed to consider leaving" is planned,
"refused to sign" did not happen.
"""

from spacy.tokens import Token

from .frames import frames_in
from .syntax import governing_verb
from .triggers import is_denied, is_non_renewal, lemma_of
from .wordlists import words

_UNDOING = frozenset({"Sanction", "Retreat", "Reject"})
_HIGHEST = 6


def modality_of(token: Token) -> str | None:
    """Return "fact" or "planned", or None where the act is negated or only thought possible."""
    due = any(child.dep_ == "acomp" and child.lower_ in words("acts", "to_come") for child in token.children)
    planned = due or token.lemma_.lower() in words("acts", "scheduling")
    verb: Token | None = token
    if token.pos_ in {"NOUN", "PROPN"}:
        if _noun_negated(token):
            return None
        verb, to_come = _verb_of_noun(token)
        planned = planned or to_come
    for _ in range(_HIGHEST):
        if verb is None:
            break
        if _negated(verb):
            return None
        verb, said = _upwards(verb, planned=_has_auxiliary(verb, "auxiliaries"))
        if said is None:
            return None
        planned = planned or said == "planned"
    return "planned" if planned else "fact"


def _noun_negated(noun: Token) -> bool:
    """Tell whether a noun is denied: by "no" or "non-", or by a verb that undoes it ("rejected a meeting")."""
    if is_denied(noun) and not is_non_renewal(noun):
        return True
    if any(child.lower_ == "no" for child in noun.children):
        return True
    governor = _governor(noun)
    if governor is None:
        return False
    frames = frames_in(governor.doc)["verb"].get(lemma_of(governor, "verb"), ())
    return any(frame.type in _UNDOING for frame in frames if not frame.words)


def _governor(noun: Token) -> Token | None:
    return governing_verb(noun) or (noun.head if noun.dep_ in {"dobj", "nsubjpass"} else None)


def _verb_of_noun(noun: Token) -> tuple[Token | None, bool]:
    """Return the verb that governs the noun of an act, and whether noun or verb say that it is to come."""
    to_come = any(child.lower_ in words("acts", "to_come") for child in noun.children)
    governor = _governor(noun)
    announced = governor is not None and governor.lemma_.lower() in words("acts", "announcing")
    return governor, to_come or announced


def _negated(verb: Token) -> bool:
    """Tell whether a verb is negated, stands with "may" or the like, or behind "without"."""
    if any(child.dep_ == "neg" or child.lower_ in {"never", "neither", "longer"} for child in verb.children):
        return True
    if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in words("acts", "denying"):
        return True
    return _has_auxiliary(verb, "idle") or (verb.dep_ == "pcomp" and verb.head.lower_ == "without")


def _has_auxiliary(verb: Token, section: str) -> bool:
    auxiliaries = words("events", "planned", section)
    return any(child.dep_ == "aux" and child.lower_ in auxiliaries for child in verb.children)


def _upwards(verb: Token, *, planned: bool) -> tuple[Token | None, str | None]:
    """Return the verb to ask next, if any, and what the step to it says: "fact", "planned", or None for negated."""
    said, governor = "planned" if planned else "fact", verb.head
    lemma = governor.lemma_.lower()
    if any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children):
        if verb.dep_ == "advcl" and lemma in words("acts", "going"):
            return governor, said
        if verb.dep_ in {"acl", "advcl", "relcl"}:
            return None, None if verb.dep_ == "acl" and lemma in words("acts", "wishes") else "planned"
        if verb.dep_ == "xcomp" and lemma in words("events", "planned", "verbs") | {"be"}:
            said = "planned"
    weighed = verb.tag_ == "VBG" and verb.dep_ in {"xcomp", "pcomp", "ccomp"}
    if weighed and lemma in words("acts", "announcing") | words("acts", "weighing"):
        said = "planned"
    if verb.dep_ == "xcomp":
        return governor, None if lemma in words("acts", "refusing") else said
    if verb.dep_ == "conj" and governor.pos_ == "VERB":
        return governor, said
    return None, "planned" if _hangs_on_plan(verb) else said


def _hangs_on_plan(verb: Token) -> bool:
    """Tell whether a clause is a condition, or what somebody plans or promises."""
    marks = [child.lower_ for child in verb.children if child.dep_ == "mark"]
    if verb.dep_ == "advcl":
        return any(mark in {"if", "unless", "until", "before"} for mark in marks)
    reported = verb.i < verb.head.i and not any(child.lower_ == "that" for child in verb.children)
    plans = verb.head.lemma_.lower() in words("events", "planned", "verbs")
    return verb.dep_ == "ccomp" and plans and not reported


def will_not(token: Token) -> bool:
    """Tell whether somebody says that he will not do it, which is to refuse it."""
    children = list(token.children)
    will = any(child.dep_ == "aux" and child.lower_ in {"will", "would", "wo"} for child in children)
    return will and any(child.dep_ == "neg" for child in children)


def standing_of(noun: Token, making: frozenset[str]) -> str | None:
    """Return how what a noun phrase says of itself stands: a fact, planned, or None where it is denied or past.

    `making` are the verbs that bring such a thing about: only what they deny is not there. What is lifted stood.
    """
    before = {child.lower_ for child in noun.lefts}
    if "no" in before or not before.isdisjoint(words("offices", "former")):
        return None
    verb = noun
    while verb.dep_ in {"conj", "appos", "prep", "pobj", "dobj", "nsubjpass"} and verb.pos_ not in {"VERB", "AUX"}:
        verb = verb.head
    if verb.pos_ != "VERB":
        return "planned" if before & words("acts", "to_come") else "fact"
    if verb.lemma_.lower() in words("acts", "announcing") | words("acts", "weighing") or before & words(
        "acts", "to_come"
    ):
        return "planned"
    return modality_of(verb) if verb.lemma_.lower() in making else "fact"


def standing_of_figure(figure: Token) -> str | None:
    """Return how a figure stands by the verb it belongs to: a fact, planned or foreseen, or None where it is denied."""
    verb = figure
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"}:
        return "fact"
    if any(child.dep_ == "neg" for child in verb.children):
        return None
    if _has_auxiliary(verb, "idle") or verb.lemma_.lower() in words("acts", "promising"):
        return "planned"
    return modality_of(verb) or "fact"
