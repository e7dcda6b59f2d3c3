"""What the hand does in the explorer, in a real browser: paths, neighbours, lasso, menu, folding, undo and redo."""

import random
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest
from test_browser import NARROW, WIDE, Visit, address, chromium

__all__ = ["address", "chromium"]
pytestmark = pytest.mark.browser

KINDS = ("Consult", "Accuse", "memberOf", "Tenure")
INTENSITY = {"Consult": 10, "Accuse": -28}
SAID, SEARCH = "document.getElementById('said').textContent", "location.search"
PLACES = """() => Object.fromEntries(document.getElementById("net").picture.picture.scene.nodes.map((node) => {
    const { x, y } = document.getElementById("net").picture.place(node);
    const box = document.getElementById("net").getBoundingClientRect();
    return [node.name?.key ?? node.id, [box.x + x, box.y + y]];
}))"""
WALKED = """async ([data, a, b, by, longer]) => {
    const { tableOf, narrow } = await import("/static/explorer/table.js");
    const { tiesBy, pathsBetween, sharedBy } = await import("/static/explorer/walks.js");
    const table = tableOf(data);
    const nothing = Object.fromEntries(["type", "world", "kind", "sector", "source", "sign"].map((name) => [name, new Set()]));
    const left = narrow(table, { off: nothing, blocs: [], both: false, sure: 0, from: null, to: null, dates: "event" });
    const ties = tiesBy(table, left, by);
    return { ...pathsBetween(table, ties, a, b, longer), shared: sharedBy(table, ties, [a, b]).map(({ id }) => id) };
}"""  # noqa: E501


def opened(visit: Visit, page: str = "/explore") -> Any:
    """Open the explorer and wait until it can be used."""
    tab = visit.go(page)
    tab.wait_for_selector("#net[data-ready]")
    tab.wait_for_timeout(250)
    return tab


def spot(tab: Any, key: str) -> tuple[float, float]:
    """Return where a name stands in the window."""
    x, y = tab.evaluate(PLACES)[key]
    return x, y


def drawn(tab: Any) -> set[str]:
    return set(tab.evaluate(PLACES))


def until(tab: Any, expression: str, wanted: str) -> None:
    """Wait until an expression of the page holds some words; the policy forbids to wait inside the page."""
    for _ in range(60):
        if wanted in tab.evaluate(expression):
            return
        tab.wait_for_timeout(50)
    assert wanted in tab.evaluate(expression)


def menu_of(tab: Any, key: str) -> list[str]:
    tab.mouse.click(*spot(tab, key), button="right")
    return list(tab.locator("[role=menuitem] > span").all_inner_texts())


def loop_around(tab: Any, keys: Iterable[str]) -> None:
    """Draw a rectangle with the lasso that holds the given names, with a little room."""
    places = [spot(tab, key) for key in keys]
    left, right = min(x for x, _ in places) - 8, max(x for x, _ in places) + 8
    top, bottom = min(y for _, y in places) - 8, max(y for _, y in places) + 8
    tab.mouse.move(left, top)
    tab.mouse.down()
    for corner in ((right, top), (right, bottom), (left, bottom), (left, top + 1)):
        tab.mouse.move(*corner, steps=4)
    tab.mouse.up()


# ---- paths and neighbours against networkx ----


def invented(seed: int) -> tuple[dict[str, Any], "nx.MultiGraph[int]"]:
    """Return a network as the server sends it, and the same for networkx: an edge a row, with its kind and document."""
    chance = random.Random(seed)
    pairs = sorted({tuple(sorted(chance.sample(range(36), 2))) for _ in range(62)})
    graph: nx.MultiGraph[int] = nx.MultiGraph()
    graph.add_nodes_from(range(36))
    rows: list[tuple[str, int]] = []
    edges = []
    for a, b in pairs:
        first = len(rows)
        for _ in range(chance.randint(1, 3)):
            rows.append((chance.choice(KINDS), chance.randrange(9)))
            graph.add_edge(a, b, kind=rows[-1][0], document=rows[-1][1])
        edges.append({"from": a, "to": b, "rows": [first, len(rows)]})
    n = len(rows)
    columns = {
        "kind": [KINDS.index(kind) for kind, _ in rows], "world": [0] * n, "sure": [90] * n, "day": [None] * n,
        "intensity": [INTENSITY.get(kind) for kind, _ in rows], "document": [document for _, document in rows],
        "until": [None] * n, "sectors": [0] * n, "statement": list(range(n)),
    }  # fmt: skip
    data = {
        "types": ["state"], "worlds": ["fact", "claim", "planned", "denied"], "sectors": [], "sectorSets": [[]],
        "kinds": [{"key": key, "label": key, "event": key in INTENSITY, "intensity": INTENSITY.get(key)}
                  for key in KINDS],
        "sources": ["One"], "documents": {"source": [0] * 9, "issued": [None] * 9}, "blocs": [],
        "nodes": [{"id": i, "key": f"state/{i}", "label": str(i), "type": 0, "x": i, "y": 0, "community": 0,
                   "blocs": []} for i in range(36)],
        "edges": edges, "rows": columns,
    }  # fmt: skip
    return data, graph


