"""What an operation may be asked, parameter by parameter: how it is described, and how what was given is checked.

Both come from the same `Parameter`, so the description never promises what is refused. All that is wrong with a request
is told at once.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any
from urllib.parse import parse_qsl

from flask import request

from graph.errors import RelazioneError

from ..catalogue import Entry, Name
from ..editions import Edition
from .names import UnknownNameError, document_called, name_called

_DAYS = "(-(0[1-9]|[12][0-9]%s))?"
_MONTHS = "|".join(
    month + _DAYS % last for month, last in (("02", ""), ("(0[469]|11)", "|30"), ("(0[13578]|1[02])", "|3[01]"))
)
_DATE = rf"[1-9][0-9]{{3}}(-({_MONTHS}))?"
_PRINTED = r"[^\s\x00-\x1f\x7f-\xa0]"
_DATES = "a date that there is, such as 2025, 2025-10 or 2025-10-08"
Check = Callable[[Edition, str], Any]


class UnfitError(RelazioneError):
    """A value is none that the parameter takes; the message says what is wanted."""


class BadRequestError(RelazioneError):
    """A request that cannot be answered as it stands, with each parameter that is wrong."""

    def __init__(self, problems: Sequence[Mapping[str, str | None]]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(_problem(**each) for each in problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Something that may be given in an address, in its path or behind the question mark."""

    name: str
    about: str
    schema: Mapping[str, Any]
    check: Check
    place: str = "query"
    default: Any = None


def choice(name: str, about: str, values: Sequence[str], *, place: str = "query") -> Parameter:
    """Return a parameter that takes one of some words."""

    def check(_: Edition, given: str) -> str:
        if given not in values:
            near = get_close_matches(given, values, 1)
            raise UnfitError(f"one of {', '.join(values)}" + (f" (perhaps {near[0]})" if near else ""))
        return given

    schema = {"type": "string", "enum": list(values)}
    return Parameter(name=name, about=about, schema=schema, check=check, place=place)


def whole(name: str, about: str, least: int, most: int, default: int) -> Parameter:
    """Return a parameter that takes a whole number."""

    def check(_: Edition, given: str) -> int:
        if not re.fullmatch(r"[0-9]{1,10}", given) or not least <= int(given) <= most:
            raise UnfitError(f"a whole number from {least} to {most}")
        return int(given)

    schema = {"type": "integer", "minimum": least, "maximum": most, "default": default}
    return Parameter(name=name, about=about, schema=schema, check=check, default=default)


def share(name: str, about: str) -> Parameter:
    """Return a parameter that takes a number from 0 to 1."""

    def check(_: Edition, given: str) -> float:
        try:
            number = Decimal(given) if given.isascii() and "_" not in given else Decimal(-1)
        except InvalidOperation:
            number = Decimal(-1)
        if not (number.is_finite() and 0 <= number <= 1):
            raise UnfitError("a number from 0 to 1")
        return float(number)

    return Parameter(name=name, about=about, schema={"type": "number", "minimum": 0, "maximum": 1}, check=check)


def code(name: str, about: str, pattern: str, wanted: str) -> Parameter:
    """Return a parameter that takes what has a certain form."""

    def check(_: Edition, given: str) -> str:
        if not re.fullmatch(pattern, given, re.ASCII):
            raise UnfitError(wanted)
        return given

    return Parameter(name=name, about=about, schema={"type": "string", "pattern": f"^{pattern}$"}, check=check)


def day(name: str, about: str) -> Parameter:
    """Return a parameter that takes a date, as precise as one likes."""
    form = code(name, about, _DATE, _DATES)

    def check(edition: Edition, given: str) -> str:
        found: str = form.check(edition, given)
        try:
            date.fromisoformat(f"{found}-01-01"[:10])
        except ValueError as error:
            raise UnfitError(_DATES) from error
        return found

    return replace(form, check=check)


def words(name: str, about: str) -> Parameter:
    """Return a parameter that takes any words."""

    def check(_: Edition, given: str) -> str:
        if not re.search(_PRINTED, given) or len(given) > 200:
            raise UnfitError("some words, at most 200 characters")
        return given

    schema = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": _PRINTED}
    return Parameter(name=name, about=about, schema=schema, check=check)


def name_of(name: str, about: str, types: Sequence[str] = ()) -> Parameter:
    """Return a parameter that takes an entity, by key, by IRI or by its whole name."""

    def check(edition: Edition, given: str) -> Name:
        return name_called(edition.catalogue, given, types)

    told = f"{about} A key (`state/it`), an IRI, or a whole name that only one has."
    return Parameter(name=name, about=told, schema={"type": "string", "minLength": 1}, check=check)


def document_of(name: str, about: str, *, place: str = "query") -> Parameter:
    """Return a parameter that takes a document, by identifier or by IRI."""

    def check(edition: Edition, given: str) -> Entry:
        return document_called(edition.catalogue, given)

    schema = {"type": "string", "minLength": 1}
    return Parameter(name=name, about=about, schema=schema, check=check, place=place)


def text(name: str, about: str, *, place: str = "path") -> Parameter:
    """Return a parameter that is looked up by the operation itself."""
    schema = {"type": "string", "minLength": 1}
    return Parameter(name=name, about=about, schema=schema, check=lambda _, given: given, place=place)


@dataclass(slots=True)
class Asked:
    """What a request asks for, checked; what is not given is None or the parameter's default."""

    values: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str) -> Any:
        """Return a value, or None where the operation knows no such parameter or it is not given."""
        return self.values.get(name)


def read(edition: Edition, parameters: Sequence[Parameter], path: Mapping[str, str]) -> Asked:
    """Return what the running request asks for, or raise `BadRequestError` or, of names, `UnknownNameError`."""
    known = {each.name: each for each in parameters}
    pairs = _pairs(request.query_string)
    queried = [each.name for each in parameters if each.place == "query"]
    problems = [_unknown(name, queried) for name in dict.fromkeys(name for name, _ in pairs) if name not in queried]
    asked, missing = Asked({each.name: each.default for each in parameters}), []
    for name, given in (*path.items(), *pairs):
        if name not in known or (name in path and (name, given) in pairs):
            continue
        if [each for each, _ in pairs].count(name) > 1:
            problems.append({"parameter": name, "found": "given more than once", "wanted": "one value"})
            break
        try:
            asked.values[name] = known[name].check(edition, given)
        except UnfitError as unfit:
            problems.append({"parameter": name, "found": given, "wanted": str(unfit)})
        except UnknownNameError as unknown:
            missing.append(unknown.of(name))
    if problems:
        raise BadRequestError(problems)
    if missing:
        raise missing[0]
    return asked


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        wanted = "UTF-8, at most 100 parameters"
        raise BadRequestError([{"parameter": None, "found": "a query that cannot be read", "wanted": wanted}]) from None


def _unknown(name: str, queried: Sequence[str]) -> dict[str, str | None]:
    near = get_close_matches(name, queried, 1)
    wanted = f"one of {', '.join(queried)}" + (f" (perhaps {near[0]})" if near else "")
    return {"parameter": name, "found": "not a parameter of this operation", "wanted": wanted}


def _problem(parameter: str | None, found: str | None, wanted: str | None) -> str:
    return f"{parameter}: {found}; wanted {wanted}" if parameter else f"{found}; wanted {wanted}"
