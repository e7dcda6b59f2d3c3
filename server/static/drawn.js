// The network of an answer: vis-network draws, places come from the server, glyphs and colours are those of every page.

const shapes = Object.fromEntries([...document.querySelectorAll("symbol[id^=g-]")].map((s) => [s.id.slice(2), new Path2D(s.querySelector("path").getAttribute("d"))]));
const drawings = new WeakMap();

function token(name) { return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim(); }

function library(address) {
  if (window.vis) return Promise.resolve(window.vis);
  // Where the editor's loader is at hand, the library gives itself to it rather than to the page.
  if (typeof require === "function") return new Promise((resolve, reject) => { require([address], resolve, reject); });
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.vis);
    script.onerror = reject;
    document.head.append(script);
  });
}

function read(text) {
  const { nodes, edges } = JSON.parse(text);
  return { nodes: nodes.map((n, id) => ({ ...n, id })), edges: edges.map(([from, to, words, count]) => ({ from, to, words, count })) };
}

async function place(nodes, edges, address) {
  const body = JSON.stringify(edges.map((e) => [e.from, e.to]));
  const answer = await fetch(address, { method: "POST", body, headers: { "Content-Type": "application/json" } });
  if (!answer.ok) throw new Error(`no places (${answer.status})`);
  for (const [id, [x, y, r]] of (await answer.json()).entries()) Object.assign(nodes[id], { x, y, r });
}

function glyph(node, colours) {
  const path = shapes[node.type];
  return ({ ctx, x, y }) => ({
    drawNode() {
      ctx.save();
      ctx.translate(x - node.r, y - node.r);
      ctx.scale(node.r / 8, node.r / 8);
      ctx.lineWidth = 24 / node.r;
      ctx.strokeStyle = colours.paper;
      ctx.fillStyle = colours[node.type] ?? colours["ink-3"];
      const drawn = path ?? new Path2D(node.type === "document" ? "M3 1.5h10v13H3z" : "M8 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8z");
      ctx.stroke(drawn);
      ctx.fill(drawn);
      ctx.restore();
    },
    nodeDimensions: { width: 2 * node.r, height: 2 * node.r },
  });
}

// Labels at a constant size on screen, the best joined first, none over another.
function labels(ctx, { stage, nodes, network, colours, chosen }) {
  const scale = network.getScale();
  const size = 12 / scale;
  const taken = nodes.map((n) => [n.x - n.r, n.y - n.r, n.x + n.r, n.y + n.r, n.id]);
  const [first, last] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x: stage.clientWidth, y: stage.clientHeight })];
  const seen = (box) => box[0] >= first.x && box[1] >= first.y && box[2] <= last.x && box[3] <= last.y;
  const free = (box, id) => seen(box) && !taken.some((other) => other[4] !== id && box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
  ctx.font = `${size}px ${colours.sans}`;
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4 / scale;
  ctx.strokeStyle = colours.paper;
  for (const n of [...nodes].sort((a, b) => (b.id === chosen.id) - (a.id === chosen.id) || b.r - a.r)) {
    const text = n.label.length > 40 && n.id !== chosen.id ? `${n.label.slice(0, 38)}…` : n.label;
    const w = ctx.measureText(text).width, h = size * 1.2, gap = 3 / scale;
    const spots = [[n.x + n.r + gap, n.y - h / 2], [n.x - n.r - gap - w, n.y - h / 2], [n.x - w / 2, n.y + n.r + gap], [n.x - w / 2, n.y - n.r - gap - h]];
    const spot = spots.find(([x, y]) => free([x, y, x + w, y + h], n.id)) ?? (n.id === chosen.id ? spots[0] : null);
    if (!spot) continue;
    taken.push([spot[0], spot[1], spot[0] + w, spot[1] + h, null]);
    ctx.strokeText(text, spot[0], spot[1] + h / 2);
    ctx.fillStyle = n.id === chosen.id ? colours.ink : colours["ink-2"];
    ctx.fillText(text, spot[0], spot[1] + h / 2);
  }
}

function palette() {
  const names = ["paper", "ink", "ink-2", "ink-3", "line-strong", "tie", "sans", "mark-line"];
  return Object.fromEntries([...names.map((n) => [n, token(n)]), ...Object.keys(shapes).map((k) => [k, token(`type-${k}`)])]);
}

