"""Sections on the structure of the network: triangles, blocs, brokers, backbone, chance. All true to their numbers."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

import pytest
from test_report import shelf, tie

from graph.analysis import chance as drawing
from graph.analysis import intervals, nulls
from graph.analysis.ties import Name, Tie
from graph.report.contents import Report, Scope
from graph.report.measuring import make, report
from graph.report.section import Named, Number, Proof, Section, Sign, Table
from graph.report.sections.backbone import backbone_of
from graph.report.sections.balance import balance
from graph.report.sections.blocs import blocs
from graph.report.sections.brokerage import brokerage
from graph.report.sections.chance import chance
from graph.store import Generation

Builder = Callable[[Report, Scope], Section | None]
DRAWS = 10  # resamples of documents, whose intervals no section here shows
BUILDERS: tuple[Builder, ...] = (balance, blocs, brokerage, backbone_of, chance)
LABELS = {
    "a": "Austria", "b": "Brazil", "c": "Chile", "d": "Denmark", "e": "Egypt", "f": "Fiji", "g": "Ghana", "h": "Haiti",
    "j": "Japan",
}  # fmt: skip
NAMES = {key: Name("State", label) for key, label in LABELS.items()} | {
    "organization/north": Name("Organization", "North Pact"),
    "organization/south": Name("Organization", "South Pact"),
}


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intervals, "RESAMPLES", (DRAWS,))
    monkeypatch.setattr(nulls, "SAMPLES", nulls.FEW)


Membership = tuple[tuple[str, frozenset[str]], ...]


@lru_cache
def made(ties: tuple[Tie, ...], members: Membership) -> Report:
    return make(ties, NAMES, {}, shelf(list(ties)), generation="abc", members=dict(members))


def written(ties: list[Tie], members: dict[str, frozenset[str]] | None = None) -> tuple[Report, Scope]:
    found = made(tuple(ties), tuple((members or {}).items()))
    return found, found.scope("states")


def built(builder: Builder, ties: list[Tie], members: dict[str, frozenset[str]] | None = None) -> Section:
    section = builder(*written(ties, members))
    assert section is not None
    return section


def table(section: Section, ending: str) -> Table:
    return next(block for block in section.blocks if isinstance(block, Table) and block.id.endswith(ending))


def meeting(names: str, document: str, intensity: float = 3.0) -> list[Tie]:
    """Everybody meets everybody in one document."""
    return [tie(a, b, document, intensity) for a, b in combinations(names, 2)]


QUARREL = [tie("a", "b", "one", 3), tie("a", "c", "one", 4), tie("b", "c", "two", -5), *meeting("ade", "three")]


def test_an_unbalanced_triangle_is_named_with_its_signs_and_sentences() -> None:
    section = built(balance, QUARREL)
    row = table(section, "-triangles").rows[0]

    assert row[:2] == ("Austria, Brazil, Chile", "+ + −")
    assert row[2] == (Sign(3), Sign(4), Sign(-5))
    assert row[3] == "unbalanced"
    assert row[5] == Proof(("1.1", "1.2", "3.1"), "Austria, Brazil, Chile")
    assert section.text[:2] == (
        "Of 6 dyads with a sign, 5 lean to cooperation and 1 to conflict.",
        "1 of 2 triangles agree with themselves. One does not: Austria, Brazil, Chile.",
    )


def test_where_no_triangle_agrees_that_is_said_of_both() -> None:
    """Two triangles over one dyad, of three minuses each."""
    found = built(balance, [tie(*pair, f"{pair}", -3) for pair in ("ab", "ac", "bc", "bd", "cd")])

    assert found.text[1] == (
        "Neither of the two triangles agrees with itself: Austria, Brazil, Chile; Brazil, Chile, Denmark."
    )
    assert found.findings[0].text.startswith("Neither of the two triangles of cooperation and conflict agrees")


def test_signs_stand_in_the_order_of_the_labels_even_where_keys_stand_otherwise() -> None:
    """By key c, d, j; by label j comes first."""
    names = NAMES | {"j": Name("State", "Albania")}
    ties = [tie("c", "d", "one", -1), tie("c", "j", "one", 2), tie("d", "j", "one", 3)]
    found = make(ties, names, {}, shelf(ties), generation="abc")
    section = balance(found, found.scope("states"))

    assert section is not None
    assert table(section, "-triangles").rows[0][:3] == (
        "Albania, Chile, Denmark", "+ + −", (Sign(2), Sign(3), Sign(-1)),
    )  # fmt: skip
    assert any("Albania is on good terms with two at odds" in note.text for note in section.notes)


def test_minuses_beside_chance_are_laid_in_every_way() -> None:
    """Two triangles share a; one minus on six dyads spoils just one of them, whichever it lies on."""
    words = " ".join(built(balance, QUARREL).text)

    assert "1.0 would be balanced on average, and as many as here in 6 of all 6 cases: no more than chance" in words


def test_camps_and_the_dyads_against_them_are_told_with_what_is_not_settled() -> None:
    section = built(balance, QUARREL)

    assert section.text[-1] == (
        "For all to fall into two camps, one dyad would have to turn, of 6; another choice of as few would do as well."
    )
    assert section.notes[0].heading.startswith("Frustration 0.17")
    assert len(table(section, "-against").rows) == 1


def test_two_clean_camps_stand_side_by_side() -> None:
    enemies = [tie("a", "d", "two", -4), tie("b", "e", "two", -4)]
    section = built(balance, [*meeting("abc", "one"), *meeting("de", "one"), *enemies])

    assert "Nothing stands against two camps." in section.text
    assert table(section, "-camps").rows[0][:2] == ("Austria, Brazil and Chile", "Denmark and Egypt")


def test_where_all_is_cooperation_nothing_is_said_of_frustration() -> None:
    section = built(balance, [*meeting("abc", "one"), tie("c", "d", "two")])

    assert section.text == (
        "All 4 dyads with a sign lean to cooperation.", "The only triangle agrees with itself.",
        "Nobody stands against anybody: one camp.",
    )  # fmt: skip
    assert not any("Frustration" in note.heading for note in section.notes)
    assert section.findings == ()


def test_a_single_sign_makes_no_section() -> None:
    assert balance(*written([tie("a", "b", "one"), tie("c", "d", "one", None)])) is None


NORTH = {"organization/north": frozenset("abc"), "organization/south": frozenset("defgh")}
APART = [pair for n in range(4) for pair in (*meeting("abc", f"n{n}"), *meeting("defgh", f"s{n}"))]


def test_groups_that_are_blocs_are_said_to_be() -> None:
    """Three of North and five of South meet among themselves, in four documents each, and once across."""
    section = built(blocs, [*APART, tie("c", "d", "across")], NORTH)
    rows = {row[0]: row for row in table(section, "blocs-table").rows}

    assert section.text[0] == (
        "Group A is close to a declared bloc, South Pact: it holds 5 of its 5 members here and 0 others (agreement "
        "1.00)."
    )
    assert [rows["North Pact"][n] for n in (4, 5, 6)] == [Number(1, 2), Number(1, 2), Number(1, 2)]
    assert section.text[0] in [finding.text for finding in section.findings]


def test_groups_that_cut_across_blocs_are_said_not_to_be_theirs() -> None:
    mixed = {"organization/north": frozenset("adg"), "organization/south": frozenset("beh")}
    section = built(blocs, [*APART, tie("c", "d", "across")], mixed)

    assert section.text[0] == (
        "Hardly any declared bloc shows among these groups: none fits one better than chance would make it."
    )
    assert section.findings == ()


def test_how_firm_groups_are_is_not_told_from_a_few_documents() -> None:
    section = built(blocs, [*meeting("abc", "one"), *meeting("def", "two"), *meeting("gh", "two")], NORTH)

    assert section.text[1] == "How firm the groups are cannot be told from 2 documents."
    assert {row[2] for row in table(section, "-groups").rows} == {"not computed"}


def test_without_a_bloc_that_divides_the_states_that_is_said() -> None:
    section = built(blocs, APART, {"organization/north": frozenset("abcdefgh")})

    assert section.text[0] == "No bloc divides these states: none has three states here and leaves out three others."


def test_brokers_are_ranked_by_the_pairs_between_which_they_stand() -> None:
    """c stands between a, b and d; d between c and e … h: 2 pairs and 4 pairs."""
    section = built(brokerage, [*APART, tie("c", "d", "across")], NORTH)
    rows = table(section, "brokerage-table").rows

    assert [(row[0].label, row[1]) for row in rows if isinstance(row[0], Named)] == [
        ("Denmark", Number(4)), ("Chile", Number(2)),
    ]  # fmt: skip
    assert section.text[0] == (
        "Denmark stands between most others that do not deal with each other: 4 pairs. 2 of 8 states stand between any."
    )


def test_a_role_in_a_bloc_stands_beside_what_chance_gives() -> None:
    """Denmark stands between Chile, outside, and each of four other members. Only if these four are the other members,
    one way of C(7, 4) = 35, are all four pairs at the gate.
    """
    section = built(brokerage, [*APART, tie("c", "d", "across")], NORTH)
    roles = {(row[0].label, row[1]): row for row in table(section, "-roles").rows if isinstance(row[0], Named)}
    row = roles["Denmark", "at the gate of South Pact"]

    assert row[2] == Number(4)
    assert row[5] == "1 of all 35"


def act(a: str, b: str, document: str) -> Tie:
    """One acts on the other."""
    return replace(tie(a, b, document), directed=True)


SOUTH = {"organization/south": frozenset("def"), "organization/north": frozenset("abcdef")}


def test_the_five_roles_follow_arrows_and_stand_beside_their_z() -> None:
    """From Chile, outside, to Egypt, a member, by Denmark, a member. Two of five others are members, in ten ways: only
    Egypt of the two in 3, only Chile in 3, neither in 3, both in 1. z is 0.7/0.21½, −0.3/0.21½ and −0.1/0.09½.
    Asked is Austria as well, from outside: by lot Fiji and Brazil, between which it stands, might both be members.
    """
    ties = [act("c", "d", "one"), act("d", "e", "one"), act("f", "a", "two"), act("a", "b", "two")]
    section = built(brokerage, ties, SOUTH)
    five = table(section, "-five")

    assert [column.heading for column in five.columns[2:7]] == [
        "Coordinator", "Itinerant", "Gatekeeper", "Representative", "Liaison",
    ]  # fmt: skip
    assert five.rows == ((
        Named("d", "State", "Denmark"), "South Pact", "0 (z −0.3)", Number(0), "1 (z 1.5)", "0 (z −0.7)", "0 (z −0.7)",
        Proof(("1.1", "1.2"), "the ties of Denmark"),
    ),)  # fmt: skip
    assert five.caption.endswith("of 4 roles asked at once, none more often than by lot")
    assert any("Direction is the least sure part" in note.text for note in section.notes)


def test_turning_an_arrow_turns_a_gatekeeper_into_a_representative() -> None:
    ties = [act("d", "c", "one"), act("e", "d", "one"), act("f", "a", "two"), act("a", "b", "two")]
    (row,) = table(built(brokerage, ties, SOUTH), "-five").rows

    assert row[4:6] == ("0 (z −0.7)", "1 (z 1.5)")


def test_where_every_arrow_is_answered_the_five_roles_are_not_told_apart() -> None:
    answered = [act("d", "e", "one"), act("e", "d", "two")]
    ties = [tie("c", "d", "one"), *answered, tie("a", "f", "two"), tie("a", "b", "two")]
    section = built(brokerage, ties, SOUTH)

    assert not any(isinstance(block, Table) and block.id.endswith("-five") for block in section.blocks)
    assert any("Gatekeeper and representative are then the same" in note.text for note in section.notes)


def test_nobody_between_two_others_makes_no_section() -> None:
    assert brokerage(*written(meeting("abcd", "one"))) is None


def test_dyads_that_all_weigh_the_same_cannot_stand_out_and_that_is_said() -> None:
    section = built(backbone_of, [tie("a", "b", "one"), tie("a", "c", "one")])

    assert section.text == ("Each of the 2 dyads is told by 1 document. Where all weigh the same, none can stand out.",)
    assert section.blocks == ()


def test_a_dyad_told_by_most_documents_of_a_name_stands_out() -> None:
    """a–b in twenty documents, a with four others in one: (1 − 20/24)⁴ = 0.00077, times eight at most."""
    ties = [*(tie("a", "b", f"d{n:02}") for n in range(20)), *(tie("a", other, "d00") for other in "cdef")]
    section = built(backbone_of, ties)
    row = table(section, "backbone-table").rows[0]

    assert row[:3] == ("Austria and Brazil", Number(20), "20 of 24 of Austria, 20 of 20 of Brazil")
    assert row[3] == Number(pytest.approx((4 / 24) ** 4), 3)
    assert section.text[0].startswith("One of 5 dyads stands out")
    assert section.findings[0].text.endswith("(at 0.05, all asked at once): Austria and Brazil.")


def test_a_dyad_that_stands_out_only_by_itself_is_not_a_finding() -> None:
    ties = [*(tie("a", "b", f"d{n}") for n in range(8)), *(tie("a", other, "d0") for other in "cd")]
    section = built(backbone_of, ties)

    assert "By itself one seems to" in section.text[0]
    assert section.findings == ()


def test_blocs_that_keep_to_themselves_are_more_than_chance() -> None:
    section = built(chance, [*APART, tie("c", "d", "across")], NORTH)

    assert "members of South Pact deal with each other" in section.text[0]
    assert section.findings[0].sentences


def test_what_chance_cannot_vary_is_not_asked() -> None:
    """A star is the only network with its degrees."""
    section = built(chance, [tie("a", other, "one") for other in "bcdef"])

    assert section.text[0] == "Nothing can be asked: any network with these numbers of partners looks the same."


ANSWERED = [act(*ends, f"{n}") for pair in ("ab", "cd", "ef", "gh", "aj") for n, ends in enumerate((pair, pair[::-1]))]


def test_acts_that_are_answered_more_than_chance_are_said_to_be() -> None:
    """Five couples, each acting both ways: ten arrows, all answered, by lot one in six."""
    section = built(chance, ANSWERED)
    row = next(row for row in table(section, "chance-table").rows if str(row[0]).startswith("Reciprocity"))

    assert row[1] == Number(1, 2)
    assert row[-1] == Proof(tuple(f"{n}.{place}" for n in (1, 2) for place in range(1, 6)), str(row[0]))
    assert "those who are acted on act in turn" in section.text[0]
    assert "Reciprocity" in [note.heading for note in section.notes]


def test_answers_are_not_asked_of_few_arrows_or_of_what_equals_do() -> None:
    for ties in (ANSWERED[:-1], [tie(each.a, each.b, each.document) for each in ANSWERED]):
        section = built(chance, ties)

        assert not any(isinstance(block, Table) and "Reciprocity" in str(block.rows) for block in section.blocks)
        assert "Reciprocity" not in [note.heading for note in section.notes]


def test_networks_too_large_to_draw_are_named_with_their_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "samples", lambda graph: None)

    assert built(chance, APART).text == ("Not computed: 13 dyads are too many to draw random networks of.",)


@pytest.mark.parametrize("builder", BUILDERS, ids=lambda builder: builder.__name__)
def test_every_row_with_a_number_points_to_its_sentences(builder: Builder) -> None:
    found, scope = written([*APART, *QUARREL, tie("c", "d", "across")], NORTH)
    section = builder(found, scope)
    known = {each.id for each in found.archive.sentences}

    assert section is not None
    assert {note.heading for note in section.notes} >= {"When it misleads"} or builder is blocs
    for block in section.blocks:
        assert isinstance(block, Table)
        for row in block.rows:
            assert isinstance(row[-1], Proof)
            assert set(row[-1].sentences) <= known
            assert len(row) == len(block.columns)


@pytest.mark.parametrize("builder", BUILDERS, ids=lambda builder: builder.__name__)
def test_a_dataset_that_ties_nobody_has_no_such_section(builder: Builder) -> None:
    assert builder(*written([])) is None


def test_the_same_dataset_gives_equal_sections(generation: Generation) -> None:
    one, other = report(generation), report(generation)

    for builder in BUILDERS:
        assert [builder(one, scope) for scope in one.scopes] == [builder(other, scope) for scope in other.scopes]


def test_members_reach_the_report(generation: Generation) -> None:
    assert "state/it" in report(generation).members["organization/european-union"]
