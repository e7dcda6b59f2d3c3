"""The hastened morphology says of each word what the pipeline's own components say."""

import pytest
import spacy
from spacy.language import Language
from threadpoolctl import threadpool_info

from graph.language import DEFAULT_MODEL, load
from graph.morphology import hasten

Pipelines = tuple[Language, Language]

TEXTS = (
    "There is a plan.",
    "There are plans, and there will be others.",
    "There is a plan.  There, they said, lies the harbour.",
    "Let's go; let us see, lets him go.",
    "I can't, won't and shouldn't; he'd rather she'd gone.",
    "Talks were being held while the leaves left the leaf.",
    "What does this cost? It cost US$3.5bn, up 12% on 2023!",
    "To whom it may concern: who's there, and whose is that?",
    "THE MEETING ENDED.\n\nThe meetings, meeting each other, met.",
    "\u201cWe do not,\u201d he said, \u201chave anything to say \u2013 yet.\u201d",
    "",
)


@pytest.fixture(scope="module")
def pipelines() -> Pipelines:
    return load(), spacy.load(DEFAULT_MODEL)


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS)
def test_words_are_what_the_plain_pipeline_calls_them(pipelines: Pipelines, text: str) -> None:
    hastened, plain = (
        [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_) for t in pipeline(text)] for pipeline in pipelines
    )

    assert hastened == plain


@pytest.mark.slow
def test_what_was_kept_is_said_again(pipelines: Pipelines) -> None:
    hastened, plain = pipelines
    text = " ".join(TEXTS)

    first, second = ([(t.pos_, str(t.morph), t.lemma_) for t in hastened(text)] for _ in range(2))

    assert first == second == [(t.pos_, str(t.morph), t.lemma_) for t in plain(text)]


def test_matrices_are_multiplied_in_one_thread(pipelines: Pipelines) -> None:
    """Of several, each waits for the others longer than it works, and takes the processor all the while."""
    assert {each["num_threads"] for each in threadpool_info() if "numpy" in each["filepath"]} == {1}


def test_pipeline_without_the_two_stays_as_it_is() -> None:
    pipeline = spacy.blank("en")
    hasten(pipeline)

    assert pipeline.pipe_names == []
