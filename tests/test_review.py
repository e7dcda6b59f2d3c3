"""Judgements of people: applied at every build, kept word for word, taken back by another line."""

import json
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from handwritten import MUSCAT
from rdflib import RDF, RDFS, Graph
from scripted import made, write_sources

from graph import revision
from graph.build import build
from graph.errors import MissingDataError, ReviewError
from graph.judgement import FILE, Judgement, moment, named, read_judgements, standing
from graph.reading import Reader
from graph.revision import judge
from graph.store import Generation
from ontology.terms import REVIEW_GRAPH, RZ
from ontology.validation import violations

AT = "2025-11-03T10:00:00Z"
ACT = {"by": "Ada", "at": AT}


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return write_sources(tmp_path / "sources")


@pytest.fixture
def data(sources: Path, tmp_path: Path) -> Path:
    made(sources, tmp_path / "data")
    return tmp_path / "data"


def said(verdict: str, *entities: str, **more: object) -> Judgement:
    return Judgement(**{"verdict": verdict, "by": "Ada", "at": AT, "entities": entities, **more})  # type: ignore[arg-type]


def of_names(data: Path, verdict: str, *names: str, documents: tuple[str, ...] = ()) -> Judgement:
    return judge(data, revision.of_names(verdict, (names[0], names[1]), documents, **ACT))[0]


def of_name(data: Path, key: str, name: str) -> Judgement:
    return judge(data, revision.of_name(key, name, **ACT))[0]


def of_statement(
    data: Path, verdict: str, statement: str, term: str | None = None, value: str | None = None, note: str | None = None
) -> Judgement:
    return judge(data, revision.of_statement(verdict, statement, term, value, **{**ACT, "note": note}))[0]


def undo(data: Path, judgement: Judgement) -> Judgement:
    return judge(data, revision.of_judgement(judgement.id, **ACT))[0]


def rows(data: Path, query: str) -> list[tuple[str, ...]]:
    with Generation.open(data) as generation:
        answer = generation.answer(query)
        return sorted(tuple(str(row.get(name, "")) for name in answer.variables) for row in answer.rows())


def iri(data: Path, pattern: str) -> str:
    ((found,),) = rows(data, f"SELECT ?s WHERE {{ {pattern} }}")
    return found


def dump(data: Path) -> bytes:
    with Generation.open(data) as generation:
        assert violations(generation.triples()) == []
        return generation.dump("nquads")


def actors_of_the_second_meeting(data: Path) -> list[tuple[str, ...]]:
    statement = "?s a rz:Consult ; prov:wasDerivedFrom doc:a-second-report ; rz:actor ?actor"
    return rows(data, f"SELECT ?name WHERE {{ {statement} . ?actor skos:prefLabel ?name }}")


MEETING = "?s a rz:Consult ; prov:wasDerivedFrom doc:talks-in-muscat"


def test_the_same_makes_one_entity_of_two_and_the_other_points_to_it(data: Path) -> None:
    of_names(data, "same", "initiative/sky-programme", "agreement/muscat-accord")

    replaced = f"GRAPH <{REVIEW_GRAPH}> {{ ?old dcterms:isReplacedBy ?new }}"
    ((old, new),) = rows(data, f"SELECT ?old ?new WHERE {{ {replaced} }}")
    assert (old.rsplit("/", 1)[-1], new.rsplit("/", 1)[-1]) == ("muscat-accord", "sky-programme")
    assert rows(data, "SELECT ?p WHERE { <https://w3id.org/relazione/id/agreement/muscat-accord> ?p ?o }") == [
        ("http://purl.org/dc/terms/isReplacedBy",)
    ]
    names = rows(data, "SELECT ?name WHERE { initiative:sky-programme skos:prefLabel|skos:altLabel ?name }")
    assert names == [("Muscat Accord",), ("Sky Programme",)]


def test_what_is_told_apart_is_not_made_one_by_its_name(data: Path) -> None:
    assert actors_of_the_second_meeting(data) == [("Badr al-Busaidi",)]

    of_names(data, "distinct", "person/al-busaidi", "person/badr-al-busaidi")

    assert actors_of_the_second_meeting(data) == [("al-Busaidi",)]
    dump(data)


