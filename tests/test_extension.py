"""What users add without code: actors and words are checked, read by, recorded, and seen by no other reader."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from typer.testing import CliRunner

from graph.additions import Additions, read_additions
from graph.build import BuildResult, build
from graph.document import Document
from graph.errors import OntologyError
from graph.frames import make_frames, shipped_frames
from graph.judgement import read_judgements
from graph.provenance import Provenance, recorded
from graph.reading import Reader
from graph.reference import actors_by_key
from graph.revision import judge, of_name
from graph.statement import Event
from graph.store import Generation
from ontology.actors import load_actors
from ontology.validation import violations
from server.cli import app

README = Path(__file__).parent.parent / "README.md"
ACTORS = """\
@base <https://w3id.org/relazione/id/> .
@prefix rz: <https://w3id.org/relazione/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<state/rt> a rz:State ;
    skos:prefLabel "Ruritania"@en ;
    rz:demonym "Ruritanian"@en, "Ruritanians"@en ;
    rz:iso3166 "RT" ;
    rz:capital <place/strelsau> ;
    rz:seat "Strelsau", "Elphberg Palace" ;
    rz:memberOf <organization/european-union> .

<place/strelsau> a rz:Place ; skos:prefLabel "Strelsau"@en ; rz:locatedIn <state/rt> .

<state/it> skos:prefLabel "Republic of Italy" ; skos:altLabel "Bel Paese"@en .
"""
WORDS = """\
[[verb]]
type = "Consult"
lemmas = ["confabulate with"]
recipient = ["with"]
needs = "both"

[[noun]]
type = "Consult"
lemmas = ["palaver"]
actor = ["between", "of"]
recipient = ["with"]
needs = "both"

[[verb]]
lemmas = ["condemn"]
remove = true

[companies]
names = ["Zenda Shipping"]
"""
TEXT = """\
Ruritanian officials met Italian diplomats in Strelsau on 3 October 2025.

Ruritania condemned Italy on Friday. Elphberg Palace signed a trade agreement with Japan.

Italy confabulated with Japan. Zenda Shipping invested in Italy.
"""
Told = set[tuple[str, tuple[str, ...], tuple[str, ...]]]


def write(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Additions:
    folder = tmp_path_factory.mktemp("added")
    return read_additions([write(folder / "ours.ttl", ACTORS)], [write(folder / "words.toml", WORDS)])


def test_an_added_state_is_known_beside_those_of_the_ontology(added: Additions) -> None:
    known = actors_by_key(added.actors)

    ruritania = known["state/rt"]
    assert (ruritania.name, ruritania.iso, ruritania.capital) == ("Ruritania", "RT", "place/strelsau")
    assert ruritania.demonyms == ("Ruritanian", "Ruritanians")
    assert known["state/fr"] == {actor.key: actor for actor in load_actors()}["state/fr"]
    assert len(known) == len(load_actors()) + 2


def test_a_known_actor_gains_names_and_members_and_keeps_the_rest(added: Additions) -> None:
    before, after = actors_by_key(), actors_by_key(added.actors)

    italy, old = after["state/it"], before["state/it"]
    assert italy.name == "Republic of Italy"
    assert {*italy.names} == {*old.names, "Italy", "Bel Paese"}
    assert (italy.iso, italy.capital, italy.demonyms, italy.ties) == (old.iso, old.capital, old.demonyms, old.ties)
    union = after["organization/european-union"]
    assert union.members == tuple(sorted((*before["organization/european-union"].members, "state/rt")))


def test_later_files_may_build_on_earlier_ones(tmp_path: Path) -> None:
    head = ACTORS.partition("<state/rt>")[0]
    zenda = '<company/zenda> a rz:Company ; skos:prefLabel "Zenda" ; rz:basedIn <state/rt> .'
    second = write(tmp_path / "b.ttl", head + zenda)

    added = read_additions([write(tmp_path / "a.ttl", ACTORS), second])

    assert actors_by_key(added.actors)["company/zenda"].based_in == "state/rt"
    with pytest.raises(OntologyError, match="<company/zenda> rz:basedIn is state/rt, neither in this file nor"):
        read_additions([second])


SIDES = '\nrecipient = ["of"]\nneeds = "both"'
BAD_ACTORS = """\
@base <https://w3id.org/relazione/id/> .
@prefix rz: <https://w3id.org/relazione/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<state/RT> a rz:State ; skos:prefLabel "Ruritania" .

