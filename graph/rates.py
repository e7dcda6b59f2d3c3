"""Rates and shares, by the tree: who imposes a duty and who bears it, who has a part and of what or of whom.

The reporter of a share of somebody's trade or goods is that somebody; of a stake it is the holder.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from .dealers import Dealers
from .dealings import Dealing, doers, owners, receivers
from .page import Paragraph
from .syntax import is_passive, objects, subjects
from .wordlists import table, words

_UPON = ("on", "upon", "against")
_WHERE = ("in", "at", "by", "from", "into")
Sides = tuple[str | None, str | None]


def is_duty(dealing: Dealing) -> bool:
    """Tell whether a rate is a tariff, a levy or a tax, by the noun it measures or by what is done."""
    duties = words("figures", "duties")
    imposing = words("figures", "imposing")
    return any(lemma in duties for lemma in dealing.lemmas()) or any(
        v.lemma_.lower() in imposing for v in dealing.verbs
    )


def duty(dealers: Dealers, paragraph: Paragraph, dealing: Dealing) -> Sides:
    """Return who imposes a duty, a state's bodies standing for it, and whose goods bear it."""
    sent = list(_destinations(dealing.nouns[0]))
    borne = _is_borne(dealing)
    upon = list(receivers(dealing, _UPON))
    if borne:
        bearers = [noun for verb in dealing.verbs for noun in subjects(verb)] + upon
        imposers = [*_own(paragraph, dealing), *sent, *receivers(dealing, _WHERE)]
    else:
        hit = [noun for verb in dealing.verbs for noun in objects(verb) if noun not in dealing.nouns]
        above = [
            verb.head for verb in dealing.verbs if verb.dep_ in {"ccomp", "xcomp", "conj"} and verb.head.pos_ == "VERB"
        ]
        bearers = upon + hit
        imposers = [*_own(paragraph, dealing), *doers(dealing), *(noun for verb in above for noun in subjects(verb))]
    named = [paragraph.doc[m.start] for m in paragraph.mentions() if m.start in _extent(dealing.nouns[0])]
    near = named if borne else []
    states = list(_states(dealers, paragraph, [*imposers, *sent])) + [
        key for key in _states(dealers, paragraph, near) if _is_power(dealers, key)
    ]
    first = None if borne else next(iter(states), None)
    bearer = next((key for key in _keys(dealers, paragraph, bearers) if key != first), None)
    imposer = next((key for key in states if key != bearer), dealers.home if dealers.home != bearer else dealers.other)
    return imposer, bearer or (dealers.home if dealers.home != imposer else None)


def _is_power(dealers: Dealers, key: str) -> bool:
    """Tell whether somebody can impose a duty: a state, or a body of states."""
    actor = dealers.resolver.gazetteer.actors.get(key)
    return dealers.resolver.page.type_of(key) == "State" or (actor is not None and bool(actor.members))


def _extent(token: Token) -> range:
    return range(token.sent.start, token.sent.end)


def _destinations(rate: Token) -> Iterator[Token]:
    """Yield where the goods go that a rate is upon: "a duty on what they ship to the islands"."""
    for prep in rate.doc[rate.i + 1 : rate.sent.end]:
        if prep.lower_ == "to" and prep.head.lemma_.lower() in words("figures", "sending"):
            yield from (noun for noun in prep.children if noun.dep_ == "pobj")


def share(dealers: Dealers, paragraph: Paragraph, dealing: Dealing) -> Sides | None:
    """Return whose a share is and whom it concerns, or None where no whole is named that it is a share of."""
    percent = dealing.nouns[0]
    whole = next((noun for prep in percent.rights if prep.lower_ == "of" for noun in prep.children), None)
    if whole is None:
        return None
    if whole.lower_ in {"which", "whom"} or (whole.dep_ == "pobj" and _is_firm(dealers, paragraph, whole)):
        return _stake(dealers, paragraph, dealing, whole)
    own = [child for child in whole.lefts if child.i in paragraph.at or child.dep_ == "poss"]
    flows = {form for forms in table("figures", "flow").values() for form in forms}
    bare = not own and whole.lower_ in flows
    ours = any(child.lower_ == "our" for child in own)
    clause = subjects(whole) if whole.pos_ in {"VERB", "AUX"} else []
    others = [noun for verb in dealing.verbs for noun in subjects(verb)]
    beyond = list(receivers(Dealing((whole,), dealing.verbs), ("to", "from", "into", "for")))
    holder = _key(dealers, paragraph, [*own, *clause]) or (dealers.home if bare or ours else None)
    sides = [key for key in (_key(dealers, paragraph, tokens) for tokens in (others, beyond)) if key != holder]
    partner = next(filter(None, sides), None)
    return (holder, partner) if holder else None


def _stake(dealers: Dealers, paragraph: Paragraph, dealing: Dealing, whole: Token) -> Sides:
    """Return who has a stake and in what: "A holds 5% of F", "F, 5% of which belongs to A"."""
    verb = dealing.verbs[0] if dealing.verbs else None
    if whole.lower_ not in {"which", "whom"} or verb is None:
        return _key(dealers, paragraph, doers(dealing)) or dealers.home, _key(dealers, paragraph, [whole])
    held = [noun for noun in subjects(verb) if noun not in dealing.nouns] + list(receivers(dealing, ("to", "by")))
    return _key(dealers, paragraph, held) or dealers.home, _key(dealers, paragraph, [verb.head])


def _is_firm(dealers: Dealers, paragraph: Paragraph, noun: Token) -> bool:
    near = paragraph.at.get(noun.i)
    return near is not None and dealers.resolver.page.type_of(near.key) in {"Company", "Organization"}


def _is_borne(dealing: Dealing) -> bool:
    """Tell whether the subject bears a rate: it faces it, or is subject to it."""
    bearing = any(verb.lemma_.lower() in words("figures", "bearing") and not is_passive(verb) for verb in dealing.verbs)
    return bearing or any(token.lower_ in {"subject", "liable"} for token in dealing.nouns[0].ancestors)


def _own(paragraph: Paragraph, dealing: Dealing) -> Iterator[Token]:
    return (token for token in owners(dealing) if token.i in paragraph.at or token.dep_ == "poss")


def _key(dealers: Dealers, paragraph: Paragraph, tokens: Iterable[Token]) -> str | None:
    return next(_keys(dealers, paragraph, tokens), None)


def _keys(dealers: Dealers, paragraph: Paragraph, tokens: Iterable[Token]) -> Iterator[str]:
    return (key for token in tokens for key in dealers.keys(paragraph, token, "other"))


def _states(dealers: Dealers, paragraph: Paragraph, tokens: Iterable[Token]) -> Iterator[str]:
    """Yield whom nouns mean, a body that is known to be a state's as that state."""
    page, known = dealers.resolver.page, dealers.resolver.gazetteer.actors
    for token in tokens:
        for key in dealers.keys(paragraph, token, "other"):
            actor = known.get(key)
            state = page.serves.get(key) or (actor.based_in if actor and actor.type == "Organization" else None)
            of_state = state and state.startswith("state/") and key.startswith("organization/")
            yield page.imply(state, "State") if state and of_state else key
