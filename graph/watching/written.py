"""News as text for people and as JSON for programs; facts, claims, plans and denials stand apart in both."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from .memory import Past
from .news import News, Report
from .rows import WORLDS, Row, Told

ROWS = "Rows"  # of a query, that tell no statement, or several of different worlds
NO_NEWS = "nothing new"
R = TypeVar("R", Row, Past)


def text(report: Report) -> str:
    """Return news for a terminal or a mail."""
    lines = [f"Generation {report.generation}, made {report.at}"]
    for each in report.news:
        lines += ["", *_lines(each, report)]
    if not report.news:
        lines += ["", "Nothing is watched; see relazione watch add --help"]
    return "\n".join(lines) + "\n"


def json_of(report: Report) -> dict[str, Any]:
    """Return news as members of a JSON object: of each watch what is new and gone, by how it is told."""
    return {
        "generation": report.generation,
        "made": report.at,
        "watches": [
            {
                **each.watch.json(),
                "since": each.since,
                "first": each.since is None,
                "total": each.total,
                "new": {heading.lower(): [row.json() for row in rows] for heading, rows in by_world(each.new)},
                "gone": {
                    heading.lower(): [_gone(past, report) for past in pasts] for heading, pasts in by_world(each.gone)
                },
            }
            for each in report.news
        ],
    }


def by_world(rows: Iterable[R]) -> list[tuple[str, list[R]]]:
    """Return rows under Facts, Claims, Plans, Denials and Rows, headings that have none left out."""
    listed = list(rows)
    headings = {**WORLDS, "": ROWS}
    found = [(heading, [row for row in listed if row.world == world]) for world, heading in headings.items()]
    return [(heading, some) for heading, some in found if some]


def heading(news: News) -> str:
    """Return what a watch is and how much is new of it, on one line."""
    watch = news.watch
    if news.since is None:
        return f"{watch.name} ({of_what(watch.kind, watch.title)}): {news.total} so far; what comes is told from now on"
    parts = [f"{len(news.new)} new" if news.new else "", f"{len(news.gone)} gone" if news.gone else ""]
    told = ", ".join(filter(None, parts)) or NO_NEWS
    return f"{watch.name} ({of_what(watch.kind, watch.title)}): {told} since {news.since}; {news.total} in all"


def of_what(kind: str, title: str) -> str:
    """Return the kind of a watch with what it looks at."""
    return kind if kind == "query" else f"{kind}: {title}"


def source(told: Told) -> str:
    """Return where a statement comes from: title, publisher, day of issue and identifier."""
    parts = (told.title, told.publisher, told.issued, None if told.document == told.title else told.document)
    return ", ".join(filter(None, parts))


def circumstances(told: Told) -> str:
    """Return when, whose word it is and how surely it was read, as far as that is to be said."""
    return "; ".join(filter(None, (told.date, told.said_by and f"so {told.said_by}", told.remark)))


def _lines(news: News, report: Report) -> Iterator[str]:
    yield heading(news)
    for title, rows in by_world(news.new):
        yield f"  {title}, new"
        for row in rows:
            yield from _row(row)
    for title, pasts in by_world(news.gone):
        yield f"  {title}, gone"
        for past in pasts:
            left = sorted(report.left.intersection(past.documents))
            yield f"    - {past.text}" + (f" ({documents(left)} gone)" if left else "")


def documents(identifiers: Sequence[str]) -> str:
    """Return which documents, as the subject of a sentence: "document x is", "documents x, y are"."""
    return f"document{'s' * (len(identifiers) > 1)} {', '.join(identifiers)} {'are' if len(identifiers) > 1 else 'is'}"


def _row(row: Row) -> Iterator[str]:
    if row.cells is not None:
        yield f"    + {row.text}"
    for told in row.statements:
        when = circumstances(told)
        seal = f"[{told.world}] " if row.cells is not None and not row.world else ""
        yield f"    {'+' if row.cells is None else ' '} {seal}{told.text}" + (f" ({when})" if when else "")
        yield from (f"      “{sentence}”" for sentence in told.sentences)
        yield f"      {source(told)}"


def _gone(past: Past, report: Report) -> dict[str, Any]:
    left = sorted(report.left.intersection(past.documents))
    return {"key": past.key, "world": past.world, "text": past.text, "documents": past.documents, "left": left}
