"""What the pages are made of, by itself: marks, words, balances, and places in the picture."""

from decimal import Decimal
from math import hypot

import networkx as nx
import pytest
from rdflib import URIRef

from graph.analysis.layout import layout
from graph.analysis.ties import Tie
from graph.report.wording import amount_words, change_words, date_words, event_line, period_words, relation_line
from server.addresses import page_of
from server.catalogue import Catalogue, Name, fold
from server.network import balance, distinct
from server.presentation import pips, way
from server.quotations import around, paragraphs
from server.stage import stage

BASE = "https://w3id.org/relazione/"


def name(key: str, label: str) -> Name:
    return Name(iri=URIRef(f"{BASE}id/{key}"), type=key.partition("/")[0], label=label)


ITALY, JAPAN, PACT = name("state/it", "Italy"), name("state/jp", "Japan"), name("agreement/pact", "Pact")


def plain(line: tuple[object, ...]) -> str:
    return "".join(piece.label if isinstance(piece, Name) else str(piece) for piece in line)


def test_overlapping_marks_cut_the_text_and_lose_nothing() -> None:
    text = "Rome and Tokyo signed.\n\nThen they left."
    spans = {"a": (0, 14), "b": (9, 22), "c": (24, 39)}
    found = paragraphs(text, spans)

    assert ["".join(piece.text for piece in line) for line in found] == ["Rome and Tokyo signed.", "Then they left."]
    assert [(piece.text, piece.marks) for piece in found[0]] == [
        ("Rome and ", ("a",)),
        ("Tokyo", ("a", "b")),
        (" signed.", ("b",)),
    ]
    assert [piece.opens for piece in found[0]] == [("a",), ("b",), ()]
    assert found[1][0].marks == ("c",)


def test_marks_count_code_points_and_not_what_a_browser_counts() -> None:
    text = "🌍🌍 Città met Tokyo"
    start = text.index("Città")
    found = paragraphs(text, {"a": (start, start + 5)})

    assert [piece.text for piece in found[0] if piece.marks] == ["Città"]


def test_quotation_stands_in_its_own_sentence_only() -> None:
    text = "It rained. In the U.S. the talks went on, he said, until May. Then all left.\nNext day."
    start = text.index("the talks went on")

    assert around(text, start, start + 17) == ("In the U.S. ", ", he said, until May.")


@pytest.mark.parametrize(
    ("date", "words"),
    [("2025-10-08", "8 Oct 2025"), ("2025-10", "Oct 2025"), ("2025", "2025"), (None, None), ("of old", "of old")],
)
def test_date_is_as_precise_as_it_stands(date: str | None, words: str | None) -> None:
    assert date_words(date) == words


def test_period_says_a_year_once() -> None:
    assert period_words("2025-01", "2025-08") == "Jan to Aug 2025"
    assert period_words("2024", "2024") == "2024"
    assert period_words("2024-11", "2025-02") == "Nov 2024 to Feb 2025"


def test_amounts_are_read_as_the_text_gives_them() -> None:
    assert amount_words(Decimal("49800000000"), "EUR", None, None) == "€49.8 bn"
    assert amount_words(Decimal("-31600000000"), "EUR", None, "about") == "about −€31.6 bn"
    assert amount_words(Decimal("1200"), None, "soldiers", "at_least") == "at least 1,200 soldiers"
    assert amount_words(Decimal("3000000"), "CHF", None, None) == "CHF 3 m"
    assert change_words(Decimal("-11.1")) == "−11.1 %"
    assert change_words(Decimal("16")) == "+16 %"


def test_events_are_told_by_who_did_what_to_whom_and_by_no_more_than_their_type_says() -> None:
    assert plain(event_line("Consult", [ITALY, JAPAN], [], None)) == "Italy and Japan meet or talk"
    assert plain(event_line("Sanction", [ITALY], [JAPAN], PACT)) == "Italy takes measures against Japan: Pact"
    assert plain(event_line("Agree", [ITALY, JAPAN], [], PACT)) == "Italy and Japan agree on Pact"
    assert plain(event_line("Retreat", [ITALY], [], PACT)) == "Italy draws back from Pact"
    assert plain(event_line("Request", [ITALY], [], PACT)) == "Italy makes a request: Pact"
    assert plain(event_line("Accuse", [], [JAPAN], None)) == "someone not named criticises or accuses Japan"


