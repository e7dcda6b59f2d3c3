"""What a generation tells of who deals with whom, read once for any number of projections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.analysis.blocs import Members
from graph.analysis.choice import Projection
from graph.analysis.projection import projected
from graph.analysis.reading import read_homes, read_isos, read_members, read_names, read_statements
from graph.analysis.ties import Name, Tie, Told, ties

if TYPE_CHECKING:
    from graph.store import Generation


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Statements and the ties they make, with the names in them; `software` is what read and what wrote it.

    `homes` tells who stands for which state, `members` which states belong to an organisation, `isos` the ISO 3166-1
    alpha-2 code of states; all by key.
    """

    generation: str
    software: tuple[str, ...]
    statements: tuple[Told, ...]
    ties: tuple[Tie, ...]
    names: Mapping[str, Name]
    homes: Mapping[str, str]
    members: Members = field(default_factory=dict)
    isos: Mapping[str, str]

    @property
    def iris(self) -> frozenset[str]:
        """The statements that may tie, by IRI."""
        return frozenset(each.statement for each in self.statements)

    def projected(self, projection: Projection) -> tuple[Tie, ...]:
        """Return the ties between actors that a projection takes, folded as it says."""
        return projected(self.ties, self.names, projection, homes=self.homes)


def read_material(generation: Generation) -> Material:
    """Return what a generation tells; the same generation gives the same."""
    from graph.store import named_query

    statements, names = read_statements(generation), read_names(generation)
    read_by = sorted(f"{name} {version}" for name, version in generation.table(named_query("report_software")))
    return Material(
        generation=generation.id,
        software=tuple(read_by),
        statements=statements,
        ties=ties(statements),
        names=names,
        homes=read_homes(generation, statements, names),
        members=read_members(generation),
        isos=read_isos(generation),
    )
