// The stage: vis-network draws, places come from the server, colours from the tokens, glyphs from the sprite.

export const GLYPHS = Object.fromEntries([...document.querySelectorAll("symbol[id^=g-]")].map((s) => [s.id.slice(2), s.querySelector("path").getAttribute("d")]));
GLYPHS.group = "M8 .6a7.4 7.4 0 1 0 0 14.8a7.4 7.4 0 1 0 0-14.8zM4 7h2v2H4zM7 7h2v2H7zM10 7h2v2h-2z";
const SHAPES = Object.fromEntries(Object.entries(GLYPHS).map(([type, path]) => [type, new Path2D(path)]));
const NAMED = ["paper", "ink", "ink-2", "ink-3", "mark", "mark-line", "coop", "conf", "mixed", "tie", "line", "sans"];
const WIDEST = 7;
const STRIP = 36; // the tools at the left of the stage
export const HOLLOW = 4.5; // width of a hollow line
export const CORE = 1.5; // and of the paper within
const LABELS = { fit: 60, all: Infinity, none: 0 };

export function token(name) { return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim(); }

export function palette() {
  return { ...Object.fromEntries([...NAMED.map((n) => [n, token(n)]), ...Object.keys(SHAPES).map((k) => [k, token(`type-${k}`)])]), group: token("ink-3") };
}

