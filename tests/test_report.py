"""The report: documents and sentences behind every rank, and findings that are true to the numbers."""

import json
from dataclasses import replace
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from handwritten import MUSCAT, PROVENANCE, TRADE, record, talks, trade
from shelf import NAMES, findings, shelf, tie, written

from graph.analysis.arrays import arrays
from graph.analysis.centrality import MEASURES
from graph.analysis.robustness import holds
from graph.document import Span
from graph.rdf import quads
from graph.report.archive import Source, archive
from graph.report.contents import tally
from graph.report.material import read_material
from graph.report.measuring import make, report
from graph.report.render import REFS, render, write
from graph.report.section import Number, Proof, Table
from graph.report.sections import sheet
from graph.store import Generation, named_query, publish

STAR = (tie("a", "b", "one"), tie("a", "c", "one"), tie("a", "d", "two"), tie("a", "b", "two"))


def test_a_rank_names_the_documents_and_sentences_of_its_dyads() -> None:
    places = written(*STAR).scope("states").ranking("degree").places

    assert [(str(place.rank), place.name.label, place.value) for place in places] == [
        ("1", "Austria", 3), ("2=", "Brazil", 1), ("2=", "Chile", 1), ("2=", "Denmark", 1),
    ]  # fmt: skip
    assert places[0].name.documents == ("one", "two")
    assert places[0].name.sentences == ("1.1", "1.2", "2.1", "2.2")
    assert places[2].sole
    assert places[2].name.documents == ("one",)


def test_leaving_a_document_out_is_measuring_without_it() -> None:
    """Without document two, Denmark is gone and the dyad of Austria and Brazil is told once."""
    net = arrays(written(*STAR).scope("states").graph)
    rest = net.graph(np.array([1, 0]))

    assert sorted(rest.edges(data="weight")) == [("a", "b", 1), ("a", "c", 1)]
    strength = holds(net, MEASURES)["strength"]
    assert (strength["a"].best, strength["a"].worst, strength["a"].fall) == (1, 1, None)
    assert (strength["a"].low, strength["a"].high) == (2, 4)
    assert (strength["d"].worst, strength["d"].fall, strength["d"].fallen) == (None, "two", None)
    assert (strength["b"].best, strength["b"].worst) == (2, 2)


def test_a_document_that_carries_a_rank_is_named() -> None:
    """Brazil leads by document one alone: without it Austria and Chile are ahead."""
    one, two = [tie("b", other, "one") for other in "acd"], [tie("a", other, "two") for other in "bc"]
    found = written(*one, *two)
    first = found.scope("states").ranking("degree").places[0]

    assert (first.name.label, first.hold.fall, first.hold.fallen) == ("Brazil", "one", 2)  # type: ignore[union-attr]
    assert "Without “Title of one”, Brazil would fall to rank 2." in findings(found)[0].text


def test_too_many_documents_are_not_left_out_one_by_one_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.analysis.robustness.BUDGET", 1)
    found = written(*STAR)

    assert found.scope("states").ranking("degree").places[0].hold is None
    assert "was not computed" in findings(found)[0].text


def test_findings_tell_ties_as_ties() -> None:
    ring = [tie("a", "b", "one"), tie("b", "c", "one"), tie("c", "d", "two"), tie("a", "d", "two")]
    texts = [finding.text for finding in findings(written(*ring)) if finding.scope == "states"]

    assert not any("deal with most others" in text or "deals with most others" in text for text in texts)
    assert "Austria, Brazil, Chile and Denmark stand between the others most often" in texts[0]
    assert "No tie between states is told by two documents: each of the 4 dyads rests on one document." in texts


def test_most_cooperative_needs_two_sentences() -> None:
    once = written(tie("a", "b", "one", 7.0), tie("a", "c", "one", 1.0), tie("a", "c", "two", 1.0))
    texts = [finding.text for finding in findings(once) if finding.scope == "states"]

    assert any("Most cooperative" in text and "Austria and Chile, at +1.0" in text for text in texts)
    assert not any("Most at odds" in text for text in texts)


