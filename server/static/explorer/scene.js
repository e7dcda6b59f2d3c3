// What is drawn: the most central names that the narrowing leaves, what the reader brought in or took out, the rest folded.
import { SMALLER, aroundSign, placesOf, radiusOf, signsOf } from "./folds.js";
import { SIZES } from "./state.js";
import { dyadOf, measuring, otherEnd, passing } from "./table.js";

const LINES = 2; // lines a name, on the whole
const NOTHING = { nodes: [], edges: [] };
const FEW = 6; // names that fit around a sign as it stands
const BROUGHT = 40; // names that one step of expanding brings in

export function sceneOf(table, state, left, walked) {
  const fits = fitting(table, left);
  const order = [...table.names].filter((name) => fits[name.id]).sort((a, b) => valueOf(table, b, state.size) - valueOf(table, a, state.size) || a.id - b.id);
  const { drawn, away } = chosen(table, state, left, order, walked);
  const shown = order.filter(({ id }) => drawn.has(id));
  const radius = sizing(table, state, order.slice(0, SIZES.few));
  const scale = Math.min(1, Math.sqrt(SIZES.few / Math.max(1, shown.length)));
  const nodes = shown.map((name, rank) => ({
    id: name.id, name, r: radius(name) * scale, rank, label: name.label, type: name.type,
    x: state.pinned[name.key]?.[0] ?? name.x, y: state.pinned[name.key]?.[1] ?? name.y, pinned: name.key in state.pinned,
  }));
  const edges = lines(table, left, drawn, state, walked);
  const rest = order.filter((name) => !drawn.has(name.id) && !away.has(name.id));
  const groups = state.just.length ? NOTHING : folded(table, left, rest, nodes, state);
  return { nodes: [...nodes, ...groups.nodes], edges: [...edges, ...groups.edges], fits: order.length, drawn: nodes.length, rest: rest.length, dyads: left.looks.filter((look) => look.drawn).length };
}

export function valueOf(table, name, measure) { return name.measures[table.measures.findIndex(({ key }) => key === measure)] ?? 0; }

// The names that a dyad ties which is drawn at all.
function fitting(table, left) {
  const fits = new Uint8Array(table.names.length);
  for (const { id, from, to } of table.dyads) if (left.looks[id].drawn) fits[from] = fits[to] = 1;
  return fits;
}

function chosen(table, state, left, order, walked) {
  const { open, path, just } = state;
  const ids = (keys) => keys.map((key) => table.byKey.get(key)?.id).filter((id) => id !== undefined);
  const drawn = new Set(just.length ? ids(just) : order.slice(0, SIZES[state.draw] ?? 0).map(({ id }) => id));
  const brought = [open?.name, open?.a, open?.b, path?.a, path?.b, ...state.common, ...(just.length ? [] : [...Object.keys(state.pinned), ...state.picked])];
  for (const id of [...ids(brought), ...walked.names]) drawn.add(id);
  for (const key of state.expanded) for (const id of broughtBy(table, left, key, drawn)) drawn.add(id);
  const away = new Set(ids(state.hidden)); // what the reader took out is under no other sign
  for (const key of state.folded) for (const id of leavesOf(table, left, key, drawn)) away.add(id);
  for (const id of away) drawn.delete(id);
  return { drawn, away };
}

// What expanding a name, or a community told as `~key`, brings in: those best documented that are not there yet.
export function broughtBy(table, left, key, drawn) {
  if (key.startsWith("~")) return membersOf(table, left, key).filter(({ id }) => !drawn.has(id)).slice(0, BROUGHT).map(({ id }) => id);
  const name = table.byKey.get(key);
  if (!name) return [];
  const near = name.dyads.filter((dyad) => left.looks[dyad.id].drawn).map((dyad) => [left.looks[dyad.id].documents, otherEnd(dyad, name.id)]);
  const missing = near.filter(([, id]) => !drawn.has(id)).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  return [name.id, ...missing.slice(0, BROUGHT).map(([, id]) => id)];
}

// The names under the sign of a community that the narrowing leaves, the best documented first.
export function membersOf(table, left, key) {
  const signs = signsOf(table);
  return table.names.filter(({ community, dyads }) => signs.get(community).id === key && dyads.some((dyad) => left.looks[dyad.id].drawn));
}

// What folding a name takes away: those that only it ties to the picture.
export function leavesOf(table, left, key, drawn) {
  const name = table.byKey.get(key);
  if (!name) return [];
  const inPicture = (dyad, id) => left.looks[dyad.id].drawn && drawn.has(otherEnd(dyad, id));
  return name.dyads.filter((dyad) => inPicture(dyad, name.id)).map((dyad) => otherEnd(dyad, name.id))
    .filter((id) => table.names[id].dyads.every((dyad) => !inPicture(dyad, id) || otherEnd(dyad, id) === name.id));
}

export function missingOf(table, left, key, drawn) {
  const name = table.byKey.get(key);
  return name ? name.dyads.filter((dyad) => left.looks[dyad.id].drawn && !drawn.has(otherEnd(dyad, name.id))).length : 0;
}

// Area grows with the measure, the largest 17 wide.
function sizing(table, state, order) {
  const most = Math.max(1e-12, ...order.map((name) => valueOf(table, name, state.size)));
  return (name) => 5.5 + 12 * Math.sqrt(Math.max(0, valueOf(table, name, state.size)) / most);
}

