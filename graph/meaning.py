"""What a figure counts: trade and which way it flows, investment, aid, a loan, forces; and how it changed.

Within the clause of the figure the word that stands nearest tells; words are those of `lexicon/figures.toml`.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache

from .amounts import Amount
from .dealings import Dealing, kind_by_tree
from .syntax import subjects
from .wordlists import lexicon, table, words

_BORDER = re.compile(
    r";|\u2014|,\s(?=which\s|where\s|who\s)|,?\s(?:while|whereas|against|but)\s|,\s(?=and\s)|\.\s(?=[A-Z])|:\s"
)
_BOTH_WAYS = re.compile(r"\b(?:imports?\b.{0,12}\band exports?|exports?\b.{0,12}\band imports?)\b")
_TRADE_BALANCE = re.compile(r"\btrade (?:surplus|deficit|imbalance|gap|balance)\b")
_COMPARED = re.compile(r"\b(against|compared with|versus|up from|down from)\b")
_CHANGE_BEHIND = re.compile(
    r"(?:\s(?:to|from|with|in)(?:\s\w+){1,3})?(?:\s(?:last|this) year)?\s*[-\u2013,(]*\s*"
    r"(?:(?:up|down|an? (?:increase|rise|fall|drop|decline|growth|decrease) of|by|rising|falling)\s*)*"
)
_CHANGE_BEFORE = re.compile(r"(?:\s(?:in \d{4}|last year|this year))?,?\s*(?:to|and (?:stood at|reached))\s*")
_LESS_BEHIND = re.compile(r"\s(?:less|lower|fewer|below|down)\b")
_LABEL = re.compile(r"(?:^|[.;\u2022]\s*)([A-Z][^.;:]{2,70}):\s$")
_BEHIND_CUE = 12
Cue = tuple[str, str | None]


def clause_around(text: str, amount: Amount) -> tuple[int, int]:
    """Return the stretch of a sentence that a figure belongs to: cut where another clause or figure begins."""
    cuts = (match.start() for match in _BORDER.finditer(text) if not _labels(text[: match.end()]))
    borders = [0, *cuts, len(text)]
    left = max(border for border in borders if border <= amount.first)
    return left, min(border for border in borders if border >= amount.last)


def _labels(before: str) -> bool:
    """Tell whether a text ends in a label of what is counted and a colon ("Imports, first half: ")."""
    label = _LABEL.search(before)
    return label is not None and any(_whole_word(word).search(label[1].lower()) for word, _ in _cues())


def kind_of(
    text: str, clause: tuple[int, int], amount: Amount, told_flow: str | None, dealing: Dealing
) -> tuple[str | None, str | None]:
    """Return what a figure of a sentence counts, and for trade which way it flows; `told_flow` is that of the last."""
    low = text[clause[0] : clause[1]].lower()
    if amount.unit in table("figures", "kind")["force"] or amount.unit == "personnel":
        return kind_by_tree(dealing, "force") or "force", None
    if amount.unit == "people" and any(verb.lemma_.lower() in words("figures", "serving") for verb in dealing.verbs):
        return "force", None
    dealt = kind_by_tree(dealing, "money") if amount.currency else None
    if dealt and not _flows(dealing):
        return dealt, None
    told = [(word, cue) for word, cue in _cues() if cue[0] != "force"]
    cue = _nearest_cue(low, amount.first - clause[0], told)
    if cue and amount.unit and cue[0] in {"aid", "investment", "loan"} and amount.unit not in words("figures", "given"):
        return "other", None
    if cue and cue[0] == "trade" and amount.unit is not None and amount.unit not in table("figures", "units")["traded"]:
        cue = None
    if cue:
        return _whole_trade(low, cue)
    if told_flow and amount.currency and _COMPARED.search(low):
        return "trade", told_flow
    earlier = flow_in(text[: amount.first].lower(), table("figures", "flow")) if amount.unit is None else None
    if earlier:
        return "trade", earlier
    return ("other", None) if amount.currency or amount.unit else (None, None)


def _flows(dealing: Dealing) -> bool:
    """Tell whether what is counted, or what is done with it, is trade."""
    flows = {word for cues in table("figures", "flow").values() for word in cues}
    verbs = [
        verb for verb in dealing.verbs if verb.lemma_.lower() not in words("figures", "up") | words("figures", "down")
    ]
    told = [*dealing.nouns, *verbs, *(noun for verb in dealing.verbs for noun in subjects(verb))]
    return any(token.lower_ in flows or token.lemma_.lower() in flows for token in told)


def _whole_trade(low: str, cue: Cue) -> Cue:
    """Return a cue as the clause widens it: imports and exports together are all trade, a trade gap is a balance."""
    if cue[0] == "trade" and _BOTH_WAYS.search(low):
        return "trade", "total"
    return ("trade", "balance") if cue[1] == "total" and _TRADE_BALANCE.search(low) else cue


def _nearest_cue(clause: str, here: int, cues: Sequence[tuple[str, Cue]] = ()) -> Cue | None:
    """Return the kind and flow that the word nearest to a place tells; a word behind counts as farther."""
    best: tuple[int, Cue] | None = None
    for word, cue in cues or _cues():
        for match in _whole_word(word).finditer(clause):
            distance = here - match.end() if match.end() <= here else match.start() - here + _BEHIND_CUE
            if best is None or distance < best[0]:
                best = (distance, cue)
    return best[1] if best else None


def _cues() -> Iterator[tuple[str, Cue]]:
    for flow, cues in table("figures", "flow").items():
        yield from ((word, ("trade", flow)) for word in cues)
    for kind, cues in table("figures", "kind").items():
        yield from ((word, (kind, None)) for word in cues)


def flow_in(low: str, flows: Sequence[str] | dict[str, list[str]]) -> str | None:
    """Return the first of some flows that a text's words tell."""
    return next((flow for flow in flows if _flow_words(flow).search(low)), None)


@cache
def _flow_words(flow: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, table('figures', 'flow')[flow]))})\b")


@lru_cache(maxsize=1024)
def _whole_word(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}\b")


def moves(low: str) -> bool:
    """Tell whether a text says that something rose or fell."""
    verbs = [*lexicon("figures")["down"]["words"], *lexicon("figures")["up"]["words"]]
    return re.search(rf"\b(?:{'|'.join(verbs)})\b", low) is not None


def change_of(text: str, amount: Amount, changes: Sequence[Amount]) -> Amount | None:
    """Return the change that goes with a figure: right behind it, or told before it ("fell 11.4 percent to ...")."""
    for change in changes:
        if change.first >= amount.last:
            close = _CHANGE_BEHIND.fullmatch(text[amount.last : change.first])
        else:
            close = _CHANGE_BEFORE.fullmatch(text[change.last : amount.first])
        if close:
            return change
    return None


def signed(text: str, change: Amount) -> Decimal:
    """Return a change with its sign: as written, else by the last word before it that tells one, else as growth."""
    if change.unit == "signed":
        return change.value
    if _LESS_BEHIND.match(text[change.last :]):
        return -abs(change.value)
    before = text[max(0, change.first - 45) : change.first].lower()
    down = _last(before, words("figures", "down"))
    return -abs(change.value) if down > _last(before, words("figures", "up", "before")) else abs(change.value)


def _last(text: str, forms: frozenset[str]) -> int:
    """Return where the last of some words begins, or -1."""
    return max((match.start() for match in re.finditer(rf"\b(?:{'|'.join(sorted(forms))})\b", text)), default=-1)
