"""The vocabulary, its shapes and the sectors: complete, free of contradiction, and strict about what is owed."""

from importlib.resources import files

import owlrl
import pytest
from rdflib import OWL, PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from graph.gazetteer import known_companies
from graph.sectors import sectors_in
from ontology.actors import actors_graph, load_actors
from ontology.sectors import load_sectors, sectors_graph
from ontology.terms import BASE, DOC, EVIDENCE, ID, OA, RZ, SCHEMA, STATEMENT
from ontology.validation import violations

ONTOLOGY = files("ontology")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
DCTERMS = Namespace("http://purl.org/dc/terms/")

# The contract's terms, copied from its text.
CLASSES = """
    Document State Organization Company Person Place Agreement Measure Initiative Actor Statement Event Tenure
    Observation Relation Agree Consult Support Concede Cooperate Aid Retreat Request Accuse Reject Threaten Protest
    Sanction Mobilize Coerce Assault
"""
PROPERTIES = """
    sha256 iso3166 locatedIn evidence modality saidBy confidence date dateText place sector topic occasion basis rule
    actor recipient object intensity holder officeTitle office officeOf start end former kind flow reporter partner
    value bound currency unit change periodStart periodEnd checks status role memberOf partyTo takesPartIn adopts
    proposedBy targets favours aboutSector stakeIn basedIn buildsOn rivalOf partnerOf demonym capital seat occasionText
    signedBy topicPart outOf
"""
FOREIGN = [
    DCTERMS.identifier, DCTERMS["title"], DCTERMS.publisher, DCTERMS.issued, DCTERMS.creator, DCTERMS.source,
    DCTERMS.language, DCTERMS.isReplacedBy, OA.exact, OA.start, OA.end, SCHEMA.mentions,
    PROV.wasDerivedFrom, SKOS.prefLabel, SKOS.altLabel,
]  # fmt: skip
ALIGNMENTS = {
    "Document": "https://schema.org/Article",
    "State": "https://schema.org/Country",
    "Organization": "http://www.w3.org/ns/org#FormalOrganization",
    "Company": "https://schema.org/Corporation",
    "Person": "http://xmlns.com/foaf/0.1/Person",
    "Place": "https://schema.org/Place",
    "Measure": "http://data.europa.eu/eli/ontology#LegalResource",
    "Initiative": "https://schema.org/Project",
    "Event": "http://semanticweb.cs.vu.nl/2009/11/sem/Event",
    "Tenure": "http://www.w3.org/ns/org#Membership",
    "Observation": "http://purl.org/linked-data/cube#Observation",
    "Relation": "http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement",
}
SECTORS = """
    agriculture aerospace ai automotive climate critical_minerals culture cybersecurity defence development digital
    education energy finance fisheries health human_rights industry infrastructure investment maritime migration
    nuclear renewables science security semiconductors space sport technology telecommunications tourism trade transport
"""

