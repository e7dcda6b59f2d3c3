"""Drawings: what stands where, what it looks like without colour, and that a page can take them in."""

import re
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from colours import VISION, contrast, difference, lab, themes
from test_browser import NARROW, WIDE, chromium  # noqa: F401

from graph.report.glyphs import GLYPHS
from graph.report.measuring import report
from graph.report.picture import picture
from graph.report.plots import (
    Bar,
    Interval,
    Move,
    Spot,
    Stated,
    bars,
    curve,
    heat,
    intervals,
    line,
    matrix,
    slopes,
)
from graph.report.plots.paper import ticks
from graph.report.render import style
from graph.store import Generation

ROWS = [
    Interval(label="Italy", type="State", value=0.2, low=0.1, high=0.4, rank="1", between="[1, 2]", last="21"),
    Interval(
        label="Cost of $5 & <b>", type="Measure", value=0.1, low=0.0, high=0.2, rank="2=", between="[1, 9]", last="4",
    ),
    Interval(label="Oman", type="Place", value=0.0, rank="3", between="[one]", last="1", hollow=True),
]  # fmt: skip
NAMES = [("Italy", "IT"), ("China", "CN"), ("European Union", "EU"), ("Japan", "JP")]
CELLS = {(0, 1): 0.3, (0, 2): 5.24, (1, 2): -6.5, (0, 3): None, (1, 3): -0.4}
WINDOWS = ("2023", "2024", "2025", "2026")
COURSE = {"Italy and China": [Stated(4.0, 2.0, 6.0), None, Stated(-3.0), Stated(1.0, hollow=True)]}
COURSES = {**COURSE, "Italy and Japan": [Stated(9.6), Stated(-9.6), Stated(0.0), None]}
MOVES = [Move("Italy", 0.1, 0.3), Move("China", 0.31, 0.3), Move("Oman", None, 0.2), Move("Japan", 0.1, 0.1)]
FIGURES = [
    Bar(label="Exports", note="2024", value=20, said="€20 bn"),
    Bar(label="Imports", value=40, said="at least €40 bn", bound="at_least"),
    Bar(label="Loan", value=30, said="at most €30 bn", bound="at_most"),
    Bar(label="Stake", value=25, said="about €25 bn", bound="about", low=22, high=28),
    Bar(label="Target", value=60, said="€60 bn, planned", hollow=True),
    Bar(label="Balance", value=-20, said="−€20 bn"),
]
SPOTS = [Spot("Jan 2025", 0, 1.0), Spot("Mar 2025", 2, 3.0), Spot("Apr 2025", 3, -1.0)]
DRAWN: dict[str, Callable[[], str]] = {
    "intervals": lambda: intervals(ROWS, "Who is central", value="Share [95 %]", last="Documents"),
    "heat": lambda: heat(NAMES, CELLS, "Dyads"),
    "curve": lambda: curve(WINDOWS, COURSE, "Course"),
    "curves": lambda: curve(WINDOWS, COURSES, "More"),
    "slopes": lambda: slopes(MOVES, ("2024", "2025"), "Moves"),
    "matrix": lambda: matrix(["A", "B"], ["EU", "NATO", "none"], [[16, 4, 0], [1, None, 9]], "Groups and blocs"),
    "bars": lambda: bars(FIGURES, "Trade"),
    "line": lambda: line(SPOTS, "Growth"),
}  # fmt: skip
every = pytest.mark.parametrize("kind", DRAWN)


class Drawing:
    """One drawing taken apart: its elements with their classes."""

    def __init__(self, svg: str, *, narrow: bool = False) -> None:
        wide, slim = ElementTree.fromstring(f"<all>{svg}</all>")
        self.root = slim if narrow else wide

    def of(self, style: str) -> list[ElementTree.Element]:
        return [each for each in self.root.iter() if style in each.get("class", "").split()]

    def words(self, style: str = "") -> list[str]:
        found = self.of(style) if style else self.root.iter("text")
        return [each.text or "" for each in found if each.tag == "text"]

    def text(self, words: str) -> ElementTree.Element:
        return next(each for each in self.root.iter("text") if each.text == words)

    def spans(self, style: str) -> list[tuple[float, float, float, float]]:
        """Return left, top, right and bottom of each stretch of the paths of a class."""
        return [box for each in self.of(style) if each.tag == "path" for box in spans(each.get("d", ""))]