function lines(edges, colours) {
  const small = edges.length <= 12;
  return edges.map((e, id) => ({
    id, from: e.from, to: e.to, label: small ? e.words : "", width: Math.min(1 + Math.log2(e.count), 6), arrows: { to: { enabled: true, scaleFactor: 0.5 } },
    color: { color: colours["line-strong"], highlight: colours.ink, hover: colours.ink, opacity: 0.8 }, font: { size: 10, color: colours["ink-3"], strokeWidth: 3, strokeColor: colours.paper, face: colours.sans },
    smooth: edges.some((o, other) => other < id && ((o.from === e.from && o.to === e.to) || (o.from === e.to && o.to === e.from))) ? { enabled: true, type: "curvedCW", roundness: 0.2 } : false,
  }));
}

// The one that is picked is named below the picture, with its lines and a way to its page.
function tell(picked, node, edges, nodes) {
  const ties = new Map();
  for (const e of edges.filter((each) => each.from === node.id || each.to === node.id)) {
    const other = nodes[e.from === node.id ? e.to : e.from].label;
    ties.set(e.words, (ties.get(e.words) ?? new Set()).add(other));
  }
  const name = document.createElement(node.url ? "a" : "b");
  name.textContent = node.label;
  if (node.url) name.href = node.url;
  const first = (names) => (names.length > 8 ? `${names.slice(0, 8).join(", ")} and ${names.length - 8} more` : names.join(", "));
  picked.replaceChildren(name, `: ${[...ties].map(([words, names]) => `${words || "joined to"} ${first([...names])}`).join("; ")}.`);
  picked.hidden = false;
}

export async function draw(stage) {
  if (drawings.has(stage)) { drawings.get(stage)?.redraw(); return; }
  drawings.set(stage, null);
  const { nodes, edges } = read(stage.parentElement.querySelector("[data-drawn]").textContent);
  const picked = stage.parentElement.querySelector(".picked");
  stage.hidden = false;
  const slow = setTimeout(() => { stage.textContent = `Drawing ${nodes.length} names`; }, 200);
  let vis;
  try {
    vis = await library(stage.dataset.drawing);
    await place(nodes, edges, stage.dataset.places);
  } catch { vis = null; }
  clearTimeout(slow);
  stage.textContent = "";
  if (!vis?.Network) {
    stage.hidden = true;
    stage.before(fault("The picture could not be drawn. The table below holds the same."));
    stage.parentElement.querySelector("details").open = true;
    return;
  }
  const chosen = { id: null };
  let colours = palette();
  const dress = (n) => ({ id: n.id, x: n.x, y: n.y, shape: "custom", ctxRenderer: glyph(n, colours) });
  const data = { nodes: new vis.DataSet(nodes.map(dress)), edges: new vis.DataSet(lines(edges, colours)) };
  const network = new vis.Network(stage, data, { physics: false, interaction: { hover: true, zoomView: false, keyboard: { enabled: true, bindToWindow: false }, zoomSpeed: 0.6 }, edges: { selectionWidth: 1 } });
  drawings.set(stage, network);
  network.on("afterDrawing", (ctx) => labels(ctx, { stage, nodes, network, colours, chosen }));
  network.on("dragEnd", () => { for (const [id, at] of Object.entries(network.getPositions())) Object.assign(nodes[id], at); });
  network.on("click", ({ nodes: [id] }) => {
    chosen.id = id ?? null;
    if (id !== undefined) tell(picked, nodes[id], edges, nodes);
    network.redraw();
  });
  const repaint = () => {
    colours = palette();
    data.nodes.update(nodes.map(dress));
    data.edges.update(lines(edges, colours));
  };
  document.addEventListener("themechange", repaint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  const frame = stage.querySelector(".vis-network");
  frame.tabIndex = 0;
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", stage.dataset.label);
  // The wheel scrolls the page, until the picture is what one works in.
  for (const [event, on] of [["focusin", true], ["focusout", false]]) frame.addEventListener(event, () => network.setOptions({ interaction: { zoomView: on } }));
  frame.addEventListener("pointerdown", () => frame.focus({ preventScroll: true }));
  network.fit({ maxZoomLevel: 1.4 });
  if (stage.clientWidth < 500) network.moveTo({ scale: network.getScale() * 0.85 });
  stage.dataset.ready = "1";
}
