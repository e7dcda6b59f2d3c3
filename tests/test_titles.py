"""Titles that compounds, verbs, counterparts and successions tell."""

import pytest
from told import Read, offices

from graph.statement import Tenure

pytestmark = pytest.mark.slow

LEHTOLA, VALDES, HOLM = "person/aino-lehtola", "person/jorge-valdes", "person/mary-holm"
INSTITUTE = "organization/nordic-fisheries-institute"


@pytest.mark.parametrize(
    ("text", "title", "owner"),
    [
        ("EU enlargement commissioner Aino Lehtola left.", "enlargement commissioner", "organization/european-union"),
        ("Finland's border envoy Aino Lehtola left.", "border envoy", "state/fi"),
        ("Aino Lehtola, the Finnish ambassador to Peru, left.", "ambassador to peru", "state/fi"),
        (
            "Aino Lehtola, Finland's ambassador to the United Nations, left.",
            "ambassador to the united nations",
            "state/fi",
        ),
        ("Aino Lehtola took over as prime minister of Finland.", "prime minister", "state/fi"),
    ],
)
def test_title_is_told_whole(read: Read, text: str, title: str, owner: str) -> None:
    assert offices(read(text)) == {(LEHTOLA, title, owner)}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Mary Holm, who chairs the Nordic Fisheries Institute, spoke first.", "chair"),
        ("Mary Holm leads the Nordic Fisheries Institute.", "leader"),
        ("The Nordic Fisheries Institute, headed by Mary Holm, published a report.", "head"),
    ],
)
def test_verb_tells_an_office(read: Read, text: str, title: str) -> None:
    assert offices(read(text)) == {(HOLM, title, INSTITUTE)}


@pytest.mark.parametrize(
    "text",
    [
        "Mary Holm does not lead the Nordic Fisheries Institute.",
        "The Nordic Fisheries Institute, praised by Mary Holm, published a report.",
        "Mary Holm wants to become president of Finland.",
    ],
)
def test_no_office_where_it_is_denied_or_wished_for(read: Read, text: str) -> None:
    assert not offices(read(text))


def test_colleague_holds_the_same_office(read: Read) -> None:
    reading = read("Finnish Foreign Minister Aino Lehtola and Peruvian colleague Jorge Valdes met on Monday.")

    assert offices(reading) == {(LEHTOLA, "foreign minister", "state/fi"), (VALDES, "foreign minister", "state/pe")}


@pytest.mark.parametrize(
    "text",
    [
        "Mary Holm succeeded Jorge Valdes as president of Peru.",
        "Peru's President Jorge Valdes and his successor, Mary Holm, spoke first.",
    ],
)
def test_successor_has_the_office_of_the_one_before(read: Read, text: str) -> None:
    assert (HOLM, "president", "state/pe") in offices(read(text))


def test_former_envoy_is_marked(read: Read) -> None:
    reading = read("Aino Lehtola, Finland's former border envoy, spoke first.")

    (tenure,) = (statement for statement in reading.statements if isinstance(statement, Tenure))
    assert (tenure.holder, tenure.of, tenure.former) == (LEHTOLA, "state/fi", True)