def test_at_a_table_all_are_told_alike_whoever_is_written_down_as_the_actor() -> None:
    assert plain(event_line("Consult", [JAPAN], [ITALY], None)) == "Japan and Italy meet or talk"
    assert plain(event_line("Cooperate", [], [ITALY], None)) == "someone not named cooperates with Italy"


def test_relations_are_told_with_their_status() -> None:
    assert plain(relation_line(ITALY, "partyTo", PACT, "withdrawn", None)) == "Italy withdraws from Pact"
    assert plain(relation_line(ITALY, "partyTo", PACT, "in_force", None)) == "Italy is party to Pact (in force)"
    assert plain(relation_line(ITALY, "takesPartIn", PACT, None, "leads")) == "Italy leads Pact"
    assert plain(relation_line(PACT, "buildsOn", PACT, None, "replaces")) == "Pact replaces Pact"
    assert plain(relation_line(ITALY, "partnerOf", JAPAN, None, None)) == "Italy and Japan are partners"


def test_pips_and_signs_keep_to_their_steps() -> None:
    assert [pips(Decimal(each)) for each in ("0.59", "0.60", "0.75", "0.90")] == [1, 2, 3, 4]
    assert [way(each) for each in (0.6, 0.5, None, -0.5, -0.6)] == ["up", "flat", "flat", "flat", "down"]


def tie(intensity: float | None, document: str, statement: str, modality: str = "fact", kind: str = "Consult") -> Tie:
    return Tie(
        a="state/it", b="state/jp", kind="event", type=kind, document=document, statement=statement,
        modality=modality, intensity=intensity,
    )  # fmt: skip


def test_balance_counts_each_document_once_and_plans_only_alone() -> None:
    ties = [tie(6, "one", "a"), tie(2, "one", "b"), tie(-2, "two", "c"), tie(-9, "three", "d", "planned")]

    assert balance(ties) == pytest.approx((4 + -2) / 2)
    assert balance([tie(-9, "three", "d", "planned"), tie(5, "three", "e", "denied")]) == -9
    assert balance([tie(None, "one", "a")]) is None


def test_partnership_that_stands_both_ways_counts_once() -> None:
    both = [tie(None, "one", "a", kind="partnerOf"), tie(None, "one", "b", kind="partnerOf"), tie(1, "one", "c")]

    assert [each.statement for each in distinct(both)] == ["a", "c"]


def test_picture_keeps_names_apart_and_is_the_same_each_time() -> None:
    graph = nx.compose(nx.karate_club_graph(), nx.Graph([(100, 101), (102, 103), (104, 105), (104, 106)]))
    named = nx.relabel_nodes(graph, {node: f"state/{node}" for node in graph})
    radii = dict.fromkeys(named, 8.0)
    places = stage(named, layout(named), radii)
    nearest = min(
        hypot(places[a][0] - places[b][0], places[a][1] - places[b][1]) for a in places for b in places if a < b
    )

    assert set(places) == set(named)
    assert nearest > 16
    assert places == stage(named, layout(named), radii)
    assert stage(nx.Graph(), {}, {}) == {}


def test_iris_of_ours_have_pages_and_others_none() -> None:
    assert page_of(BASE + "id/state/it") == "/entity/state/it"
    assert page_of(BASE + "ns#Consult") == "/ontology#Consult"
    assert page_of(BASE + "id/agreement/lake-treaty") == "/agreement/lake-treaty"
    assert page_of(BASE + "sector/energy") == "/sector/energy.html"
    assert page_of("https://elsewhere.example/id/state/it") is None


def test_names_are_found_best_first() -> None:
    names = {
        each.iri: each
        for each in (name("person/a", "Élodie Roma"), name("place/roma", "Roma"), name("company/r", "Aromatic"))
    }
    folded = {fold(each.label): (iri,) for iri, each in names.items()}
    found = Catalogue(names, {}, folded).search("roma")

    assert [each.label for each in found] == ["Roma", "Élodie Roma", "Aromatic"]
    assert [each.label for each in Catalogue(names, {}, folded).search("elodie rom")] == ["Élodie Roma"]