VALID = """
@prefix : <https://w3id.org/relazione/id/> .
@prefix doc: <https://w3id.org/relazione/doc/> .
@prefix st: <https://w3id.org/relazione/statement/> .
@prefix ev: <https://w3id.org/relazione/evidence/> .
@prefix rz: <https://w3id.org/relazione/ns#> .
@prefix sector: <https://w3id.org/relazione/sector/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix schema: <https://schema.org/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/relazione/id/> .

doc:note a rz:Document ; dcterms:identifier "note" ; dcterms:title "A note"@en ; dcterms:language "en" ;
    dcterms:issued "2025-03"^^xsd:gYearMonth ; schema:mentions <state/no>, <state/pe>, <person/jo-vik> ;
    rz:sha256 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" .

<state/no> a rz:State, rz:Actor ; skos:prefLabel "Norway"@en ; skos:altLabel "Oslo"@en ; rz:iso3166 "NO" ;
    owl:sameAs <http://www.wikidata.org/entity/Q20> ; rz:partnerOf <state/pe> ; rz:partyTo <agreement/fish-pact> .
<state/pe> a rz:State, rz:Actor ; skos:prefLabel "Peru"@en ; rz:iso3166 "PE" ; rz:partnerOf <state/no> .
<place/callao> a rz:Place, rz:Actor ; skos:prefLabel "Callao"@en ; rz:locatedIn <state/pe> .
<person/jo-vik> a rz:Person, rz:Actor ; skos:prefLabel "Jo Vik"@en .
<agreement/fish-pact> a rz:Agreement ; skos:prefLabel "Fish Pact"@en .
<office/no-fisheries-minister> a rz:Office ; skos:prefLabel "fisheries minister"@en ; rz:officeOf <state/no> .
sector:fisheries a skos:Concept ; skos:prefLabel "fisheries"@en .

ev:e a rz:Evidence ; oa:exact "Norway and Peru signed" ; oa:start 10 ; oa:end 32 .

st:event a rz:Statement, rz:Event, rz:Agree ; rz:evidence ev:e ; prov:wasDerivedFrom doc:note ; rz:modality "fact" ;
    rz:confidence 0.9 ; rz:basis "inferred" ; rz:rule "headline" ; rz:actor <state/no> ; rz:recipient <state/pe> ;
    rz:object <agreement/fish-pact> ; rz:place <place/callao> ; rz:date "2025-03-02"^^xsd:date ; rz:intensity 6.0 ;
    rz:sector sector:fisheries .
st:tenure a rz:Statement, rz:Tenure ; rz:evidence ev:e ; prov:wasDerivedFrom doc:note ; rz:modality "fact" ;
    rz:confidence 1.0 ; rz:holder <person/jo-vik> ; rz:officeTitle "fisheries minister" ; rz:former false ;
    rz:office <office/no-fisheries-minister> ; rz:officeOf <state/no> ; rz:start "2023"^^xsd:gYear .
st:relation a rz:Statement, rz:Relation ; rz:evidence ev:e ; prov:wasDerivedFrom doc:note ; rz:modality "fact" ;
    rz:confidence 0.8 ; rdf:subject <state/no> ; rdf:predicate rz:partyTo ; rdf:object <agreement/fish-pact> ;
    rz:status "signed" .
st:figure a rz:Statement, rz:Observation ; rz:evidence ev:e ; prov:wasDerivedFrom doc:note ; rz:modality "fact" ;
    rz:confidence 0.7 ; rz:kind "trade" ; rz:flow "export" ; rz:reporter <state/no> ; rz:partner <state/pe> ;
    rz:value 1200000.0 ; rz:currency "NOK" ; rz:change -3.5 ; rz:periodStart "2024-01"^^xsd:gYearMonth ;
    rz:periodEnd "2024"^^xsd:gYear .
"""