// A picture on an element. `on` is told of clicks: name(node, event), line(edge), open(node) for a
// double click, menu(what, x, y), moved(id, place), away(); tells(node) gives the words of the hint.
export function drawing(stage, on) {
  const small = matchMedia("(max-width: 45rem)");
  const nodes = new vis.DataSet([]), edges = new vis.DataSet([]);
  const picture = { scene: { nodes: [], edges: [] }, byId: new Map(), lit: new Set(), line: null, paths: [], walked: new Set(), picked: new Set(), hovered: null, moving: false, labels: "fit", step: 1, turn: 0 };
  const stamps = new Map();
  const handed = new Map(); // to each set of vis-network: how its members looked
  const layers = [];
  let colours = palette();
  let fitted = false;

  const network = new vis.Network(stage, { nodes, edges }, {
    physics: false, layout: { improvedLayout: false }, nodes: { chosen: false }, edges: { smooth: false, chosen: false },
    interaction: { hover: true, tooltipDelay: 1e9, selectConnectedEdges: false, keyboard: false, hideEdgesOnDrag: true, hideEdgesOnZoom: true, zoomSpeed: 0.8 },
  });

  // Each glyph is drawn once, at three times its size, and stamped from then on: paths for 300 names a frame are too slow.
  function stamp(n) {
    const key = `${n.type} ${n.r.toFixed(1)} ${n.pinned}`;
    if (stamps.has(key)) return stamps.get(key);
    const image = document.createElement("canvas");
    const fine = n.r < 6 ? 5 : 3;
    image.width = image.height = Math.ceil((2 * n.r + 3) * fine);
    const ctx = image.getContext("2d");
    ctx.scale(fine, fine);
    ctx.translate(1.5, 1.5);
    ctx.scale(n.r / 8, n.r / 8);
    ctx.lineWidth = 24 / n.r;
    ctx.strokeStyle = colours.paper;
    const path = SHAPES[n.type] ?? SHAPES.state;
    ctx.stroke(path);
    if (n.type === "group") { ctx.fillStyle = colours.paper; ctx.fillRect(3, 6, 10, 4); }
    ctx.fillStyle = colours[n.type] || colours.ink;
    ctx.fill(path, "evenodd");
    if (n.pinned) { ctx.fillStyle = colours.paper; ctx.beginPath(); ctx.arc(8, 8, 2.4, 0, 7); ctx.fill(); }
    stamps.set(key, image);
    return image;
  }

  function glyphOf(n) {
    return ({ ctx, x, y }) => ({
      drawNode() { const size = 2 * n.r + 3; ctx.drawImage(stamp(n), x - size / 2, y - size / 2, size, size); },
      nodeDimensions: { width: 2 * n.r, height: 2 * n.r },
    });
  }

  // How a line looks; a hollow one is drawn wide, and again thin in the colour of paper.
  function styleOf({ look }) {
    const hollow = look.hollow && look.sign !== "tie";
    const width = hollow ? HOLLOW : look.sign === "tie" ? 1 : 0.9 + picture.step * Math.sqrt(look.documents);
    return { hollow, width, dashes: look.sign === "conf" ? [8, 5] : look.hollow && look.sign === "tie" ? [2, 3] : [] };
  }

  function line(e) {
    const { hollow, width, dashes } = styleOf(e);
    const colour = colours[hollow ? "paper" : e.look.sign];
    return {
      id: e.id, from: e.from, to: e.to, width: hollow ? CORE : width, hoverWidth: 1.5, selectionWidth: 0,
      dashes: !hollow && dashes.length ? dashes : false,
      color: { color: colour, highlight: colour, hover: colour, inherit: false },
    };
  }

  function show(scene, { labels, open, picked }, walked) {
    picture.scene = scene;
    picture.labels = labels;
    picture.turn += 1;
    const most = Math.max(1, ...scene.edges.map(({ look }) => look.documents));
    picture.step = Math.min(1.1, (WIDEST - 1) / Math.sqrt(most));
    picture.byId = new Map(scene.nodes.map((n) => [n.id, Object.assign(n, { edges: [] })]));
    for (const e of scene.edges) for (const end of [e.from, e.to]) picture.byId.get(end)?.edges.push(e);
    mark(open, picked, walked);
    swap(nodes, scene.nodes.map((n) => ({ id: n.id, x: n.x, y: n.y, shape: "custom", ctxRenderer: glyphOf(n), size: n.r })), ({ id, x, y, size }) => `${x} ${y} ${size} ${picture.byId.get(id).type} ${picture.byId.get(id).pinned}`);
    swap(edges, scene.edges.map(line), ({ from, to, width, dashes, color }) => `${from} ${to} ${width} ${dashes} ${color.color}`);
    if (!fitted) fit();
    if (picture.hovered !== null) hover(picture.byId.has(picture.hovered) ? picture.hovered : null);
    network.redraw();
  }

  // Only what looks different than before is handed over: vis-network works through whatever it is given.
  function swap(data, wanted, look) {
    const looks = new Map(wanted.map((each) => [each.id, look(each)]));
    const before = handed.get(data) ?? new Map();
    const gone = [...before.keys()].filter((id) => !looks.has(id)), fresh = wanted.filter(({ id }) => before.get(id) !== looks.get(id));
    if (gone.length) data.remove(gone);
    if (fresh.length) data.update(fresh);
    handed.set(data, looks);
  }

  function mark(open, picked = [], walked = null) {
    const of = (key) => picture.scene.nodes.find((n) => n.name?.key === key)?.id;
    picture.lit = new Set(open?.name ? [of(open.name)] : open ? [of(open.a), of(open.b)] : []);
    picture.line = open?.a ? [of(open.a), of(open.b)] : null;
    picture.picked = new Set(picked.map(of));
    picture.walked = new Set(walked?.names);
    picture.paths = picture.scene.edges.filter(({ id }) => walked?.dyads.has(id)).map(({ from, to }) => [from, to]);
    picture.turn += 1;
  }

  // ---- under and over the lines ----
  function stroke(ctx, from, to, width, colour, dash = []) {
    const [a, b] = [picture.byId.get(from), picture.byId.get(to)];
    if (!a || !b) return;
    ctx.setLineDash(dash);
    ctx.beginPath();
    ctx.moveTo(a.x, a.y);
    ctx.lineTo(b.x, b.y);
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.stroke();
  }

  // The highlighter on the dyad whose sentences are open and on paths, and the outer line of hollow ones.
  function under(ctx) {
    ctx.save();
    ctx.lineCap = "round";
    const lit = [...picture.paths.map((ends) => [ends, 11]), ...(picture.line ? [[picture.line, 22]] : [])];
    for (const [ends, width] of lit) stroke(ctx, ...ends, width, colours["mark-line"]);
    for (const [ends, width] of lit) stroke(ctx, ...ends, width - 1.5, colours.mark);
    ctx.lineCap = "butt";
    if (picture.moving && picture.scene.nodes.length <= 600) haste(ctx);
    else if (!picture.moving) for (const e of picture.scene.edges) {
      const { hollow, width, dashes } = styleOf(e);
      if (hollow) stroke(ctx, e.from, e.to, width, colours[e.look.sign], dashes);
    }
    ctx.restore();
  }

  // While the picture moves, lines are drawn all at once by sign, thin and without dashes.
  function haste(ctx) {
    ctx.setLineDash([]);
    ctx.lineWidth = 1;
    for (const sign of ["tie", "mixed", "coop", "conf"]) {
      ctx.beginPath();
      for (const { from, to, look } of picture.scene.edges) {
        if (look.sign !== sign) continue;
        const [a, b] = [picture.byId.get(from), picture.byId.get(to)];
        ctx.moveTo(a.x, a.y);
        ctx.lineTo(b.x, b.y);
      }
      ctx.strokeStyle = colours[sign];
      ctx.stroke();
    }
  }

  // A ring of highlighter around the names whose sentences are open, one of ink around those picked.
  function rings(ctx) {
    const ring = (n, width, colour, gap) => {
      ctx.beginPath();
      ctx.arc(n.x, n.y, n.r + gap, 0, 7);
      ctx.lineWidth = width;
      ctx.strokeStyle = colour;
      ctx.stroke();
    };
    for (const id of picture.picked) if (picture.byId.has(id)) ring(picture.byId.get(id), 2, colours.ink, 5);
    for (const id of picture.walked) if (picture.byId.has(id)) ring(picture.byId.get(id), 3, colours["mark-line"], 3);
    for (const id of picture.lit) {
      const n = picture.byId.get(id);
      if (!n) continue;
      ring(n, 7.5, colours["mark-line"], 5);
      ring(n, 6, colours.mark, 5);
    }
    const at = picture.byId.get(picture.hovered);
    if (at) ring(at, 2 / network.getScale(), colours.ink, 3);
  }

  // ---- labels: those that fit, the most central first, at a constant size on screen ----
  const written = { key: "", labels: [] };

  function labels(ctx) {
    const scale = network.getScale();
    const key = `${scale.toFixed(3)} ${picture.hovered} ${picture.turn}`;
    if (!picture.moving && written.key !== key) Object.assign(written, { key, labels: place(ctx, scale) });
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 4 / scale;
    const most = picture.moving ? 12 : Infinity;
    written.labels.slice(0, most).forEach(({ font, text, x, y, strong }) => {
      ctx.font = font;
      ctx.strokeStyle = colours.paper;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = strong ? colours.ink : colours["ink-2"];
      ctx.fillText(text, x, y);
    });
  }

  function near() {
    const found = new Set(picture.walked);
    for (const id of picture.lit.size === 1 ? picture.lit : []) for (const e of picture.byId.get(id)?.edges ?? []) found.add(e.from).add(e.to);
    return found;
  }

  function place(ctx, scale) {
    const lit = new Set([...picture.lit, ...picture.picked, picture.hovered]);
    const close = near();
    const order = [...picture.scene.nodes].sort((a, b) => (lit.has(b.id) - lit.has(a.id)) || (close.has(b.id) - close.has(a.id)) || (b.type === "group") - (a.type === "group") || a.rank - b.rank);
    const taken = order.map((n) => [n.x - n.r, n.y - n.r, n.x + n.r, n.y + n.r]);
    const bounds = extent();
    const meets = (p, q) => p[0] < q[2] && q[0] < p[2] && p[1] < q[3] && q[1] < p[3];
    const most = small.matches && picture.labels === "fit" ? 16 : LABELS[picture.labels] * Math.max(1, scale);
    const found = [], boxes = [];
    for (const n of order) {
      const always = lit.has(n.id);
      if (!always && (found.length >= most || picture.labels === "none")) { if (picture.labels === "none") continue; break; }
      const size = (n.rank < 4 ? 14 : 12) / scale;
      const font = `${always || n.rank < 8 ? 600 : 400} ${size}px ${colours.sans}`;
      ctx.font = font;
      const text = n.label.length > 38 && !always ? `${n.label.slice(0, 36)}…` : n.label;
      const w = ctx.measureText(text).width, gap = 4 / scale, h = size * 1.15;
      const sides = [
        [n.x + n.r + gap, n.y - h / 2], [n.x - n.r - gap - w, n.y - h / 2],
        [n.x - w / 2, n.y + n.r + gap / 2], [n.x - w / 2, n.y - n.r - gap / 2 - h],
      ].map(([x, y]) => [x, y, x + w, y + h]);
      const within = sides.filter((box) => bounds[0] <= box[0] && box[2] <= bounds[2]);
      const free = within.filter((box) => !taken.some((other) => meets(box, other)));
      const any = within.length ? within : sides;
      const least = (several) => (n.below ? several.find((each) => each === sides[2]) ?? several[0] : several.sort((p, q) => crossed(n, p) - crossed(n, q))[0]);
      const pressed = n.rank < 8 || picture.labels === "all";
      const box = least(free) ?? (pressed ? least(any.filter((each) => !boxes.some((other) => meets(each, other)))) : null) ?? (always || picture.labels === "all" ? any[0] : null);
      if (!box) continue;
      taken.push(box);
      boxes.push(box);
      found.push({ id: n.id, font, text, x: box[0], y: (box[1] + box[3]) / 2, size, strong: always || n.rank < 8 || close.has(n.id) });
    }
    return found;
  }

  // How much of the name's own lines a label would cover: thick ones count double.
  function crossed(n, [left, top, right, bottom]) {
    let total = 0;
    for (const e of n.edges) {
      const other = picture.byId.get(e.from === n.id ? e.to : e.from);
      for (let t = 0.04; t < 0.8; t += 0.04) {
        const x = n.x + (other.x - n.x) * t, y = n.y + (other.y - n.y) * t;
        if (left < x && x < right && top < y && y < bottom) total += e.look.sign === "tie" ? 1 : 2;
      }
    }
    return total;
  }

  // The names with room for their labels: what "all" fits to the stage, and labels stay within.
  function extent() {
    const xs = picture.scene.nodes.map((n) => n.x), ys = picture.scene.nodes.map((n) => n.y);
    const room = small.matches ? 40 : 110;
    return [Math.min(...xs) - room, Math.min(...ys) - 34, Math.max(...xs) + room, Math.max(...ys) + 34];
  }

  function fit() {
    if (!stage.clientHeight || !picture.scene.nodes.length) return;
    fitted = true;
    const [left, top, right, bottom] = extent();
    const beside = small.matches ? 0 : STRIP;
    const scale = Math.min((stage.clientWidth - beside) / (right - left), stage.clientHeight / (bottom - top), 1.5);
    network.moveTo({ position: { x: (left + right - beside / scale) / 2, y: (top + bottom) / 2 }, scale });
  }

  // ---- what moves ----
  let settle = 0;
  const still = () => { picture.moving = false; network.redraw(); };
  network.on("dragStart", ({ nodes: [id] }) => { picture.moving = true; picture.dragged = id; });
  network.on("dragging", ({ nodes: [id] }) => {
    if (id !== undefined) Object.assign(picture.byId.get(id), network.getPosition(id));
  });
  network.on("dragEnd", ({ nodes: [id] }) => {
    still();
    if (id !== undefined) on.moved(id, network.getPosition(id));
  });
  network.on("zoom", () => { picture.moving = true; clearTimeout(settle); settle = setTimeout(still, 180); });
  network.on("beforeDrawing", under);
  network.on("afterDrawing", (ctx) => { rings(ctx); labels(ctx); for (const layer of layers) layer(ctx); if (written.labels.length) stage.dataset.drawn = "true"; });

  // ---- what is pointed at ----
  network.on("click", ({ nodes: [id], edges: [lineId], event }) => {
    if (id !== undefined) on.name(picture.byId.get(id), event.srcEvent);
    else if (lineId !== undefined) on.line(picture.scene.edges.find((e) => e.id === lineId));
    else on.away();
  });
  network.on("doubleClick", ({ nodes: [id] }) => { if (id !== undefined) on.open(picture.byId.get(id)); });
  network.on("hold", ({ pointer: { DOM }, event }) => { if (event.srcEvent.pointerType === "touch") on.menu(at(DOM), DOM.x, DOM.y); });
  stage.addEventListener("contextmenu", (event) => {
    const box = stage.getBoundingClientRect(), [x, y] = [event.clientX - box.x, event.clientY - box.y];
    if (on.menu(at({ x, y }), x, y)) event.preventDefault();
  });
  network.on("hoverNode", ({ node }) => { hover(node); stage.style.cursor = "pointer"; });
  network.on("blurNode", () => { hover(null); stage.style.cursor = ""; });
  network.on("hoverEdge", ({ edge }) => {
    const e = picture.scene.edges.find((each) => each.id === edge);
    stage.style.cursor = "pointer";
    if (e) hint(`${picture.byId.get(e.from).label} and ${picture.byId.get(e.to).label}: ${e.look.n.toLocaleString("en")} statement${e.look.n === 1 ? "" : "s"}`);
  });
  network.on("blurEdge", () => { stage.style.cursor = ""; hint(""); });

  function at(place) {
    const id = network.getNodeAt(place), lineId = id === undefined ? network.getEdgeAt(place) : undefined;
    return { node: picture.byId.get(id) ?? null, edge: picture.scene.edges.find((each) => each.id === lineId) ?? null };
  }

  function hover(id) {
    picture.hovered = id;
    const n = picture.byId.get(id);
    hint(n ? on.tells(n) : "");
    on.hovered();
    network.redraw();
  }

  function hint(text) {
    const shown = document.getElementById("hint");
    shown.hidden = !text;
    shown.textContent = text;
  }

  function repaint() {
    colours = palette();
    stamps.clear();
    picture.turn += 1;
    edges.update(picture.scene.edges.map(line));
    network.redraw();
  }
  document.addEventListener("themechange", repaint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);

  return {
    network, picture, layers, show, fit, hover, at, place: ({ x, y }) => network.canvasToDOM({ x, y }), mark: (...given) => { mark(...given); network.redraw(); }, colours: () => colours, written: () => written.labels, shapes: SHAPES, styleOf, extent,
    labelsAt: (scale) => place(document.createElement("canvas").getContext("2d"), scale),
    nodeOf: (key) => picture.scene.nodes.find((n) => n.name?.key === key || n.id === key) ?? null,
    hovered: () => picture.byId.get(picture.hovered) ?? null,
    zoom(by) { picture.moving = true; network.moveTo({ scale: network.getScale() * by }); clearTimeout(settle); settle = setTimeout(still, 120); },
    pan(x, y) { const at = network.getViewPosition(), scale = network.getScale(); network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale } }); },
    focus(n, closer) { network.moveTo({ position: { x: n.x, y: n.y }, scale: Math.max(network.getScale(), closer ? 1.1 : 0) }); },
    resize() { network.setSize("100%", "100%"); network.redraw(); if (!fitted) fit(); },
  };
}
