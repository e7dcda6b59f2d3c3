// The explorer: the network is read once, narrowed and drawn here; the address holds the state.
import { byId, say, several } from "./dom.js";
import { drawing } from "./draw.js";
import { gathered } from "./gathered.js";
import { handTools, hands, keyOf, less, told } from "./hands.js";
import { held } from "./held.js";
import { keeping } from "./keeping.js";
import { keys } from "./keys.js";
import { encloses, lassoOn } from "./lasso.js";
import { contextMenu, itemsOf } from "./menu.js";
import { openEdge, panel } from "./panel.js";
import { rail } from "./rail.js";
import { rows } from "./rows.js";
import { sceneOf } from "./scene.js";
import { begin, change, follow, now } from "./state.js";
import { dyadOf, narrow, tableOf } from "./table.js";
import { timeline } from "./time.js";
import { tools } from "./tools.js";
import { walkedOf } from "./walks.js";

const stage = byId("net");
let table = null, left = null, walked = null, scene = null, picture = null, hand = null, lasso = null, menu = null;

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

// ---- what is pointed at ----
// The key of the name that single letters and buttons mean: the one pointed at, else the one that is open.
function inHand() { return keyOf(picture?.hovered()) ?? now().open?.name ?? now().open?.group ?? null; }

function openMenu({ node, edge }, x, y) {
  if (!node && !edge?.dyad) return false;
  const what = edge ? { dyad: edge.dyad } : { name: keyOf(node), group: Boolean(node.group) };
  const title = edge ? [edge.from, edge.to].map((id) => table.names[id].label).join(" and ") : node.label;
  menu.show(title, itemsOf(table, hand, now().picked, what, (open) => change({ open })), x, y);
  return true;
}

// Without a pointer the menu is that of the name in hand, or of the dyad that is open.
function menuInHand() {
  const { open } = now();
  const dyad = open?.a ? dyadOf(table, open.a, open.b) : null;
  const node = picture.hovered() ?? (dyad ? picture.picture.byId.get(dyad.from) : picture.nodeOf(inHand()));
  if (!node) { say("No name is in hand; Tab goes to one."); return; }
  const { x, y } = picture.place(node);
  openMenu(dyad && !picture.hovered() ? { edge: { dyad, from: dyad.from, to: dyad.to } } : { node }, x, y);
}

function choose(node, event) {
  const key = keyOf(node);
  if (event?.shiftKey && node.name) hand.toggle(key);
  else if (!hand.chosen(key)) change({ open: node.group ? { group: key } : { name: key } });
}

function looped(loop, add) {
  const inside = scene.nodes.filter((node) => node.name && encloses(loop, ...Object.values(picture.place(node)))).map(keyOf);
  if (inside.length || !add) hand.pick(inside, add);
  if (!inside.length) say("No name is in the loop.");
}

const acts = {
  name: choose,
  line: (edge) => { if (edge?.dyad) openEdge(table, edge.dyad); },
  open: (node) => hand.grow(keyOf(node)),
  menu: openMenu,
  tells: (node) => { const more = node.name ? hand.missing(keyOf(node)) : 0; return more ? `${node.label} +${more.toLocaleString("en")}` : node.label; },
  moved: (id, { x, y }) => { const { name } = picture.picture.byId.get(id); if (name) change({ pinned: { ...now().pinned, [name.key]: [x, y] } }); },
  away: () => { if (now().open) change({ open: null }); },
  hovered: () => {},
};

// ---- from the state to the page ----
function start() {
  begin(table);
  const seen = () => ({ left, scene, walked });
  hand = hands(table, seen, () => { parts.gathered(now(), seen()); parts.handTools(); });
  menu = contextMenu(stage);
  lasso = lassoOn(stage, looped, () => parts.handTools());
  const parts = {
    gathered: gathered(table, hand), held: held(table), handTools: handTools(hand, inHand, lasso), panel: panel(table), rail: rail(table), rows: rows(table), tools: tools(table, () => picture), time: timeline(table),
  };
  acts.hovered = parts.handTools;
  const shown = { rows: false };

  function update(state, { changed, narrowed, before, way = 0, first = false }) {
    if (first || narrowed) left = narrow(table, state);
    const redraw = first || narrowed || ["size", "draw", "open", "path", "common", "expanded", "folded", "hidden", "just", "pinned", "picked", "labels"].some((name) => changed.has(name));
    if (first || narrowed || ["path", "common", "hidden"].some((name) => changed.has(name))) walked = walkedOf(table, left, state);
    if (redraw) scene = sceneOf(table, state, left, walked);
    if (redraw && picture) picture.show(scene, state, walked);
    if (!first && picture && (before.just.join() !== state.just.join() || (before.draw === "folded") !== (state.draw === "folded"))) picture.fit();
    parts.rail(state, left, scene, first || narrowed);
    parts.tools(state);
    parts.gathered(state, seen());
    parts.held(state);
    parts.handTools();
    const step = first ? null : told(table, before, state);
    if (way) say(`${way < 0 ? "Undone" : "Done again"}${undoneStep(way, before, state)}`);
    else if (step) say(`${step[0].toUpperCase()}${step.slice(1)}.`);
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
    picture.show(scene, now(), walked);
    stage.picture = picture;
  }
  const fill = () => parts.rows.show(now(), left);
  const same = keeping(() => ({ table, left, scene, picture, state: now(), fill }));
  same(now());
  follow(update);
  follow(same);
  const withName = (act) => (key) => { if (key && hand.known(key)) act(key); };
  keys(() => picture, inHand, {
    Enter: choose, Escape: () => menu.close() || (hand.seeking() && (hand.seek(null), true)) || (lasso.on() && lasso.off()), menu: menuInHand,
    x: (key) => { if (key) hand.grow(key); }, h: withName((key) => hand.hide([key])), p: withName((key) => hand.pin([key])), s: withName(hand.toggle),
  });
  stage.setAttribute("aria-label", `Network of ${several(scene.drawn, "name")}; the table holds the same`);
  stage.dataset.ready = "true";
}

function undoneStep(way, before, state) {
  const step = way < 0 ? told(table, state, before) : told(table, before, state);
  return step ? `: ${step}.` : ".";
}

// A name found by the search of the page is shown where it stands.
document.addEventListener("namechosen", (event) => {
  const { key } = event.detail;
  if (!table?.byKey.has(key)) return;
  event.preventDefault();
  if (!hand.chosen(key)) change({ open: { name: key }, hidden: less(now().hidden, [key]) });
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
