// The stage: vis-network draws, places come from the server, colours from the tokens, glyphs from the sprite.
// Narrowing happens here: each edge carries one row a statement, [kind, how it is said, confidence, intensity, document].
"use strict";

(() => {
  const stage = document.getElementById("net");
  const panel = document.getElementById("panel");
  const openedIn = document.getElementById("opened");
  const startIn = document.getElementById("start");
  const small = matchMedia("(max-width: 45rem)");
  const shape = Object.fromEntries([...document.querySelectorAll("symbol[id^=g-]")].map((s) => [s.id.slice(2), new Path2D(s.querySelector("path").getAttribute("d"))]));
  const KIND = 0, WORLD = 1, SURE = 2, INTENSITY = 3, DOCUMENT = 4;
  const HOLLOW = ["claim", "planned"];

  let graph = null;
  let network = null;
  let nodes = null;
  let edges = null;
  let colours = {};
  let byKey = new Map();
  const selected = { edge: null, name: null };
  let hovered = null;
  let fitted = false;

  // ---- colours and glyphs ----
  function token(name) { return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim(); }

  function palette() {
    const names = ["paper", "ink", "ink-2", "mark", "mark-line", "coop", "conf", "mixed", "tie", "line", "sans"];
    return Object.fromEntries([...names.map((n) => [n, token(n)]), ...Object.keys(shape).map((k) => [k, token(`type-${k}`)])]);
  }

  // Each glyph is drawn once, at three times its size, and stamped from then on: paths for 300 names a frame are too slow.
  const stamps = new Map();

  function stamp(n) {
    const key = `${n.type} ${n.r}`;
    if (stamps.has(key)) return stamps.get(key);
    const image = document.createElement("canvas");
    image.width = image.height = Math.ceil((2 * n.r + 3) * 3);
    const ctx = image.getContext("2d");
    ctx.scale(3, 3);
    ctx.translate(1.5, 1.5);
    ctx.scale(n.r / 8, n.r / 8);
    ctx.lineWidth = 24 / n.r;
    ctx.strokeStyle = colours.paper;
    const path = shape[n.type] ?? shape.state;
    ctx.stroke(path);
    ctx.fillStyle = colours[n.type] ?? colours.ink;
    ctx.fill(path);
    stamps.set(key, image);
    return image;
  }

  function glyphOf(n) {
    return ({ ctx, x, y }) => ({
      drawNode() {
        const size = 2 * n.r + 3;
        ctx.drawImage(stamp(n), x - size / 2, y - size / 2, size, size);
      },
      nodeDimensions: { width: 2 * n.r, height: 2 * n.r },
    });
  }

  // ---- narrowing ----
  const boxes = [...document.querySelectorAll("[data-narrow]")];
  const sure = document.getElementById("sure");

  function narrowing() {
    const off = { type: new Set(), world: new Set(), kind: new Set() };
    for (const box of boxes) if (!box.checked) off[box.dataset.narrow].add(box.value);
    return { ...off, least: Number(sure.value) / 100 };
  }

  function passes(row, by, but) {
    return (but === "kind" || !by.kind.has(graph.kinds[row[KIND]]))
      && (but === "world" || !by.world.has(graph.worlds[row[WORLD]]))
      && (but === "sure" || row[SURE] >= by.least);
  }

  function passingEnds(e, by) { return !by.type.has(byKey.get(e.from).type) && !by.type.has(byKey.get(e.to).type); }

  // What an edge looks like by the statements that are left: sign by the mean intensity, each document counting once.
  function look(e, by) {
    const left = passingEnds(e, by) ? e.ties.filter((row) => passes(row, by)) : [];
    const drawn = left.filter((row) => graph.worlds[row[WORLD]] !== "denied");
    const means = new Map();
    const firm = drawn.filter((row) => graph.worlds[row[WORLD]] !== "planned" && row[INTENSITY] !== null);
    for (const row of firm.length ? firm : drawn) {
      if (row[INTENSITY] !== null) means.set(row[DOCUMENT], [...(means.get(row[DOCUMENT]) ?? []), row[INTENSITY]]);
    }
    const mean = (numbers) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
    const balance = means.size ? mean([...means.values()].map(mean)) : null;
    return {
      n: left.length, drawn: drawn.length, documents: new Set(drawn.map((row) => row[DOCUMENT])).size, balance,
      hollow: drawn.length > 0 && drawn.every((row) => HOLLOW.includes(graph.worlds[row[WORLD]])),
      kind: balance === null ? "tie" : balance > 0.5 ? "coop" : balance < -0.5 ? "conf" : "mixed",
    };
  }

  function line(e) {
    const { look: l } = e;
    const width = l.kind === "tie" ? 1 : 0.9 + graph.step * Math.sqrt(l.documents);
    const core = l.hollow && l.kind !== "tie";
    return {
      id: e.id, from: e.from, to: e.to, hidden: l.drawn === 0, width: core ? 1.5 : width,
      dashes: l.kind === "conf" && !core ? [8, 5] : l.hollow && l.kind === "tie" ? [2, 3] : false,
      color: { color: core ? colours.paper : colours[l.kind], highlight: colours[core ? "paper" : l.kind], hover: colours[core ? "paper" : l.kind], inherit: false },
      hoverWidth: 1.5, selectionWidth: 0,
    };
  }

  function narrow() {
    const by = narrowing();
    const seen = new Set();
    let statements = 0;
    for (const e of graph.edges) {
      e.look = look(e, by);
      statements += e.look.n;
      if (e.look.drawn) { seen.add(e.from); seen.add(e.to); }
    }
    for (const n of graph.nodes) n.shown = seen.has(n.id);
    graph.turn += 1;
    edges?.update(graph.edges.map(line));
    nodes?.update(graph.nodes.map((n) => ({ id: n.id, hidden: !n.shown })));
    count(by);
    tell(by, seen.size);
    for (const row of document.querySelectorAll("#rows tbody tr")) {
      const e = edgeOf(...row.dataset.pair.split(" "));
      if (e) row.hidden = e.look.n === 0;
    }
    filterPanel(by);
    keep();
    network?.redraw();
  }

  // A count tells what its box would hold with all other narrowing as it is.
  function count(by) {
    const tally = { type: new Map(), world: new Map(), kind: new Map() };
    const add = (map, key, value) => { if (!map.has(key)) map.set(key, new Set()); map.get(key).add(value); };
    for (const e of graph.edges) {
      const ends = passingEnds(e, by);
      e.ties.forEach((row, i) => {
        const id = `${e.id} ${i}`;
        if (ends && passes(row, by, "world")) add(tally.world, graph.worlds[row[WORLD]], id);
        if (ends && passes(row, by, "kind")) add(tally.kind, graph.kinds[row[KIND]], id);
        if (passes(row, by)) for (const end of [e.from, e.to]) add(tally.type, byKey.get(end).type, end);
      });
    }
    const narrowed = by.type.size + by.world.size + by.kind.size + (by.least > 0);
    for (const box of boxes) {
      const shown = box.closest(".opt").querySelector("[data-n]");
      shown.dataset.all ??= shown.textContent;
      const n = narrowed ? tally[box.dataset.narrow].get(box.value)?.size ?? 0 : Number(shown.dataset.all);
      shown.textContent = box.dataset.narrow === "type" || !narrowed ? n : Math.min(n, Number(shown.dataset.all));
      shown.classList.toggle("zero", n === 0);
    }
  }

  function tell(by, names) {
    const off = [...by.type, ...by.world, ...by.kind];
    const n = off.length + (by.least > 0);
    const clear = document.getElementById("clear");
    clear.hidden = n === 0;
    clear.textContent = `Clear ${n}`;
    document.getElementById("narrowed").textContent = n ? ` ${n}` : "";
    const output = document.getElementById("tells");
    output.dataset.all ??= output.textContent;
    const lines = graph.edges.filter((e) => e.look.drawn).length;
    output.textContent = n ? `${names} of ${graph.nodes.length} names, ${lines} of ${graph.edges.length} dyads` : output.dataset.all;
    document.getElementById("least").textContent = by.least ? `${by.least.toFixed(2)} or more` : "of any height";
    document.getElementById("empty").hidden = lines > 0 || graph.edges.length === 0;
    document.getElementById("emptied").textContent = `Left out: ${[...off, ...(by.least ? [`confidence below ${by.least.toFixed(2)}`] : [])].join(", ")}.`;
  }

  function filterPanel(by) {
    const items = [...openedIn.querySelectorAll(".item")];
    let hidden = 0;
    for (const item of items) {
      const { world, kind, sure: confidence } = item.dataset;
      item.hidden = by.world.has(world) || by.kind.has(kind) || Number(confidence) < by.least;
      hidden += item.hidden;
    }
    const note = openedIn.querySelector(".filtered");
    if (!note) return;
    note.hidden = hidden === 0;
    note.textContent = `${hidden} of ${items.length} left out by the narrowing at the left.`;
  }

  function clearNarrowing() {
    for (const box of boxes) box.checked = true;
    sure.value = 0;
    narrow();
  }

  // ---- the address keeps the state ----
  function keep() {
    const state = new URLSearchParams();
    if (selected.edge) { state.set("a", selected.edge.from); state.set("b", selected.edge.to); }
    else if (selected.name) state.set("name", selected.name);
    const off = boxes.filter((box) => !box.checked).map((box) => `${box.dataset.narrow}:${box.value}`);
    if (off.length) state.set("without", off.join(" "));
    if (Number(sure.value)) state.set("sure", sure.value);
    if (document.getElementById("t-tab").getAttribute("aria-selected") === "true") state.set("view", "table");
    const asked = state.toString().replaceAll("%2F", "/").replaceAll("%3A", ":");
    history.replaceState(null, "", asked ? `?${asked}` : location.pathname);
  }

  function restore() {
    const state = new URLSearchParams(location.search);
    const off = new Set((state.get("without") ?? "").split(" "));
    for (const box of boxes) box.checked = !off.has(`${box.dataset.narrow}:${box.value}`);
    sure.value = state.get("sure") ?? 0;
    if (state.get("view") === "table") document.getElementById("t-tab").click();
    return state;
  }

  // ---- the margin ----
  function edgeOf(a, b) { return byKey.get(a)?.edges.find((e) => e.from === b || e.to === b) ?? null; }

  async function fill(address, again) {
    startIn.hidden = true;
    const slow = setTimeout(() => openedIn.replaceChildren(waiting(4)), 200);
    const turn = fill.turn = (fill.turn ?? 0) + 1;
    try {
      const found = await fragment(address);
      if (turn !== fill.turn) return;
      openedIn.replaceChildren(found);
      filterPanel(narrowing());
    } catch (error) {
      if (turn !== fill.turn) return;
      const box = fault(`${error.message} The picture is not affected.`);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn";
      button.textContent = "Try again";
      button.addEventListener("click", again);
      box.append(button);
      openedIn.replaceChildren(box);
    } finally { clearTimeout(slow); }
    panel.scrollTop = 0;
  }

  async function openEdge(a, b) {
    selected.edge = edgeOf(a, b) ?? { from: a, to: b };
    selected.name = null;
    keep();
    network?.redraw();
    // The server puts first whichever name is asked for first: the more central of the two.
    const [one, other] = [a, b].sort((p, q) => (byKey.get(p)?.rank ?? 1e9) - (byKey.get(q)?.rank ?? 1e9));
    await fill(`${stage.dataset.edge}?a=${encodeURIComponent(one)}&b=${encodeURIComponent(other)}`, () => openEdge(a, b));
  }

  async function openName(key) {
    selected.edge = null;
    selected.name = key;
    keep();
    network?.redraw();
    await fill(`${stage.dataset.name}?key=${encodeURIComponent(key)}`, () => openName(key));
  }

  function close() {
    selected.edge = null;
    selected.name = null;
    fill.turn = (fill.turn ?? 0) + 1;
    openedIn.replaceChildren();
    startIn.hidden = false;
    network?.unselectAll();
    network?.redraw();
    keep();
  }

  function focusName(key, closer) {
    const n = byKey.get(key);
    if (!n || !network) return;
    network.moveTo({ position: { x: n.x, y: n.y }, scale: Math.max(network.getScale(), closer ? 1.1 : 0) });
  }

  panel.addEventListener("click", (event) => {
    const go = event.target.closest("[data-go]");
    if (go) { openName(go.dataset.go); focusName(go.dataset.go); }
    if (event.target.closest("[data-close]")) { close(); stage.focus(); }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-edge]");
    if (!link || link === stage || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openEdge(...link.dataset.edge.split(" "));
  });

  document.addEventListener("namechosen", (event) => {
    if (!byKey.has(event.detail.key)) return;
    event.preventDefault();
    openName(event.detail.key);
    focusName(event.detail.key, true);
    stage.focus();
  });

  // ---- drawing ----
  function ends() {
    if (selected.edge) return [selected.edge.from, selected.edge.to];
    return selected.name ? [selected.name] : [];
  }

  // Under the lines: the highlighter on the dyad whose sentences are open, and the outer line of hollow ones.
  function under(ctx) {
    const stroke = (e, width, colour, dash = []) => {
      const [a, b] = [byKey.get(e.from), byKey.get(e.to)];
      ctx.setLineDash(dash);
      ctx.beginPath();
      ctx.moveTo(a.x, a.y);
      ctx.lineTo(b.x, b.y);
      ctx.lineWidth = width;
      ctx.strokeStyle = colour;
      ctx.stroke();
    };
    ctx.save();
    ctx.lineCap = "round";
    if (selected.edge && byKey.has(selected.edge.from) && byKey.has(selected.edge.to)) {
      stroke(selected.edge, 22, colours["mark-line"]);
      stroke(selected.edge, 20.5, colours.mark);
    }
    ctx.lineCap = "butt";
    for (const e of graph.edges) {
      if (e.look.hollow && e.look.drawn && e.look.kind !== "tie") stroke(e, 4.5, colours[e.look.kind], e.look.kind === "conf" ? [8, 5] : []);
    }
    ctx.restore();
  }

  // Over the lines: a ring of highlighter around the names whose sentences are open.
  function rings(ctx) {
    for (const n of ends().map((key) => byKey.get(key)).filter((each) => each?.shown)) {
      for (const [width, colour] of [[7.5, colours["mark-line"]], [6, colours.mark]]) {
        ctx.beginPath();
        ctx.arc(n.x, n.y, n.r + 5, 0, 7);
        ctx.lineWidth = width;
        ctx.strokeStyle = colour;
        ctx.stroke();
      }
    }
  }

  // Labels that fit, the most central first, at a constant size on screen; those selected, hovered or tied to them always.
  // Each goes to the side where it covers least; where they go is kept until the scale or the selection changes.
  const written = { key: "", labels: [] };

  function labels(ctx) {
    const key = `${network.getScale().toFixed(3)} ${ends()} ${hovered} ${graph.turn}`;
    if (written.key !== key) Object.assign(written, { key, labels: place(ctx, network.getScale()) });
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 4 / network.getScale();
    for (const { font, text, x, y, strong } of written.labels) {
      ctx.font = font;
      ctx.strokeStyle = colours.paper;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = strong ? colours.ink : colours["ink-2"];
      ctx.fillText(text, x, y);
    }
  }

  function place(ctx, scale) {
    const lit = new Set([...ends(), ...(hovered ? [hovered] : [])]);
    const tied = (n) => selected.name && n.neighbours.has(selected.name) && edgeOf(n.id, selected.name).look.drawn;
    const near = new Set(graph.nodes.filter(tied).map((n) => n.id));
    const order = graph.nodes.filter((n) => n.shown).sort((a, b) => (lit.has(b.id) - lit.has(a.id)) || (near.has(b.id) - near.has(a.id)) || a.rank - b.rank);
    const taken = order.map((n) => [n.x - n.r, n.y - n.r, n.x + n.r, n.y + n.r]);
    const edge = extent();
    const meets = (p, q) => p[0] < q[2] && q[0] < p[2] && p[1] < q[3] && q[1] < p[3];
    const most = small.matches ? 16 : Math.round(60 * Math.max(1, scale));
    const found = [];
    const labelled = [];
    for (const n of order) {
      const always = lit.has(n.id);
      if (!always && found.length >= most) break;
      const size = (n.rank < 4 ? 14 : 12) / scale;
      const font = `${always || n.rank < 8 ? 600 : 400} ${size}px ${colours.sans}`;
      ctx.font = font;
      const text = n.label.length > 38 && !always ? `${n.label.slice(0, 36)}…` : n.label;
      const w = ctx.measureText(text).width, gap = 4 / scale, h = size * 1.15;
      const sides = [
        [n.x + n.r + gap, n.y - h / 2], [n.x - n.r - gap - w, n.y - h / 2],
        [n.x - w / 2, n.y + n.r + gap / 2], [n.x - w / 2, n.y - n.r - gap / 2 - h],
      ].map(([x, y]) => [x, y, x + w, y + h]);
      const free = sides.filter((box) => edge[0] <= box[0] && box[2] <= edge[2] && !taken.some((other) => meets(box, other)));
      const least = (boxes) => boxes.sort((p, q) => crossed(n, p) - crossed(n, q))[0];
      const box = least(free) ?? (n.rank < 8 ? least(sides.filter((each) => !labelled.some((other) => meets(each, other)))) : null) ?? (always ? sides[0] : null);
      if (!box) continue;
      taken.push(box);
      labelled.push(box);
      found.push({ font, text, x: box[0], y: (box[1] + box[3]) / 2, strong: always || n.rank < 8 || near.has(n.id) });
    }
    return found;
  }

  // How much of the name's own lines a label would cover: thick ones count double.
  function crossed(n, [left, top, right, bottom]) {
    let total = 0;
    for (const e of n.edges) {
      if (!e.look.drawn) continue;
      const other = byKey.get(e.from === n.id ? e.to : e.from);
      for (let t = 0.04; t < 0.8; t += 0.04) {
        const x = n.x + (other.x - n.x) * t, y = n.y + (other.y - n.y) * t;
        if (left < x && x < right && top < y && y < bottom) total += e.look.kind === "tie" ? 1 : 2;
      }
    }
    return total;
  }

  // The shown names with room for their labels: what "all" fits to the stage, and labels stay within.
  function extent() {
    const shown = graph.nodes.filter((n) => n.shown);
    const xs = shown.map((n) => n.x), ys = shown.map((n) => n.y);
    const room = small.matches ? 40 : 110;
    return [Math.min(...xs) - room, Math.min(...ys) - 34, Math.max(...xs) + room, Math.max(...ys) + 34];
  }

  function all() {
    if (!stage.clientHeight || !graph.nodes.some((n) => n.shown)) return;
    fitted = true;
    const [left, top, right, bottom] = extent();
    const scale = Math.min(stage.clientWidth / (right - left), stage.clientHeight / (bottom - top), 1.5);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale });
  }

  function draw() {
    nodes = new vis.DataSet(graph.nodes.map((n) => ({ id: n.id, x: n.x, y: n.y, shape: "custom", ctxRenderer: glyphOf(n), size: n.r, hidden: !n.shown })));
    edges = new vis.DataSet(graph.edges.map(line));
    network = new vis.Network(stage, { nodes, edges }, {
      physics: false, layout: { improvedLayout: false }, nodes: { fixed: true, chosen: false }, edges: { smooth: false },
      interaction: { hover: true, tooltipDelay: 1e9, selectConnectedEdges: false, dragNodes: false, keyboard: false },
    });
    network.on("beforeDrawing", under);
    network.on("afterDrawing", (ctx) => { rings(ctx); labels(ctx); });
    network.on("click", ({ nodes: [key], edges: [id] }) => {
      if (key) openName(key);
      else if (id !== undefined) { const e = graph.edges[id]; openEdge(e.from, e.to); }
    });
    network.on("hoverNode", ({ node }) => { hovered = node; stage.style.cursor = "pointer"; network.redraw(); });
    network.on("blurNode", () => { hovered = null; stage.style.cursor = ""; network.redraw(); });
    network.on("hoverEdge", ({ edge }) => {
      const e = graph.edges[edge];
      stage.style.cursor = "pointer";
      hint(`${byKey.get(e.from).label} and ${byKey.get(e.to).label}: ${e.look.n} statement${e.look.n === 1 ? "" : "s"}`);
    });
    network.on("blurEdge", () => { stage.style.cursor = ""; hint(""); });
    all();
    const again = () => { colours = palette(); stamps.clear(); graph.turn += 1; edges.update(graph.edges.map(line)); network.redraw(); };
    document.addEventListener("themechange", again);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
    stage.network = network;
    stage.dataset.ready = "true";
  }

  function hint(text) {
    const shown = document.getElementById("hint");
    shown.hidden = !text;
    shown.textContent = text;
  }

  // ---- keys on the picture ----
  function next(step) {
    const order = graph.nodes.filter((n) => n.shown).sort((a, b) => a.rank - b.rank);
    const at = order.findIndex((n) => n.id === hovered);
    const to = at + step;
    if (to < 0 || to >= order.length) { hovered = null; hint(""); network.redraw(); return false; }
    hovered = order[to].id;
    hint(order[to].label);
    focusName(hovered);
    network.redraw();
    return true;
  }

  stage.addEventListener("keydown", (event) => {
    if (!network || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key];
    if (move) {
      event.preventDefault();
      const { x, y } = network.getViewPosition();
      network.moveTo({ position: { x: x + move[0] / network.getScale(), y: y + move[1] / network.getScale() } });
    }
    if (event.key === "Tab" && next(event.shiftKey ? -1 : 1)) event.preventDefault();
    if (event.key === "+" || event.key === "=") zoom(1.25);
    if (event.key === "-") zoom(0.8);
    if (event.key === "0") all();
    if (event.key === "Enter" && hovered) openName(hovered);
  });

  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea, dialog") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") close();
    if (event.key === "t" && document.querySelector("[data-keys-switch]").checked) {
      const table = document.getElementById("t-tab");
      (table.getAttribute("aria-selected") === "true" ? document.getElementById("t-net") : table).click();
    }
  });

  function zoom(by) { network?.moveTo({ scale: network.getScale() * by }); }

  // ---- start ----
  function fail(why) {
    document.getElementById("loading").hidden = true;
    document.getElementById("failed").hidden = false;
    document.getElementById("why").textContent = why;
  }

  async function start() {
    colours = palette();
    const slow = setTimeout(() => { document.getElementById("loading").hidden = false; }, 200);
    try {
      const answer = await fetch(stage.dataset.network);
      if (!answer.ok) throw new Error(String(answer.status));
      graph = drawable(await answer.json());
    } catch {
      clearTimeout(slow);
      fail("The names could not be read from the server.");
      return;
    }
    clearTimeout(slow);
    document.getElementById("loading").hidden = true;
    prepare();
    const state = restore();
    narrow0();
    if (typeof vis === "undefined") fail("The drawing library did not load.");
    else if (graph.nodes.length) draw();
    narrow();
    if (state.get("a") && state.get("b")) openEdge(state.get("a"), state.get("b"));
    else if (state.get("name")) openName(state.get("name"));
  }

  // The best documented names and dyads of what the server sends, each dyad with its statements as short rows.
  function drawable(told) {
    const { kind, world, sure: certain, intensity, document: from } = told.rows;
    const row = (i) => [kind[i], world[i], certain[i] / 100, intensity[i] === null ? null : intensity[i] / 10, from[i]];
    const rows = ([first, last]) => Array.from({ length: last - first }, (_, i) => row(first + i));
    const lines = told.edges.filter((e) => e.from < 300 && e.to < 300).sort((a, b) => (b.rows[1] - b.rows[0]) - (a.rows[1] - a.rows[0])).slice(0, 600);
    const drawn = new Set(lines.flatMap((e) => [e.from, e.to]));
    const most = Math.max(1, ...told.nodes.map((n) => n.measures[0]));
    const radius = (n) => Math.round(55 + 120 * Math.sqrt(n.measures[0] / most)) / 10;
    const nodes = told.nodes.filter((n) => drawn.has(n.id));
    return {
      kinds: told.kinds.map((each) => each.key), worlds: told.worlds,
      nodes: nodes.map((n) => ({ id: n.key, label: n.label, x: n.x, y: n.y, type: told.types[n.type], rank: n.id, r: radius(n) })),
      edges: lines.map((e) => ({ from: told.nodes[e.from].key, to: told.nodes[e.to].key, ties: rows(e.rows) })),
    };
  }

  function prepare() {
    graph.turn = 0;
    // Width grows with the root of the documents; the thickest line is 7 wide.
    const most = Math.max(1, ...graph.edges.map((e) => new Set(e.ties.map((row) => row[DOCUMENT])).size));
    graph.step = Math.min(1.1, 6 / Math.sqrt(most));
    byKey = new Map(graph.nodes.map((n) => [n.id, Object.assign(n, { edges: [], neighbours: new Set() })]));
    graph.edges.forEach((e, i) => {
      e.id = i;
      for (const [end, other] of [[e.from, e.to], [e.to, e.from]]) {
        byKey.get(end).edges.push(e);
        byKey.get(end).neighbours.add(other);
      }
    });
  }

  // Looks must be known before anything is drawn.
  function narrow0() {
    const by = narrowing();
    const seen = new Set();
    for (const e of graph.edges) {
      e.look = look(e, by);
      if (e.look.drawn) { seen.add(e.from); seen.add(e.to); }
    }
    for (const n of graph.nodes) n.shown = seen.has(n.id);
  }

  for (const box of boxes) box.addEventListener("change", narrow);
  sure.addEventListener("input", narrow);
  document.getElementById("clear").addEventListener("click", clearNarrowing);
  document.querySelector("#empty button").addEventListener("click", clearNarrowing);
  document.querySelector("#failed button").addEventListener("click", () => document.getElementById("t-tab").click());
  document.getElementById("zoom-in").addEventListener("click", () => zoom(1.25));
  document.getElementById("zoom-out").addEventListener("click", () => zoom(0.8));
  document.getElementById("fit").addEventListener("click", () => network && all());
  document.addEventListener("tabchange", () => {
    if (!graph) return;
    keep();
    // A picture that came hidden has no size until it is shown.
    if (network && !fitted) requestAnimationFrame(() => { network.setSize("100%", "100%"); network.redraw(); all(); });
  });
  start();
})();