def test_no_chain_of_names_joins_two_that_somebody_told_apart(data: Path) -> None:
    of_names(data, "distinct", "state/it", "state/om")
    of_names(data, "same", "state/it", "state/jp")

    with pytest.raises(ReviewError, match="another judgement tells them apart"):
        of_names(data, "same", "state/om", "state/jp")


def test_two_of_one_name_are_told_apart_by_document(data: Path) -> None:
    apart = ("person/badr-al-busaidi", "person/badr-al-busaidi-om")

    of_names(data, "distinct", *apart, documents=("talks-in-muscat",))

    holders = rows(data, "SELECT ?holder WHERE { ?t a rz:Tenure ; rz:holder ?holder }")
    assert holders == [("https://w3id.org/relazione/id/person/badr-al-busaidi-om",)]
    dump(data)


def test_a_rejected_statement_leaves_the_dataset_and_the_review_tells_of_it(data: Path) -> None:
    meeting = iri(data, MEETING)
    judgement = of_statement(data, "rejected", meeting, note="it was a rehearsal")

    assert rows(data, f"SELECT ?p ?o WHERE {{ <{meeting}> ?p ?o }}") == [(str(RZ.review), "rejected")]
    told = f"""SELECT ?by ?at ?verdict ?note ?text WHERE {{
        <{judgement.iri}> rz:judges <{meeting}> ; rz:verdict ?verdict ; prov:wasAttributedTo/rdfs:label ?by ;
          prov:generatedAtTime ?at ; skos:note ?note ; rz:judgedText ?text }}"""
    ((by, at, verdict, note, text),) = rows(data, told)
    assert (by, at, verdict, note) == ("Ada", AT, "rejected", "it was a rehearsal")
    assert text == "Event: kind Consult; actors state/ir, state/om, state/us; date 2025-04-12; place place/muscat"
    dump(data)


def test_a_rejected_relation_leaves_no_plain_triple_in_either_direction(data: Path) -> None:
    partners = "SELECT ?a ?b WHERE { ?a rz:partnerOf ?b }"
    assert len(rows(data, partners)) == 2

    of_statement(data, "rejected", iri(data, "?s rdf:predicate rz:partnerOf ; rdf:subject state:jp"))

    assert rows(data, partners) == []


def test_a_corrected_date_stands_and_what_was_read_is_kept(data: Path) -> None:
    before = iri(data, MEETING)

    of_statement(data, "corrected", before, "date", "2025-04-11")

    stands = f"{MEETING} ; rz:date ?date ; rz:review ?review"
    ((after, date, review),) = rows(data, f"SELECT ?s ?date ?review WHERE {{ {stands} }}")
    assert (date, review) == ("2025-04-11", "corrected")
    kept = "?j rz:judges ?s ; rz:corrects ?term ; rz:readValue ?read ; rz:correctedValue ?right"
    told = rows(data, f"SELECT ?s ?term ?read ?right WHERE {{ {kept} }}")
    assert told == [(after, str(RZ.date), "2025-04-12", "2025-04-11")]
    assert rows(data, f"SELECT ?new WHERE {{ <{before}> dcterms:isReplacedBy ?new }}") == [(after,)]
    dump(data)


def test_an_office_and_a_name_may_be_corrected(data: Path) -> None:
    tenure = iri(data, "?s a rz:Tenure")
    of_statement(data, "corrected", tenure, "officeTitle", "prime minister")
    of_name(data, "person/badr-al-busaidi", "Badr Albusaidi")

    query = "SELECT ?title ?name WHERE { ?t rz:officeTitle ?title ; rz:holder ?p . ?p skos:prefLabel ?name }"
    assert rows(data, query) == [("prime minister", "Badr Albusaidi")]
    assert rows(data, "SELECT ?p WHERE { ?p skos:altLabel 'Badr al-Busaidi'@en }") != []
    dump(data)


@pytest.mark.parametrize(
    ("term", "value", "message"),
    [
        ("date", "last week", "not a year, a month or a day"),
        ("date", "", "wanted some words"),
        ("place", "place/atlantis", "neither among the document's entities nor in the ontology"),
        ("modality", "maybe", "wanted fact, planned, denied"),
        ("modality", None, "cannot be left out of a event"),
        ("officeTitle", "king", "cannot be corrected in a event"),
    ],
)
def test_what_cannot_stand_is_refused_and_not_kept(data: Path, term: str, value: str | None, message: str) -> None:
    with pytest.raises(ReviewError, match=message):
        of_statement(data, "corrected", iri(data, MEETING), term, value)

    assert read_judgements(data) == ()


