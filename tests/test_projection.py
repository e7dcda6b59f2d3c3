"""How statements become ties, and ties a graph."""

from dataclasses import replace

import pytest

from graph.analysis.choice import Projection
from graph.analysis.projection import as_arrows, as_graph, choose, dyads, fold, project, projected, signed
from graph.analysis.ties import Name, Tie, Told, homes, ties

NAMES = {
    "state/ir": Name("State", "Iran"),
    "state/it": Name("State", "Italy"),
    "state/om": Name("State", "Oman"),
    "state/us": Name("State", "United States"),
    "person/albusaidi": Name("Person", "Badr Albusaidi"),
    "organization/eu": Name("Organization", "European Union"),
    "organization/ministry": Name("Organization", "Foreign Ministry"),
    "agreement/deal": Name("Agreement", "Muscat Deal"),
    "place/muscat": Name("Place", "Muscat"),
}


def told(type: str, document: str = "one", iri: str = "s1", **values: object) -> Told:
    """A statement of the given type, with its roles as keywords."""
    roles = {role: value for role, value in values.items() if isinstance(value, tuple)}
    rest = {field: value for field, value in values.items() if not isinstance(value, tuple)}
    plain = Told(
        statement=iri, type=type, document=document, modality="fact", said_by=None, intensity=None, date=None,
        confidence=0.9, status=None, roles=roles,
    )  # fmt: skip
    return replace(plain, **rest)


def relation(iri: str, subject: str, predicate: str, thing: str, document: str = "one") -> Told:
    return told("Relation", document, iri, subject=(subject,), predicate=(predicate,), relationObject=(thing,))


def pairs(found: tuple[Tie, ...]) -> list[tuple[str, str]]:
    return [(tie.a, tie.b) for tie in found]


def test_everybody_at_a_table_is_joined_with_everybody_else() -> None:
    talks = told("Consult", actor=("state/om",), recipient=("state/ir", "state/us"))

    assert pairs(ties([talks])) == [("state/ir", "state/om"), ("state/ir", "state/us"), ("state/om", "state/us")]


def test_two_who_support_a_third_are_not_joined_with_each_other() -> None:
    support = told("Support", actor=("state/it", "state/us"), recipient=("state/om",))

    assert pairs(ties([support])) == [("state/it", "state/om"), ("state/us", "state/om")]


def test_an_act_that_names_nobody_else_joins_nobody() -> None:
    assert ties([told("Retreat", actor=("state/it",)), told("Consult", iri="s2", actor=("state/it",))]) == ()


def test_a_relation_to_a_sector_joins_nobody() -> None:
    field = told("Relation", subject=("agreement/deal",), predicate=("aboutSector",), relationObject=("sector:energy",))

    assert ties([field]) == ()


def test_a_partnership_told_both_ways_ties_once() -> None:
    forth = relation("s1", "state/it", "partnerOf", "state/us")
    back = relation("s2", "state/us", "partnerOf", "state/it")

    assert [tie.statement for tie in ties([back, forth])] == ["s1"]


def test_parties_to_one_agreement_are_joined_unless_one_has_left() -> None:
    party = {"predicate": ("partyTo",), "relationObject": ("agreement/deal",)}
    iran = told("Relation", iri="s1", subject=("state/ir",), **party)
    oman = told("Relation", iri="s2", subject=("state/om",), **party)
    left = told("Relation", iri="s3", subject=("state/us",), status="withdrawn", **party)

    shared = [tie for tie in ties([iran, oman, left]) if tie.kind == "shared"]

    assert {tie.pair for tie in shared} == {("state/ir", "state/om")}
    assert {tie.statement for tie in shared} == {"s1", "s2"}


def test_a_shared_agreement_is_no_firmer_than_its_weaker_party() -> None:
    party = {"predicate": ("partyTo",), "relationObject": ("agreement/deal",)}
    iran = told("Relation", iri="s1", subject=("state/ir",), **party)
    oman = told("Relation", iri="s2", subject=("state/om",), modality="planned", **party)

    assert {tie.world for tie in ties([iran, oman]) if tie.kind == "shared"} == {"planned"}


def test_a_claim_is_a_world_of_its_own_and_a_denial_never_ties() -> None:
    said = [
        told("Consult", iri="fact", actor=("state/it",), recipient=("state/us",)),
        told("Consult", iri="claim", actor=("state/it",), recipient=("state/us",), said_by="state/us"),
        told("Consult", iri="plan", actor=("state/it",), recipient=("state/us",), modality="planned"),
        told("Consult", iri="denial", actor=("state/it",), recipient=("state/us",), modality="denied"),
    ]

    def kept(*worlds: str) -> list[str]:
        return [tie.statement for tie in choose(ties(said), Projection(worlds=worlds))]

    assert kept("fact") == ["fact"]
    assert kept("attributed") == ["claim"]
    assert kept("fact", "planned") == ["fact", "plan"]
    assert kept("fact", "attributed", "planned") == ["claim", "fact", "plan"]


