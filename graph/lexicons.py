"""Lexicons that users add: what is wrong with one, and its entries.

A lexicon has the form of `lexicon/events/`: `[[verb]]` and `[[noun]]` entries, which with `remove = true` take
lemmas away, and `[companies]` with names. Within a file what is taken away goes first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .frames import PARTS, Entry, make_entry, shipped_entries
from .statement import EVENT_TYPES

NEEDS = ("actor", "both", "recipient")
_SPECIAL = {"verb": ("clause", "dative", "dobj", "dobj+", "subject"), "noun": ("compound", "poss", "subject")}
_PREPOSITIONS = (
    "about", "against", "along", "among", "and", "around", "at", "behind", "between", "by", "for", "from", "in", "into",
    "near", "of", "off", "on", "onto", "outside", "over", "through", "to", "toward", "towards", "under", "upon", "with",
    "within",
)  # fmt: skip
_LEMMA = re.compile(r"[a-zà-ÿ0-9'’-]+(?: [a-zà-ÿ0-9'’-]+)*")


def entries_of(said: Mapping[str, Any]) -> list[Entry]:
    """Return the entries of a lexicon that is free of faults."""
    found = [make_entry(part, entry) for part in PARTS for entry in said.get(part, ())]
    return sorted(found, key=lambda entry: not entry.remove)


def faults_of_lexicon(said: Mapping[str, Any], earlier: Iterable[Entry]) -> Iterator[str]:
    """Yield what is wrong with a lexicon; entries are told by their place, "[[verb]] 2"."""
    wanted = ("verb", "noun", "companies")
    for name in sorted(said.keys() - {*wanted}):
        yield f"[{name}] is no part of a lexicon; wanted [[verb]], [[noun]] or [companies]"
    if not said.keys() & {*wanted}:
        yield "nothing is in it; wanted [[verb]], [[noun]] or [companies]"
    there = {(entry.part, lemma) for entry in (*shipped_entries(), *earlier) for lemma in entry.lemmas}
    for part in PARTS:
        entries = said.get(part, [])
        if not isinstance(entries, list):
            yield f"[{part}] is one table; wanted [[{part}]]"
            continue
        for number, entry in enumerate(entries, 1):
            yield from (f"[[{part}]] {number}: {fault}" for fault in _entry_faults(part, entry, there))
    companies = said.get("companies", {"names": []})
    if not isinstance(companies, dict) or companies.keys() != {"names"} or not _are_words(companies["names"]):
        yield '[companies] wants one list of names: names = ["Acme Shipping"]'
    elif lowered := [name for name in companies["names"] if name.lower() == name or len(name) < 2]:
        yield f"[companies] names holds {_listed(lowered)}; wanted names with a capital"


def _entry_faults(part: str, entry: Mapping[str, Any], there: set[tuple[str, str]]) -> Iterator[str]:
    fields = {"type", "lemmas", "actor", "recipient", "needs", "persons", "things", "remove"}
    yield from (f'"{name}" is no key; wanted {", ".join(sorted(fields))}' for name in sorted(entry.keys() - fields))
    lemmas = entry.get("lemmas")
    if not _are_words(lemmas) or not lemmas:
        yield 'lemmas is missing or no list of words; wanted lemmas = ["broker", "strike deal"]'
        return
    if odd := [lemma for lemma in lemmas if not _LEMMA.fullmatch(lemma)]:
        yield f"lemmas holds {_listed(odd)}; wanted dictionary forms in small letters"
    type_ = entry.get("type")
    removes = entry.get("remove", False)
    if not isinstance(removes, bool) or not isinstance(entry.get("persons", False), bool):
        yield "remove and persons are true or false"
    elif removes:
        if missing := [lemma for lemma in lemmas if (part, lemma) not in there]:
            yield f"remove names {_listed(missing)}, which no entry of {part}s holds"
        if type_ is None:
            return
    if type_ not in EVENT_TYPES:
        yield f"type is {_listed([type_])}; wanted one of {', '.join(EVENT_TYPES)}"
    if not removes:
        yield from _place_faults(part, entry)


def _place_faults(part: str, entry: Mapping[str, Any]) -> Iterator[str]:
    needs = entry.get("needs")
    if needs not in NEEDS:
        yield f"needs is {_listed([needs])}; wanted one of {', '.join(NEEDS)}"
    special = _SPECIAL[part]
    for name in ("recipient", "actor"):
        places = entry.get(name, [] if name == "actor" else None)
        if not _are_words(places):
            yield f'{name} is missing or no list of places; wanted such as {name} = ["with", "of"]'
        elif odd := [place for place in places if place not in special and place not in _PREPOSITIONS]:
            yield f"{name} holds {_listed(odd)}; wanted prepositions or {', '.join(special)}"


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each.strip() == each != "" for each in value)


def _listed(values: Iterable[object]) -> str:
    return ", ".join("nothing" if value is None else f'"{value}"' for value in values)
