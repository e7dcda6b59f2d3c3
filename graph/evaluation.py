"""How well a dataset agrees with annotations: precision and recall a family, details, and each miss and error.

Strict: the finest actor, the right type, the right role. All figures are over all documents together (micro-averages);
a document that the dataset lacks counts as missed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .facts import DETAILS, FAMILIES, Fact, Facts, annotated, matched, same_detail
from .gold import Gold, read_gold
from .recognition import Names, read_names, recognised
from .store import Generation


@dataclass(frozen=True, slots=True)
class Tally:
    """How many facts are right, how many were found, and how many are wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is wanted that was found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One document, or all together: a tally a family, and of each detail how often it is right of how often wanted.

    `nodes` stand for `entities`: more nodes than entities are names that were not made one.
    """

    document: str
    present: bool = True
    families: Mapping[str, Tally]
    details: Mapping[str, Tally]
    nodes: int = 0
    entities: int = 0
    missed: tuple[tuple[str, Fact], ...] = field(default=())
    wrong: tuple[tuple[str, Fact], ...] = field(default=())

    @property
    def all(self) -> Tally:
        """The tally over all families."""
        return sum(self.families.values(), Tally())

    @property
    def detail(self) -> float:
        """The share of all details that are right, of those that annotations give on facts found."""
        return sum(self.details.values(), Tally()).recall

    @property
    def splits(self) -> float:
        """Nodes spent on an entity; 1 is right."""
        return self.nodes / self.entities if self.entities else 0.0


def evaluate(generation: Generation, folder: Path) -> tuple[Comparison, ...]:
    """Return a comparison for each annotated document of a folder, in the order of the files."""
    golds = read_gold(folder)
    names = read_names(generation)
    return tuple(compare(generation, names, gold) for gold in golds)


def compare(generation: Generation, names: Names, gold: Gold) -> Comparison:
    """Return how the dataset agrees with one annotated document."""
    wanted, found, splits = annotated(gold), Facts(), (0, 0)
    document = next((names.documents[name] for name in gold.names if name in names.documents), None)
    if document is not None:
        said = recognised(generation, names, document, gold)
        found, splits = said.facts(), said.splits()
    pairs = {family: matched(family, found.of[family], wanted.of[family]) for family in FAMILIES}
    return Comparison(
        document=gold.doc,
        present=document is not None,
        families={f: Tally(len(pairs[f]), len(found.of[f]), len(wanted.of[f])) for f in FAMILIES},
        details=_details(found, wanted, pairs),
        nodes=splits[0],
        entities=splits[1],
        missed=_rest(wanted, {f: {twin for _, twin in pairs[f]} for f in FAMILIES}),
        wrong=_rest(found, {f: {fact for fact, _ in pairs[f]} for f in FAMILIES}),
    )


def together(comparisons: Iterable[Comparison]) -> Comparison:
    """Return all comparisons as one."""
    listed = list(comparisons)
    return Comparison(
        document="all documents",
        families={f: sum((each.families[f] for each in listed), Tally()) for f in FAMILIES},
        details={name: sum((each.details[name] for each in listed), Tally()) for name in DETAILS},
        nodes=sum(each.nodes for each in listed),
        entities=sum(each.entities for each in listed),
    )


def _details(found: Facts, wanted: Facts, pairs: Mapping[str, Iterable[tuple[Fact, Fact]]]) -> dict[str, Tally]:
    """Return of each detail that annotations give on a fact found how often a record says the same."""
    counts = dict.fromkeys(DETAILS, Tally())
    for family, listed in pairs.items():
        for fact, twin in listed:
            asked, records = wanted.of[family][twin][0], found.of[family][fact]
            for name in DETAILS:
                if asked.get(name) is not None:
                    right = any(same_detail(name, record.get(name), asked[name]) for record in records)
                    counts[name] += Tally(int(right), 1, 1)
    return counts


def _rest(facts: Facts, without: Mapping[str, set[Fact]]) -> tuple[tuple[str, Fact], ...]:
    return tuple((f, fact) for f in FAMILIES for fact in sorted(facts.of[f].keys() - without[f], key=str))