def spans(path: str) -> list[tuple[float, float, float, float]]:
    found = []
    for stretch in path.split("M")[1:]:
        places: list[tuple[float, float]] = []
        for letter, numbers in re.findall(r"([LHV]?)((?:-?[\d.]+ ?)+)", stretch):
            values = [float(each) for each in numbers.split()]
            x, y = places[-1] if places else (0.0, 0.0)
            places.append(
                (values[0], y) if letter == "H" else (x, values[0]) if letter == "V" else (values[0], values[1])
            )
        xs, ys = zip(*places, strict=True)
        found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def number(element: ElementTree.Element, name: str) -> float:
    return float(element.get(name, "nan"))


@every
def test_a_drawing_needs_no_style_and_no_id_of_its_own_and_says_its_name(kind: str) -> None:
    for narrow in (False, True):
        drawing = Drawing(DRAWN[kind](), narrow=narrow)

        assert drawing.root.get("role") == "img"
        assert drawing.root[0].tag == "title"
        assert {each.tag for each in drawing.root.iter()} <= {"svg", "title", "text", "path", "circle"}
        allowed = {
            "class",
            "viewBox",
            "role",
            "x",
            "y",
            "cx",
            "cy",
            "r",
            "d",
            "transform",
            "text-anchor",
            "stroke-width",
        }
        assert {name for each in drawing.root.iter() for name in each.attrib} <= allowed


@every
def test_every_class_of_a_drawing_is_in_the_style_sheets(kind: str) -> None:
    sheets = style("look") + style("report")
    styles = {name for names in re.findall(r'class="([^"]+)"', DRAWN[kind]()) for name in names.split()}

    assert [name for name in sorted(styles) if not re.search(rf"\.{name}\b", sheets)] == []


def test_charts_of_answers_use_what_the_pages_style_sheet_has() -> None:
    pages = (Path(__file__).parent.parent / "server" / "static" / "pages.css").read_text("utf-8")
    sheet = style("look") + pages
    plain = bars(FIGURES[:1], "Trade") + line(SPOTS, "Growth")
    styles = {name for names in re.findall(r'class="([^"]+)"', plain) for name in names.split()}

    assert [name for name in sorted(styles) if not re.search(rf"\.{name}\b", sheet)] == []


def test_bytes_depend_on_no_process_no_settings_and_no_home(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("lines.linewidth: 9\ntext.usetex: True\npath.sketch: 1, 100, 2\n", "utf-8")
    code = "import test_plots; print(*(each() for each in test_plots.DRAWN.values()), sep='')"
    paths = f"{Path(__file__).parent}:{Path(__file__).parent.parent}"
    written = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder,
            env={"PYTHONPATH": paths, "PYTHONHASHSEED": seed, "HOME": home, "MPLBACKEND": "svg", "PYTHONUTF8": "1"},
        ).stdout
        for seed, home, folder in (("1", str(tmp_path), "/"), ("2", "/dev/null/none", str(tmp_path)))
    }  # fmt: skip

    assert written == {"".join(each() for each in DRAWN.values()) + "\n"}


def test_starting_the_pages_does_not_import_the_library() -> None:
    code = "import sys, server, server.cli, server.querypage, server.reports; print('matplotlib' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "False"


def test_words_are_written_as_they_are() -> None:
    drawing = Drawing(DRAWN["intervals"]())

    assert "Cost of $5 & <b>" in drawing.words()


