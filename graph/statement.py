"""What a document says, as values: entities, and statements with the words they rest on.

Entities are named by key, `<type>/<slug>` (`state/it`, `person/wang-yi`), which is also the tail of their IRI.
A sector is named `sector:<id>`. No evidence, no statement.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from graph.document import Document, Span

TYPES = ("State", "Organization", "Company", "Person", "Place", "Agreement", "Measure", "Initiative")
ACTOR_TYPES = frozenset(TYPES[:5])
EVENT_TYPES = (
    "Agree", "Consult", "Support", "Concede", "Cooperate", "Aid", "Retreat", "Request",
    "Accuse", "Reject", "Threaten", "Protest", "Sanction", "Mobilize", "Coerce", "Assault",
)  # fmt: skip
MODALITIES = ("fact", "planned", "denied")
STATUSES = ("signed", "in_force", "negotiating", "renewed", "upgraded", "withdrawn")
ROLES = ("leads", "member", "host", "implements", "strengthens", "replaces", "aligned")
KINDS = ("trade", "investment", "aid", "loan", "force", "other")
FLOWS = ("export", "import", "total", "balance")
BOUNDS = ("about", "at_least", "at_most")
SYMMETRIC_EVENTS = frozenset({"Agree", "Consult", "Cooperate"})
SYMMETRIC_RELATIONS = frozenset({"rivalOf", "partnerOf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something that a document names.

    `aliases` are the surface forms met, sorted; `reference` tells that the ontology knows it.
    """

    key: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    iso: str | None = None
    same_as: str | None = None
    located_in: str | None = None
    reference: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What every statement carries, whatever its family. Dates are "2025", "2025-10" or "2025-10-08", never widened.

    `topic_parts` are the things that a topic lists; `out_of` is what the topic is excluded or taken from.
    """

    evidence: tuple[Span, ...]
    confidence: Decimal
    modality: str = "fact"
    said_by: str | None = None
    date: str | None = None
    date_text: str | None = None
    place: str | None = None
    sectors: tuple[str, ...] = ()
    topic: str | None = None
    topic_parts: tuple[str, ...] = ()
    out_of: str | None = None
    occasion: str | None = None
    occasion_text: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Statement):
    """Who did what to whom. `kind` is one of `EVENT_TYPES`; actors and recipients are sorted keys."""

    kind: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    object: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure(Statement):
    """Somebody holds, or held, an office of a state or organisation."""

    holder: str
    title: str
    of: str | None = None
    start: str | None = None
    end: str | None = None
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Statement):
    """A lasting fact between two entities; `predicate` is the local name of a term ("memberOf")."""

    predicate: str
    subject: str
    object: str
    status: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Statement):
    """A figure with its unit, as the text states it; `change` is in percent against the same period a year before."""

    kind: str
    reporter: str
    partner: str | None = None
    flow: str | None = None
    value: Decimal | None = None
    bound: str | None = None
    currency: str | None = None
    unit: str | None = None
    change: Decimal | None = None
    period_start: str | None = None
    period_end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something recognised but not asserted: the sentence, what was recognised, and why it was refused."""

    span: Span
    recognised: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read in one document."""

    document: Document
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = field(default=())
    refusals: tuple[Refusal, ...] = ()
