"""One document, read: its names, and what it says of them, each with the words that say it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain

from spacy.language import Language
from spacy.tokens import Doc, Token

from .additions import Additions
from .aftermath import bound, relations_of_events
from .anchor import make_anchor
from .circumstance import anchors_of, dateline, leading_dates, place_of, sentence_periods, settled, time_of
from .document import LONGEST_PARAGRAPH, Document, require_size
from .errors import RelazioneError, SourceError
from .events import EventReader
from .frames import give_frames, make_frames
from .gazetteer import Gazetteer, reference_gazetteer
from .language import DEFAULT_MODEL, find_model, load, parseable
from .lines import Kind, lines
from .listing import events_of_lists
from .mention import find_mentions
from .observations import ObservationReader
from .offices import read_offices
from .outcomes import OutcomeReader, done_again, with_power
from .page import Page, Paragraph, make_paragraph
from .periods import Period
from .provisions import provisions
from .relations import relations_around, relations_of_names
from .resolve import Resolver
from .sectors import sectors_in
from .statement import Entity, Event, Reading, Statement, Tenure
from .tables import figures_of_tables
from .topics import topic_of
from .unnamed import find_unnamed

BATCH = 32


class Reader:
    """A language model and the ontology's names, loaded before the first document is read.

    Raises `ModelError` where there is no such model.
    """

    def __init__(self, model: str = DEFAULT_MODEL, additions: Additions | None = None) -> None:
        found = find_model(model)
        self.model_name, self.model_version, self.model_sha256 = found.name, found.version, found.sha256
        self._added = additions or Additions()
        self.frames = make_frames(self._added.entries)

    def load(self) -> None:
        """Load what reading needs, some 400 MB; raise `ModelError` where it cannot be loaded."""
        _ = self.gazetteer

    @cached_property
    def pipeline(self) -> Language:
        """The language model."""
        return load(self.model_name)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The names that the ontology and a user's additions know."""
        return reference_gazetteer(self.pipeline, self._added.actors, self._added.companies)

    def read(self, document: Document) -> Reading:
        """Return what a document says, or raise `SourceError` if it is too long or cannot be read for any reason."""
        require_size(document.text, document.identifier)
        try:
            return self._read(document)
        except RelazioneError:
            raise
        except Exception as error:  # one document must not cost the others
            raise SourceError(f"{document.identifier}: cannot be read ({type(error).__name__}: {error})") from error

    def _read(self, document: Document) -> Reading:
        page = self.page(document)
        find_mentions(page, self.gazetteer)
        tenures = read_offices(page)
        find_unnamed(page)
        return Reading(
            document=document,
            statements=self._told(page, tenures),
            entities=tuple(_entities(page)),
            refusals=tuple(page.refusals),
        )

    def _told(self, page: Page, tenures: list[Tenure]) -> tuple[Statement, ...]:
        resolver = Resolver(page, tenures, self.gazetteer)
        statements = list(self._statements(page, tenures, resolver))
        statements += relations_around(page, Resolver(page, tenures, self.gazetteer), statements)
        return (*statements, *bound(page, resolver, statements))

    def _statements(self, page: Page, tenures: list[Tenure], resolver: Resolver) -> Iterator[Statement]:
        anchor = make_anchor(page.document.issued, page.document.text)
        yield from events_of_lists(page, resolver, anchor.month)
        events, observations = EventReader(page, resolver), ObservationReader(resolver)
        yield from tenures
        yield from relations_of_names(page, resolver)
        outcomes = OutcomeReader(page, resolver)
        last: str | None = None
        act: Event | None = None
        setting = dateline(page)
        leads, anchors = leading_dates(page, anchor), anchors_of(page, anchor)
        yield from figures_of_tables(page, anchor)
        for paragraph in page.texts():
            lead, here = leads.get(paragraph.number), anchors.get(paragraph.number, anchor)
            yield from provisions(page, resolver, paragraph)
            for sentence in paragraph.doc.sents:
                found = events.sentence(paragraph, sentence.start, sentence.end)
                told = partial(sentence_periods, paragraph, sentence.start, sentence.end, here, last)
                periods = told(future=False)
                coming = told(future=True) if any(event.modality == "planned" for event, _ in found) else periods
                for event, token in found:
                    period = time_of(token, coming if event.modality == "planned" else periods) or lead
                    last = period.date or last if period else last
                    event = with_power(page, paragraph, event, token)
                    event, setting = settled(
                        placed(page, paragraph, event, token, period), token, paragraph, setting, dated=bool(periods)
                    )
                    act = event if event.kind in {"Coerce", "Sanction"} else act
                    yield event
                    yield from relations_of_events(page, resolver, event, token)
                modality = "planned" if found and all(event.modality == "planned" for event, _ in found) else "fact"
                yield from observations.sentence(paragraph, sentence.start, sentence.end, periods, modality, lead)
                yield from outcomes.sentence(paragraph, sentence)
                yield from done_again(paragraph, sentence, act, periods)
                resolver.remember(paragraph, sentence.start, sentence.end)

    def page(self, document: Document) -> Page:
        """Return a document parsed, paragraph by paragraph, without its clutter."""
        kept = [line for line in lines(document) if line.kind is not Kind.CLUTTER]
        texts = (parseable(document.quote(line.span.start, line.span.end)) for line in kept)
        parsed = chain.from_iterable(self.pipeline.pipe(batch, batch_size=BATCH) for batch in _batches(texts))
        docs: Iterator[Doc] = (give_frames(doc, self.frames) for doc in parsed)
        return Page(
            document,
            [
                make_paragraph(number, line, doc, document.quote(line.span.start, line.span.end))
                for number, (line, doc) in enumerate(zip(kept, docs, strict=True))
            ],
        )


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield the lines in lists that are parsed together, a long one with few others: memory goes with their length."""
    batch: list[str] = []
    length = 0
    for text in texts:
        if batch and (len(batch) == BATCH or length + len(text) > LONGEST_PARAGRAPH):
            yield batch
            batch, length = [], 0
        batch.append(text)
        length += len(text)
    if batch:
        yield batch


def placed(page: Page, paragraph: Paragraph, event: Event, token: Token, period: Period | None) -> Event:
    """Return an event with its time and place."""
    topic = topic_of(paragraph, token)
    sentence = paragraph.span(token.sent.start, token.sent.end)
    told = sentence if event.kind in {"Cooperate", "Consult"} else event.evidence[0]
    return replace(
        event,
        date=(period.date or None) if period else None,
        date_text=_words_of(paragraph, period) if period else None,
        place=place_of(page, paragraph, token),
        topic=None if event.occasion_text and topic.text and event.occasion_text in topic.text else topic.text,
        topic_parts=topic.parts,
        out_of=topic.out_of,
        sectors=tuple(f"sector:{sector}" for sector in sectors_in(page.quote(told))[:6]),
    )


def _words_of(paragraph: Paragraph, period: Period) -> str | None:
    """Return the words of a time, unless they stand in a line above."""
    return paragraph.text[period.first : period.last].strip(" ,").removeprefix("on ") or None


def _entities(page: Page) -> Iterator[Entity]:
    for key, entity in sorted(page.entities.items()):
        yield replace(entity, aliases=tuple(sorted(page.forms[key] | set(entity.aliases))))