<state/rt> a rz:Company ;
    skos:prefLabel "Ruritania"@en, "Rurutania"@en ;
    rz:demonyms "Ruritanian" ;
    rz:iso3166 "RUR" ;
    rz:seat "strelsau" ;
    rz:capital <place/strelsau> ;
    rz:memberOf <state/it> .
<company/x> skos:altLabel "X Lines" .
"""


def test_all_faults_of_actors_are_told_with_place_found_and_wanted(tmp_path: Path) -> None:
    with pytest.raises(OntologyError) as caught:
        read_additions([write(tmp_path / "bad.ttl", BAD_ACTORS)])

    head, *told = str(caught.value).split("\n")
    assert head == f"{tmp_path / 'bad.ttl'}: 10 to mend"
    for start, wanted in {
        "line 5: <state/RT> found as the name of an actor": "in small letters",
        "line 7: <state/rt> has the type rz:Company": "wanted rz:State, as in its name",
        'line 8: <state/rt> skos:prefLabel has 2 values, "Ruritania" and "Rurutania"': "wanted one",
        "line 9: <state/rt> rz:demonyms says nothing of an actor": "rz:demonym, rz:seat",
        'line 10: <state/rt> rz:iso3166 is "RUR"': 'such as "IT"',
        'line 11: <state/rt> rz:seat is "strelsau"': "one a capital",
        "line 12: <state/rt> rz:capital is place/strelsau, neither in this file nor in the ontology": "type Place",
        "line 13: <state/rt> rz:memberOf is state/it, a State": "wanted one of type Organization",
        "line 14: <company/x> has no name": "one skos:prefLabel",
        "line 14: <company/x> has no type": "wanted rz:Company",
    }.items():
        assert [line for line in told if line.strip().startswith(start) and wanted in line], start


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.ttl", "<state/rt> a rz:State .\n", 'line 1: not Turtle .Prefix "rz:" not bound'),
        ("a.ttl", "@prefix rz: <x:> .\n\n<a> rz:b \n", "line 3: not Turtle"),
        ("a.ttl", "# nothing\n", "no actor is in it"),
        ("a.toml", "[[verb]\n", "not TOML"),
        ("a.toml", "", r"nothing is in it; wanted \[\[verb\]\]"),
        ("a.toml", "[verb]\nlemmas = []\n", r"\[verb\] is one table; wanted \[\[verb\]\]"),
    ],
)
def test_what_is_not_in_the_form_is_told_with_its_place(tmp_path: Path, name: str, text: str, reason: str) -> None:
    path = write(tmp_path / name, text)

    with pytest.raises(OntologyError, match=reason) as caught:
        read_additions([path] if name == "a.ttl" else [], [path] if name == "a.toml" else [])
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[verb]]\ntype = "Meet"\nlemmas = ["x"]' + SIDES, '[[verb]] 1: type is "Meet"; wanted one of Agree'),
        ('[[noun]]\ntype = "Aid"\nlemmas = ["X"]' + SIDES, 'lemmas holds "X"; wanted dictionary forms'),
        ('[[noun]]\ntype = "Aid"\nlemmas = ["x"]' + SIDES.replace("of", "fo"), 'recipient holds "fo"; wanted prep'),
        ('[[verb]]\ntype = "Aid"\nactor = ["yb"]\nlemmas = ["x"]' + SIDES, 'actor holds "yb"; wanted prep'),
        ('[[verb]]\ntype = "Aid"\nlemmas = ["x"]' + SIDES.replace("ent", "ents"), '"recipients" is no key'),
        ('[[verb]]\ntype = "Aid"\nlemmas = ["x"]\nrecipient = []', "needs is nothing; wanted one of actor, both"),
        ('[[verb]]\ntype = "Aid"', "lemmas is missing"),
        ('[[verb]]\nlemmas = ["xyzzy", "visit"]\nremove = true', 'remove names "xyzzy", which no entry of verbs holds'),
        ('[companies]\nname = ["Acme"]', "[companies] wants one list of names"),
        ('[companies]\nnames = ["acme"]', '[companies] names holds "acme"'),
        ("[measures]", "[measures] is no part of a lexicon"),
    ],
)  # fmt: skip
def test_faults_of_a_lexicon_are_told_with_what_was_wanted(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(OntologyError) as caught:
        read_additions(lexicons=[write(tmp_path / "bad.toml", text)])
    assert fault in str(caught.value)


def test_frames_are_added_before_and_taken_from_those_that_ship(added: Additions) -> None:
    frames, shipped = make_frames(added.entries), shipped_frames()

    assert [frame.type for frame in frames["verb"]["confabulate"]] == ["Consult"]
    assert frames["noun"]["palaver"][0].actor == ("between", "of")
    assert "condemn" in shipped["verb"]
    assert "condemn" not in frames["verb"]  # nor any phrase of it
    assert any(frame.words for frame in shipped["verb"]["condemn"])
    assert "confabulate" not in shipped["verb"]


def test_a_lemma_may_change_its_type_in_one_file(tmp_path: Path) -> None:
    text = '[[verb]]\ntype = "Aid"\nlemmas = ["visit"]\nrecipient = ["dobj"]\nneeds = "both"\n'
    text += '[[verb]]\nremove = true\nlemmas = ["visit"]\n'

    frames = make_frames(read_additions(lexicons=[write(tmp_path / "a.toml", text)]).entries)

    assert [frame.type for frame in frames["verb"]["visit"]] == ["Aid"]


def test_removal_may_be_kept_to_one_type(tmp_path: Path) -> None:
    text = '[[verb]]\ntype = "Aid"\nlemmas = ["visit"]\nremove = true\n'

    frames = make_frames(read_additions(lexicons=[write(tmp_path / "a.toml", text)]).entries)

    assert frames["verb"]["visit"] == shipped_frames()["verb"]["visit"]


def test_a_record_gives_back_the_provenance_it_was_made_from(added: Additions) -> None:
    provenance = Provenance(
        model="none", model_version="0", model_sha256="0" * 64, additions=added.digests, actors=added.actors
    )

    assert recorded(json.loads(json.dumps(asdict(provenance)))) == provenance


def test_a_bad_file_stops_a_build_before_anything_is_read(tmp_path: Path) -> None:
    source = write(tmp_path / "a.txt", TEXT)
    bad = write(tmp_path / "bad.ttl", BAD_ACTORS)

    result = CliRunner().invoke(app, ["build", str(source), "--data", str(tmp_path / "data"), "--actors", str(bad)])

    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: {bad}: 10 to mend\n")
    assert not (tmp_path / "data").exists()


@pytest.fixture(scope="module")
def readers(added: Additions) -> tuple[Reader, Reader]:
    """One reader that knows the additions, and one made after it that does not."""
    return Reader(additions=added), Reader()


def told(reader: Reader) -> Told:
    document = Document(identifier="a", text=TEXT)
    events = (each for each in reader.read(document).statements if isinstance(each, Event))
    return {(event.kind, event.actors, event.recipients) for event in events}


@pytest.mark.slow
def test_two_readers_in_one_process_do_not_see_each_others_words(readers: tuple[Reader, Reader]) -> None:
    ours, plain = readers
    first, second, again = told(ours), told(plain), told(ours)

    assert first == again
    assert ("Consult", ("state/it",), ("state/jp",)) in first - second
    assert not [event for event in first if event[0] == "Accuse"]
    assert not [event for event in second if "state/rt" in (*event[1], *event[2])]
    document = Document(identifier="a", text=TEXT)
    assert "company/zenda-shipping" in {entity.key for entity in ours.read(document).entities}


@pytest.fixture(scope="module")
def built(
    added: Additions, readers: tuple[Reader, Reader], tmp_path_factory: pytest.TempPathFactory
) -> tuple[BuildResult, Path]:
    folder = tmp_path_factory.mktemp("built")
    source = write(folder / "a.txt", TEXT)
    return build([source], folder / "data", reader=lambda: readers[0], additions=added), folder / "data"


@pytest.mark.slow
def test_a_build_knows_the_added_actors_and_is_valid(built: tuple[BuildResult, Path]) -> None:
    with Generation.open(built[1]) as generation:
        ask = generation.answer
        assert ask("ASK { ?e a rz:Consult ; rz:actor state:rt ; rz:recipient state:it }")
        assert ask('ASK { GRAPH ?g { state:rt rz:memberOf organization:european-union ; rz:demonym "Ruritanian" } }')
        assert ask('ASK { state:rt rz:iso3166 "RT" . place:strelsau rz:locatedIn state:rt }')
        assert ask('ASK { state:it skos:prefLabel "Republic of Italy"@en ; skos:altLabel "Italy"@en }')
        assert violations(generation.triples()) == []


@pytest.mark.slow
def test_the_files_added_stand_in_the_provenance_by_hash(built: tuple[BuildResult, Path], added: Additions) -> None:
    query = "SELECT ?kind ?hash { ?b prov:used ?f . ?f a prov:Entity ; rdfs:label ?kind ; rz:sha256 ?hash }"
    with Generation.open(built[1]) as generation:
        rows = {str(row["hash"]): str(row["kind"]) for row in generation.answer(query).rows()}

    assert rows == dict(added.digests)
    assert sorted(rows.values()) == ["actors", "lexicon"]


@pytest.mark.slow
def test_a_judgement_after_the_build_still_knows_the_added_actors(built: tuple[BuildResult, Path]) -> None:
    data = built[1]
    judge(data, of_name("state/rt", "Kingdom of Ruritania", by="Ada", at="2025-10-08T09:00:00Z", note=None))

    assert len(read_judgements(data)) == 1
    with Generation.open(data) as generation:
        assert generation.answer('ASK { state:rt skos:prefLabel "Kingdom of Ruritania"@en ; rz:demonym "Ruritanian" }')


@pytest.mark.slow
def test_the_examples_of_the_readme_build(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    (articles / "deep").mkdir(parents=True)
    actors, words, _ = (
        write(path, re.findall(rf"```{kind}\n(.*?)```", README.read_text("utf-8"), re.DOTALL)[0])
        for kind, path in (
            ("turtle", tmp_path / "ours.ttl"), ("toml", tmp_path / "words.toml"), ("csv", articles / "sources.csv")
        )
    )  # fmt: skip
    text = "The Adriatic Council met Japanese diplomats on Monday. Palazzo Lagoon confabulated with Zenda Shipping."
    write(articles / "deep" / "note.txt", text)

    command = ["build", str(articles), "--data", str(tmp_path / "data"), "--actors", str(actors)]
    result = CliRunner().invoke(app, [*command, "--lexicon", str(words)])

    assert result.exit_code == 0, result.output
    with Generation.open(tmp_path / "data") as generation:
        ask = generation.answer
        assert ask('ASK { ?d dcterms:publisher "Chamber of Commerce" ; dcterms:issued "2025-10"^^xsd:gYearMonth }')
        for met in ("state:jp", "company:zenda-shipping"):
            assert ask(f"ASK {{ ?e a rz:Consult ; rz:actor organization:adriatic-council ; rz:recipient {met} }}")
        kinds = {str(row["kind"]) for row in ask("SELECT ?kind { ?f a prov:Entity ; rdfs:label ?kind }").rows()}
    assert kinds == {"actors", "lexicon", "register"}


def test_texts_without_additions_are_read_as_before() -> None:
    assert Additions() == read_additions()
    assert make_frames() == shipped_frames()
    assert actors_by_key(()) == actors_by_key()