def test_a_document_counts_a_dyad_once() -> None:
    twice = [told("Consult", "one", f"s{n}", actor=("state/it",), recipient=("state/us",)) for n in range(2)]
    again = told("Agree", "two", "s9", actor=("state/us",), recipient=("state/it",))

    edge = project(ties([*twice, again]), NAMES).edges["state/it", "state/us"]

    assert edge["weight"] == 2
    assert edge["documents"] == ("one", "two")
    assert edge["statements"] == ("s0", "s1", "s9")
    assert edge["types"] == {"Agree": 1, "Consult": 2}


def test_intensity_is_the_mean_of_the_documents_not_of_the_statements() -> None:
    """One document tells 4 and 8, another −3: (6 − 3) / 2; a relation without intensity has no say."""
    both = {"actor": ("state/it",), "recipient": ("state/us",)}
    friends = relation("s4", "state/it", "partnerOf", "state/us", "two")
    told_all = [
        told("Support", "one", "s1", intensity=4.0, **both),
        told("Support", "one", "s2", intensity=8.0, **both),
        told("Accuse", "two", "s3", intensity=-3.0, **both),
        friends,
    ]

    assert dyads(ties(told_all))[0].intensity == pytest.approx(1.5)
    assert dyads(ties([friends]))[0].intensity is None


def test_a_minister_acts_for_the_state_when_people_are_folded() -> None:
    office = told("Tenure", iri="s1", holder=("person/albusaidi",), officeOf=("state/om",))
    visit = told("Consult", iri="s2", actor=("person/albusaidi",), recipient=("state/ir",))
    home = homes([office, visit], NAMES, {}, ())

    assert home == {"person/albusaidi": "state/om"}
    assert list(project(ties([office, visit]), NAMES).edges) == [("person/albusaidi", "state/ir")]
    assert list(project(ties([office, visit]), NAMES, types=("State",), homes=home).edges) == [("state/ir", "state/om")]


def test_a_ministry_in_a_city_stands_for_the_state_but_an_alliance_does_not() -> None:
    seat = relation("s1", "organization/ministry", "basedIn", "place/muscat")
    alliance = relation("s2", "organization/eu", "basedIn", "state/it")
    chief = told("Tenure", iri="s3", holder=("person/albusaidi",), officeOf=("organization/ministry",))

    found = homes([seat, alliance, chief], NAMES, {"place/muscat": "state/om"}, ["organization/eu"])

    assert found == {"organization/ministry": "state/om", "person/albusaidi": "state/om"}


def test_a_person_of_two_states_stands_for_nobody_until_documents_settle_it() -> None:
    one = told("Tenure", "one", "s1", holder=("person/albusaidi",), officeOf=("state/om",))
    other = told("Tenure", "one", "s2", holder=("person/albusaidi",), officeOf=("state/ir",))
    third = told("Tenure", "two", "s3", holder=("person/albusaidi",), officeOf=("state/om",))

    assert homes([one, other], NAMES, {}, ()) == {}
    assert homes([], NAMES, {}, (), {"person/albusaidi": ("state/om",)}) == {"person/albusaidi": "state/om"}
    assert homes([one, other], NAMES, {}, (), {"person/albusaidi": ("state/om",)}) == {}
    assert homes([], NAMES, {}, (), {"person/albusaidi": ("state/ir", "state/om")}) == {}
    assert homes([one, other, third], NAMES, {}, ()) == {"person/albusaidi": "state/om"}


def test_a_minister_and_the_own_state_do_not_tie_once_folded() -> None:
    inside = told("Support", actor=("person/albusaidi",), recipient=("state/om",))

    assert fold(ties([inside]), {"person/albusaidi": "state/om"}) == ()


def test_arrows_run_from_actor_to_recipient_and_both_ways_at_a_table() -> None:
    accusation = told("Accuse", iri="s1", actor=("state/us",), recipient=("state/ir",))
    talks = told("Consult", iri="s2", actor=("state/om",), recipient=("state/ir",))

    arrows = as_arrows(projected(ties([accusation, talks]), NAMES), NAMES)

    assert list(arrows.edges) == [("state/ir", "state/om"), ("state/om", "state/ir"), ("state/us", "state/ir")]


def test_offices_seats_and_trade_tie_only_those_who_ask_for_them() -> None:
    office = told("Tenure", iri="office", holder=("person/albusaidi",), officeOf=("state/om",))
    seat = relation("seat", "organization/ministry", "basedIn", "state/om")
    figures = {"reporter": ("state/it",), "partner": ("state/us",)}
    trade = told("Observation", iri="trade", kind=("trade",), **figures)
    loan = told("Observation", iri="loan", kind=("loan",), **figures)
    found = ties([office, seat, trade, loan])

    assert [tie.statement for tie in found] == ["seat", "office", "trade"]
    assert choose(found, Projection()) == ()
    for types, statement in (("offices", "office"), ("seats", "seat"), ("trade", "trade")):
        assert [tie.statement for tie in choose(found, Projection(types=(types,)))] == [statement]