def test_a_name_that_all_documents_are_about_is_told_as_such() -> None:
    about = written(tie("a", "b", "one"), tie("a", "c", "two"), tie("a", "d", "three"))
    texts = [finding.text for finding in findings(about) if finding.scope == "states"]

    assert any(text.startswith("Austria has ties in all 3 documents. Sources gathered around") for text in texts)
    assert not any("gathered around" in finding.text for finding in findings(written(*STAR)))


def test_every_finding_on_numbers_has_its_sentences() -> None:
    assert all(finding.sentences for finding in findings(written(*STAR)))


def test_plans_claims_and_denials_are_told_of_and_not_counted() -> None:
    found = written(
        *STAR,
        tie("b", "c", "one", modality="planned"),
        tie("b", "d", "one", said_by="b"),
        tie("c", "d", "one", modality="denied"),
    )

    assert len(found.scope("states").pairs) == 3
    assert {each.world: each.statements for each in found.left_out} == {"attributed": 1, "planned": 1, "denied": 1}
    assert findings(found)[-1].text == "1 claim, 1 plan and 1 denial between actors are told of and not counted."


def test_a_dataset_that_ties_nobody_says_so() -> None:
    found = make((), NAMES, {}, shelf([]), generation="abc")

    assert sheet(found).title == "Nobody is tied"
    assert [finding.text for finding in findings(found)] == [
        "No sentence states a fact between two states.",
        "No sentence states a fact between two actors.",
    ]


def test_an_unstated_intensity_is_not_zero() -> None:
    pair = written(tie("a", "b", "one", None)).scope("states").pairs[0]

    assert pair.dyad.intensity is None
    assert tally(pair) == "consult 1"


def test_two_statements_of_one_sentence_rest_on_one_sentence() -> None:
    source = Source(number=1, identifier="one", key="doc/one", title=None, publisher=None, issued=None)
    text = "Austria met Brazil and praised Chile. Denmark left."
    spans = {"s1": {Span(0, 18): ""}, "s2": {Span(23, 36): ""}, "s3": {Span(38, 45): ""}}
    found = archive([source], {"one": text}, {"one": spans})

    assert found.of(["s1", "s2"]) == ("1.1",)
    assert found.of(["s1", "s3"]) == ("1.1", "1.2")


def test_where_no_text_is_kept_the_words_of_the_evidence_stand_for_the_sentence() -> None:
    source = Source(number=1, identifier="one", key="doc/one", title=None, publisher=None, issued=None)
    found = archive([source], {}, {"one": {"s1": {Span(40, 58): "Austria met Brazil"}}})

    assert found.of(["s1"]) == ("1.1",)
    assert found.sentences[0].pieces == (("Austria met Brazil", True),)


def test_parts_that_no_tie_joins_are_not_told_as_groups_that_mean_something() -> None:
    """Two dyads apart have a modularity of 0.5, which says only that they are apart."""
    found = sheet(written(tie("a", "b", "one"), tie("c", "d", "two")))
    groups = next(each for each in found.sections if each.id == "states-groups")

    assert groups.text[0] == "2 groups: they are the parts that no tie joins, and nothing more."
    assert not any("modularity" in finding.text for finding in found.findings)


def test_of_two_equals_none_is_told_to_be_put_first() -> None:
    pair = written(*(tie("a", "b", document) for document in ("one", "two", "three")))

    assert not any("gathered around" in finding.text for finding in findings(pair))


def test_no_number_of_a_report_is_without_its_sentences(generation: Generation) -> None:
    """A partnership is told both ways: whichever of its two statements a tie rests on has its sentence."""
    for section in sheet(report(generation)).sections:
        for table in (block for block in section.blocks if isinstance(block, Table)):
            for row in table.rows:
                proofs = [cell for cell in row if isinstance(cell, Proof)]
                assert all(proof.sentences for proof in proofs) or Number(0) in row, (table.id, row[0])


def test_whatever_ties_has_its_sentence_whichever_way_it_is_told(generation: Generation) -> None:
    """Partners are told both ways, and dossiers keep one of the two."""
    found, material = report(generation), read_material(generation)

    assert len({tie.statement for tie in material.ties if tie.type == "partnerOf"} | material.iris) > 1
    assert all(found.archive.of([iri]) for iri in material.iris)


