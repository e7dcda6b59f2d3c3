"""The questions on offer, asked of the samples: each is answered with a row that was worked out by reading a sample."""

from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from graph.build import build
from graph.reading import Reader
from graph.store import PREFIXES, Generation
from server.examples import Example, examples
from server.querypage import VIEWS
from server.results import short

SAMPLES = Path(__file__).parent.parent / "graph" / "samples"
OFFERED = {example.name: example for group in examples().values() for example in group}
Row = dict[str, str]

# Of each answer one row, in part, with the sample it was read in: what is said there in words.
KNOWN: dict[str, Row] = {
    # rome-talks: on Wednesday (issued on 8 October 2025, a Wednesday) Wang Yi held talks with Tajani
    "meetings": {
        "date": "2025-10-08", "who": "person:wang-yi", "whom": "person:antonio-tajani", "document": "doc:rome-talks",
    },
    # wang-yi-outcomes: Milan and Shanghai cooperate in fashion; no other sample joins the two
    "cooperation": {"one": "place:milan", "other": "place:shanghai", "statements": "1"},
    # solar-decree: a decree approved by Italy in July 2025 excludes Chinese solar panels
    "sanctions": {"actor": "state:it", "kind": "rz:Sanction", "target": "state:cn", "date": "2025-07"},
    # rome-talks: Tajani asked Beijing for reciprocity and fair competition
    "requests": {"who": "person:antonio-tajani", "whom": "state:cn", "topic": "reciprocity and fair competition"},
    # wang-yi-outcomes: Venice works with Dunhuang, once; cooperation is 6.4 on the scale of the vocabulary
    "balance": {"actor": "place:venice", "recipient": "place:dunhuang", "mean": "6.4", "events": "1"},
    # pirelli-golden-power: conditions on Sinochem in 2023, under the golden power
    "timeline": {
        "date": "2023", "kind": "rz:Coerce", "recipient": "company:sinochem", "object": "measure:golden-power",
    },
    # japan-anchor: Italy and Japan have upgraded their relations to a Special Strategic Partnership
    "agreements": {"agreement": "agreement:special-strategic-partnership", "party": "state:jp", "status": "upgraded"},
    # action-plan alone tells of something signed
    "statuses": {"status": "signed", "things": "1"},
    # ev-tariffs-vote: EU tariffs on electric vehicles imported from China
    "measures": {"adopter": "organization:european-union", "hits": "state:cn"},
    # mattei-plan: China's Belt and Road Initiative
    "initiatives": {"actor": "state:cn", "initiative": "initiative:belt-and-road-initiative", "role": "leads"},
    # mantovano-decree: a decree that implements Law 90/2024
    "chains": {"thing": "measure:cybersecurity-decree", "base": "measure:law-90-2024"},
    # committee-session: President Sergio Mattarella of Italy
    "offices": {"of": "state:it", "title": "President", "person": "person:sergio-mattarella", "former": "false"},
    # Italy is a member of NATO since 1949
    "memberships": {"state": "state:it", "organization": "organization:nato"},
    # mattei-plan: the Mattei Plan and the Belt and Road Initiative are rivals
    "partners": {
        "one": "initiative:belt-and-road-initiative", "relation": "rz:rivalOf", "other": "initiative:mattei-plan",
    },
    # trade-eight-months: imports from China rose by 24.5 percent to 40.7 billion euros
    "trade": {"flow": "import", "value": "40700000000", "currency": "EUR", "change": "24.5", "to": "2025-08"},
    # trade-first-quarter: sales to China shrank by 11.4 percent
    "changes": {"flow": "export", "partner": "state:cn", "to": "2025-03", "change": "-11.4"},
    # trade-first-quarter: 4.5 out, 21 in, 16.5 billion short; trade-eight-months: 9.1 and 40.7 make 49.8
    "checks": {"document": "doc:trade-first-quarter", "outcome": "derived", "balance": "-16500000000"},
    # cyber-army: Guido Crosetto has announced
    "claims": {"speaker": "person:guido-crosetto"},
    # cyber-army is the only sample in which Crosetto is told to say anything
    "speakers": {"speaker": "person:guido-crosetto", "documents": "1"},
    # swiss-dialogue, of Thursday 9 October 2025: Wang Yi will travel on to Switzerland on Friday
    "plans": {
        "modality": "planned", "kind": "rz:Consult", "who": "person:wang-yi", "whom": "state:ch", "date": "2025-10-10",
    },
    # rome-talks (8 October): want to widen their cooperation; wang-yi-outcomes (11 October): wider cooperation in space
    "kept": {
        "kind": "rz:Cooperate", "one": "state:cn", "other": "state:it", "planned": "2025-10-08", "told": "2025-10-11",
    },
    # belt-and-road-exit: a withdrawal in other words than the verb's, read with less certainty
    "certainty": {"document": "doc:belt-and-road-exit"},
    # buy-transatlantic.html: title, publisher and date of the page
    "documents": {"document": "doc:buy-transatlantic", "publisher": "Relazione Review", "issued": "2025-10-17"},
    # buy-transatlantic, cyber-army and mantovano-decree are of 17 October 2025
    "coverage": {"issued": "2025-10-17", "documents": "3"},
    # economic-security-in-asia: cooperates with Japan and South Korea in four fields
    "evidence": {
        "document": "doc:economic-security-in-asia",
        "sentence": "Italy cooperates with Japan and South Korea in four fields in which it feels exposed",
    },
    # belt-and-road-exit: December 2023; ev-tariffs-vote: at the end of 2023
    "disagreement": {
        "one": "doc:belt-and-road-exit", "date": "2023-12", "other": "doc:ev-tariffs-vote", "otherDate": "2023",
    },
    # buy-transatlantic: trusted partners such as Japan; japan-anchor: Italy's anchor partner
    "corroboration": {"subject": "state:it", "relation": "rz:partnerOf", "object": "state:jp", "documents": "2"},
    # economic-security-in-asia: semiconductors, with Japan and with South Korea
    "sectors": {"sector": "sector:semiconductors", "label": "semiconductors", "statements": "2"},
    # action-plan: signed by Italy and China in Beijing in July 2024
    "places": {
        "place": "place:beijing", "state": "state:cn", "kind": "rz:Agree", "actor": "state:it", "date": "2024-07",
    },
    # rome-talks, committee-session, swiss-dialogue, trade-first-quarter and ev-tariffs-vote name both ministers
    "together": {"one": "person:antonio-tajani", "other": "person:wang-yi", "documents": "5"},
    # four figures of trade in the eight months and in the quarter, the balance apart, and the 1,500 soldiers: 3 + 2 + 1
    "kinds": {"kind": "rz:Observation", "statements": "6"},
    # each sample has its graph
    "graphs": {"graph": "doc:byd-plant"},
}
# Of graphs one triple.
TRIPLES = {
    # pirelli-golden-power: Sinochem, Pirelli's Chinese shareholder
    "network": ("company:sinochem", "rz:stakeIn", "company:pirelli"),
    # buy-transatlantic: trusted partners such as Japan, Israel, South Korea: two steps from Japan, over Italy
    "reach": ("state:it", "rz:partnerOf", "state:kr"),
}


