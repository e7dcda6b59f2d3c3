"""What comes back, field by field: JSON Schemas of the description and columns of the CSV are both made from this.

A field that no source states is null in JSON and empty in CSV; it is never left out and never guessed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.difference.items import KINDS as CHANGES
from graph.difference.items import MATTERS
from graph.difference.reasons import CODES
from graph.statement import BOUNDS, EVENT_TYPES, FLOWS, KINDS, MODALITIES, ROLES, STATUSES, TYPES

SCALARS = {"text": "string", "number": "number", "count": "integer", "flag": "boolean"}
TYPE_NAMES = tuple(name.lower() for name in TYPES)
HOW = ("fact", "claim", "planned", "denied")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record. `kind` is a scalar, or what it refers to; an owed one is never null."""

    name: str
    kind: str
    about: str
    values: Sequence[str] = ()
    owed: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A kind of thing that comes back."""

    name: str
    about: str
    fields: tuple[Field, ...]


def _field(name: str, kind: str, about: str, values: Sequence[str] = ()) -> Field:
    return Field(name, kind.rstrip("!"), about, values, kind.endswith("!"))


NAME = Record("Name", "An entity or sector, as it is referred to.", (
    _field("iri", "text!", "Its IRI."),
    _field("key", "text!", "The end of its IRI, by which it is asked for: `state/it`."),
    _field("type", "text!", "What it is."),
    _field("label", "text!", "What it is called."),
    _field("url", "text", "Its page here."),
))  # fmt: skip
SOURCE = Record("Source", "A document, as it is referred to.", (
    _field("iri", "text!", "Its IRI."),
    _field("identifier", "text!", "By which it is asked for."),
    _field("title", "text!", "Its title."),
    _field("publisher", "text", "Who published it."),
    _field("issued", "text", "When, as precise as the source says."),
    _field("url", "text!", "Its page here."),
))  # fmt: skip
EVIDENCE = Record("Evidence", "The words that a statement rests on.", (
    _field("iri", "text!", "Its IRI."),
    _field("quotation", "text!", "The words, as they stand in the document's text from `start` to `end`."),
    _field("sentence", "text!", "The sentence they stand in."),
    _field("start", "count!", "Where they begin, in code points."),
    _field("end", "count!", "Where they end, in code points; that one is no more part of them."),
    _field("url", "text!", "The address at which they are marked in the text."),
))  # fmt: skip
FACT = Record("Fact", "A plain triple about an entity: some graph says so, not: it holds today.", (
    _field("property", "text!", "The IRI of the property."),
    _field("term", "text!", "The last part of that IRI."),
    _field("value", "text!", "The value; of a thing, its IRI."),
    _field("name", "name", "The thing, where it has a name here."),
    _field("graphs", "texts!", "The graphs that say so: documents, or what the ontology knows (`graph/reference`)."),
))  # fmt: skip
LABEL = Record("Label", "A name of an entity.", (
    _field("text", "text!", "The name."),
    _field("language", "text", "Its language."),
    _field("preferred", "flag!", "Whether it is the one that is shown."),
))  # fmt: skip

_HEAD = (
    _field("iri", "text!", "The statement's IRI."),
    _field("key", "text!", "The end of its IRI, by which it is asked for."),
    _field("url", "text!", "Its page here."),
)
_SAID = (
    _field("says", "text!", "What it says, in a line."),
    _field("how", "text!", "Whether it is a fact of the document's own, a claim, a plan or a denial.", HOW),
    _field("modality", "text!", "As the vocabulary has it: a claim has its own.", MODALITIES),
    _field("saidBy", "name", "To whom the text attributes it."),
    _field("confidence", "number!", "How sure the reading is, from 0 to 1."),
    _field("date", "text", "When it happened, held or changed, as precise as the text says."),
    _field("dateText", "text", "The text's words for that."),
    _field("place", "name", "Where."),
    _field("sectors", "names!", "What it is about."),
    _field("topic", "text", "The text's own words for what it is about."),
    _field("occasion", "text", "The committee, summit or visit at which it happened."),
)
_TAIL = (
    _field("basis", "text", "Whether it is stated in the text or inferred from it.", ("stated", "inferred")),
    _field("rule", "text", "The rule by which it was inferred."),
    _field("document", "source!", "The document it was read in."),
    _field("evidence", "evidence!", "The words it rests on."),
)


def _statement(name: str, family: str, about: str, *own: Field) -> Record:
    kind = _field("family", "text!", "The family of statements.", (family,))
    return Record(name, about, (*_HEAD, kind, *_SAID, *own, *_TAIL))


EVENT = _statement("Event", "event", "Who did what to whom.",
    _field("type", "text!", "Which kind of act.", EVENT_TYPES),
    _field("actors", "names!", "Who acted; none where the text names nobody."),
    _field("recipients", "names!", "Toward whom."),
    _field("object", "name", "The agreement, measure or initiative it is about."),
    _field("intensity", "number", "From -10, conflict, to +10, cooperation (Goldstein scale)."),
)  # fmt: skip
TENURE = _statement("Tenure", "tenure", "Who holds, or held, which office.",
    _field("holder", "name", "Who."),
    _field("officeTitle", "text", "The office, in the text's words."),
    _field("office", "text", "The IRI of the office."),
    _field("officeOf", "name", "Of which state or organisation."),
    _field("start", "text", "Since when."),
    _field("end", "text", "Until when."),
    _field("former", "flag!", "Whether the text says that it is over."),
)  # fmt: skip
RELATION = _statement("Relation", "relation", "A lasting tie between two things.",
    _field("predicate", "text!", "Which tie: `memberOf`, `partyTo` ..."),
    _field("subject", "name", "Whose tie."),
    _field("object", "name", "To what."),
    _field("status", "text", "How far it has come.", STATUSES),
    _field("role", "text", "In which role.", ROLES),
)  # fmt: skip
OBSERVATION = _statement("Observation", "observation", "A figure, as the text states it.",
    _field("kind", "text", "What is counted.", KINDS),
    _field("flow", "text", "In which direction.", FLOWS),
    _field("reporter", "name", "Whose figure."),
    _field("partner", "name", "With whom."),
    _field("value", "number", "In full units."),
    _field("bound", "text", "How exact the text says it is.", BOUNDS),
    _field("currency", "text", "ISO 4217."),
    _field("unit", "text", "What is counted, where it is not money."),
    _field("change", "number", "Percent against the same period a year before."),
    _field("periodStart", "text", "The first year or month."),
    _field("periodEnd", "text", "The last year or month, included."),
)  # fmt: skip
_NAMED = (
    *NAME.fields[:4],
    _field("typeLabel", "text!", "What it is, in words."),
    _field("aliases", "texts!", "Other names met in the documents or known of it."),
    _field("documents", "count!", "How many documents name it."),
    _field("iso", "text", "ISO 3166 code of a state."),
    _field("sameAs", "text", "The same thing in Wikidata."),
    _field("locatedIn", "name", "The place or state it lies in."),
    _field("url", "text", "Its page here."),
)
ENTITY = Record("Entity", "Somebody or something that documents name.", (
    *_NAMED,
    _field("match", "text", "How it fits what was searched; `near` where letters are wrong.",
           ("whole", "start", "words", "part", "near")),
))  # fmt: skip
DOSSIER = Record("Dossier", "An entity with what is known of it.", (
    *_NAMED,
    _field("labels", "labels!", "Its names with their languages."),
    _field("types", "texts!", "The IRIs of its classes."),
    _field("facts", "facts!", "Its plain triples, names and classes left out."),
    _field("offices", "part!", "The offices it holds, or that are its: the first of them."),
    _field("relations", "part!", "Its other ties: the first of them."),
    _field("events", "part!", "What it did and what was done to it: the first of them."),
    _field("observations", "part!", "Figures of it: the first of them."),
))  # fmt: skip
AGREEMENT = Record("Agreement", "An agreement with its parties.", (
    *NAME.fields,
    _field("documents", "count!", "How many documents name it."),
    _field("statuses", "texts!", "What is stated to have become of it."),
    _field("parties", "names!", "Who is party to it, by whatever is said: facts, claims, plans and denials."),
    _field("statements", "part!", "The statements that say so: the first of them."),
))  # fmt: skip
_DOCUMENT = (
    *SOURCE.fields,
    _field("creators", "texts!", "Who wrote it."),
    _field("source", "text", "The address or file it was read from."),
    _field("language", "text", "Its language."),
    _field("sha256", "text", "Of its text in UTF-8."),
    _field("statements", "count!", "How many statements were read in it."),
)
DOCUMENT = Record("Document", "A text that was read.", _DOCUMENT)
TEXT = Record("Text", "A document with its text and whom it names.", (
    *_DOCUMENT,
    _field("mentions", "names!", "Whom and what it names."),
    _field("text", "text", "Its text, in which evidence counts its offsets; null where it is not kept."),
))  # fmt: skip
CHANGE = Record("Change", "Something that one generation of the dataset tells and another does not, or not so.", (
    _field("matter", "text!", "What it is about.", MATTERS),
    _field("change", "text!", "What became of it.", CHANGES),
    _field("how", "text", "How it is told, or was; of a document null.", HOW),
    _field("line", "text!", "What is told, in words."),
    _field("before", "text", "What was told before."),
    _field("remark", "text", "What else is to be known of it."),
    _field("names", "texts!", "The keys of those it is about."),
    _field("document", "text", "The identifier of the document that says so, or that it is about."),
    _field("quotation", "text", "The sentence that the first of its statements rests on."),
    _field("statements", "texts!", "The IRIs of the statements that say so, or said so."),
    _field("why", "text", "Why it differs.", tuple(CODES)),
    _field("reason", "text", "The same in words."),
    _field("judgement", "text", "The IRI of the judgement behind it."),
))  # fmt: skip
STATEMENTS = (EVENT, TENURE, RELATION, OBSERVATION)
RECORDS = (NAME, SOURCE, EVIDENCE, FACT, LABEL, *STATEMENTS, ENTITY, DOSSIER, AGREEMENT, DOCUMENT, TEXT, CHANGE)
_LISTS = {"names": "Name", "evidence": "Evidence", "labels": "Label", "facts": "Fact"}
_REFERENCES = {"name": "Name", "source": "Source", "part": "Part"}


def schema_of(record: Record) -> dict[str, Any]:
    """Return the JSON Schema of a record: all fields are there, and no others."""
    properties = {field.name: _schema_of(field) for field in record.fields}
    return {
        "type": "object",
        "description": record.about,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def reference(name: str) -> dict[str, str]:
    """Return a reference to a schema of the description."""
    return {"$ref": f"#/components/schemas/{name}"}


def _schema_of(field: Field) -> dict[str, Any]:
    if field.kind in _LISTS:
        return {"description": field.about, "type": "array", "items": reference(_LISTS[field.kind])}
    if field.kind == "texts":
        return {"description": field.about, "type": "array", "items": {"type": "string"}}
    if field.kind in _REFERENCES:
        referred = reference(_REFERENCES[field.kind])
        one_of = {"oneOf": [referred, {"type": "null"}]}
        return {"description": field.about, **(referred if field.owed else one_of)}
    kind: Any = SCALARS[field.kind] if field.owed else [SCALARS[field.kind], "null"]
    listed = {"enum": [*field.values, *([] if field.owed else [None])]} if field.values else {}
    return {"description": field.about, "type": kind, **listed}


def columns_of(records: Sequence[Record]) -> list[str]:
    """Return the columns of a table of records, those that several share once."""
    return list(dict.fromkeys(column for record in records for field in record.fields for column in _columns(field)))


def cells_of(record: Mapping[str, Any], records: Sequence[Record]) -> dict[str, Any]:
    """Return a record as cells by column; of several values each is on a line of its own."""
    kinds = {field.name: field.kind for each in records for field in each.fields}
    return dict(pair for name, value in record.items() for pair in _cells(name, kinds.get(name, ""), value))


def _columns(field: Field) -> tuple[str, ...]:
    name = field.name
    if field.kind in ("labels", "facts", "part"):
        return ()
    if field.kind in ("name", "names"):
        return (name, f"{name}Key")
    if field.kind == "source":
        return (name, f"{name}Title", f"{name}Publisher", f"{name}Issued", f"{name}Url")
    return (name, f"{name}Sentence", f"{name}Url") if field.kind == "evidence" else (name,)


def _cells(name: str, kind: str, value: Any) -> Iterator[tuple[str, Any]]:
    if kind in ("name", "names"):
        listed = value if isinstance(value, list) else [value] if value else []
        yield name, _lines(each["label"] for each in listed)
        yield f"{name}Key", _lines(each["key"] for each in listed)
    elif kind == "evidence":
        for column, part in ((name, "quotation"), (f"{name}Sentence", "sentence"), (f"{name}Url", "url")):
            yield column, _lines(each[part] for each in value)
    elif kind == "source":
        yield name, value["identifier"]
        for part in ("title", "publisher", "issued", "url"):
            yield f"{name}{part.capitalize()}", value[part]
    elif kind == "texts":
        yield name, _lines(value)
    elif kind in SCALARS:
        yield name, str(value).lower() if isinstance(value, bool) else value


def _lines(values: Any) -> str:
    return "\n".join(values)
