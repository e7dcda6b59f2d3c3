"""What is denied, over, to come or somebody else's is not told as a fact."""

import pytest
from told import Read, relations

from graph.statement import Event, Observation, Relation, Tenure

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Peru denied that it had signed the Treaty of Callao.", "partyTo"),
        ("Uganda denied that it had joined the Green Corridor Initiative.", "takesPartIn"),
        ("The trade agreement between Peru and Chile was not signed.", "partyTo"),
        ("Peru rejected the Treaty of Callao.", "partyTo"),
        ("Kenya praised the Green Corridor Initiative.", "takesPartIn"),
        ("Bolivia blocked the arms embargo.", "adopts"),
        ("Peru broke the arms embargo.", "adopts"),
        ("Peru does not levy a duty on Chilean copper.", "adopts"),
        ("Peru does not levy a duty on Chilean copper.", "targets"),
        ("Chile no longer faces Peru's duty on copper.", "targets"),
        ("Peru imposed an import duty on Peruvian firms.", "targets"),
        ("The copper levy that Peru placed on Peruvian firms began in May.", "targets"),
        ("Peru ended its membership of the Andean Fisheries Committee.", "memberOf"),
        ("Peru was a member of the Andean Fisheries Committee.", "memberOf"),
        ("Andesul Holdings sold its stake in Norsk Metall Group.", "stakeIn"),
        ("Norsk Metall Group, a former subsidiary of Andesul Holdings, closed.", "stakeIn"),
        ("The Nordic Rice Institute, formerly based in Lima, closed.", "basedIn"),
    ],
)
def test_no_relation_is_told(read: Read, text: str, predicate: str) -> None:
    assert predicate not in {told for _, told, _ in relations(read(text))}


@pytest.mark.parametrize(
    ("text", "subject", "predicate"),
    [
        ("Ecuador studied the trade agreement between Peru and Chile.", "state/ec", "partyTo"),
        ("Chile and Peru signed the Treaty of Callao. Bolivia praised the treaty.", "state/bo", "partyTo"),
        ("Bolivia praised the visa ban that Peru introduced in May.", "state/bo", "adopts"),
        ("Peru is leaving the fisheries treaty with Chile.", "state/cl", "partyTo"),
    ],
)
def test_no_relation_of_a_bystander_is_told(read: Read, text: str, subject: str, predicate: str) -> None:
    assert (subject, predicate) not in {(one, told) for one, told, _ in relations(read(text))}


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Peru plans a levy on Chilean copper.", "targets"),
        ("Peru will place a copper levy on Chile.", "targets"),
        ("The trade agreement between Peru and Chile will be signed in May.", "partyTo"),
        ("Uganda considered joining the Green Corridor Initiative.", "takesPartIn"),
        ("Andesul Holdings wants to buy a stake in Norsk Metall Group.", "stakeIn"),
    ],
)
def test_relation_to_come_is_planned(read: Read, text: str, predicate: str) -> None:
    told = {s.modality for s in read(text).statements if isinstance(s, Relation) and s.predicate == predicate}

    assert told == {"planned"}


@pytest.mark.parametrize(
    "text",
    [
        "Aino Lehtola will chair the Nordic Fisheries Institute.",
        "President-elect Aino Lehtola of Finland spoke.",
        "Aino Lehtola used to lead the Nordic Fisheries Institute.",
    ],
)
def test_office_not_held_is_none(read: Read, text: str) -> None:
    assert not [s for s in read(text).statements if isinstance(s, Tenure) and not s.former]


@pytest.mark.parametrize(
    ("text", "modalities"),
    [
        ("Norway did not give Kenya €40 million in aid.", []),
        ("Peru's exports to Chile did not reach $9 billion in 2023.", []),
        ("Norway promised Kenya €40 million in aid.", ["planned"]),
        ("Norway wants to invest $3 billion in Kenya by 2030.", ["planned"]),
        ("Peru's exports to Chile could reach $9 billion by 2030.", ["planned"]),
        ("Peru's exports to Chile reached $9 billion in 2023.", ["fact"]),
    ],
)
def test_figure_stands_as_its_verb_says(read: Read, text: str, modalities: list[str]) -> None:
    assert [s.modality for s in read(text).statements if isinstance(s, Observation)] == modalities


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("Norway promised Kenya €40 million in aid.", "Aid", "planned"),
        ("Emmanuel Macron of France is due in Lima next week.", "Consult", "planned"),
        ("Emmanuel Macron of France was in Lima on Tuesday.", "Consult", "fact"),
        ("Peru does not recognise Kosovo.", "Reject", "fact"),
        ("Norway's President Ana Holt proposed that Kenya be heard.", "Request", "fact"),
        ("Peru withdrew from its defence pact with Chile.", "Retreat", "fact"),
    ],
)
def test_act_stands_as_its_words_say(read: Read, text: str, kind: str, modality: str) -> None:
    assert [(s.kind, s.modality) for s in read(text).statements if isinstance(s, Event)] == [(kind, modality)]


@pytest.mark.parametrize(
    "text",
    [
        "Norway wants to invest in Kenya.",
        "Rome demanded Chinese commitments against technology transfers to Moscow.",
    ],
)
def test_wish_and_what_is_to_be_kept_out_are_no_work_with_anybody(read: Read, text: str) -> None:
    told = [s for s in read(text).statements if isinstance(s, Event)]

    assert not [s for s in told if s.kind == "Cooperate" or "state/ke" in s.recipients or "state/ru" in s.recipients]


def test_claim_has_its_speaker(read: Read) -> None:
    reading = read("Norway said that Kenya had launched the Green Corridor Initiative.")

    (led,) = (s for s in reading.statements if isinstance(s, Relation) and s.predicate == "takesPartIn")
    assert (led.subject, led.said_by) == ("state/ke", "state/no")


@pytest.mark.parametrize(
    "text",
    [
        "Peru left the trade agreement with Chile as it stood.",
        "Hungary left the embargo on Peru intact.",
        "Kenya left the treaty with Uganda in place.",
        "The court in Lima left the Chilean stake where it was.",
        "Bolivia left the accord with Peru unsigned.",
    ],
)
def test_what_is_left_as_it_is_is_not_left(read: Read, text: str) -> None:
    assert not [s for s in read(text).statements if isinstance(s, Event) and s.kind == "Retreat"]


def test_who_leaves_a_body_or_a_pact_is_told(read: Read) -> None:
    found = read("Peru left the Andean Fisheries Committee in May 2024.").statements

    assert [s.kind for s in found if isinstance(s, Event)] == ["Retreat"]
