"""Readings as lines of JSON, kept with the dataset so that a judgement can be applied without reading again.

They are kept as each document was read by itself, before names are made one across documents. A statement is an
object that names its family and leaves out what it does not say; the text of a document stays where texts are kept.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args

from .document import Document, Span
from .errors import StoreError
from .statement import Entity, Event, Observation, Reading, Refusal, Relation, Statement, Tenure

T = TypeVar("T")
FAMILIES: Mapping[str, type[Statement]] = {kind.__name__: kind for kind in (Event, Tenure, Relation, Observation)}


def dump(readings: Iterable[Reading]) -> Iterator[str]:
    """Yield one line a document."""
    return map(line_of, readings)


def line_of(reading: Reading) -> str:
    """Return a document's line."""
    document = {**told(reading.document), "sha256": reading.document.sha256}
    del document["text"]
    content = {
        "document": document,
        "entities": [told(entity) for entity in reading.entities],
        "statements": [statement_told(statement) for statement in reading.statements],
        "refusals": [told(refusal) for refusal in reading.refusals],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def load(lines: Iterable[str], text: Callable[[str], str]) -> tuple[Reading, ...]:
    """Return the readings of such lines; `text` gives the text of a document by its SHA-256."""
    return tuple(_heeded(line, lambda content: _reading(content, _document(content, text))) for line in lines)


def outline(line: str, text: Callable[[str], str]) -> Reading:
    """Return the document of a line and its entities, without what it says of them."""
    return _heeded(line, lambda content: Reading(document=_document(content, text), entities=_entities(content)))


def reading_of(line: str, document: Document) -> Reading:
    """Return the reading of a line whose document is known, whatever its identifier was."""
    return _heeded(line, lambda content: _reading(content, document))


def named_anew(line: str, identifier: str) -> str:
    """Return a line whose document bears an identifier."""
    if f'"identifier": {json.dumps(identifier, ensure_ascii=False)}' in line:  # a key that nothing else there has
        return line
    content = json.loads(line)
    content["document"]["identifier"] = identifier
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def statement_told(statement: Statement) -> dict[str, Any]:
    """Return what a statement says as an object of JSON, the name of its family first."""
    return {"family": type(statement).__name__, **told(statement)}


def statement_of(content: Mapping[str, Any]) -> Statement:
    """Return the statement that such an object tells of, or raise `ValueError`."""
    family = FAMILIES.get(str(content.get("family")))
    if family is None:
        raise ValueError(f"family: found {content.get('family')!r}; wanted one of {', '.join(FAMILIES)}")
    return _value(family, {name: value for name, value in content.items() if name != "family"})


def told(value: Any) -> dict[str, Any]:
    """Return the fields of a value that differ from what they are where nothing is said."""
    said = {entry.name: getattr(value, entry.name) for entry in fields(value)}
    return {entry.name: _plain(said[entry.name]) for entry in fields(value) if said[entry.name] != entry.default}


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


def _heeded(line: str, read: Callable[[Mapping[str, Any]], Reading]) -> Reading:
    try:
        return read(json.loads(line))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"readings.jsonl: the dataset is damaged ({error!r}); build it again") from error


def _document(content: Mapping[str, Any], text: Callable[[str], str]) -> Document:
    said = dict(content["document"])
    digest = said.pop("sha256")
    return _value(Document, {**said, "text": text(digest)})


def _entities(content: Mapping[str, Any]) -> tuple[Entity, ...]:
    """Return the entities as they were written; whatever else stands there is a `TypeError`."""
    return tuple(Entity(**{**said, "aliases": tuple(said.get("aliases", ()))}) for said in content["entities"])


def _reading(content: Mapping[str, Any], document: Document) -> Reading:
    return Reading(
        document=document,
        entities=_entities(content),
        statements=tuple(statement_of(statement) for statement in content["statements"]),
        refusals=tuple(_value(Refusal, refusal) for refusal in content["refusals"]),
    )


def _value(kind: type[T], content: Mapping[str, Any]) -> T:
    """Return a value of a kind, each field as its type asks, or raise `ValueError`."""
    types = {entry.name: entry.type for entry in fields(kind)}  # type: ignore[arg-type]  # every kind is a dataclass
    owed = {entry.name for entry in fields(kind) if entry.default is entry.default_factory is MISSING}  # type: ignore[arg-type]  # every kind is a dataclass
    for name in sorted(content.keys() - types.keys()):
        raise ValueError(f"{name}: nothing is called so in {kind.__name__}")
    for name in sorted(owed - content.keys()):
        raise ValueError(f"{name}: missing; {kind.__name__} has one")
    return kind(**{name: typed(name, types[name], value) for name, value in content.items()})


def typed(name: str, wanted: Any, value: Any) -> Any:
    """Return a value of JSON as the type of a field asks, or raise `ValueError`."""
    kinds = get_args(wanted) if isinstance(wanted, UnionType) else (wanted,)
    if value is None and NoneType in kinds:
        return None
    try:
        return _TYPED[kinds[0]](value)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise ValueError(f"{name}: found {value!r}; wanted {_WANTED[kinds[0]]}") from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(item) for item in value) if isinstance(value, list) else (_text(None),)


def _span(value: Any) -> Span:
    start, end = value
    return Span(int(start), int(end))


_TYPED: Mapping[Any, Callable[[Any], Any]] = {
    str: _text,
    bool: _truth,
    Decimal: Decimal,
    Span: _span,
    tuple[str, ...]: _texts,
    tuple[Span, ...]: lambda value: tuple(_span(item) for item in value),
}
_WANTED: Mapping[Any, str] = {
    str: "text",
    bool: "true or false",
    Decimal: "a number as text",
    Span: "two offsets",
    tuple[str, ...]: "a list of texts",
    tuple[Span, ...]: "a list of pairs of offsets",
}
