"""How statements, dates and figures are put into words, for pages and reports alike.

A line is made of pieces: plain text, a name, as whoever asks has it, or `Words` that are the source's own. What no
source states is left out of a line, never guessed; an act is called by what its type gathers, no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, TypeVar

N = TypeVar("N")

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CNY": "CN¥"}
BOUNDS = {"about": "about ", "at_least": "at least ", "at_most": "at most "}
NOBODY = "someone not named"

# One actor, several, and what stands before the object of an event that has no recipient: a type gathers many acts, so
# that a visit, a call and a meeting are told in the same words, and the sentence beside them says which it was.
EVENTS = {
    "Agree": ("agrees with", "agree with", " on "),
    "Consult": ("meets or talks with", "meet or talk with", ": "),
    "Support": ("speaks or acts in favour of", "speak or act in favour of", " "),
    "Concede": ("gives way to", "give way to", ": "),
    "Cooperate": ("cooperates with", "cooperate with", ": "),
    "Aid": ("gives aid to", "give aid to", ": "),
    "Retreat": ("draws back from", "draw back from", " "),
    "Request": ("makes a request of", "make a request of", ": "),
    "Accuse": ("criticises or accuses", "criticise or accuse", " "),
    "Reject": ("says no to", "say no to", " "),
    "Threaten": ("threatens", "threaten", ": "),
    "Protest": ("protests against", "protest against", " "),
    "Sanction": ("takes measures against", "take measures against", ": "),
    "Mobilize": ("mobilises with regard to", "mobilise with regard to", ": "),
    "Coerce": ("exerts powers over", "exert powers over", ": "),
    "Assault": ("attacks", "attack", ": "),
}
TOGETHER = {"Agree": "agree", "Consult": "meet or talk", "Cooperate": "cooperate"}
ALONE = {
    "Agree": ("agrees", "agree"),
    "Consult": ("meets or talks", "meet or talk"),
    "Concede": ("gives way", "give way"),
    "Cooperate": ("cooperates", "cooperate"),
    "Aid": ("gives aid", "give aid"),
    "Retreat": ("draws back", "draw back"),
    "Request": ("makes a request", "make a request"),
    "Reject": ("says no", "say no"),
    "Threaten": ("makes a threat", "make a threat"),
    "Mobilize": ("mobilises", "mobilise"),
    "Protest": ("protests", "protest"),
    "Sanction": ("takes measures", "take measures"),
    "Coerce": ("exerts powers", "exert powers"),
}
RELATIONS = {
    "memberOf": "is a member of",
    "partyTo": "is party to",
    "takesPartIn": "takes part in",
    "adopts": "adopts",
    "proposedBy": "is proposed by",
    "signedBy": "is signed by",
    "targets": "targets",
    "favours": "favours",
    "aboutSector": "concerns",
    "stakeIn": "holds a stake in",
    "basedIn": "is based in",
    "buildsOn": "builds on",
}
# What a party does to an agreement, or who takes part to an initiative, where a status or role is stated.
STEPS = {
    "signed": "signs", "negotiating": "negotiates", "renewed": "renews", "withdrawn": "withdraws from",
    "leads": "leads", "host": "hosts", "member": "takes part in",
}  # fmt: skip
SYMMETRIC = {"rivalOf": "are rivals", "partnerOf": "are partners"}
ROLES = {"implements": "implements", "strengthens": "strengthens", "replaces": "replaces", "aligned": "is aligned with"}
FLOWS = {
    ("trade", "export"): "exports to",
    ("trade", "import"): "imports from",
    ("trade", "total"): "trades with",
    ("trade", "balance"): "has a trade balance with",
    ("investment", None): "invests in",
    ("aid", None): "gives aid to",
    ("loan", None): "lends to",
}
UNPARTNERED = {
    "export": "exports",
    "import": "imports",
    "total": "trade",
    "balance": "balance",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The source's own words inside a line of ours."""

    text: str


Piece: TypeAlias = str | Words | N
Line: TypeAlias = tuple[Piece[N], ...]


def date_words(date: str | None) -> str | None:
    """Return a date as precise as it stands: "8 Oct 2025", "Oct 2025", "2025"."""
    if not date:
        return None
    parts = date.split("-")
    if len(parts) > 3 or not all(part.isdigit() for part in parts) or (len(parts) > 1 and not 1 <= int(parts[1]) <= 12):
        return date
    return " ".join([str(int(part)) for part in parts[2:]] + [MONTHS[int(part) - 1] for part in parts[1:2]] + parts[:1])