// The lines between drawn names: of too many the best documented, and each name's own best, so that nobody is cut off.
function lines(table, left, drawn, state, walked) {
  const within = table.dyads.filter((dyad) => left.looks[dyad.id].drawn && drawn.has(dyad.from) && drawn.has(dyad.to));
  const strength = (dyad) => left.looks[dyad.id].documents * 1e4 + left.looks[dyad.id].n;
  const ordered = within.sort((a, b) => strength(b) - strength(a) || a.id - b.id);
  const most = LINES * Math.max(state.draw === "folded" ? 0 : SIZES.few, drawn.size);
  const kept = new Set(ordered.slice(0, most));
  const tied = new Set();
  for (const dyad of ordered) {
    if (!tied.has(dyad.from) || !tied.has(dyad.to)) kept.add(dyad);
    tied.add(dyad.from).add(dyad.to);
  }
  const opened = state.open?.a ? dyadOf(table, state.open.a, state.open.b) : null;
  for (const dyad of within) if (dyad === opened || walked.dyads.has(dyad.id)) kept.add(dyad);
  return ordered.filter((dyad) => kept.has(dyad)).map((dyad) => ({ id: dyad.id, dyad, from: dyad.from, to: dyad.to, look: left.looks[dyad.id] }));
}

// What is not drawn by name is drawn by community: one sign for all its names, which a double click opens.
function folded(table, left, rest, nodes, state) {
  const whole = state.draw === "folded";
  const places = whole ? gather(table, nodes) : null;
  if (!rest.length || state.draw === "many") return NOTHING;
  const groups = bySign(table, rest, (name) => name);
  const made = [...groups].map(([sign, names]) => ({ sign, names, first: firstOf(table, sign) }))
    .sort((a, b) => b.names.length - a.names.length || a.first.id - b.first.id).slice(0, whole ? groups.size : 12);
  const found = made.map((group) => ({
    id: group.sign.id, group, label: labelOf(group, whole && group.names[0] === group.first), type: "group",
    r: whole ? radiusOf(group.names.length) : 8, rank: nodes.length, below: whole,
  }));
  if (whole) for (const node of found) Object.assign(node, places.get(node.id));
  else beneath(found, table);
  return { nodes: found, edges: whole ? between(table, left, found, nodes) : [] };
}

function bySign(table, all, nameOf) {
  const signs = signsOf(table), found = new Map();
  for (const each of all) {
    const sign = signs.get(nameOf(each).community);
    if (found.has(sign)) found.get(sign).push(each);
    else found.set(sign, [each]);
  }
  return found;
}

function firstOf(table, sign) { return table.names.find(({ community }) => signsOf(table).get(community) === sign); }

function labelOf({ sign, names, first }, intact) {
  if (sign.id === SMALLER) return `${sign.groups} smaller groups, ${names.length} names`;
  if (!intact) return `${names.length} more around ${first.label}`;
  return names.length > 1 ? `${first.label} and ${names.length - 1} more` : first.label;
}

// In the folded picture names stand around the sign of their community, unless they are pinned; a few need no more room.
function gather(table, nodes) {
  const groups = bySign(table, nodes, ({ name }) => name);
  const held = new Map([...groups].filter(([, around]) => around.length > FEW).map(([{ id }, around]) => [id, around.length]));
  const places = placesOf(table, held, (sign) => labelOf({ sign, names: { length: sign.size }, first: firstOf(table, sign) }, true));
  for (const [{ id, size }, around] of groups) {
    around.forEach((node, n) => { if (!node.pinned) Object.assign(node, aroundSign(places.get(id), size, n)); });
  }
  return places;
}

// Communities whose foremost names are drawn stand in a row beneath the picture.
function beneath(nodes, table) {
  const placed = table.names.slice(0, SIZES.few);
  const left = Math.min(...placed.map(({ x }) => x)), right = Math.max(...placed.map(({ x }) => x));
  const bottom = Math.max(...placed.map(({ y }) => y)) + 110;
  const columns = Math.max(2, Math.floor((right - left) / 320));
  nodes.forEach((node, i) => Object.assign(node, { x: left + 40 + (i % columns) * ((right - left) / columns), y: bottom + 46 * Math.floor(i / columns) }));
}

// Lines between communities, and between a community and the names drawn: all their dyads as one, each statement and document counting once.
function between(table, left, groups, nodes) {
  const at = new Map(nodes.map((node) => [node.id, node.id]));
  for (const { id, group } of groups) for (const name of group.names) at.set(name.id, id);
  const found = new Map();
  for (const dyad of table.dyads) {
    const look = left.looks[dyad.id];
    const [from, to] = [at.get(dyad.from), at.get(dyad.to)];
    if (!look.drawn || from === undefined || to === undefined || from === to || (typeof from === "number" && typeof to === "number")) continue;
    const id = [from, to].map(String).sort().join(" ");
    const sum = found.get(id) ?? { id, from, to, told: new Set(), all: measuring(table) };
    for (const i of passing(dyad, left)) {
      const statement = table.rows.statement[i];
      if (!sum.told.has(statement)) sum.all.add(i);
      sum.told.add(statement);
    }
    found.set(id, sum);
  }
  return [...found.values()].map(({ id, from, to, all }) => ({ id, from, to, look: all.measures() })).sort((one, other) => other.look.documents - one.look.documents).slice(0, 120);
}