def test_each_kind_of_statement_can_be_asked_for_by_itself() -> None:
    party = {"predicate": ("partyTo",), "relationObject": ("agreement/deal",)}
    said = [
        told("Consult", iri="talks", actor=("state/it",), recipient=("state/us",)),
        told("Accuse", iri="charge", actor=("state/it",), recipient=("state/us",)),
        told("Relation", iri="party1", subject=("state/it",), **party),
        told("Relation", iri="party2", subject=("state/us",), **party),
        relation("member", "state/it", "memberOf", "organization/eu"),
        relation("friends", "state/it", "partnerOf", "state/us"),
    ]

    def kept(*types: str) -> set[str]:
        return {tie.statement for tie in projected(ties(said), NAMES, Projection(types=types))}

    assert kept("consult") == {"talks"}
    assert kept("accuse") == {"charge"}
    assert kept("agreements") == {"party1", "party2"}
    assert kept("initiatives") == set()
    assert kept("memberships") == {"member"}
    assert kept("relations") == {"friends"}


def test_people_are_folded_only_where_the_projection_says_so() -> None:
    visit = ties([told("Consult", actor=("person/albusaidi",), recipient=("state/ir",))])
    home = {"person/albusaidi": "state/om"}

    assert list(project(visit, NAMES, homes=home)) == ["state/ir", "state/om"]
    assert list(project(visit, NAMES, Projection(fold=False), homes=home)) == ["person/albusaidi", "state/ir"]


def test_a_sector_stands_for_the_sectors_within_it() -> None:
    said = [
        told("Consult", iri=sector, actor=("state/it",), recipient=("state/us",), sector=(f"sector:{sector}",))
        for sector in ("renewables", "energy", "trade")
    ]

    found = {tie.statement for tie in choose(ties(said), Projection(sectors=("energy",)))}

    assert found == {"renewables", "energy"}, "the scheme has renewables within energy"


def test_a_signed_dyad_leans_where_its_documents_lean_on_the_whole() -> None:
    """Italy and Oman: (4 + 2)/2 = 3; the US and Iran: (−2 + 1)/2 = −0.5, within half of zero; Iran and Oman: −4."""

    def act(a: str, b: str, document: str, intensity: float) -> Told:
        return told("Accuse", document, a + b + document, actor=(a,), recipient=(b,), intensity=intensity)

    said = [
        act("state/it", "state/om", "one", 4.0), act("state/om", "state/it", "two", 2.0),
        act("state/us", "state/ir", "one", -2.0), act("state/us", "state/ir", "two", 1.0),
        act("state/ir", "state/om", "one", -4.0), relation("s", "state/it", "partnerOf", "state/us"),
    ]  # fmt: skip

    found = signed(project(ties(said), NAMES))

    assert sorted(found.edges(data="sign")) == [
        ("state/ir", "state/om", -1), ("state/ir", "state/us", 0), ("state/it", "state/om", 1),
    ]  # fmt: skip


def test_a_window_drops_what_has_no_date() -> None:
    dated = [
        told("Consult", iri="s1", actor=("state/it",), recipient=("state/us",), date="2023"),
        told("Consult", iri="s2", actor=("state/it",), recipient=("state/us",), date="2025-10-08"),
        told("Consult", iri="s3", actor=("state/it",), recipient=("state/us",)),
    ]

    assert [tie.statement for tie in choose(ties(dated), Projection(since="2025-01"))] == ["s2"]
    assert [tie.statement for tie in choose(ties(dated), Projection(until="2023-06"))] == ["s1"]
    assert [tie.statement for tie in choose(ties(dated), Projection())] == ["s1", "s2", "s3"]


def test_of_two_tellings_of_one_party_the_firmer_counts_whatever_their_order() -> None:
    """Iran is party as a fact and as a claim, so Oman's statement makes a pair in both worlds."""
    party = {"predicate": ("partyTo",), "relationObject": ("agreement/deal",)}
    said = [
        told("Relation", iri="s1", subject=("state/ir",), **party),
        told("Relation", iri="s2", subject=("state/ir",), said_by="state/us", **party),
        told("Relation", iri="s3", subject=("state/om",), **party),
    ]

    edge = project(ties(said), NAMES, Projection(worlds=("fact", "attributed"))).edges["state/ir", "state/om"]

    assert edge["worlds"] == {"attributed": 1, "fact": 2}


def test_the_order_of_statements_does_not_change_the_graph() -> None:
    said = [
        told("Consult", "one", "s1", actor=("state/om",), recipient=("state/ir", "state/us")),
        told("Support", "two", "s2", actor=("state/it",), recipient=("state/om",)),
    ]
    forth, back = project(ties(said), NAMES), project(ties(reversed(said)), NAMES)

    assert list(forth.nodes(data=True)) == list(back.nodes(data=True))
    assert list(forth.edges(data=True)) == list(back.edges(data=True))


def test_no_ties_make_an_empty_graph() -> None:
    assert len(project((), NAMES)) == 0
    assert len(as_graph((), NAMES)) == 0