@pytest.fixture(scope="module")
def samples(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Generation:
    folder = tmp_path_factory.mktemp("samples")
    build([SAMPLES], folder, reader=lambda: reader)
    return Generation.open(folder)


def iri(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)


def test_each_question_has_a_known_answer_and_there_are_more_than_thirty() -> None:
    assert len(OFFERED) > 30
    assert set(OFFERED) == {*KNOWN, *TRIPLES}


@pytest.mark.parametrize("example", OFFERED.values(), ids=lambda example: example.name)
def test_question_says_what_it_asks_and_how_it_is_shown(example: Example) -> None:
    assert example.title
    first, second, *_ = example.text.split("\n")
    assert first == f"# {example.title}"
    assert second.startswith("# ")
    assert second.endswith(".")
    assert example.view in VIEWS
    assert "view:" not in example.text


@pytest.mark.slow
@pytest.mark.parametrize("name", KNOWN)
def test_samples_answer_as_they_read(samples: Generation, name: str) -> None:
    rows = [
        {key: short(value) for key, value in row.items()} for row in samples.answer(OFFERED[name].text).rows()
    ]

    assert [row for row in rows if KNOWN[name].items() <= row.items()], rows[:5]


@pytest.mark.slow
@pytest.mark.parametrize("name", TRIPLES)
def test_samples_make_the_graph_that_they_tell(samples: Generation, name: str) -> None:
    made = Graph().parse(data=samples.answer(OFFERED[name].text).serialize("text/turtle"), format="turtle")
    subject, predicate, object_ = map(iri, TRIPLES[name])

    assert (subject, predicate, object_) in made


@pytest.mark.slow
def test_nothing_on_offer_says_more_than_the_samples(samples: Generation) -> None:
    rows = samples.answer(OFFERED["memberships"].text).rows()
    told = {(short(row["state"]), short(row["organization"])) for row in rows}

    assert ("state:ch", "organization:nato") not in told
    assert ("state:jp", "organization:nato") not in told
    assert samples.answer(OFFERED["partners"].text).rows()
