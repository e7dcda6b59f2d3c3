"""Entities are made one across documents, whatever their order."""

from decimal import Decimal
from itertools import permutations

from graph.document import Document, Span
from graph.linking import resolve, same_entities
from graph.statement import Entity, Event, Reading


def person(name: str, *aliases: str) -> Entity:
    return Entity(key=f"person/{name.lower().replace(' ', '-')}", type="Person", name=name, aliases=(name, *aliases))


def body(name: str, *aliases: str) -> Entity:
    key = f"organization/{name.lower().replace(' ', '-')}"
    return Entity(key=key, type="Organization", name=name, aliases=(name, *aliases))


def reading(identifier: str, *entities: Entity, actor: str | None = None) -> Reading:
    met = Event(evidence=(Span(0, 4),), confidence=Decimal("0.8"), kind="Consult", actors=(actor or "",))
    statements = (met,) if actor else ()
    return Reading(document=Document(identifier=identifier, text="Text."), entities=entities, statements=statements)


def test_surname_becomes_the_only_person_who_has_it() -> None:
    assert same_entities([person("Valdes"), person("Jorge Valdes")]) == {"person/valdes": "person/jorge-valdes"}


def test_surname_that_two_have_is_left_alone() -> None:
    assert same_entities([person("Valdes"), person("Jorge Valdes"), person("Ana Valdes")]) == {}


def test_family_name_that_comes_first_is_a_surname() -> None:
    assert same_entities([person("Guo"), person("Guo Weishan")]) == {"person/guo": "person/guo-weishan"}


def test_given_name_alone_is_nobody_else() -> None:
    assert same_entities([person("Maria"), person("Maria Valdes")]) == {}


def test_acronym_becomes_the_body_that_introduces_it() -> None:
    found = same_entities([body("NHC"), body("Nordic Harbour Council", "NHC")])

    assert found == {"organization/nhc": "organization/nordic-harbour-council"}


def test_acronym_of_two_bodies_is_left_alone() -> None:
    bodies = [body("NHC"), body("Nordic Harbour Council", "NHC"), body("National Hops Company", "NHC")]

    assert same_entities(bodies) == {}


def test_person_and_company_of_one_name_stay_two() -> None:
    firm = Entity(key="company/valdes", type="Company", name="Valdes", aliases=("Valdes",))

    assert same_entities([firm, person("Jorge Valdes")]) == {}


def test_statements_name_the_one_who_stays() -> None:
    first = reading("a", person("Jorge Valdes"))
    second = reading("b", person("Valdes"), actor="person/valdes")

    _, told = resolve([first, second])
    assert [event.actors for event in told.statements if isinstance(event, Event)] == [("person/jorge-valdes",)]
    assert [entity.key for entity in told.entities] == ["person/jorge-valdes"]


def test_every_form_is_kept() -> None:
    _, told = resolve([reading("a", person("Jorge Valdes")), reading("b", person("Valdes"))])

    assert "Valdes" in told.entities[0].aliases


def test_order_of_documents_makes_no_difference() -> None:
    readings = [reading("a", person("Jorge Valdes")), reading("b", person("Valdes")), reading("c", person("Ana Holt"))]

    assert len({resolve(order) for order in permutations(readings)}) == 1