def test_dots_and_whiskers_stand_by_their_values() -> None:
    """On a scale from 0 to 0.4, a quarter of it is 0.1."""
    drawing = Drawing(DRAWN["intervals"]())
    nought, end = number(drawing.text("0"), "x"), number(drawing.text("0.4"), "x")
    quarter = (end - nought) / 4

    assert [number(dot, "cx") for dot in drawing.of("f-dot")] == pytest.approx(
        [nought + 2 * quarter, nought + quarter], abs=0.2
    )
    whiskers = [(left, right) for left, _, right, _ in drawing.spans("f-ci") if right > left]
    assert np.array(whiskers) == pytest.approx(
        np.array([(nought + quarter, end), (nought, nought + 2 * quarter)]), abs=0.2
    )


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_what_rests_on_one_source_is_hollow_has_no_whisker_and_says_so(narrow: bool) -> None:
    drawing = Drawing(DRAWN["intervals"](), narrow=narrow)

    assert len(drawing.of("f-hollow")) == 1
    assert len([1 for left, _, right, _ in drawing.spans("f-ci") if right > left]) == 2
    assert [words for words in drawing.words() if "one source" in words]


def test_a_scale_of_values_below_nought_has_a_line_at_nought() -> None:
    rows = [Interval(label="Broker", value=2.0, low=-1.0, high=3.0), Interval(label="Other", value=-4.0)]
    drawing = Drawing(intervals(rows, "z", value="z", decimals=1))
    ((at, _, same, _),) = drawing.spans("f-base")

    assert at == same == number(drawing.text("0"), "x")
    assert "−4.0" in drawing.words()


def test_a_name_takes_the_silhouette_of_its_type() -> None:
    drawing = Drawing(DRAWN["intervals"]())

    assert [each.get("d") for each in drawing.of("g")] == [GLYPHS["State"], GLYPHS["Measure"], GLYPHS["Place"]]


def test_each_dyad_has_a_cell_and_silence_has_no_number() -> None:
    drawing = Drawing(DRAWN["heat"]())

    assert sorted(drawing.words("f-axis")) == sorted(["+0.3", "+5.2", "−6.5", "−0.4", "tie", "IT", "CN", "EU"])
    assert [len(drawing.spans(each)) for each in ("h-0", "h-p3", "h-n3", "h-tie", "h-none")] == [2, 1, 1, 1, 1]


def test_conflict_is_hatched_below_its_number() -> None:
    drawing = Drawing(DRAWN["heat"]())
    (cell,) = drawing.spans("h-n3")
    strokes = drawing.spans("hatch-on")

    assert len(strokes) > 5
    assert all(cell[0] <= left and right <= cell[2] and bottom <= cell[3] for left, _, right, bottom in strokes)
    assert min(top for _, top, _, _ in strokes) >= number(drawing.text("−6.5"), "y")
    assert not drawing.of("hatch")


def test_a_course_breaks_off_where_nothing_is_stated() -> None:
    drawing = Drawing(DRAWN["curve"]())
    (frame,) = drawing.spans("h-none")
    stretches = [each for each in drawing.spans("f-line") if each[2] > each[0]]

    assert [words for words in drawing.words() if words in ("+4.0", "−3.0", "+1.0", "not stated")] == [
        "not stated", "+4.0", "−3.0", "+1.0",
    ]  # fmt: skip
    assert len(stretches) == 1
    assert all(right <= frame[0] or frame[2] <= left for left, _, right, _ in (*stretches, *drawing.spans("f-base")))


def test_signs_point_up_for_cooperation_and_down_for_conflict_and_are_hollow_for_plans() -> None:
    drawing = Drawing(DRAWN["curve"]())
    (down,) = drawing.of("s-down")
    solid, hollow = drawing.of("s-up")  # the plan is hollow

    def points(element: ElementTree.Element) -> list[float]:
        return [float(y) for y in re.findall(r"[ V](-?[\d.]+)", re.sub(r"H[-\d.]+", "", element.get("d", "")))]

    assert points(solid)[0] == min(points(solid))  # the first corner is the tip
    assert points(down)[0] == max(points(down))
    assert "s-hollow" in hollow.get("class", "")
    assert len(drawing.of("s-hollow")) == 1


