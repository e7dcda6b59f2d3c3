"""Judgements of people, one a line of DATA/review.jsonl: appended and flushed, never rewritten.

What is taken back stays in the file and is named by a later line; a judgement about the same thing supersedes the
one before it. A statement is judged as its document was read by itself, so that what other documents add, or further
judgements of names, do not loosen the tie.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rdflib import URIRef

from ontology.terms import BASE

from .correction import correction
from .errors import ReviewError
from .generations import unwritable
from .slug import content_hash
from .statement import Statement
from .transcript import statement_of, statement_told

FILE = "review.jsonl"
OF_ENTITIES = ("same", "distinct", "unsure")
OF_STATEMENTS = ("accepted", "rejected")
VERDICTS = (*OF_ENTITIES, *OF_STATEMENTS, "corrected", "undone")
_KEY = re.compile(r"[a-z]+/[a-z0-9-]+")
_PLAIN = ("id", "verdict", "by", "at", "document", "quotation", "term", "read", "value", "undoes", "note")
_LISTS = ("entities", "documents")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What somebody decided, when, and about what.

    `entities` are keys, the one that stays first. A judgement that two are distinct may name the `documents` in which
    the second is meant where the first was read. A correction gives the `term` it corrects (`date`, `name`), what was
    `read` there, and the `value` that is right; None is a value that the text does not give.
    """

    verdict: str
    by: str
    at: str
    entities: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    document: str | None = None
    statement: Statement | None = None
    quotation: str | None = None
    term: str | None = None
    read: str | None = None
    value: str | None = None
    undoes: str | None = None
    note: str | None = None
    id: str = ""

    @property
    def iri(self) -> URIRef:
        """The IRI of the judgement."""
        return URIRef(f"{BASE}judgement/{self.id}")

    @property
    def about(self) -> tuple[object, ...]:
        """What is judged: a later judgement about the same supersedes an earlier one."""
        if self.undoes:
            return "undone", self.undoes, self.at, self.by
        if self.verdict in OF_ENTITIES:
            return "pair", frozenset(self.entities), self.documents
        return "corrected" if self.term else "judged", self.term, self.entities, self.document, repr(self.statement)

    @property
    def subject(self) -> tuple[object, ...]:
        """What is looked at when it is judged, whatever is said of it: two names, one name, or a statement."""
        return frozenset(self.entities), self.document, repr(self.statement)

    def line(self) -> str:
        """Return the judgement as a line of the file."""
        names = [*_PLAIN[:4], *_LISTS, *_PLAIN[4:]]
        content: dict[str, Any] = {name: getattr(self, name) for name in names if getattr(self, name)}
        if self.statement:
            content["statement"] = statement_told(self.statement)
        return json.dumps(content, ensure_ascii=False)


def named(judgement: Judgement) -> Judgement:
    """Return a judgement with its id, made from all that it says."""
    return replace(judgement, id=content_hash(replace(judgement, id="").line())[:8])