# What is changed in the valid dataset, into what, and the words with which the violation must say it.
BROKEN = [
    ('dcterms:identifier "note" ; ', "", "exactly one dcterms:identifier"),
    ('"aaaaaaaa', '"AAAAAAAA', "64 hexadecimal digits"),
    ('dcterms:language "en"', 'dcterms:language "English"', "a tag such as"),
    ('"2025-03"^^xsd:gYearMonth ; schema', '"March 2025" ; schema', "at most one dcterms:issued"),
    ("<person/jo-vik> ;\n    rz:sha256", "<person/nobody> ;\n    rz:sha256", "what a document mentions has a name"),
    ("<place/callao> a rz:Place", "<place/callao> a rz:Company, rz:Place", "exactly one of the eight types"),
    ('skos:prefLabel "Jo Vik"@en', 'skos:prefLabel "Jo Vik"@en, "Mr Vik"@en', "exactly one skos:prefLabel a language"),
    ('; skos:prefLabel "Callao"@en', "", "exactly one skos:prefLabel a language"),
    ('"Oslo"@en', '"Oslo"', "a skos:altLabel has a language"),
    ("http://www.wikidata.org/entity/Q20", "http://example.org/Q20", "an item of Wikidata"),
    ("rz:locatedIn <state/pe>", "rz:locatedIn <person/jo-vik>", "a place or a state"),
    ('rz:iso3166 "PE"', 'rz:iso3166 "Peru"', "two capital letters"),
    ('; rz:iso3166 "PE"', "", "exactly one rz:iso3166"),
    ("<state/pe> a rz:State, rz:Actor", "<state/pe> a rz:State", "also written as an rz:Actor"),
    ("<person/jo-vik> a rz:Person", "<person/jo-vik> a rz:Organization", "id/organization/"),
    ("rz:partnerOf <state/no>", "rz:rivalOf <place/callao>", "rz:partnerOf is written both ways"),
    ("rz:partyTo <agreement/fish-pact> .", "rz:partyTo <place/callao> .", "one is rz:partyTo an agreement"),
    ("oa:end 32", "oa:end 10", "lies before oa:end"),
    ("oa:start 10", 'oa:start "10"', "an integer from 0 on"),
    ('"Norway and Peru signed"', '"Norway\\nPeru"', "within one paragraph"),
    ("rz:Event, rz:Agree ; rz:evidence ev:e ;", "rz:Event, rz:Agree ;", "at least one rz:evidence"),
    ("rz:confidence 0.9", "rz:confidence 1.9", "a decimal from 0 to 1"),
    ("rz:confidence 0.9", 'rz:confidence "0.9"^^xsd:double', "a decimal from 0 to 1"),
    ('"fact" ;\n    rz:confidence 0.9', '"likely" ;\n    rz:confidence 0.9', "exactly one rz:modality"),
    ("rz:Relation ; rz:evidence ev:e ; prov:wasDerivedFrom doc:note", "rz:Relation ; rz:evidence ev:e",
     "exactly one document"),
    (' ; rz:rule "headline"', "", "an inferred statement names its rz:rule"),
    ("rz:Event, rz:Agree", "rz:Event", "exactly one of the sixteen kinds"),
    ("rz:Event, rz:Agree", "rz:Event, rz:Agree, rz:Aid", "exactly one of the sixteen kinds"),
    ("rz:Statement, rz:Event", "rz:Statement, rz:Event, rz:Tenure", "exactly one of event, tenure"),
    ("rz:actor <state/no> ; rz:recipient <state/pe> ;", "", "an actor or a recipient"),
    ("rz:actor <state/no>", "rz:actor <state/xx>", "rz:actor is an entity that has a name"),
    ("rz:object <agreement/fish-pact> ;", "rz:object <state/pe> ;", "an agreement, measure or initiative"),
    ("rz:place <place/callao>", "rz:place <person/jo-vik>", "is a place or a state"),
    ('"2025-03-02"^^xsd:date', '"2 March"', "at most one rz:date"),
    ("rz:intensity 6.0", "rz:intensity 60.0", "from -10 to 10"),
    ("rz:sector sector:fisheries", "rz:sector sector:fishing", "one of the scheme"),
    ("rz:holder <person/jo-vik>", "rz:holder <state/no>", "exactly one rz:holder, a person"),
    ('rz:officeTitle "fisheries minister" ; ', "", "exactly one rz:officeTitle"),
    ("rz:former false", 'rz:former "no"', "true or false"),
    ('rz:start "2023"^^xsd:gYear', 'rz:start "2023"', "at most one rz:start"),
    ("rdf:predicate rz:partyTo", "rdf:predicate rz:likes", "exactly one rdf:predicate of the vocabulary"),
    ('rz:status "signed"', 'rz:status "agreed"', "rz:status is signed"),
    ('rz:status "signed"', 'rz:role "boss"', "rz:role is leads"),
    ('rz:kind "trade"', 'rz:kind "money"', "exactly one rz:kind"),
    ('rz:flow "export"', 'rz:flow "exports"', "rz:flow is export"),
    (' ; rz:currency "NOK"', "", "a value with a currency or unit"),
    ('"NOK"', '"kroner"', "three capital letters"),
    ('"2024-01"^^xsd:gYearMonth', '"2024-01-01"^^xsd:date', "a month or a year"),
    ("rz:reporter <state/no> ; ", "", "exactly one rz:reporter"),
]  # fmt: skip


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    return Graph().parse(data=ONTOLOGY.joinpath("relazione.ttl").read_text("utf-8"), format="turtle")