def test_risers_are_solid_fallers_dashed_and_the_same_grey() -> None:
    drawing = Drawing(DRAWN["slopes"]())
    css = style("report")

    ways = {
        kind: [each for each in drawing.spans(f"f-{kind}") if each[2] - each[0] > 20] for kind in ("up", "down", "flat")
    }
    assert [len(ways[kind]) for kind in ("up", "down", "flat")] == [1, 1, 1]
    assert "stroke-dasharray" in re.findall(r"\.f-down \{[^}]*\}", css)[0]
    assert "stroke-dasharray" not in re.findall(r"\.f-up \{[^}]*\}", css)[0]


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_names_at_the_ends_of_slopes_keep_a_line_apart(narrow: bool) -> None:
    crowd = [Move(f"Name {n}", 0.5 + n / 1000, 0.5 - n / 1000) for n in range(20)]
    drawing = Drawing(slopes(crowd, ("2024", "2025"), "Moves"), narrow=narrow)

    for side in ("start", "end"):
        held = sorted(number(each, "y") for each in drawing.of("f-lab") if each.get("text-anchor", "start") == side)
        assert len(held) == 20
        assert min(np.diff(held)) >= 15.9
        assert held[-1] <= float(drawing.root.get("viewBox", "").split()[3])


def test_squares_are_as_large_as_their_counts() -> None:
    drawing = Drawing(DRAWN["matrix"]())
    sides = [right - left for left, _, right, _ in drawing.spans("b-pale")]

    assert np.array(sides) ** 2 / sides[0] ** 2 == pytest.approx([1, 4 / 16, 1 / 16, 9 / 16], abs=0.02)
    assert drawing.words("f-lab")[1:4] == ["16", "4", "0"]


def test_bars_start_at_nought_and_are_as_long_as_their_values() -> None:
    drawing = Drawing(DRAWN["bars"]())
    nought = number(drawing.text("0"), "x")
    ten = (number(drawing.text("60"), "x") - nought) / 6
    ends = {right - nought if right > nought + 1 else left - nought for left, _, right, _ in drawing.spans("b-ink")}

    assert sorted(end / ten for end in ends) == pytest.approx([-2.0, 2.0, 2.5, 4.0], abs=0.02)


def test_how_exact_a_figure_is_shows_without_colour() -> None:
    drawing = Drawing(DRAWN["bars"]())
    css = style("report")

    assert [len(drawing.of(each)) for each in ("b-hollow", "b-most", "f-arrow")] == [1, 1, 1]
    assert re.search(r"\.b-most \{[^}]*stroke-dasharray", css)
    torn = [each for each in drawing.of("b-ink") if each.get("d", "").count("L") >= 3]
    assert len(torn) == 1
    assert len([1 for left, _, right, _ in drawing.spans("f-ci") if right > left]) == 1


def test_a_line_goes_through_its_values_in_the_order_of_time() -> None:
    drawing = Drawing(line(SPOTS[::-1], "Growth"))
    first, second, last = [(number(dot, "cx"), number(dot, "cy")) for dot in drawing.of("f-dot")]

    assert second[0] - first[0] == pytest.approx(2 * (last[0] - second[0]), abs=0.3)
    assert first[1] - second[1] == pytest.approx((last[1] - first[1]), abs=0.3)


@every
def test_nothing_to_draw_is_no_drawing(kind: str) -> None:
    nothing: dict[str, str] = {
        "intervals": intervals([], "", value=""), "heat": heat(NAMES[:1], {}, ""), "curve": curve(WINDOWS, {}, ""),
        "curves": curve((), COURSE, ""), "slopes": slopes([], ("", ""), ""), "matrix": matrix([], [], [], ""),
        "bars": bars([], ""), "line": line([], ""),
    }  # fmt: skip

    assert nothing[kind] == ""


@pytest.mark.parametrize("value", [0.0, 1e-9, 3e17, -1e250])
def test_a_value_of_any_size_can_be_drawn(value: float) -> None:
    drawn = (
        bars([Bar(label="One", value=value)], "One"),
        line([Spot("a", 1, value)], "One"),
        intervals([Interval(label="One", value=value, low=value, high=value)], "One", value="Value"),
        slopes([Move("One", value, value)], ("a", "b"), "One"),
    )

    assert all("nan" not in each and "inf" not in each for each in drawn)


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 135, [0, 50, 100, 150]),
        (0, 49_800_000_000, [0, 20e9, 40e9, 60e9]),
        (-11.4, 37.4, [-20, 0, 20, 40]),
        (0, 1, [0, 0.25, 0.5, 0.75, 1]),
        (0, 0, [0, 0.25, 0.5, 0.75, 1]),
        (0, 3e-14, [0, 1e-14, 2e-14, 3e-14]),
    ],
)
def test_scale_has_round_marks_around_what_it_shows(low: float, high: float, marks: list[float]) -> None:
    assert ticks(low, high) == marks