def test_a_name_of_many_sentences_shows_the_first_and_counts_the_others() -> None:
    many = written(*(tie("a", "b", f"d{n:03}") for n in range(60)))
    page = write(sheet(many), "html")

    assert "and 10 others" in page
    assert page.count('<li id="s') == REFS == 50
    assert len(json.loads(render(many, "json"))["sentences"]) == 60


def test_a_dataset_without_texts_shows_the_words_of_its_evidence(tmp_path: Path) -> None:
    publish(tmp_path, quads([talks(), trade()], PROVENANCE), {}, record())
    with Generation.open(tmp_path) as bare:
        shown = [words for each in report(bare).archive.sentences for words, _ in each.pieces]

    assert shown
    assert all(words and (words in MUSCAT.text or words in TRADE.text) for words in shown)


def test_documents_to_which_nothing_points_are_counted_where_they_are_many() -> None:
    """The dyad of Austria and Brazil names twenty documents and fifty sentences; the other 460 are only counted."""
    many = written(*(tie("a", "b", f"d{n:03}") for n in range(510)))

    assert "460 documents, to which nothing above points by name, are not listed." in write(sheet(many), "html")
    assert "are not listed" not in write(sheet(written(*STAR)), "html")


def test_what_has_found_nothing_is_folded_behind_what_it_says_of_that(generation: Generation) -> None:
    folds = {each.id: each.fold for each in sheet(report(generation)).sections if not each.findings and each.blocks}

    assert {folds[id] for id in folds if id.endswith(("-brokers", "-chance", "-brokerage"))} == {
        "The numbers behind this"
    }


def test_three_enemies_are_three_camps_to_davis() -> None:
    foes = written(tie("a", "b", "one", -5.0), tie("a", "c", "one", -5.0), tie("b", "c", "one", -5.0))
    rows = [
        row for each in sheet(foes).sections for block in each.blocks if isinstance(block, Table) for row in block.rows
    ]

    assert any("unbalanced, but for three camps" in row for row in rows)


def test_a_measure_that_is_not_chief_unfolds() -> None:
    folds = {each.id: each.fold for each in sheet(written(*STAR)).sections}

    assert folds["states-degree"] is folds["states-betweenness"] is None
    assert folds["states-strength"] == "The figure and the table of Strength"


def test_a_modularity_that_reads_as_the_limit_is_not_below_it() -> None:
    scope = written(*STAR).scope("states")

    assert not replace(scope, modularity=0.2951).weak
    assert replace(scope, modularity=0.2949).weak


def test_report_of_a_dataset_counts_only_facts_between_actors(generation: Generation) -> None:
    """Oman, Iran and the United States met; Iran accused Israel; Italy and Japan are partners. The rest is planned."""
    states = report(generation).scope("states")
    edges = {pair.label for pair in states.pairs}

    assert edges == {
        "Iran and Israel", "Iran and Oman", "Iran and United States", "Italy and Japan", "Oman and United States",
    }  # fmt: skip
    assert states.ranking("degree").places[0].name.label == "Iran"
    assert states.components == 2
    ranking = states.ranking("eigenvector")
    assert {place.name.label for place in ranking.places} == {"Iran", "Israel", "Oman", "United States"}
    assert {name.label for name in ranking.without} == {"Italy", "Japan"}


def test_each_sentence_of_a_report_stands_at_its_offsets(generation: Generation) -> None:
    found = report(generation)
    rows = generation.select(named_query("projection_documents"))
    texts = {str(row["identifier"]): generation.text(str(row["sha256"])) for row in rows}

    assert found.archive.sentences
    for each in found.archive.sentences:
        assert texts[each.document][each.start : each.end] == "".join(words for words, _ in each.pieces)
        assert any(marked for _, marked in each.pieces)


def test_the_same_dataset_gives_an_equal_report(generation: Generation) -> None:
    one, other = report(generation), report(generation)

    assert (one.scopes[0].rankings, one.scopes[0].pairs, one.archive) == (
        other.scopes[0].rankings, other.scopes[0].pairs, other.archive,
    )  # fmt: skip
    assert nx.utils.graphs_equal(one.scopes[1].graph, other.scopes[1].graph)