def test_an_accepted_statement_is_certain(data: Path) -> None:
    of_statement(data, "accepted", iri(data, MEETING))

    assert rows(data, f"SELECT ?c ?r WHERE {{ {MEETING} ; rz:confidence ?c ; rz:review ?r }}") == [("1", "accepted")]


def test_what_is_taken_back_leaves_the_dataset_as_it_was_and_the_file_as_it_is(data: Path) -> None:
    before = dump(data)
    rejected = of_statement(data, "rejected", iri(data, MEETING))
    one = of_names(data, "same", "state/it", "state/jp")

    undone = undo(data, one)
    undo(data, rejected)

    assert dump(data) == before
    assert [judgement.verdict for judgement in read_judgements(data)] == ["rejected", "same", "undone", "undone"]
    assert standing(read_judgements(data)) == ()
    undo(data, undone)
    assert [judgement.verdict for judgement in standing(read_judgements(data))] == ["same"]


def test_a_judgement_about_the_same_supersedes_the_one_before(data: Path) -> None:
    meeting = iri(data, MEETING)
    of_statement(data, "rejected", meeting)
    of_statement(data, "accepted", meeting)
    of_names(data, "same", "state/it", "state/jp")
    of_names(data, "unsure", "state/jp", "state/it")

    assert [judgement.verdict for judgement in standing(read_judgements(data))] == ["accepted", "unsure"]
    assert rows(data, "SELECT ?old WHERE { ?old dcterms:isReplacedBy ?new }") == []


def test_judgements_survive_a_rebuild_with_the_same_bytes(data: Path, sources: Path) -> None:
    of_statement(data, "corrected", iri(data, MEETING), "date", "2025-04-11")
    of_names(data, "distinct", "person/al-busaidi", "person/badr-al-busaidi")
    revised = dump(data)

    result = made(sources, data)

    assert dump(data) == revised
    assert set(result.review.values()) == {"applied"}


def test_a_judgement_of_a_statement_holds_whatever_other_documents_add(data: Path, sources: Path) -> None:
    """With the first report there, the surname is a full name; without it, the statement has another IRI."""
    of_statement(data, "rejected", iri(data, "?s a rz:Consult ; prov:wasDerivedFrom doc:a-second-report"))
    (sources / f"{MUSCAT.identifier}.txt").unlink()

    result = made(sources, data)

    assert set(result.review.values()) == {"applied"}
    assert actors_of_the_second_meeting(data) == []


def test_what_is_judged_and_no_longer_read_is_told(data: Path, sources: Path) -> None:
    of_statement(data, "rejected", iri(data, MEETING))
    of_names(data, "same", "state/it", "agreement/muscat-accord")
    (sources / f"{MUSCAT.identifier}.txt").unlink()

    result = made(sources, data)

    assert sorted(result.review.values()) == [
        "agreement/muscat-accord is not read in any document",
        "its document is not in the dataset",
    ]


def test_what_is_read_otherwise_but_for_its_circumstances_is_still_the_one_judged(data: Path) -> None:
    content = {"actors": ["person/al-busaidi"], "recipients": ["state/us"], "evidence": [[0, 9]], "confidence": "0.5"}
    statement = {"family": "Event", "kind": "Consult", **content}
    line = {"verdict": "rejected", "by": "Ada", "at": AT, "document": "a-second-report", "statement": statement}
    (data / FILE).write_text(json.dumps(line) + "\n")

    of_names(data, "unsure", "state/it", "state/jp")

    assert actors_of_the_second_meeting(data) == []