def period_words(start: str | None, end: str | None) -> str | None:
    """Return a period, both ends included, with a year said once: "Jan to Aug 2025"."""
    if not start or not end or start == end:
        return date_words(start or end)
    if start[:4] == end[:4] and len(start) > 4 and len(end) > 4:
        return f"{(date_words(start) or '').rsplit(' ', 1)[0]} to {date_words(end)}"
    return f"{date_words(start)} to {date_words(end)}"


def number_words(value: Decimal) -> str:
    """Return a number with a real minus sign, thousands apart, and billions or millions by name."""
    size = abs(value)
    for unit, name in ((Decimal(10**12), " tn"), (Decimal(10**9), " bn"), (Decimal(10**6), " m")):
        if size >= unit:
            return _plain(value / unit) + name
    return _plain(value)


def signed(value: Decimal | float | None) -> str:
    """Return a number with one decimal and its sign, always."""
    return "" if value is None else f"{value:+.1f}".replace("-", "−")


def change_words(change: Decimal | None) -> str:
    """Return a change in percent with its sign."""
    return "" if change is None else f"{'+' if change >= 0 else ''}{_plain(change)} %"


def amount_words(value: Decimal | None, currency: str | None, unit: str | None, bound: str | None) -> str | None:
    """Return a figure with its unit and how exact the text says it is."""
    if value is None:
        return None
    number, about = number_words(value), BOUNDS.get(bound or "", "")
    if currency in SIGNS:
        minus = "−" if number.startswith("−") else ""
        return f"{about}{minus}{SIGNS[currency]}{number.removeprefix('−')}"
    if currency:
        return f"{about}{currency} {number}"
    return f"{about}{number} {unit}" if unit and unit != "1" else f"{about}{number}"


def listed(names: Sequence[N]) -> Line[N]:
    """Return names with commas and "and" between them."""
    pieces: list[Piece[N]] = []
    for place, name in enumerate(names):
        if place:
            pieces.append(" and " if place == len(names) - 1 else ", ")
        pieces.append(name)
    return tuple(pieces)


def event_line(kind: str, actors: Sequence[N], recipients: Sequence[N], thing: N | None) -> Line[N]:
    """Return who did what to whom, in the present tense whatever the modality: its seal says the rest.

    Where the sides are equal, as at a table, all are told alike, whoever is written down as the actor.
    """
    if kind in TOGETHER and actors and recipients:
        actors, recipients = [*actors, *recipients], ()
    many = len(actors) > 1
    one, several, before = EVENTS.get(kind, (kind.lower(), kind.lower(), ": "))
    who: Line[N] = listed(actors) if actors else (NOBODY,)
    if recipients:
        line: Line[N] = (*who, f" {several if many else one} ", *listed(recipients))
        return (*line, ": ", thing) if thing else line
    if thing and before == " ":
        return (*who, f" {several if many else one} ", thing)
    verb = TOGETHER[kind] if many and kind in TOGETHER else ALONE.get(kind, (one, several))[many]
    return (*who, f" {verb}{before}", thing) if thing else (*who, f" {verb}")


def tenure_line(holder: N, title: str, of: N | None, *, former: bool) -> Line[N]:
    """Return who holds, or held, which office."""
    line: Line[N] = (holder, " was " if former else " is ", Words(title))
    return (*line, " of ", of) if of else line


def relation_line(subject: N, predicate: str, target: N, status: str | None, role: str | None) -> Line[N]:
    """Return a lasting fact between two names, with its status where one is stated."""
    if predicate in SYMMETRIC:
        return (*listed((subject, target)), f" {SYMMETRIC[predicate]}")
    told = [part for part in (status, role) if part]
    phrase = RELATIONS.get(predicate, predicate)
    if predicate == "buildsOn" and role in ROLES:
        phrase, told = ROLES[role], [status] if status else []
    elif predicate in ("partyTo", "takesPartIn") and told and told[0] in STEPS:
        phrase, told = STEPS[told[0]], told[1:]
    line: Line[N] = (subject, f" {phrase} ", target)
    return (*line, f" ({', '.join(part.replace('_', ' ') for part in told)})") if told else line


def observation_line(kind: str, flow: str | None, reporter: N, partner: N | None, amount: str | None) -> Line[N]:
    """Return a figure with those it is about; the amount comes last."""
    phrase = FLOWS.get((kind, flow)) or FLOWS.get((kind, None))
    if partner and phrase:
        head: Line[N] = (reporter, f" {phrase} ", partner)
    elif partner:
        head = (reporter, f" {kind} with ", partner)
    else:
        head = (reporter, ", " + (UNPARTNERED.get(flow or "") or ("figure" if kind == "other" else kind)))
    return (*head, f": {amount}") if amount else head


def _plain(value: Decimal) -> str:
    text = f"{value:,.4f}".rstrip("0").rstrip(".") if value != value.to_integral_value() else f"{value:,.0f}"
    return text.replace("-", "−")