def documents_on(graph: "nx.MultiGraph[int]", path: list[int]) -> int:
    return sum(len({row["document"] for row in graph[a][b].values()}) for a, b in pairwise(path))


@pytest.mark.parametrize(("by", "kinds"), [
    ("any", KINDS), ("events", ("Consult", "Accuse")), ("conflict", ("Accuse",)), ("cooperation", ("Consult",)),
    ("relations", ("memberOf",)), ("offices", ("Tenure",)), ("kind:memberOf", ("memberOf",)),
])  # fmt: skip
def test_paths_and_common_neighbours_are_those_that_networkx_finds(
    chromium: Any, address: str, by: str, kinds: tuple[str, ...]
) -> None:
    data, whole = invented(7)
    rows = [ends for *ends, kind in whole.edges(keys=True, data="kind") if kind in kinds]
    graph = whole.edge_subgraph([tuple(ends) for ends in rows]).copy()
    graph.add_nodes_from(whole)
    simple = nx.Graph(graph)
    several = 0
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/about")
        for a, b in [(0, 1), (2, 30), (5, 17), (8, 33), (11, 24), (3, 35)]:
            found = tab.evaluate(WALKED, [data, a, b, by, 0])
            joined = nx.has_path(simple, a, b)
            expected = list(nx.all_shortest_paths(simple, a, b)) if joined else []
            best = sorted(expected, key=lambda path: (-documents_on(graph, path), path))[:20]
            assert found["count"] == len(expected)
            assert [path["ids"] for path in found["paths"]] == best
            assert sorted(found["shared"]) == sorted(nx.common_neighbors(simple, a, b))
            if joined:
                steps = found["length"] + 1
                longer = [path for path in nx.all_simple_paths(simple, a, b, cutoff=steps) if len(path) == steps + 1]
                assert tab.evaluate(WALKED, [data, a, b, by, 1])["count"] == len(longer)
                several += len(longer)
    assert several > 0 or by != "any"
    assert visit.faults == []


# ---- the pages ----


def test_path_is_asked_by_menu_and_search_and_each_step_opens_its_sentences(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit)
        assert "Path from here…" in menu_of(tab, "state/il")
        tab.click("[role=menuitem]:has-text('Path from here')")
        assert "Path from Israel to" in tab.inner_text("#gathered")
        tab.keyboard.press("/")
        tab.keyboard.type("busa")
        tab.wait_for_selector("#suggest [role=option]")
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
        tab.wait_for_selector("#gathered .paths")

        steps = tab.inner_text("#gathered .paths li").split()
        assert [word for word in steps if word in ("Israel", "Iran", "Oman", "Busaidi")] == ["Israel", "Iran", "Oman"]
        assert "1 path of 3 steps, the shortest" in tab.inner_text("#gathered")
        assert "path=state/il+person/badr-al-busaidi+any" in tab.evaluate(SEARCH)
        assert len(tab.evaluate("document.getElementById('net').picture.picture.paths")) == 3
        tab.click("#gathered .paths a.warrant >> nth=0")
        tab.wait_for_selector("#opened mark")
        assert "Iran accused Israel of an attack on a research site" in tab.inner_text("#opened")
        tab.keyboard.press("Escape")
        tab.click("text=Swap ends")
        assert tab.inner_text("#gathered .paths li").split()[0] == "Badr"
        tab.click("text=Draw only these")
        assert drawn(tab) == {"state/il", "state/ir", "state/om", "person/badr-al-busaidi"}
    assert visit.faults == []