def moment(text: str) -> str:
    """Return a moment in UTC to the second ("2025-11-03T10:00:00Z"), or raise `ReviewError`."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise ReviewError(f'{text}: not a moment; wanted one such as "2025-11-03T10:00:00Z" or "2025-11-03"') from error
    whole = read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    return whole.strftime("%Y-%m-%dT%H:%M:%SZ")


def read_judgements(data: Path) -> tuple[Judgement, ...]:
    """Return every judgement in the file, or raise one `ReviewError` that names every line that cannot be read."""
    path = data / FILE
    try:
        lines = path.read_text("utf-8").split("\n")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise ReviewError(f"{path}: cannot be read ({error})") from error
    found: list[Judgement] = []
    bad: list[str] = []
    for number, line in enumerate(lines, 1):
        try:
            if line.strip() and not (number == len(lines) and _is_torn(line)):
                found.append(_judgement(line))
        except (ValueError, ReviewError) as error:
            bad.append(f"{path}: line {number}: {error}")
    if bad:
        raise ReviewError("\n".join(bad))
    return tuple(found)


@contextmanager
def appended(data: Path, judgement: Judgement) -> Iterator[None]:
    """Add a judgement to the file and have the disk hold it; where what follows fails, the file is as it was."""
    path = data / FILE
    try:
        with path.open("a+b") as file:
            file.seek(0)
            content = file.read()
            whole = _whole(content)
            file.truncate(len(whole))
            try:
                file.write((b"" if whole.endswith(b"\n") or not whole else b"\n") + judgement.line().encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
                yield
            except BaseException:
                with suppress(OSError):
                    file.close()  # which may fail as the writing did
                os.truncate(path, len(whole))
                raise
    except OSError as error:
        raise unwritable(path, error) from error


def _whole(content: bytes) -> bytes:
    """Return the lines of a file without a last one that is torn."""
    start = content.rfind(b"\n") + 1
    return content[:start] if _is_torn(content[start:].decode(errors="replace")) else content


def _is_torn(line: str) -> bool:
    """Tell whether a line without an end is no JSON: whoever wrote it was killed, and had acknowledged nothing."""
    try:
        return bool(line.strip()) and json.loads(line) is None
    except ValueError:
        return True


def fates(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Return of each judgement, by id, whether it "holds", was "taken back" or "superseded", in their order."""
    undone: set[str] = set()
    settled: set[tuple[object, ...]] = set()
    found: dict[str, str] = {}
    for judgement in reversed(tuple(judgements)):
        fate = "taken back" if judgement.id in undone else "superseded" if judgement.about in settled else "holds"
        found.setdefault(judgement.id, fate)
        if fate == "holds":
            settled.add(judgement.about)
            undone |= {judgement.undoes} if judgement.undoes else set()
    return dict(reversed(found.items()))


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return what holds of names and statements, in its order."""
    listed = tuple(judgements)
    known = {judgement.id: judgement for judgement in listed}
    held = (known[id] for id, fate in fates(listed).items() if fate == "holds")
    return tuple(judgement for judgement in held if not judgement.undoes)


def _judgement(line: str) -> Judgement:
    content = json.loads(line)
    if not isinstance(content, dict):
        raise ValueError(f"found {line.strip()[:40]!r}; wanted an object of JSON")
    strange = sorted(content.keys() - {*_PLAIN, *_LISTS, "statement"})
    if strange:
        raise ValueError(f"{strange[0]}: no judgement has such a thing")
    for name in _PLAIN:
        if not isinstance(content.get(name, ""), str):
            raise ValueError(f"{name}: found {content[name]!r}; wanted text")
    for name in _LISTS:
        listed = content.setdefault(name, [])
        if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
            raise ValueError(f"{name}: found {listed!r}; wanted a list of texts")
    _check(content)
    statement = statement_of(content["statement"]) if content.get("statement") else None
    if statement and content["verdict"] == "corrected":
        correction(statement, content["term"], content.get("value"))
    told = {name: content[name] for name in _PLAIN if name in content}
    lists = {name: tuple(content[name]) for name in _LISTS}
    judgement = Judgement(**{**told, **lists, "at": moment(content["at"]), "statement": statement})
    return judgement if judgement.id else named(judgement)


def _check(content: Mapping[str, Any]) -> None:
    """Raise `ValueError` where a judgement does not say what its verdict asks for."""
    verdict = content.get("verdict")
    if verdict not in VERDICTS:
        raise ValueError(f"verdict: found {verdict!r}; wanted one of {', '.join(VERDICTS)}")
    wanted = {"by", "at"}
    keys = 2 if verdict in OF_ENTITIES else 1 if verdict == "corrected" and not content.get("statement") else 0
    wanted |= {"undoes"} if verdict == "undone" else {"term"} if verdict == "corrected" else set()
    wanted |= {"document", "statement"} if verdict != "undone" and not keys else set()
    for name in sorted(wanted):
        if not content.get(name):
            raise ValueError(f"{name}: missing; a judgement {verdict!r} has one")
    if len(content["entities"]) != keys:
        found = len(content["entities"])
        raise ValueError(f"entities: found {found}; a judgement {verdict!r} is about {keys or 'none'}")
    if keys == 1 and (content["term"] != "name" or not content.get("value")):
        raise ValueError(f"term: found {content['term']!r}; of an entity the name can be corrected, to some words")
    for key in content["entities"]:
        if not _KEY.fullmatch(key):
            raise ValueError(f'entities: found {key!r}; wanted keys such as "person/wang-yi"')
