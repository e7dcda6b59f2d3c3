"""The OpenAPI 3.1 description of the operations, made from their table."""

from typing import Any
from urllib.parse import quote, urlencode

from ..editions import Edition
from .operations import OPERATIONS, Operation
from .parameters import Parameter
from .records import RECORDS, columns_of, reference, schema_of

JSON, CSV = "application/json", "text/csv"
ERRORS = {
    "400": ("BadRequest", "Parameters that are unknown, given twice or of no use, each with what is wanted."),
    "404": ("NotFound", "Nothing is called so; `near` tells what is called alike."),
    "406": ("NotAcceptable", "Neither JSON nor CSV is accepted."),
    "503": ("NothingRead", "There is no dataset yet."),
}
PAGE = {
    "total": {"type": "integer", "minimum": 0, "description": "How many there are in all."},
    "limit": {"type": "integer", "description": "How many at most are in `items`."},
    "offset": {"type": "integer", "description": "How many were passed over."},
    "next": {"type": ["string", "null"], "description": "The address of the next ones."},
}
PROBLEM = {
    "type": "object",
    "description": "Why a request is not answered.",
    "properties": {
        "error": {"type": "string", "description": "In words."},
        "status": {"type": "integer"},
        "problems": {
            "type": "array",
            "description": "Each parameter that is wrong.",
            "items": {
                "type": "object",
                "properties": {
                    "parameter": {"type": ["string", "null"]}, "found": {"type": "string"},
                    "wanted": {"type": "string"},
                },
                "required": ["parameter", "found", "wanted"],
            },
        },
        "near": {
            "type": "array",
            "description": "What is called alike.",
            "items": {"oneOf": [reference("Name"), reference("Source")]},
        },
    },
    "required": ["error", "status"],
}  # fmt: skip


def describe(edition: Edition, address: str, version: str) -> dict[str, Any]:
    """Return the description, with examples of this edition, of the server at an address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Relazione",
            "version": version,
            "summary": "What documents say about diplomacy, each statement with the sentence it rests on.",
            "description": "Read only. Lists come in pages (`limit`, `offset`, `total`, `next`), as JSON or CSV. "
            "A generation of the dataset never changes: its answers have an ETag. "
            "Whoever writes SPARQL asks `/sparql`.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": address}],
        "paths": {each.path: {"get": _operation(edition, each)} for each in OPERATIONS},
        "components": {"schemas": _schemas(), "responses": {name: _error(about) for name, about in ERRORS.values()}},
    }


def example_address(edition: Edition, operation: Operation) -> str:
    """Return the path and query of an operation's example."""
    values = dict(operation.example(edition))
    path = operation.path
    for name in [name for name in values if f"{{{name}}}" in path]:
        path = path.replace(f"{{{name}}}", quote(values.pop(name), safe="-._~"))
    return f"{path}?{urlencode(values, safe='/')}" if values else path


def _operation(edition: Edition, operation: Operation) -> dict[str, Any]:
    examples = operation.example(edition)
    content = {JSON: {"schema": _answer(operation)}, CSV: {"schema": {"type": "string"}}}
    columns = ", ".join(columns_of(operation.records))
    answered = {"description": f"What was found. Columns of the CSV: {columns}.", "headers": _headers(operation)}
    return {
        "operationId": operation.id,
        "summary": operation.title,
        "description": operation.about,
        "parameters": [_parameter(each, examples.get(each.name)) for each in operation.parameters],
        "responses": {
            "200": answered | {"content": content},
            "304": {"description": "The client has it already."},
            **{status: {"$ref": f"#/components/responses/{name}"} for status, (name, _) in ERRORS.items()},
        },
    }


def _parameter(parameter: Parameter, example: str | None) -> dict[str, Any]:
    numeric = parameter.schema["type"] == "integer"
    told = {"example": int(example) if numeric else example} if example is not None else {}
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.place == "path",
        "description": parameter.about,
        "schema": dict(parameter.schema),
        **told,
    }


def _answer(operation: Operation) -> dict[str, Any]:
    item = _one_of([record.name for record in operation.records])
    if not operation.many:
        return item
    properties = {**PAGE, "items": {"type": "array", "items": item}}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _one_of(names: list[str]) -> dict[str, Any]:
    if len(names) == 1:
        return dict(reference(names[0]))
    mapping = {name.lower(): reference(name)["$ref"] for name in names}
    return {"oneOf": [reference(n) for n in names], "discriminator": {"propertyName": "family", "mapping": mapping}}


def _schemas() -> dict[str, Any]:
    part = {"total": PAGE["total"], "next": PAGE["next"]}
    items = {"type": "array", "items": _one_of(["Event", "Tenure", "Relation", "Observation"])}
    part_schema = {"type": "object", "properties": {**part, "items": items}, "required": ["total", "next", "items"]}
    return {record.name: schema_of(record) for record in RECORDS} | {"Part": part_schema, "Problem": PROBLEM}


def _headers(operation: Operation) -> dict[str, Any]:
    headers = {"ETag": {"description": "Of the generation and of what is asked.", "schema": {"type": "string"}}}
    if operation.many:
        headers["X-Total-Count"] = {"description": "As `total`, for CSV.", "schema": {"type": "integer"}}
        headers["Link"] = {"description": "The next page, if there is one.", "schema": {"type": "string"}}
    return headers


def _error(about: str) -> dict[str, Any]:
    return {"description": about, "content": {JSON: {"schema": reference("Problem")}}}
