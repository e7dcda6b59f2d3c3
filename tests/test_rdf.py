"""Readings become quads: every statement with its quotation, every IRI from content, nothing twice."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
from handwritten import IRAN, ITALY, JAPAN, MUSCAT, PROVENANCE, TRADE, talks, trade
from rdflib import DCTERMS, OWL, PROV, RDF, SKOS, XSD, Graph, Literal, URIRef

from graph.assertion import date
from graph.checks import number
from graph.document import Document, Span
from graph.rdf import merge_entities, quads
from graph.slug import document_iri, slug
from graph.soundness import sound
from graph.statement import Entity, Event, Observation, Reading, Relation, Statement
from ontology.terms import BUILD_GRAPH, ENTITIES_GRAPH, ID, OA, REFERENCE_GRAPH, RZ, SECTOR, entity_iri
from ontology.validation import violations

NOTE = Document(identifier="note", text="Italy exported 10 to Japan and imported 4. The total was 15.")
EVERYWHERE = (Span(0, 42),)


def dataset(*readings: Reading, graph: URIRef | None = None) -> Graph:
    """Return one graph of the dataset, or the union of all."""
    found = Graph()
    for *triple, name in quads(readings, PROVENANCE):
        if graph in (None, name):
            found.add(tuple(triple))
    return found


def noted(*statements: Statement) -> Reading:
    return Reading(document=NOTE, entities=(ITALY, JAPAN), statements=statements)


def figure(flow: str, value: str, **said: object) -> Observation:
    settled = {"kind": "trade", "reporter": ITALY.key, "partner": JAPAN.key, "evidence": EVERYWHERE}
    return Observation(**{**settled, "flow": flow, "value": Decimal(value), "confidence": Decimal(1), **said})


def relation(**said: object) -> Relation:
    settled = {"subject": ITALY.key, "object": JAPAN.key, "evidence": EVERYWHERE, "confidence": Decimal(1)}
    return Relation(**{**settled, "predicate": "partnerOf", **said})


def outcomes(*figures: Observation) -> list[str]:
    found = dataset(noted(*figures))
    return sorted(str(outcome) for outcome in found.objects(None, RZ.outcome))


def types(found: Graph, node: object) -> set[str]:
    return {str(kind).removeprefix(RZ) for kind in found.objects(node, RDF.type) if kind.startswith(RZ)}


def test_every_quotation_stands_at_its_offsets() -> None:
    found = dataset(talks(), trade())
    statements = list(found.subjects(RDF.type, RZ.Statement))

    assert len(statements) == 16
    texts = {document_iri(document.identifier): document.text for document in (MUSCAT, TRADE)}
    for statement in statements:
        text = texts[found.value(statement, PROV.wasDerivedFrom)]
        evidence = list(found.objects(statement, RZ.evidence))
        assert evidence
        for node in evidence:
            start, end = (int(found.value(node, term)) for term in (OA.start, OA.end))
            assert text[start:end] == str(found.value(node, OA.exact))


def test_superclasses_are_written_out() -> None:
    found = dataset(talks())

    assert types(found, next(found.subjects(RDF.type, RZ.Consult))) == {"Consult", "Event", "Statement"}
    assert types(found, entity_iri(IRAN.key)) == {"State", "Actor"}
    assert types(found, ID["agreement/muscat-accord"]) == {"Agreement"}


def test_a_document_is_described_in_its_own_graph() -> None:
    iri = document_iri(TRADE.identifier)
    graph = dataset(trade(), graph=iri)

    assert graph.value(iri, DCTERMS.identifier) == Literal("trade-of-italy-and-japan")
    assert graph.value(iri, DCTERMS.issued) == Literal("2025-02", datatype=XSD.gYearMonth, normalize=False)
    assert graph.value(iri, RZ.sha256) == Literal(TRADE.sha256)


def test_only_what_a_document_says_as_its_own_fact_stands_as_a_plain_triple() -> None:
    def plain(**said: object) -> bool:
        return (ID["state/it"], RZ.partyTo, ID["state/jp"]) in dataset(noted(relation(predicate="partyTo", **said)))

    assert plain()
    assert plain(status="signed")
    assert not plain(modality="planned")
    assert not plain(modality="denied")
    assert not plain(said_by=JAPAN.key)
    assert not plain(status="negotiating")
    assert not plain(status="withdrawn")


def test_symmetric_relations_stand_both_ways_each_with_its_node() -> None:
    found = dataset(noted(relation()))
    italy, japan = ID["state/it"], ID["state/jp"]

    assert (italy, RZ.partnerOf, japan) in found
    assert (japan, RZ.partnerOf, italy) in found
    sides = {(found.value(n, RDF.subject), found.value(n, RDF.object)) for n in found.subjects(RDF.type, RZ.Relation)}
    assert sides == {(italy, japan), (japan, italy)}


def test_the_same_said_twice_is_one_statement_with_two_quotations() -> None:
    once, again = relation(), relation(evidence=(Span(0, 5),), confidence=Decimal("0.4"), rule="weak")
    found = dataset(noted(once, again))
    nodes = list(found.subjects(RDF.subject, ID["state/it"]))

    assert len(nodes) == 1
    assert len(list(found.objects(nodes[0], RZ.evidence))) == 2
    assert [str(value) for value in found.objects(nodes[0], RZ.confidence)] == ["1"]
    assert found.value(nodes[0], RZ.basis) == Literal("stated")


def test_order_of_readings_does_not_show() -> None:
    assert set(quads([talks(), trade()], PROVENANCE)) == set(quads([trade(), talks()], PROVENANCE))


def test_one_entity_of_two_documents_is_named_once() -> None:
    iran = Entity(key="state/ir", type="State", name="Islamic Republic of Iran", aliases=("Iran",))
    other = replace(trade(), entities=(iran,))

    (merged,) = [entity for entity in merge_entities([talks().entities, other.entities]) if entity.key == "state/ir"]

    assert (merged.name, merged.aliases) == ("Iran", ("Islamic Republic of Iran",))
    assert merged.iso == "IR"


def test_what_the_ontology_knows_stays_apart_from_what_documents_say() -> None:
    italy = ID["state/it"]
    known, told = (dataset(trade(), graph=name) for name in (REFERENCE_GRAPH, document_iri(TRADE.identifier)))

    assert len(set(known.objects(italy, RZ.memberOf))) > 5
    assert (italy, RZ.capital, ID["place/rome"]) in known
    assert (SECTOR["defence"], SKOS.prefLabel, None) in known
    assert set(told.objects(italy, RZ.memberOf)) == {ID["organization/european-union"]}


def test_an_entity_has_one_name_in_all_graphs_together() -> None:
    found = dataset(talks(), trade())

    for entity in found.subjects(RDF.type, RZ.Actor):
        assert len(list(found.objects(entity, SKOS.prefLabel))) == 1, entity
    assert dataset(talks(), graph=ENTITIES_GRAPH).value(ID["state/ir"], OWL.sameAs)


def test_dates_keep_their_precision() -> None:
    assert [date(text).datatype for text in ("2025", "2025-10", "2025-10-08")] == [XSD.gYear, XSD.gYearMonth, XSD.date]
    assert str(date("2025-10")) == "2025-10"


@pytest.mark.parametrize(
    ("value", "written"),
    [("8.0E+9", "8000000000"), ("0.50", "0.5"), ("-0.0", "0"), ("-12.5", "-12.5"), ("1E-7", "0.0000001")],
)
def test_decimals_are_written_in_full(value: str, written: str) -> None:
    assert str(number(Decimal(value))) == written


def test_sums_hold_within_the_rounding_of_their_figures() -> None:
    flows = figure("export", "8.1E9"), figure("import", "5.4E9")

    assert outcomes(*flows, figure("total", "13.6E9"), figure("balance", "2.7E9")) == ["adds up", "adds up"]
    assert outcomes(*flows, figure("total", "14.1E9")) == ["derived", "does not add up"]


def test_figures_of_other_periods_or_currencies_are_not_added() -> None:
    exports, imports = figure("export", "10", currency="EUR"), figure("import", "4", currency="USD")

    assert outcomes(exports, imports) == []
    assert outcomes(figure("export", "10", period_start="2024"), figure("import", "4", period_start="2023")) == []


def test_a_partners_exports_are_read_as_imports_and_a_deficit_is_negative() -> None:
    mirrored = figure("export", "14", reporter=JAPAN.key, partner=ITALY.key)

    found = dataset(noted(figure("export", "10"), mirrored))

    assert {str(value) for value in found.objects(None, RZ.derivedBalance)} == {"-4"}
    assert outcomes(figure("export", "10"), mirrored, figure("balance", "-4")) == ["adds up"]


def test_the_build_is_told_without_a_clock() -> None:
    provenance = replace(PROVENANCE, model="some-model", sources={"note": "ab" * 32})
    found = list(quads([noted(relation())], provenance))
    told = {(p, o) for _, p, o, graph in found if graph == BUILD_GRAPH}

    assert (RZ.sha256, Literal("ab" * 32)) in told
    assert (RDF.type, PROV.Activity) in told
    assert not [o for _, o in told if isinstance(o, Literal) and o.datatype in (XSD.dateTime, XSD.date)]


def event(**said: object) -> Event:
    settled = {"kind": "Accuse", "actors": (ITALY.key,), "evidence": EVERYWHERE, "confidence": Decimal(1)}
    return Event(**{**settled, **said})


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (event(evidence=()), "no quotation"),
        (event(evidence=(Span(10, 999),)), "outside the text"),
        (event(recipients=("person/nobody",)), "person/nobody: neither"),
        (event(date="2025-13-01"), 'date "2025-13-01"'),
        (event(said_by="person/nobody"), "person/nobody: neither"),
    ],
)
def test_a_statement_that_cannot_stand_is_refused_with_its_reason(statement: Event, reason: str) -> None:
    reading = sound(noted(statement, relation()))

    assert reading.statements == (relation(),)
    (refusal,) = reading.refusals
    assert reason in refusal.reason


@pytest.mark.parametrize("text", ["One.\nTwo.", "x" * 501])
def test_a_quotation_of_two_lines_or_too_long_is_refused(text: str) -> None:
    reading = replace(noted(), document=Document(identifier="a", text=text))
    statement = event(evidence=(Span(0, len(text)),))

    assert sound(replace(reading, statements=(statement,))).statements == ()


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Wang Yi", "wang-yi"),
        ("Élysée", "elysee"),
        ("2024–2027 Action Plan", "2024-2027-action-plan"),
        ("Großbritannien", "grossbritannien"),
        ("People's Bank", "peoples-bank"),
    ],
)
def test_names_become_plain_addresses(name: str, made: str) -> None:
    assert slug(name) == made


def test_a_name_without_latin_letters_has_an_address_too() -> None:
    assert slug("王毅") == slug("王毅") != slug("塔亚尼")


def test_the_dataset_keeps_to_the_shapes() -> None:
    found: Iterable[tuple[URIRef, URIRef, URIRef]] = (tuple(quad[:3]) for quad in quads([talks(), trade()], PROVENANCE))

    assert violations(found) == []


def test_a_statement_without_evidence_breaks_a_shape() -> None:
    triples = [tuple(quad[:3]) for quad in quads([talks()], PROVENANCE)]
    bare = next(s for s, p, _ in triples if p == RZ.evidence)

    found = violations(triple for triple in triples if not (triple[0] == bare and triple[1] == RZ.evidence))

    assert {violation.node for violation in found} == {str(bare)}
    assert any(violation.path == str(RZ.evidence) for violation in found)
