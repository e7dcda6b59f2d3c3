// The explorer: the network is read once, narrowed and drawn here; the address holds the state.
import { byId, several } from "./dom.js";
import { drawing } from "./draw.js";
import { keys } from "./keys.js";
import { openEdge, panel } from "./panel.js";
import { rail } from "./rail.js";
import { rows } from "./rows.js";
import { leavesOf, missingOf, sceneOf } from "./scene.js";
import { begin, change, follow, now } from "./state.js";
import { narrow, tableOf } from "./table.js";
import { timeline } from "./time.js";
import { tools } from "./tools.js";

const stage = byId("net");
let table = null, left = null, scene = null, picture = null;

async function data() {
  if (byId("network")) return JSON.parse(byId("network").textContent);
  const answer = await fetch(stage.dataset.network);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function fail(why) {
  byId("loading").hidden = true;
  byId("failed").hidden = false;
  byId("why").textContent = why;
}

// ---- what the reader does to names ----
const drawnIds = () => new Set(scene.nodes.map(({ id }) => id));
const less = (list, key) => list.filter((each) => each !== key);

export function expand(node) {
  if (!node) return;
  const { expanded, folded } = now();
  if (node.group) change({ expanded: [...expanded, node.id] });
  else {
    const { key } = node.name;
    if (expanded.includes(key)) change({ expanded: less(expanded, key) });
    else if (folded.includes(key)) change({ folded: less(folded, key) });
    else if (missingOf(table, left, key, drawnIds())) change({ expanded: [...expanded, key] });
    else if (leavesOf(table, left, key, drawnIds()).length) change({ folded: [...folded, key] });
  }
}

export function hide(node) {
  if (!node?.name) return;
  const { hidden, open } = now();
  change({ hidden: [...hidden, node.name.key], open: open?.name === node.name.key ? null : open });
}

export function pin(node) {
  if (!node?.name) return;
  const { [node.name.key]: held, ...others } = now().pinned;
  change({ pinned: held ? others : { ...others, [node.name.key]: [node.x, node.y] } });
}

const acts = {
  name: (node) => (node.group ? expand(node) : change({ open: { name: node.name.key } })),
  line: (edge) => { if (edge?.dyad) openEdge(table, edge.dyad); },
  open: (node) => { if (!node.group) expand(node); },
  moved: (id, { x, y }) => { const { name } = picture.picture.byId.get(id); if (name) change({ pinned: { ...now().pinned, [name.key]: [x, y] } }); },
  away: () => { if (now().open) change({ open: null }); },
};

// ---- from the state to the page ----
function start() {
  begin(table);
  const parts = { panel: panel(table), rail: rail(table), rows: rows(table), tools: tools(table, () => picture), time: timeline(table) };
  const shown = { rows: false };

  function update(state, { changed, narrowed, first = false }) {
    if (first || narrowed) left = narrow(table, state);
    const redraw = first || narrowed || ["size", "draw", "open", "path", "common", "expanded", "folded", "hidden", "just", "pinned", "picked", "labels"].some((name) => changed.has(name));
    if (redraw) scene = sceneOf(table, state, left);
    if (redraw && picture) picture.show(scene, state);
    parts.rail(state, left, scene);
    parts.tools(state);
    if (first || narrowed) parts.time(state, left);
    if (first || narrowed || changed.has("hidden") || changed.has("just") || changed.has("sort")) shown.rows = false;
    if (state.view === "table" && !shown.rows) { parts.rows.show(state, left); shown.rows = true; }
    if (changed.has("view") && state.view === "network") requestAnimationFrame(() => picture?.resize());
    if (first ? state.open : changed.has("open")) parts.panel.show(state.open).then(() => parts.panel.narrowed(now(), left));
    else if (narrowed) parts.panel.narrowed(state, left);
  }

  update(now(), { changed: new Set(), narrowed: true, first: true });
  if (typeof vis === "undefined") fail("The drawing library did not load.");
  else if (table.names.length) {
    picture = drawing(stage, acts);
    picture.show(scene, now());
    stage.picture = picture;
  }
  follow(update);
  keys(() => picture, { Enter: acts.name, x: expand, h: hide, p: pin });
  stage.setAttribute("aria-label", `Network of ${several(scene.drawn, "name")}; the table holds the same`);
  stage.dataset.ready = "true";
}

// A name found by the search of the page is shown where it stands.
document.addEventListener("namechosen", (event) => {
  const { key } = event.detail;
  if (!table?.byKey.has(key)) return;
  event.preventDefault();
  change({ open: { name: key }, hidden: less(now().hidden, key) });
  const node = picture?.nodeOf(key);
  if (node) picture.focus(node, true);
  stage.focus();
});

byId("failed").querySelector("button").addEventListener("click", () => change({ view: "table" }));

(async () => {
  const slow = setTimeout(() => { byId("loading").hidden = false; }, 200);
  try { table = tableOf(await data()); } catch { fail("The names could not be read from the server."); return; } finally { clearTimeout(slow); }
  byId("loading").hidden = true;
  start();
})();
