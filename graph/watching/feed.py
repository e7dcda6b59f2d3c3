"""News as an Atom feed (RFC 4287): an entry for each row that came or went, the newest first.

Ids are tags (RFC 4151) made from what is told, and times are those of generations, so that the same news give the same
bytes. Text of sources is escaped by the writer of XML and loses what XML cannot hold.
"""

from collections.abc import Callable, Iterable, Iterator
from xml.etree import ElementTree as Xml

from markupsafe import escape

from graph.xmltext import xml_text

from .kept import Watch
from .memory import Entry, Past
from .rows import Row
from .written import circumstances, of_what, source

ATOM = "http://www.w3.org/2005/Atom"
MEDIA = "application/atom+xml"
TAG = "tag:w3id.org,2026:relazione/watch"
LABELS = {"fact": "fact", "attributed": "claim", "planned": "plan", "denied": "denial"}
Link = Callable[[str], str | None]


def feed(
    entries: Iterable[tuple[Watch, Entry]], *, title: str, id: str, at: str, address: str | None, link: Link
) -> bytes:
    """Return a feed of entries in order.

    `at` is when it changed last, `address` where it is kept; `link` leads from an IRI to its page.
    """
    root = Xml.Element("feed", {"xmlns": ATOM})
    _add(root, "id", f"{TAG}/{id}" if id else TAG)
    _add(root, "title", title)
    _add(root, "updated", at)
    _add(_add(root, "author"), "name", "Relazione")
    _add(root, "generator", "Relazione")
    if address is not None:
        _add(root, "link", rel="self", type=MEDIA, href=address)
    for watch, entry in entries:
        root.append(_entry(watch, entry, link))
    Xml.indent(root, " ")
    written: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(watch: Watch, entry: Entry, link: Link) -> Xml.Element:
    row, node = entry.row, Xml.Element("entry")
    label = LABELS.get(row.world)
    _add(node, "id", f"{TAG}/{watch.name}/{entry.key}")
    _add(node, "title", ": ".join(filter(None, ("Gone" if entry.gone else "", (label or "").capitalize(), row.text))))
    _add(node, "updated", entry.at)
    _add(node, "published", entry.at)
    _add(node, "category", term=watch.name, label=of_what(watch.kind, watch.title))
    if label:
        _add(node, "category", term=label)
    if isinstance(row, Past):
        _add(node, "content", f"No longer in the dataset. It came from {', '.join(row.documents) or 'no document'}.")
        return node
    for told in row.statements[:1]:
        if address := link(told.iri):
            _add(node, "link", rel="alternate", href=address)
    paragraphs = [f"<p>{escape(each)}</p>" for each in _content(row)] or [f"<p>{escape(row.text)}</p>"]
    _add(node, "content", "".join(paragraphs), type="html")
    return node


def _content(row: Row) -> Iterator[str]:
    for told in row.statements:
        when = circumstances(told)
        yield f"{LABELS[told.world].capitalize()}: {told.text}" + (f" ({when})" if when else "")
        yield from (f"“{sentence}”" for sentence in told.sentences)
        yield source(told)


def _add(parent: Xml.Element, name: str, text: str | None = None, **attributes: str) -> Xml.Element:
    made = Xml.SubElement(parent, name, {key: xml_text(value) for key, value in attributes.items()})
    made.text = xml_text(text) if text is not None else None
    return made
