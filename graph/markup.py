"""Markdown and web pages as plain text, one paragraph, heading or list item a line, with what they say of themselves.

Of a web page only the article is kept: menus, notices and repeated furniture are left out.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from .errors import SourceError
from .metadata import Metadata, parse_date

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LATEST = "2199-12-31"  # htmldate would ask the clock


def read_markdown(source: str, name: str) -> tuple[str, Metadata]:
    """Return the text of a Markdown file and what its front matter says; without a title there, its first heading."""
    match = _FRONT_MATTER.match(source)
    said = _front_matter(match.group(1), name) if match else {}
    tokens = MarkdownIt("commonmark").enable("table").parse(source[match.end() :] if match and said else source)
    headings = (_inline(tokens[i + 1]) for i, token in enumerate(tokens) if token.type == "heading_open")
    return "\n".join(_lines(tokens)), _front_metadata(said, next(headings, None))


def read_html(source: bytes, name: str) -> tuple[str, Metadata]:
    """Return the article of a web page and what the page says of it, or raise `SourceError` if it holds none."""
    from htmldate import find_date  # imported here: they take a second, which no other command should pay
    from trafilatura import bare_extraction, load_html
    from trafilatura.settings import Document as Page

    tree = load_html(source)
    page = bare_extraction(source, include_comments=False, with_metadata=True) if tree is not None else None
    if tree is None or not isinstance(page, Page) or not page.text:
        raise SourceError(f"{name}: no article was found in the page")
    linked = list(_linked_data(tree))
    metadata = Metadata(
        title=page.title,
        publisher=_named(linked, "publisher") or page.sitename,
        issued=find_date(tree, original_date=True, extensive_search=False, max_date=_LATEST, url=page.url),
        creator=tuple(filter(None, (page.author or "").split("; "))),
        source=page.url,
        language=tree.get("lang"),
    )
    return str(page.text), metadata


def _front_matter(block: str, name: str) -> dict[str, Any]:
    try:
        said = yaml.safe_load(block)
    except RecursionError as error:
        raise SourceError(f"{name}: the front matter is nested too deep") from error
    except (yaml.YAMLError, ValueError) as error:
        raise SourceError(f"{name}: the front matter is not YAML ({str(error).splitlines()[0]})") from error
    return {str(key).lower(): value for key, value in said.items()} if isinstance(said, dict) else {}


def _front_metadata(said: Mapping[str, Any], heading: str | None) -> Metadata:
    def first(*keys: str) -> str | None:
        return next(filter(None, (_word(said.get(key)) for key in keys)), None)

    return Metadata(
        title=first("title", "headline") or heading,
        publisher=first("publisher", "site", "publication", "outlet"),
        issued=_issued(next((said[key] for key in ("date", "issued", "published", "pubdate") if said.get(key)), None)),
        creator=_creators(next((said[key] for key in ("author", "authors", "creator", "by") if said.get(key)), None)),
        source=first("source", "url", "link", "canonical"),
        language=first("language", "lang"),
    )


def _word(value: object) -> str:
    """Return a value as words; of a list or a mapping, which a few lines can make endless, nothing."""
    return str(value).strip() if value and isinstance(value, (str, int, float, date)) else ""


def _issued(value: object) -> str | None:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = _word(value)
    return text if re.fullmatch(r"\d{4}", text) else parse_date(text)


def _creators(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else re.split(r",\s*|\s+and\s+", _word(value))
    found = (_word(name.get("name") if isinstance(name, dict) else name) for name in names)
    return tuple(filter(None, found))


def _lines(tokens: list[Token]) -> Iterator[str]:
    """Yield the blocks that hold text, each as one line; the cells of a table's row stand in one."""
    cells: list[str] = []
    before = ""
    for token in tokens:
        if token.type == "tr_close":
            yield " | ".join(cells)
            cells.clear()
        elif token.type == "inline":
            text = _inline(token)
            if before in ("td_open", "th_open"):
                cells.append(text)
            elif text:
                yield text
        elif token.type in ("fence", "code_block"):
            yield from (line for line in token.content.split("\n") if line.strip())
        before = token.type


def _inline(token: Token) -> str:
    """Return the words of a block: marks, pictures and raw tags dropped, broken lines joined."""
    parts = (
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children or ()
        if child.type in ("text", "code_inline", "softbreak", "hardbreak", "text_special")
    )
    return "".join(parts).strip(" \t")


def _linked_data(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the JSON-LD objects of a page; one that is no JSON is passed over."""
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        try:
            said = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        found = said.get("@graph", [said]) if isinstance(said, dict) else said
        yield from (item for item in found if isinstance(item, dict)) if isinstance(found, list) else ()


def _named(linked: list[Mapping[str, Any]], role: str) -> str | None:
    values = (item[role] for item in linked if isinstance(item.get(role), dict))
    return next((str(value["name"]) for value in values if value.get("name")), None)
