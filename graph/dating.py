"""Of what period a figure is: the time that its own clause names, and of what somebody only promises none but one to
come.

Trade is told of periods, so the nearest counts, else the one told before; of all else the one that hangs on its verb.
"""

import re

from spacy.tokens import Token

from .amounts import Amount
from .dealings import Dealing
from .periods import Period
from .sentence import Sentence
from .wordlists import words

_COMPARED_WITH = re.compile(
    r"\b(?:than in|than|same (?:month|period) (?:of|in)|compared (?:with|to)|against"
    r"|(?:up|down|rose|fell|increase|decrease|rise|fall|change|\d|[%$\u20ac]|cent|illion|bn)\s+from)\s*$"
)
_SINCE = re.compile(
    r"\b(?:since|from|as of|as from|effective(?: from)?|starting(?: in| on)?|beginning(?: in| on)?)"
    r"(?: the (?:beginning|start) of)?\s*$"
)
_UNTIL = re.compile(r"\b(?:by|until|till|before|no later than)(?: the (?:end|beginning|summer|spring|autumn) of)?\s*$")
_BETWEEN = re.compile(r"\bbetween (?:now|today) and\s*$")
_RECURRING = re.compile(
    r"(?:\s\w+){0,4}?\s(?:an?|per|each|every) (?:year|month|day|week)\b|(?:\s\w+){0,4}?\s(?:annually|yearly|monthly)\b"
)
_SINCE_THEN = re.compile(r"\W*(?:Since|Ever since) (?!then\b)[^;]*$")
_DATELINE = re.compile(r"[A-Z][A-Z .'/-]+,? [^.;]{0,50}?\s[\u2013\u2014-]{1,2}\s")
_NOW = re.compile(r"(?:now|currently|at present)")
_RIGHT_BEHIND = 25
Dates = tuple[str | None, str | None]


def period_of(
    sentence: Sentence,
    figure: Amount,
    dealing: Dealing | None,
    kind: str,
    *,
    told: Dates | None = None,
    planned: bool = False,
) -> Dates | None:
    """Return the period of a figure, open where only its beginning or end is told.

    `told` is that of the figure before; `planned` tells that this one is still to come.
    """
    fit = [period for period in sentence.periods if _is_of(sentence, figure, period, kind)]
    at = sentence.first + figure.first
    if kind == "trade" or dealing is None:
        near = min(fit, key=lambda period: min(abs(period.first - at), abs(period.last - at)), default=None)
        return _of_trade(sentence, near) if near else told
    promised = planned or _is_promised(dealing)
    own = [period for period in fit if _hangs_on(sentence, dealing, period)]
    own = [period for period in own if not (kind == "rate" and _NOW.match(_words_of(sentence, period)))]
    if promised:
        own = [period for period in own if _lasts(sentence, period) or _is_end(sentence, period)]
    near = min(own, key=lambda period: min(abs(period.first - at), abs(period.last - at)), default=None)
    recurring = _RECURRING.match(sentence.text[figure.last :]) is not None
    if near is None and sentence.lead and not promised and not recurring:
        near = sentence.lead
        dates: Dates | None = near.start[:7], near.end[:7]
    else:
        dates = _open_ended(sentence, near) if near and not (recurring and near.guessed) else None
    return _of_force(dealing, dates) if kind == "force" and dates else dates


def _of_trade(sentence: Sentence, period: Period) -> Dates:
    """Return the period of trade; a goal "by 2030" is one for 2030."""
    start, end = _open_ended(sentence, period)
    return (end, end) if start is None and end and len(end) == 4 else (start, end)


def _of_force(dealing: Dealing, dates: Dates) -> Dates:
    """Return since when forces that come are there, and until when those that leave were."""
    start, end = dates
    done = {verb.lemma_.lower() for verb in dealing.verbs}
    if done & words("figures", "coming") and start == end:
        return start, None
    return (None, end) if done & words("figures", "leaving") else dates


def _is_promised(dealing: Dealing) -> bool:
    """Tell whether what a figure counts is only promised, approved or threatened."""
    promising = words("acts", "promising") | words("acts", "announcing") | words("figures", "pledging")
    return any(verb.lemma_.lower() in promising for verb in dealing.verbs) or any(
        verb.head.lemma_.lower() in promising for verb in dealing.verbs if verb.dep_ in {"xcomp", "ccomp", "relcl"}
    )


def _lasts(sentence: Sentence, period: Period) -> bool:
    """Tell whether a period is not over when the document is issued, nor begins and ends then."""
    end = period.end[:7]
    if not sentence.issued:
        return period.start[:4] != end[:4]
    return end > sentence.issued or (len(end) == 4 and sentence.issued.startswith(end))


def _hangs_on(sentence: Sentence, dealing: Dealing, period: Period) -> bool:
    """Tell whether a time is told of what is done with a figure: it hangs on its nouns or on its verb, or on the verb
    that this one is joined to.
    """
    span = sentence.paragraph.doc.char_span(period.first, period.last, alignment_mode="expand")
    if span is None:
        return False
    node: Token = span.root
    while node not in dealing.nouns and node.pos_ not in {"VERB", "AUX"} and node.head != node:
        node = node.head
    if _SINCE_THEN.match(sentence.text[: period.first - sentence.first]):
        return True
    joined = {verb.head for verb in dealing.verbs if verb.dep_ in {"conj", "xcomp"}}
    return node in dealing.nouns or node in dealing.verbs or node in joined or not dealing.verbs


def _is_of(sentence: Sentence, figure: Amount, period: Period, kind: str) -> bool:
    """Tell whether a period may be a figure's: before it behind the last semicolon, or right behind it; the beginning
    of a rate may be told later.
    """
    text, place = sentence.text, period.first - sentence.first
    dateline = _DATELINE.match(sentence.paragraph.text)
    if (
        not period.start
        or (dateline and period.last <= dateline.end())
        or _COMPARED_WITH.search(_before(sentence, period))
    ):
        return False
    if _before(sentence, period).endswith("between ") and _NOW.match(_words_of(sentence, period)):
        return False
    if place < figure.first:
        return place >= text.rfind(";", 0, figure.first) + 1
    between = text[figure.last : max(figure.last, place)]
    if kind == "rate" and _SINCE.search(_before(sentence, period)):
        return 0 <= place - figure.last < 4 * _RIGHT_BEHIND and ";" not in between
    near = _RIGHT_BEHIND if "," in between or re.search(r"\d", between) else 2 * _RIGHT_BEHIND
    return 0 <= place - figure.last < near and ";" not in between


def _before(sentence: Sentence, period: Period) -> str:
    place = period.first - sentence.first
    return sentence.text[max(0, place - 24) : place].lower()


def _words_of(sentence: Sentence, period: Period) -> str:
    return sentence.text[period.first - sentence.first : period.last - sentence.first].lower()


def _open_ended(sentence: Sentence, period: Period) -> Dates:
    """Return beginning and end of a period; of "since May" only the one, of "by 2030" only the other is told."""
    before, told = _before(sentence, period), _words_of(sentence, period)
    start, end = period.start[:7], period.end[:7]
    if _BETWEEN.search(before):
        return sentence.issued or None, end
    if _SINCE.search(before) or told.startswith("since"):
        return start, (end if end != start else None)
    return (None, end) if _is_end(sentence, period) else (start, end)


def _is_end(sentence: Sentence, period: Period) -> bool:
    """Tell whether a time is only when something ends ("by 2030")."""
    by = _words_of(sentence, period).startswith(("by ", "until "))
    return by or _UNTIL.search(_before(sentence, period)) is not None