def test_where_no_path_leads_the_kind_of_tie_can_be_taken_off(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit, "/explore?path=state/il+state/om+any")
        assert "1 path of 2 steps" in tab.inner_text("#gathered")
        tab.select_option("#path-by", "conflict")
        assert "No path by conflict joins Israel and Oman." in tab.inner_text("#gathered")
        tab.click("button:has-text('By any tie')")
        assert "1 path of 2 steps" in tab.inner_text("#gathered")
        tab.reload(wait_until="networkidle")
        assert "1 path of 2 steps" in tab.inner_text("#gathered")
        opened(visit, "/explore?path=state/it+state/ir&hidden=state/jp")
        assert "No path joins Italy and Iran." in tab.inner_text("#gathered")
        tab.click("text=Show 1 hidden name")
        assert "They belong to parts of the network that no sentence ties" in tab.inner_text("#gathered")
    assert visit.faults == []


def test_common_neighbours_are_listed_with_documents_and_sentences(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit)
        menu_of(tab, "state/us")
        tab.click("[role=menuitem]:has-text('Common neighbours with')")
        tab.mouse.click(*spot(tab, "state/ir"))

        assert "1 name is tied to both" in tab.inner_text("#gathered")
        assert tab.inner_text("#gathered .shared .who") == "Oman"
        assert tab.inner_text("#gathered .shared li").count("1 document") == 2
        assert "common=state/us+state/ir" in tab.evaluate(SEARCH)
    assert visit.faults == []


def test_lasso_selects_what_lies_inside_and_shift_adds(chromium: Any, address: str) -> None:
    trade = {"state/it", "state/jp", "organization/european-union", "initiative/sky-programme"}
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit)
        tab.click("#lasso")
        loop_around(tab, trade)
        inside = {key for key in tab.inner_text("#gathered .gathered-names").split("\n") if key.strip()}
        assert inside >= {"Italy", "Japan", "European Union", "Sky Programme"}
        assert not inside & {"Iran", "Israel", "Oman"}
        assert "Ties among them\n4" in tab.inner_text("#gathered .tally")
        tab.click("#lasso")
        tab.keyboard.down("Shift")
        loop_around(tab, ["state/il"])
        tab.keyboard.up("Shift")
        assert "5 names selected" in tab.inner_text("#gathered")
        tab.click("[aria-label='Take Israel out']")
        tab.click("text=Keep only these")
        assert drawn(tab) == trade
        assert "Only 4 names kept." in tab.inner_text("#held")
        tab.click("text=Draw all again")
        assert len(drawn(tab)) == 10
    assert visit.faults == []


def test_selection_counts_what_ties_its_names(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit, "/explore?picked=state/ir+state/us+state/om")
        told = tab.inner_text("#gathered .tally").split("\n")

        assert told == ["Ties among them", "3", "Statements", "2", "Balance, −10 to +10", "+1.0"]
        assert tab.get_attribute("#gathered a.btn", "href") == "/dossier/state/ir/state/us/state/om"
        assert tab.locator("#gathered a.warrant").count() == 3
        tab.goto(address + tab.get_attribute("#gathered a.btn", "href"))
        assert "Oman" in tab.inner_text("h1")
    assert visit.faults == []


def test_hidden_and_pinned_names_are_listed_and_steps_are_undone_and_done_again(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit)
        tab.mouse.move(*spot(tab, "state/om"))
        tab.keyboard.press("p")
        tab.keyboard.press("h")
        assert "state/om" not in drawn(tab)
        held = tab.inner_text("#held")
        assert "Hidden by hand" in held
        assert "Pinned" in held
        assert tab.inner_text("#said") == "Oman hidden."
        tab.keyboard.press("u")
        until(tab, SAID, "Undone: Oman hidden.")
        assert "state/om" in drawn(tab)
        tab.keyboard.press("Shift+U")
        until(tab, SAID, "Done again: Oman hidden.")
        tab.click("[aria-label='Show Oman']")
        assert "state/om" in drawn(tab)
        tab.click("text=Unpin all")
        assert tab.inner_text("#held") == ""
    assert visit.faults == []


def test_folding_takes_what_hangs_on_a_name_alone_and_tells_how_much_is_missing(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit)
        x, y = spot(tab, "state/ir")
        tab.mouse.dblclick(x, y)
        until(tab, SEARCH, "folded=state/ir")

        gone = {"state/il", "agreement/muscat-accord"} - drawn(tab)
        assert "state/il" in gone
        tab.mouse.move(5, 5)
        tab.mouse.move(x, y)
        assert tab.inner_text("#hint") == f"Iran +{10 - len(drawn(tab))}"
        tab.keyboard.press("x")
        assert len(drawn(tab)) == 10
    assert visit.faults == []


