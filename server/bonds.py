"""Agreements, initiatives and measures of a generation with the steps of their parties, read once and kept.

What is stated of each is found in `graph.analysis.pacts`; here it gets its name, its sentences and its documents.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from graph.analysis.accounts import read_accounts
from graph.analysis.dates import first_day, last_day
from graph.analysis.pacts import PREDICATES, Pact, Step, pacts
from graph.report.sections.agreements import step_words
from ontology.terms import ID

from .addresses import tail_of
from .catalogue import Name
from .editions import Edition

TYPES = tuple(type.lower() for type in PREDICATES)
PARTIES = {
    "agreement": ("party", "parties"), "initiative": ("taking part", "taking part"), "measure": ("adopter", "adopters"),
}  # fmt: skip
PLAIN = {"agreement": "party", "initiative": "takes part", "measure": "adopts"}
SEALS = {"attributed": "claim"}
MOST_NAMED = 60

Stretch = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Where the sentences behind a number are read, and how many there are in how many documents."""

    url: str
    sentences: int
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """An agreement, initiative or measure: `last` is the step stated last, a fact where there is one."""

    name: Name
    pact: Pact
    parties: tuple[Name, ...]
    last: Step | None
    proof: Proof

    @property
    def statuses(self) -> frozenset[str]:
        """What is stated of its parties, in the words of the vocabulary."""
        return frozenset(step.status for step in self.pact.steps if step.status)

    @property
    def first(self) -> str | None:
        """The date of its first step, where that lies before the last one whatever the days."""
        stated = dates(self.pact.steps)
        last = self.last.date if self.last else None
        return stated[0] if stated and last and last_day(stated[0]) < first_day(last) else None


@dataclass(frozen=True, slots=True)
class Bonds:
    """All of them by key, and where the evidence of their statements stands."""

    by_key: Mapping[str, Bond]
    evidence: Mapping[str, frozenset[Stretch]]

    def proof(self, key: str, steps: Iterable[Step], party: str | None = None) -> Proof:
        """Return the sentences behind steps; very many are asked for by name instead of one by one."""
        told = tuple(steps)
        return _proof(self.evidence, key, told, party)


def the_bonds(edition: Edition) -> Bonds:
    """Return the agreements, initiatives and measures of an edition of which a party is stated."""
    return edition.keep("bonds", lambda: _read(edition))


def dates(steps: Iterable[Step]) -> tuple[str, ...]:
    """Return the dates of steps in order, each once."""
    return tuple(sorted({step.date for step in steps if step.date}, key=in_time))


def in_time(date: str) -> tuple[str, str]:
    """Return by what dates are ordered: a month comes behind its days, a year behind its months."""
    return (last_day(date), date)


def words_of(step: Step, type: str) -> str:
    """Return a step in a word or two; one that only says that somebody is in it by the kind of thing."""
    return step_words(step) or PLAIN[type]


def seal_of(step: Step) -> str:
    """Return how a step is said: fact, claim, planned or denied."""
    return SEALS.get(step.world, step.world)


def _read(edition: Edition) -> Bonds:
    catalogue = edition.catalogue
    accounts = read_accounts(edition.generation, "pact_accounts", "pact_evidence")
    evidence = {
        each.iri: frozenset((each.document, span.start, span.end) for span in each.statement.evidence)
        for each in accounts
    }
    types = {name.key: name.type.capitalize() for name in catalogue.names.values() if name.type in TYPES}
    found = (pact for type in PREDICATES for pact in pacts(accounts, types, type))
    return Bonds({pact.key: _bond(edition, pact, evidence) for pact in found}, evidence)


def _bond(edition: Edition, pact: Pact, evidence: Mapping[str, frozenset[Stretch]]) -> Bond:
    named = (edition.catalogue.name(ID[key]) for key in pact.parties)
    return Bond(
        name=edition.catalogue.name(ID[pact.key]),
        pact=pact,
        parties=tuple(sorted(named, key=lambda name: (name.label, name.iri))),
        last=_last(pact.steps),
        proof=_proof(evidence, pact.key, pact.steps),
    )


def _last(steps: Sequence[Step]) -> Step | None:
    """Return the step that is stated last: a fact with a date before one without, and before plans and claims."""

    def lateness(step: Step) -> tuple[bool, tuple[str, str], bool]:
        return (step.world == "fact", in_time(step.date or "0000"), bool(step.status))

    return max((step for step in steps if step.world != "denied"), key=lateness, default=None)


def _proof(
    evidence: Mapping[str, frozenset[Stretch]], key: str, steps: Sequence[Step], party: str | None = None
) -> Proof:
    stretches: set[Stretch] = set()
    statements = tuple(dict.fromkeys(iri for step in steps for iri in step.statements))
    stretches.update(*(evidence.get(iri, frozenset()) for iri in statements))
    asked = [("s", tail_of(iri)) for iri in statements]
    if len(asked) > MOST_NAMED:
        asked = [("of", key), *([("with", party)] if party else []), ("family", "relation")]
    return Proof(
        url="/sentences?" + urlencode(asked, safe="/"),
        sentences=len(stretches),
        sources=len({document for document, _, _ in stretches}),
    )


def grouped(steps: Iterable[Step]) -> dict[str, list[Step]]:
    """Return steps by party."""
    found: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        found[step.party].append(step)
    return found