@pytest.mark.parametrize(("high", "marks"), [(1, [0, 1]), (2, [0, 1, 2]), (9, [0, 3, 6, 9]), (135, [0, 50, 100, 150])])
def test_scale_of_counts_has_whole_marks(high: float, marks: list[float]) -> None:
    assert ticks(0, high, whole=True) == marks


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 2.5, 0), (61, -5, 29), 22.8977),
        ((50, 2.5, 0), (56, -27, -3), 31.9030),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_difference_of_colours_is_the_published_one(one: Any, other: Any, apart: float) -> None:
    """Sharma, Wu and Dalal, Color Research and Application 30(1), 2005, table 1."""
    assert difference(np.array(one), np.array(other)) == pytest.approx(apart, abs=5e-5)


TOKENS = themes(style("tokens"))
STEPS = ("n3", "n2", "n1", "0", "p1", "p2", "p3")


def test_both_ways_to_the_dark_have_the_same_colours() -> None:
    assert TOKENS["dark"] == TOKENS["dark by choice"]
    assert len(TOKENS["dark"]) >= 40


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_stand_out_from_the_paper_and_numbers_from_their_cells(theme: str) -> None:
    colours = TOKENS[theme]
    marks = ["ink", "ink-2", "ink-3", "coop", "conf", "mixed", "line-strong"]
    marks += [name for name in colours if name.startswith("type-")]

    assert {
        name: contrast(colours[name], colours["paper"])
        for name in marks
        if contrast(colours[name], colours["paper"]) < 3
    } == {}
    assert min(contrast(colours[f"div-{step}"], colours[f"div-{step}-ink"]) for step in STEPS) >= 4.5
    assert contrast(colours["ink"], colours["line"]) >= 4.5  # a count in its square


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_that_mean_different_things_differ_for_every_eye(theme: str, vision: str) -> None:
    groups = ((("coop", "conf", "mixed"), 14), ([f"div-{step}" for step in STEPS], 5))
    for names, least in groups:
        seen = {name: lab(TOKENS[theme][name], vision) for name in names}
        assert min(difference(seen[one], seen[other]) for one, other in combinations(names, 2)) >= least


CROWDED = """() => [...document.querySelectorAll("svg")].filter(svg => svg.getClientRects().length).flatMap(svg => {
  const edge = svg.getBoundingClientRect(), words = [...svg.querySelectorAll("text")];
  const boxes = words.map(each => each.getBoundingClientRect());
  const outside = a => a.left < edge.left - 2 || a.right > edge.right + 2 || a.bottom > edge.bottom + 2;
  const wide = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const over = (n, m) => m > n && wide(boxes[n], boxes[m]) > 1 && high(boxes[n], boxes[m]) > 4;
  return words.flatMap((one, n) => [
    ...(outside(boxes[n]) ? [one.textContent] : []),
    ...words.filter((_, m) => over(n, m)).map(other => `${one.textContent} / ${other.textContent}`)]);
})"""


@pytest.mark.browser
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_words_lie_over_others_or_outside(chromium: Any, size: Any, generation: Generation) -> None:  # noqa: F811
    sheets = "\n".join(map(style, ("tokens", "look", "report")))
    pictures = [picture(scope) for scope in report(generation).scopes]
    figures = "".join(f"<figure>{each}</figure>" for each in [*(draw() for draw in DRAWN.values()), *pictures])
    tab = chromium.new_page(viewport=size)
    tab.set_content(f'<style>{sheets}</style><main class="sheet report"><section>{figures}</section></main>')
    faults = tab.evaluate(CROWDED)
    tab.close()

    assert faults == []
