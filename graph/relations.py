"""Lasting facts that names and words state: memberships, parties, measures and whom they bite, seats, partners, rivals.

Each is told once a document, at its first place. What events leave behind stands in `graph.aftermath`.
"""

from collections.abc import Iterator

from .belonging import belongings
from .building import building, proposals
from .named import relations_of_mention
from .page import Page
from .resolve import Resolver
from .statement import Relation
from .worded import relations_of_words


def relations_of_names(page: Page, resolver: Resolver) -> Iterator[Relation]:
    """Yield what the names themselves and the words beside them say, at their first place in the text."""
    seen: set[tuple[str, str, str]] = set()
    for paragraph in page.paragraphs:
        for mention in paragraph.mentions():
            for relation in relations_of_mention(page, paragraph, resolver, mention):
                if _is_new(relation, seen):
                    yield relation
        if paragraph.tells:
            told = (*relations_of_words(page, paragraph, resolver), *belongings(page, paragraph, resolver))
            for relation in told:
                if _is_new(relation, seen):
                    yield relation
            yield from building(page, paragraph)
            yield from proposals(page, resolver, paragraph)


def _is_new(relation: Relation, seen: set[tuple[str, str, str]]) -> bool:
    """Tell whether a relation between two was not told before, and take note of it."""
    key = (relation.predicate, relation.subject, relation.object)
    if key in seen or relation.subject == relation.object:
        return False
    seen.add(key)
    return True
