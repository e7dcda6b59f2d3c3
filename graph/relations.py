"""Lasting facts that names and words state: memberships, parties, measures and whom they bite, seats, partners, rivals.

Each is told once a document, at its first place. What events leave behind stands in `graph.aftermath`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .belonging import belongings
from .building import building, proposals
from .homes import called_by_home
from .listing import listed
from .measures import measured
from .named import relations_of_mention
from .page import Page
from .parties import parties
from .resolve import Resolver
from .sides import speaker_of
from .statement import Relation, Statement
from .undertakings import participants
from .worded import relations_of_words

_AROUND = {"Agreement": parties, "Measure": measured, "Initiative": participants}


def relations_of_names(page: Page, resolver: Resolver) -> Iterator[Relation]:
    """Yield what the names themselves and the words beside them say, at their first place in the text."""
    seen: set[tuple[str, str, str]] = set()
    for paragraph in page.paragraphs:
        for mention in paragraph.mentions():
            told = relations_of_mention(page, paragraph, resolver, mention)
            yield from (relation for relation in told if _is_new(relation, seen))
        if paragraph.tells:
            worded = (
                *relations_of_words(page, paragraph, resolver),
                *belongings(page, paragraph, resolver),
                *called_by_home(page, paragraph),
            )
            yield from (relation for relation in worded if _is_new(relation, seen))
            yield from building(page, paragraph)
            yield from proposals(page, resolver, paragraph)


def relations_around(page: Page, resolver: Resolver, told: Iterable[Statement]) -> Iterator[Relation]:
    """Yield what the clauses around agreements, measures and initiatives lend them, where nothing told it yet."""
    seen = {(r.predicate, r.subject, r.object) for r in told if isinstance(r, Relation)}
    items = {paragraph.number for paragraph, _ in listed(page)}
    for paragraph in (p for p in page.paragraphs if p.tells):
        for mention in paragraph.mentions():
            read = _AROUND.get(page.type_of(mention.key) or "")
            if read and (read is not parties or paragraph.number not in items):
                root = paragraph.doc[mention.start : mention.end].root
                for relation in read(page, paragraph, resolver, mention):
                    if _is_new(relation, seen):
                        said_by = speaker_of(resolver, paragraph, root, (relation.subject,))
                        yield replace(relation, said_by=said_by)


def _is_new(relation: Relation, seen: set[tuple[str, str, str]]) -> bool:
    """Tell whether a relation between two was not told before, and take note of it."""
    key = (relation.predicate, relation.subject, relation.object)
    if key in seen or relation.subject == relation.object:
        return False
    seen.add(key)
    return True