def test_menu_is_worked_by_keyboard_and_gives_the_focus_back(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit)
        tab.focus("#net")
        tab.keyboard.press("Tab")
        name = tab.inner_text("#hint").split(" +")[0]
        tab.keyboard.press("Shift+F10")
        assert tab.inner_text("#menu-title") == name
        assert tab.evaluate("document.activeElement.textContent") == "OpenEnter"
        tab.keyboard.press("ArrowUp")
        assert tab.evaluate("document.activeElement.textContent") == "Open as dossier"
        tab.keyboard.press("Escape")
        assert tab.evaluate("document.activeElement.id") == "net"
        assert not tab.is_visible("[aria-labelledby=menu-title]")
        tab.keyboard.press("Shift+F10")
        tab.keyboard.press("h")
        tab.keyboard.press("Enter")
        assert name in tab.inner_text("#held")
        tab.keyboard.press("Tab")
        tab.keyboard.press("s")
        assert "1 name selected" in tab.inner_text("#gathered")
        tab.keyboard.press("Escape")
        assert not tab.is_visible("#gathered")
    assert visit.faults == []


def test_long_press_opens_the_menu_and_tools_that_do_not_fit_are_under_more(chromium: Any, address: str) -> None:
    with Visit(chromium, address, NARROW, has_touch=True, is_mobile=True) as visit:
        tab = opened(visit)
        assert not tab.is_visible("#lasso")
        tab.tap("[data-toggle='#more-tools']")
        tools = tab.query_selector_all("#more-tools button, #more-tools select")
        for button in [each for each in tools if each.is_visible()]:
            box = button.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
            assert box["height"] >= 36
        tab.tap("#lasso")
        assert not tab.is_visible("#size")
        assert tab.is_visible(".lasso.on")
        tab.keyboard.press("Escape")
        x, y = spot(tab, "state/ir")
        touch = tab.context.new_cdp_session(tab)
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        tab.wait_for_selector("[aria-labelledby=menu-title]")
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        box, stage = tab.locator(".menu-box").bounding_box(), tab.locator(".canvas").bounding_box()
        assert box["y"] >= stage["y"]
        assert box["y"] + box["height"] <= stage["y"] + stage["height"]
        assert tab.inner_text("#menu-title") == "Iran"
    assert visit.faults == []


def test_communities_open_near_their_place(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit, "/explore?draw=folded")
        signs = drawn(tab)
        assert signs
        assert all(sign.startswith("~") for sign in signs)
        sign = max(signs)
        x, y = spot(tab, sign)
        tab.mouse.click(x, y)
        assert "Bring in" in tab.inner_text("#gathered")
        tab.mouse.dblclick(x, y)
        until(tab, SEARCH, "expanded=")
        names = {key for key in drawn(tab) if not key.startswith("~")}
        assert names
        others = [spot(tab, other) for other in drawn(tab) if other.startswith("~")]
        middle = [sum(axis) / len(names) for axis in zip(*(spot(tab, key) for key in names), strict=True)]
        for name in [spot(tab, key) for key in names]:
            assert all(abs(name[0] - middle[0]) + abs(name[1] - middle[1]) < abs(name[0] - ox) + abs(name[1] - oy)
                       for ox, oy in others)  # fmt: skip
    assert visit.faults == []


@pytest.mark.parametrize("communities", [1, 7, 25, 40])
def test_signs_of_communities_and_their_labels_do_not_overlap(chromium: Any, address: str, communities: int) -> None:
    sizes = [4 + (7 * number) % 90 for number in range(communities)] + [2] * 5
    names = [
        {"id": 0, "key": f"state/{number}-{place}", "community": number, "x": 10 * number % 70, "y": place % 9,
         "dyads": []}
        for number, size in enumerate(sizes) for place in range(size)
    ]  # fmt: skip
    for place, name in enumerate(names):
        name["id"] = place
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/about")
        found = tab.evaluate(
            """async ([names, communities]) => {
                const { placesOf, signsOf, radiusOf } = await import("/static/explorer/folds.js");
                const table = { names, communities };
                const places = placesOf(table, new Map(), () => "State 12 treaty and 88 more");
                return [...new Set(signsOf(table).values())].map((sign) => [places.get(sign.id).x, places.get(sign.id).y, radiusOf(sign.size)]);
            }""",  # noqa: E501
            [names, [{"label": str(number)} for number in range(len(sizes))]],
        )
    assert len(found) == min(40, communities + 1)
    width = max(x for x, *_ in found) - min(x for x, *_ in found) + 200
    scale = min(1.0, 800 / width)
    boxes = [(x - 90 / scale, y - r, x + 90 / scale, y + r + 16 / scale) for x, y, r in found]
    overlaps = [
        (p, q) for place, p in enumerate(boxes) for q in boxes[place + 1 :]
        if min(p[2], q[2]) - max(p[0], q[0]) > 1 and min(p[3], q[3]) - max(p[1], q[1]) > 1
    ]  # fmt: skip
    assert overlaps == []


