"""Annotations to compare a dataset with: JSON files, one a document, that tell what it says.

Every file of the folder is checked before anything is compared, and all that is wrong is told at once: the file, the
place in it, what was found and what was wanted. Entities are named by ids of the annotator's own.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ontology.sectors import load_sectors

from .errors import GoldError
from .statement import EVENT_TYPES, FLOWS, KINDS, MODALITIES, ROLES, STATUSES, TYPES

RELATIONS: Mapping[str, str] = {
    "member_of": "memberOf", "party_to": "partyTo", "takes_part_in": "takesPartIn", "adopts": "adopts",
    "targets": "targets", "about_sector": "aboutSector", "stake_in": "stakeIn", "based_in": "basedIn",
    "rival_of": "rivalOf", "partner_of": "partnerOf",
}  # fmt: skip
EVENTS = tuple(kind.lower() for kind in EVENT_TYPES)
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
Test = Callable[[Any, "set[str]"], bool]


@dataclass(frozen=True, slots=True)
class Gold:
    """What a document says; `names` are the identifiers under which the dataset may have it."""

    doc: str
    names: tuple[str, ...]
    content: Mapping[str, Any]

    def family(self, name: str) -> list[dict[str, Any]]:
        """Return the entries of one of the five lists."""
        return list(self.content[name])


@dataclass(frozen=True, slots=True)
class Field:
    """What may stand in a place: a test, the words for what is wanted, and whether it may be null or left out."""

    test: Test
    wanted: str
    optional: bool = False


def read_gold(folder: Path) -> tuple[Gold, ...]:
    """Return the annotations of a folder, sorted by file, or raise one `GoldError` with all that is wrong in them."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise GoldError(f"{folder}: holds no annotations; wanted files NAME.json, one a document")
    found: list[Gold] = []
    wrong: list[str] = []
    for path in paths:
        content, faults = _checked(path)
        wrong += [f"{path}: {fault}" for fault in faults]
        if not faults:
            stem = PurePosixPath(str(content.get("text") or content["doc"])).stem
            found.append(Gold(content["doc"], (content["doc"], stem), content))
    if wrong:
        raise GoldError("\n".join(wrong))
    return tuple(found)


def _checked(path: Path) -> tuple[dict[str, Any], list[str]]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        return {}, [f"cannot be read as JSON ({error})"]
    if not isinstance(content, dict):
        return {}, [f'found {_shown(content)}; wanted an object with "doc", {", ".join(_FAMILIES)}']
    return content, list(_faults(content))


def _faults(content: Mapping[str, Any]) -> Iterator[str]:
    if not _is_words(content.get("doc"), set()):
        yield f"doc: found {_shown(content.get('doc'))}; wanted the document's identifier"
    for family in _FAMILIES:
        if not isinstance(content.get(family), list):
            yield f"{family}: found {_shown(content.get(family))}; wanted a list"
            return
    entities = [entity for entity in content["entities"] if isinstance(entity, dict)]
    ids = [str(entity.get("id")) for entity in entities]
    for twice in sorted({id for id in ids if ids.count(id) > 1}):
        yield f"entities: found the id {_shown(twice)} twice; wanted ids of their own"
    for family, fields in _FAMILIES.items():
        for number, entry in enumerate(content[family]):
            yield from _entry_faults(f"{family}[{number}]", entry, fields, set(ids))


def _entry_faults(place: str, entry: Any, fields: Mapping[str, Field], ids: set[str]) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield f"{place}: found {_shown(entry)}; wanted an object with {', '.join(fields)}"
        return
    for name, field in fields.items():
        value = entry.get(name)
        if not (field.optional if value is None else field.test(value, ids)):
            yield f"{place}.{name}: found {_shown(value)}; wanted {field.wanted}"


def _shown(value: Any) -> str:
    text = "nothing" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."


def _is_words(value: Any, ids: set[str]) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: Any, ids: set[str]) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_id(value: Any, ids: set[str]) -> bool:
    return isinstance(value, str) and value in ids


def _is_date(value: Any, ids: set[str]) -> bool:
    return isinstance(value, str) and bool(_DATE.fullmatch(value))


def _is_sector(value: Any, ids: set[str]) -> bool:
    return isinstance(value, str) and value in {sector.id for sector in load_sectors()}


def _is_target(value: Any, ids: set[str]) -> bool:
    sector = isinstance(value, str) and value.startswith("sector:")
    return _is_sector(value.removeprefix("sector:"), ids) if sector else _is_id(value, ids)


def _list_of(test: Test) -> Test:
    return lambda value, ids: isinstance(value, list) and all(test(item, ids) for item in value)


def _one_of(*choices: str, optional: bool = False) -> Field:
    return Field(lambda value, ids: value in choices, f"one of {', '.join(choices)}", optional)


_WORDS = Field(_is_words, "some words")
_ID, _OPEN_ID = (Field(_is_id, "the id of an entity of this file", optional) for optional in (False, True))
_IDS = Field(_list_of(_is_id), "a list of ids of entities of this file")
_OPEN_DATE = Field(_is_date, "YYYY, YYYY-MM or YYYY-MM-DD", optional=True)
_OPEN_NUMBER = Field(_is_number, "a number", optional=True)
_OPEN_WORDS = Field(_is_words, "some words", optional=True)
_OPEN_MODALITY = _one_of(*MODALITIES, optional=True)
_FAMILIES: Mapping[str, Mapping[str, Field]] = {
    "entities": {
        "id": _WORDS,
        "type": _one_of(*TYPES),
        "name": _WORDS,
        "aliases": Field(_list_of(_is_words), "a list of forms", optional=True),
        "iso": Field(lambda code, ids: bool(re.fullmatch("[A-Z]{2}", str(code))), "two capital letters", optional=True),
    },
    "offices": {"person": _ID, "office": _WORDS, "of": _OPEN_ID},
    "events": {
        "type": _one_of(*EVENTS),
        "actors": _IDS,
        "recipients": _IDS,
        "object": _OPEN_ID,
        "place": _OPEN_ID,
        "said_by": _OPEN_ID,
        "date": _OPEN_DATE,
        "modality": _OPEN_MODALITY,
        "sectors": Field(_list_of(_is_sector), "a list of sectors", optional=True),
    },
    "relations": {
        "p": _one_of(*RELATIONS),
        "s": _ID,
        "o": Field(_is_target, "the id of an entity of this file, or a sector such as sector:energy"),
        "status": _one_of(*STATUSES, optional=True),
        "role": _one_of(*ROLES, optional=True),
        "modality": _OPEN_MODALITY,
        "said_by": _OPEN_ID,
        "date": _OPEN_DATE,
    },
    "observations": {
        "kind": _one_of(*KINDS),
        "flow": _one_of(*FLOWS, optional=True),
        "reporter": _OPEN_ID,
        "partner": _OPEN_ID,
        "value": _OPEN_NUMBER,
        "currency": _OPEN_WORDS,
        "unit": _OPEN_WORDS,
        "change": _OPEN_NUMBER,
        "start": _OPEN_DATE,
        "end": _OPEN_DATE,
    },
}