def test_bad_lines_are_all_told_with_their_numbers(data: Path, sources: Path) -> None:
    lines = (
        '{"verdict": "same", "by": "Ada", "at": "2025-11-03", "entities": ["state/it", "state/jp"]}',
        "",
        "same state/it state/jp",
        '{"verdict": "alike", "by": "Ada", "at": "2025-11-03"}',
        '{"verdict": "same", "by": "Ada", "at": "yesterday", "entities": ["state/it", "state/jp"]}',
        '{"verdict": "same", "by": "Ada", "at": "2025-11-03", "entities": ["state/it"]}',
        '{"verdict": "rejected", "by": "Ada", "at": "2025-11-03", "document": "x", "statement": {"family": "Fable"}}',
        '{"verdict": "undone", "by": 3, "at": "2025-11-03", "undoes": "x"}',
    )
    (data / FILE).write_text("\n".join(lines))

    with pytest.raises(ReviewError) as error:
        made(sources, data)

    told = str(error.value).splitlines()
    assert [line.split(": ")[1] for line in told] == [f"line {number}" for number in (3, 4, 5, 6, 7, 8)]
    assert "found 'alike'; wanted one of same, distinct" in told[1]
    assert "family: found 'Fable'; wanted one of Event" in told[4]


def test_a_line_that_was_cut_short_does_not_swallow_the_next(data: Path) -> None:
    of_names(data, "same", "state/it", "state/jp")
    whole = (data / FILE).read_bytes()
    (data / FILE).write_bytes(whole.rstrip(b"\n"))

    of_names(data, "unsure", "state/om", "state/us")

    assert (data / FILE).read_bytes().count(b"\n") == len(read_judgements(data)) == 2


def test_a_judgement_without_a_dataset_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="relazione build"):
        of_names(tmp_path / "none", "same", "state/it", "state/jp")

    assert not (tmp_path / "none").exists()


def test_a_statement_that_is_not_there_is_told(data: Path) -> None:
    with pytest.raises(ReviewError, match="holds no such statement"):
        of_statement(data, "rejected", "statement:0123")
    with pytest.raises(ReviewError, match="statements are called so"):
        of_statement(data, "rejected", "")


def test_an_id_comes_from_what_is_said() -> None:
    assert named(said("same", "state/it", "state/jp")).id == named(said("same", "state/it", "state/jp")).id
    assert named(said("same", "state/it", "state/jp")).id != named(said("same", "state/jp", "state/it")).id


def test_a_moment_is_told_in_utc_to_the_second() -> None:
    assert moment("2025-11-03T12:00:00.5+02:00") == AT
    assert moment("2025-11-03") == "2025-11-03T00:00:00Z"


def test_the_review_uses_only_what_the_ontology_declares(data: Path) -> None:
    of_statement(data, "corrected", iri(data, MEETING), "date", "2025-04-11", note="sic")
    of_names(data, "same", "state/it", "state/jp")
    declared = Graph().parse(data=files("ontology").joinpath("relazione.ttl").read_text("utf-8"), format="turtle")

    used = rows(data, f"SELECT DISTINCT ?p WHERE {{ GRAPH <{REVIEW_GRAPH}> {{ ?s ?p ?o }} }}")

    ours = {term for (term,) in used if not term.startswith((str(RDF), str(RDFS)))}
    assert ours <= {str(term) for term in declared.subjects()}


def test_two_who_judge_at_once_are_both_heard(data: Path) -> None:
    pairs = [("state/it", other) for other in ("state/jp", "state/om", "state/ir", "state/us")]

    with ThreadPoolExecutor(4) as people:
        list(people.map(lambda pair: of_names(data, "unsure", *pair), pairs))

    judged = rows(data, "SELECT ?j WHERE { ?j rz:verdict 'unsure' }")
    assert len(judged) == len(read_judgements(data)) == 4


@pytest.mark.slow
def test_what_is_judged_without_reading_again_is_what_a_build_gives(tmp_path: Path) -> None:
    with as_file(files("graph") / "samples") as samples:
        paths = [samples / f"{name}.txt" for name in ("action-plan", "swiss-dialogue", "trade-first-quarter")]
        build(paths, tmp_path, reader=Reader)
        untouched = dump(tmp_path)
        one = of_names(tmp_path, "same", "state/it", "state/cn")
        other = of_statement(tmp_path, "rejected", rows(tmp_path, "SELECT ?s WHERE { ?s a rz:Event }")[0][0])
        judged = dump(tmp_path)

        build(paths[::-1], tmp_path, reader=Reader)

    assert judged == dump(tmp_path) != untouched
    undo(tmp_path, one)
    undo(tmp_path, other)
    assert dump(tmp_path) == untouched
