"""How fast the explorer is in a browser: the first picture, frames while it moves, and what a click or a key costs.

python tests/benchmark/explorer_browser.py DATA [--times 40]

DATA is a dataset, such as one loaded from the synthetic million quads. It is served by `relazione serve` and walked in
headless Chromium, drawing in software, as a reader would: dragging by mouse, zooming by wheel, typing, clicking.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = "/usr/bin/chromium"
WARM = 20  # seconds in which the service makes beforehand what pages rest on
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
WIDE = {"width": 1440, "height": 900}
DRAWN = "document.getElementById('net').picture.picture.scene.nodes.length"
# Events of a pointer or a wheel, one a frame, as fast as frames are given: sent from outside they come no faster
# than some thirty a second.
MOVE = """async ([way, lasting]) => {
  const stage = document.getElementById("net"), { network } = stage.picture;
  const canvas = stage.querySelector("canvas"), box = canvas.getBoundingClientRect();
  const [left, top] = (() => {
    for (let y = 20; y < box.height; y += 7) for (let x = 120; x < box.width / 2; x += 7) {
      if (network.getNodeAt({ x, y }) === undefined && network.getEdgeAt({ x, y }) === undefined) return [box.x + x, box.y + y];
    }
  })();
  const at = (x, y) => ({ clientX: x, clientY: y, pointerId: 1, pointerType: "mouse", button: 0, buttons: 1, bubbles: true, cancelable: true });
  const frame = () => new Promise(requestAnimationFrame);
  let redraws = 0;
  const count = () => { redraws += 1; };
  if (way === "drag") canvas.dispatchEvent(new PointerEvent("pointerdown", at(left, top)));
  for (let step = 0; step < 10; step += 1) { await frame(); }
  network.on("afterDrawing", count);
  const begun = performance.now();
  for (let step = 1; performance.now() - begun < lasting; step += 1) {
    const swing = Math.abs(((step * 3) % 300) - 150);
    if (way === "drag") canvas.dispatchEvent(new PointerEvent("pointermove", at(left + 2 * swing, top + swing)));
    else canvas.dispatchEvent(new WheelEvent("wheel", { ...at(box.x + box.width / 2, box.y + box.height / 2), deltaY: step % 80 < 40 ? -8 : 8 }));
    await frame();
  }
  const taken = performance.now() - begun;
  network.off("afterDrawing", count);
  if (way === "drag") canvas.dispatchEvent(new PointerEvent("pointerup", { ...at(left, top), buttons: 0 }));
  return redraws / (taken / 1000);
}"""  # noqa: E501
KEYS = "document.getElementById('net').picture.picture.scene.nodes.filter((n) => n.name).map((n) => n.name.key)"
HOLD = """(key) => {
  const { picture } = document.getElementById("net");
  picture.hover(picture.nodeOf(key).id);
  window.taken = new Promise((done) => document.addEventListener("keydown", ({ timeStamp }) => {
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - timeStamp)));
  }, { once: true, capture: true }));
}"""
PAIRS = """() => {
  const { scene } = document.getElementById("net").picture.picture;
  const key = (id) => scene.nodes.find((n) => n.id === id).name.key;
  return scene.edges.filter((e) => e.dyad).slice(0, 400).map((e) => [key(e.from), key(e.to)]);
}"""
OPEN = """async ([a, b]) => {
  const link = Object.assign(document.createElement("a"), { href: "#" });
  link.dataset.edge = `${a} ${b}`;
  document.body.append(link);
  const begun = performance.now();
  const opened = new Promise((done) => document.addEventListener("sentencesopened", () => {
    requestAnimationFrame(() => done(performance.now() - begun));
  }, { once: true }));
  link.click();
  link.remove();
  return opened;
}"""
LISTED = """() => {
  const begun = performance.now();
  window.taken = new Promise((done) => {
    const seen = new MutationObserver(() => {
      seen.disconnect();
      requestAnimationFrame(() => done(performance.now() - begun));
    });
    seen.observe(document.getElementById("suggest"), { childList: true, attributes: true });
  });
}"""


def main() -> None:
    """Print what was measured, a line each."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("data", type=Path)
    asked.add_argument("--times", type=int, default=40)
    given = asked.parse_args()
    from playwright.sync_api import sync_playwright

    with served(given.data) as address, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        first = [first_picture(browser, address) for _ in range(6)]
        told("first picture after the click, the first time", first[0], "s")
        told("first picture after the click, median of five more", sorted(first[1:])[2], "s")
        tab = explorer(browser, address)
        told("names drawn", tab.evaluate(DRAWN), "")
        told("dragging", frames(tab, "drag"), "frames a second")
        told("zooming", frames(tab, "zoom"), "frames a second")
        for what, act in (
            ("expanding a name", expand),
            ("evidence of a dyad", evidence),
            ("search as one types", search),
        ):
            told(f"{what}, 95th percentile of {given.times}", percentile(act(tab, given.times)), "ms")
        tab.close()
        tab = explorer(browser, address, 2000)
        told("names drawn", tab.evaluate(DRAWN), "")
        told("dragging", frames(tab, "drag"), "frames a second")
        told("zooming", frames(tab, "zoom"), "frames a second")
        browser.close()