@pytest.mark.parametrize("asked", [
    "path=state/xx+state/it", "path=<b>x</b>+state/it+constructor", "common=state/it+nowhere",
    "picked=<script>alert(1)</script>", "group=~nowhere",
    "expanded=~nowhere+%20+x", "folded=__proto__", "hidden=constructor&just=__proto__",
    "pinned=state/it@NaN,1",
])  # fmt: skip
def test_addresses_that_name_nothing_break_nothing(chromium: Any, address: str, asked: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit, f"/explore?{asked}")
        assert tab.query_selector("#panel b, #panel script") is None
        assert tab.is_visible("#panel h2")
    assert visit.faults == []


# ---- what is drawn as told ----

DRAWN = """async (data) => {
  const { tableOf, narrow } = await import("/static/explorer/table.js");
  const { sceneOf } = await import("/static/explorer/scene.js");
  const none = { names: [], dyads: new Set() };
  const off = Object.fromEntries(["type", "world", "kind", "sector", "source", "sign"].map((facet) => [facet, new Set()]));
  const state = { off, blocs: [], sure: 0, from: null, to: null, dates: "event", size: "documents", draw: "folded",
    open: null, path: null, common: [], expanded: [], folded: [], hidden: [], just: [], pinned: {}, picked: [] };
  const table = tableOf(data);
  const left = narrow(table, state);
  return { looks: left.looks, lines: sceneOf(table, state, left, none).edges.map(({ look }) => look) };
}"""  # noqa: E501


def drawn_as(tab: Any, *dyads: list[tuple[str, str, int, int]]) -> Any:
    """Draw two communities with these dyads between them: the rows of each, by kind, world, document and statement."""
    data, _ = invented(1)
    inside = [[("memberOf", "fact", 8, 100 + n)] for n in range(34)]
    ends = [(a, a + 1) for a in range(35) if a != 17] + [(n, 18 + n) for n in range(len(dyads))]
    rows = [row for told in (*inside, *dyads) for row in told]
    first = 0
    data["edges"] = []
    for (a, b), told in zip(ends, (*inside, *dyads), strict=True):
        data["edges"].append({"from": a, "to": b, "rows": [first, first + len(told)]})
        first += len(told)
    n, worlds = len(rows), data["worlds"]
    data["rows"] = {
        "kind": [KINDS.index(kind) for kind, *_ in rows], "world": [worlds.index(world) for _, world, *_ in rows],
        "intensity": [INTENSITY.get(kind) for kind, *_ in rows], "document": [row[2] for row in rows],
        "statement": [row[3] for row in rows], "sure": [90] * n, "day": [None] * n, "until": [None] * n,
        "sectors": [0] * n,
    }  # fmt: skip
    data["measures"] = [{"key": "documents", "label": "Documents"}]
    data["communities"] = [{"label": "One"}, {"label": "Other"}]
    for node in data["nodes"]:
        node.update(community=int(node["id"] > 17), measures=[1])
    return tab.evaluate(DRAWN, data)


def test_colour_that_only_claims_and_plans_give_is_hollow_though_a_fact_ties_the_two(
    chromium: Any, address: str
) -> None:
    fact = ("memberOf", "fact", 0, 0)
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/about")
        for event, hollow in [("claim", True), ("planned", True), ("fact", False), ("denied", False)]:
            looks = drawn_as(tab, [fact, ("Accuse", event, 1, 1)])["looks"]
            assert (looks[-1]["hollow"], looks[-1]["sign"]) == (hollow, "tie" if event == "denied" else "conf")
    assert visit.faults == []


def test_line_between_communities_counts_each_statement_once_and_draws_plans_as_plans(
    chromium: Any, address: str
) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/about")
        plan, told = ("Accuse", "planned", 0, 1), ("Consult", "fact", 1, 2)
        (line,) = drawn_as(tab, [plan], [plan])["lines"]
        assert (line["hollow"], line["n"], line["documents"], line["sign"]) == (True, 1, 1, "conf")
        (line,) = drawn_as(tab, [plan], [told, ("Accuse", "denied", 1, 3)])["lines"]
        assert (line["hollow"], line["n"], line["documents"], line["sign"]) == (False, 3, 2, "coop")
    assert visit.faults == []