def test_every_term_of_the_contract_is_declared_with_label_and_comment(vocabulary: Graph) -> None:
    for term in [*(RZ[name] for name in (CLASSES + PROPERTIES).split()), *FOREIGN]:
        assert (term, RDF.type, None) in vocabulary, term
        assert vocabulary.value(term, RDFS.label), term
        assert vocabulary.value(term, RDFS.comment), term


def test_every_property_of_ours_has_a_domain_and_a_range(vocabulary: Graph) -> None:
    for name in PROPERTIES.split():
        assert vocabulary.value(RZ[name], RDFS.domain), name
        assert vocabulary.value(RZ[name], RDFS.range), name


def test_what_is_declared_is_described(vocabulary: Graph) -> None:
    for term in set(vocabulary.subjects(RDF.type)):
        if str(term).startswith(RZ):
            assert vocabulary.value(term, RDFS.label), term
            assert vocabulary.value(term, RDFS.comment), term


def test_classes_stand_below_those_of_the_vocabularies_they_are_aligned_with(vocabulary: Graph) -> None:
    for name, other in ALIGNMENTS.items():
        assert (RZ[name], RDFS.subClassOf, URIRef(other)) in vocabulary, name


def test_the_vocabulary_names_its_version(vocabulary: Graph) -> None:
    header = URIRef(BASE + "ns")

    assert (header, RDF.type, OWL.Ontology) in vocabulary
    assert str(vocabulary.value(header, OWL.versionInfo)) in str(vocabulary.value(header, OWL.versionIRI))


def test_rivals_and_partners_are_symmetric(vocabulary: Graph) -> None:
    assert set(vocabulary.subjects(RDF.type, OWL.SymmetricProperty)) == {RZ.rivalOf, RZ.partnerOf}


def test_a_reasoner_finds_no_contradiction_in_vocabulary_actors_and_data(vocabulary: Graph) -> None:
    together = vocabulary + _some_actors() + Graph().parse(data=VALID, format="turtle")

    assert _contradictions(together) == []


def test_a_reasoner_finds_what_is_two_things_at_once(vocabulary: Graph) -> None:
    together = vocabulary + Graph().parse(data=VALID, format="turtle")
    together.add((ID["state/no"], RDF.type, RZ.Person))

    assert _contradictions(together)


def test_a_reasoner_takes_a_state_for_an_actor_and_a_country(vocabulary: Graph) -> None:
    closed = vocabulary + Graph().parse(data=VALID, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)

    assert (ID["state/no"], RDF.type, SCHEMA.Country) in closed
    assert (ID["person/jo-vik"], RDF.type, RZ.Actor) in closed
    assert (STATEMENT["event"], RDF.type, URIRef(ALIGNMENTS["Event"])) in closed


def test_shapes_accept_a_valid_dataset() -> None:
    assert violations(Graph().parse(data=VALID, format="turtle")) == []


@pytest.mark.parametrize(("part", "replacement", "message"), BROKEN, ids=[message for *_, message in BROKEN])
def test_shapes_name_what_is_broken(part: str, replacement: str, message: str) -> None:
    assert VALID.count(part) >= 1
    broken = Graph().parse(data=VALID.replace(part, replacement, 1), format="turtle")

    assert any(message in violation.message for violation in violations(broken)), violations(broken)


def test_a_violation_names_its_node_and_its_value_path() -> None:
    broken = Graph().parse(data=VALID.replace('rz:kind "trade"', 'rz:kind "money"'), format="turtle")
    (violation,) = violations(broken)

    assert violation.node == str(STATEMENT["figure"])
    assert violation.path == str(RZ.kind)