@contextmanager
def served(data: Path) -> Iterator[str]:
    """Serve a dataset, warm, at an address of its own."""
    relazione = Path(sys.executable).with_name("relazione")
    command = [str(relazione), "serve", "--data", str(data), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        said = iter(process.stdout.readline, "")
        address = next(found.group() for line in said if (found := re.search(r"http://[\d.]+:\d+", line)))
        try:
            from urllib.request import urlopen

            urlopen(f"{address}/api/network").read()
            time.sleep(WARM)
            yield address
        finally:
            process.terminate()


def first_picture(browser: Any, address: str) -> float:
    """Return the seconds from the click on "Explore" to a picture with its labels."""
    tab = browser.new_page(viewport=WIDE)
    tab.goto(f"{address}/about", wait_until="networkidle")
    begun = time.perf_counter()
    tab.click("nav a[href='/explore']", no_wait_after=True)
    tab.wait_for_selector("#net[data-drawn]")
    taken = time.perf_counter() - begun
    tab.close()
    return taken


def explorer(browser: Any, address: str, names: int = 0) -> Any:
    """Open the explorer; of at least so many names, where the dataset has fewer, by copies that stand beside."""
    tab = browser.new_page(viewport=WIDE)
    if names:
        tab.route("**/api/network", lambda route: route.fulfill(json=grown(route.fetch().json(), names)))
    tab.goto(f"{address}/explore{'?draw=many' if names else ''}")
    tab.wait_for_selector("#net[data-drawn]", timeout=60_000)
    return tab


def grown(told: dict[str, Any], names: int) -> dict[str, Any]:
    """Return a network with copies of its names and dyads until there are so many."""
    nodes, edges = told["nodes"], told["edges"]
    size, lines = len(nodes), len(edges)
    if not size or size >= names:
        return told
    wide = 40 + max(node["x"] for node in nodes) - min(node["x"] for node in nodes)
    for copy in range(1, -(-names // size)):
        moved = [
            {**node, "id": node["id"] + copy * size, "key": f"{node['key']}-{copy}", "x": node["x"] + copy * wide}
            for node in nodes[:size]
        ]
        nodes += moved
        edges += [
            {**edge, "from": edge["from"] + copy * size, "to": edge["to"] + copy * size} for edge in edges[:lines]
        ]
    return json.loads(json.dumps(told))


def frames(tab: Any, way: str, seconds: float = 4) -> float:
    """Return how often the picture was drawn a second while it was dragged, or zoomed, once each frame."""
    return float(tab.evaluate(MOVE, [way, seconds * 1000]))


def expand(tab: Any, times: int) -> list[float]:
    """Return the milliseconds from a key to the picture with a name's neighbours brought in."""
    keys = tab.evaluate(KEYS)
    return [expanded(tab, key) for key in random.Random(1).sample(keys, min(times, len(keys)))]


def expanded(tab: Any, key: str) -> float:
    """Return the milliseconds from the key `x` to a new frame; the step is undone after."""
    address = tab.url
    tab.evaluate(HOLD, key)
    tab.keyboard.press("x")
    taken = float(tab.evaluate("window.taken"))
    if tab.url != address:
        tab.evaluate("history.back()")
        tab.wait_for_url(address)
    return taken


def evidence(tab: Any, times: int) -> list[float]:
    """Return the milliseconds from a click on a dyad to its sentences: the best documented, and others by chance."""
    pairs = tab.evaluate(PAIRS)
    chosen = pairs[: times // 2] + random.Random(2).sample(pairs, min(times - times // 2, len(pairs)))
    return [float(tab.evaluate(OPEN, pair)) for pair in chosen]


def search(tab: Any, times: int) -> list[float]:
    """Return the milliseconds from a letter to the names under the field."""
    found: list[float] = []
    tab.click(".find input")
    for word in ("person 1", "state 2", "organi", "agreement 7", "minister") * times:
        tab.fill(".find input", "")
        tab.wait_for_timeout(150)
        for letter in word:
            tab.evaluate(LISTED)
            tab.keyboard.type(letter)
            found.append(float(tab.evaluate("window.taken")))
        if len(found) >= times:
            break
    tab.keyboard.press("Escape")
    return found


def percentile(taken: list[float], part: float = 0.95) -> float:
    """Return the value below which so large a part lies."""
    return sorted(taken)[min(len(taken) - 1, int(part * len(taken)))]


def told(what: str, value: float, unit: str) -> None:
    """Print a line."""
    print(f"{what:52} {value:8.1f} {unit}", flush=True)


if __name__ == "__main__":
    main()