def test_shapes_refuse_evidence_that_nobody_describes() -> None:
    broken = Graph().parse(data=VALID, format="turtle")
    broken.add((STATEMENT["event"], RZ.evidence, EVIDENCE["missing"]))

    assert {violation.node for violation in violations(broken)} == {str(STATEMENT["event"]), str(EVIDENCE["missing"])}


def test_shapes_refuse_a_statement_of_two_documents() -> None:
    broken = Graph().parse(data=VALID.replace("doc:note a", "doc:other a rz:Document . doc:note a"), format="turtle")
    broken.add((STATEMENT["event"], PROV.wasDerivedFrom, DOC["other"]))

    assert any("exactly one document" in violation.message for violation in violations(broken))


def test_shapes_know_the_same_sectors_as_the_scheme() -> None:
    shapes = Graph().parse(data=ONTOLOGY.joinpath("shapes.ttl").read_text("utf-8"), format="turtle")
    listed = {str(item).removeprefix(BASE + "sector/") for item in shapes.all_nodes() if _sector(item)}

    assert listed == set(SECTORS.split())


def test_sectors_are_those_of_the_annotation_guide() -> None:
    assert [sector.id for sector in load_sectors()] == sorted(SECTORS.split())


def test_every_sector_is_defined_and_told_by_ten_words_or_more() -> None:
    for sector in load_sectors():
        assert sector.definition.endswith("."), sector.id
        assert len(sector.words) >= 10, sector.id
        assert sector.label in sector.words


def test_no_word_of_a_sector_names_one_programme_body_or_firm() -> None:
    names = {name for actor in load_actors() if actor.type != "Place" for name in (actor.name, *actor.names)}
    known = {*names, *known_companies()} - {"FDI"}  # foreign direct investment; a party's short name besides

    for sector in load_sectors():
        assert not known & {*sector.words}, sector.id


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("retaliatory duties", "trade"), ("carmakers", "automotive"), ("rare earths", "critical_minerals"),
        ("farm goods", "agriculture"), ("the dinar and other currencies", "finance"), ("visitors", "tourism"),
        ("visa-free travel", "tourism"), ("universities", "education"), ("personal data", "digital"),
    ],
)  # fmt: skip
def test_words_of_the_field_tell_their_sector_in_the_plural_too(words: str, sector: str) -> None:
    assert sectors_in(words) == (sector,)


def test_broader_and_narrower_sectors_mirror_each_other() -> None:
    graph = sectors_graph()
    below = {(low, high) for high, low in graph.subject_objects(SKOS.narrower)}

    assert set(graph.subject_objects(SKOS.broader)) == below
    assert {sector.id: sector.broader for sector in load_sectors()}["renewables"] == "energy"


def test_a_sector_is_in_the_scheme_and_either_below_another_or_at_its_top() -> None:
    graph = sectors_graph()
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        assert (concept, SKOS.inScheme, URIRef(BASE + "sector")) in graph
        assert ((concept, SKOS.broader, None) in graph) != ((concept, SKOS.topConceptOf, None) in graph)


def test_a_decimal_written_by_turtle_is_what_the_shapes_ask_for() -> None:
    graph = Graph().parse(data=VALID, format="turtle")

    assert graph.value(STATEMENT["event"], RZ.confidence) == Literal("0.9", datatype=XSD.decimal)


def _contradictions(graph: Graph) -> list[str]:
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    errors = graph.subjects(RDF.type, ERROR)
    return [str(message) for error in errors for message in graph.objects(error, None)]


def _some_actors() -> Graph:
    """A closure over all actors takes minutes: take the European Union, its members and what they point to."""
    everything, some = actors_graph(), Graph()
    wanted = {*everything.subjects(RZ.memberOf, ID["organization/visegrad-group"]), ID["organization/visegrad-group"]}
    wanted |= {target for node in list(wanted) for target in everything.objects(node) if str(target).startswith(ID)}
    for node in wanted:
        some += everything.triples((node, None, None))
    return some


def _sector(item: object) -> bool:
    return isinstance(item, URIRef) and str(item).startswith(BASE + "sector/")
