// Ways through what the narrowing leaves: shortest paths by kind of tie, common neighbours, what stands among several names.
import { NONE, measuring, otherEnd } from "./table.js";

export const MOST_PATHS = 20;
export const TIES = { any: "any tie", events: "events", cooperation: "cooperation", conflict: "conflict", relations: "lasting ties", offices: "offices" };
const NOWHERE = { length: -1, count: 0, paths: [] };

// A kind of tie as an address names it: one of TIES, `kind:Consult` or `sector:trade`; what is unknown counts as any.
export function tieOf(table, word) {
  const [of, key] = word.split(":");
  const known = of === "kind" ? table.kinds : of === "sector" ? table.sectors : [];
  return Object.hasOwn(TIES, word) || known.some((each) => each.key === key) ? word : "any";
}

export function tieLabel(table, by) {
  const [of, key] = by.split(":");
  return TIES[by] ?? (of === "kind" ? table.kinds : table.sectors).find((each) => each.key === key).label;
}

function testOf(table, by) {
  const { kind, intensity, sectors } = table.rows;
  const [of, key] = by.split(":");
  const office = table.kinds.findIndex((each) => each.key === "Tenure");
  const event = table.kinds.map((each) => each.event);
  const place = (of === "kind" ? table.kinds : table.sectors).findIndex((each) => each.key === key);
  return {
    any: () => true,
    events: (i) => event[kind[i]],
    cooperation: (i) => event[kind[i]] && intensity[i] > 0,
    conflict: (i) => event[kind[i]] && intensity[i] < 0 && intensity[i] !== NONE,
    relations: (i) => !event[kind[i]] && kind[i] !== office,
    offices: (i) => kind[i] === office,
    kind: (i) => kind[i] === place,
    sector: (i) => table.sectorSets[sectors[i]].includes(place),
  }[of];
}

// What each dyad holds of a kind of tie, by the dyad's number: statements and documents, or null. Names in `out` are not walked.
export function tiesBy(table, left, by, out = new Set()) {
  const counts = testOf(table, by);
  const { world, document } = table.rows;
  return table.dyads.map((dyad) => {
    if (!left.looks[dyad.id].drawn || out.has(dyad.from) || out.has(dyad.to)) return null;
    const documents = new Set();
    let n = 0;
    for (let i = dyad.first; i < dyad.last; i += 1) {
      if (left.misses[i] || world[i] === table.denied || !counts(i)) continue;
      n += 1;
      documents.add(document[i]);
    }
    return n ? { n, documents: documents.size } : null;
  });
}

// All shortest paths between two names, counted, and the best documented of them. `longer` by one finds those of one step
// more: none of these passes a name twice either, for what is left without the loop would be shorter than the shortest.
export function pathsBetween(table, ties, a, b, longer = 0) {
  const near = (id) => table.names[id].dyads.filter((dyad) => ties[dyad.id]).map((dyad) => [otherEnd(dyad, id), ties[dyad.id].documents]);
  const far = stepsTo(table, near, b);
  if (a === b || far[a] < 0) return NOWHERE;
  const length = far[a] + longer;
  const known = new Map();
  function onward(id, steps) {
    const key = id * (length + 1) + steps;
    if (!known.has(key)) known.set(key, id === b && steps === 0 ? { count: 1, best: [{ documents: 0, ids: [b] }] } : through(id, steps));
    return known.get(key);
  }
  function through(id, steps) {
    let count = 0;
    const found = [];
    for (const [next, documents] of near(id)) {
      if (far[next] < 0 || far[next] >= steps) continue;
      const rest = onward(next, steps - 1);
      count += rest.count;
      for (const path of rest.best) found.push({ documents: documents + path.documents, ids: [id, ...path.ids] });
    }
    return { count, best: found.sort(byDocuments).slice(0, MOST_PATHS) };
  }
  const { count, best } = onward(a, length);
  return { length, count, paths: best };
}

function byDocuments(p, q) {
  const differs = p.ids.findIndex((id, place) => id !== q.ids[place]);
  return q.documents - p.documents || p.ids[differs] - q.ids[differs];
}

// How many steps each name is from one; -1 where no path leads.
function stepsTo(table, near, end) {
  const far = new Int32Array(table.names.length).fill(-1);
  const reached = [end];
  far[end] = 0;
  for (const id of reached) {
    for (const [next] of near(id)) {
      if (far[next] >= 0) continue;
      far[next] = far[id] + 1;
      reached.push(next);
    }
  }
  return far;
}

// The names tied to each of several, those first whose thinnest tie rests on most documents.
export function sharedBy(table, ties, ids) {
  const tiesOf = (id) => new Map(table.names[id].dyads.filter((dyad) => ties[dyad.id]).map((dyad) => [otherEnd(dyad, id), dyad]));
  const [first, ...others] = ids.map(tiesOf);
  const found = [...first.keys()].filter((id) => !ids.includes(id) && others.every((each) => each.has(id))).map((id) => {
    const dyads = [first, ...others].map((each) => each.get(id));
    const documents = dyads.map((dyad) => ties[dyad.id].documents);
    return { id, dyads, documents, least: Math.min(...documents), sum: documents.reduce((p, q) => p + q, 0) };
  });
  return found.sort((p, q) => q.least - p.least || q.sum - p.sum || p.id - q.id);
}

// What ties several names to one another: their dyads, best documented first, and the measures of all statements in them.
export function amongThem(table, left, ids) {
  const within = new Set(ids);
  const dyads = table.dyads.filter(({ id, from, to }) => within.has(from) && within.has(to) && left.looks[id].n);
  const seen = new Set();
  const all = measuring(table);
  for (const { first, last } of dyads) {
    for (let i = first; i < last; i += 1) {
      if (left.misses[i] || seen.has(table.rows.statement[i])) continue;
      seen.add(table.rows.statement[i]);
      all.add(i);
    }
  }
  dyads.sort((p, q) => left.looks[q.id].documents - left.looks[p.id].documents || left.looks[q.id].n - left.looks[p.id].n || p.id - q.id);
  return { dyads, ...all.measures() };
}

// What the address asks to walk: its paths or common neighbours, the names on them, and the dyads that carry them.
export function walkedOf(table, left, state) {
  const walked = { path: null, common: null, ties: null, names: new Set(), dyads: new Set() };
  const idOf = (key) => table.byKey.get(key)?.id;
  const out = new Set(state.hidden.map(idOf));
  if (state.path) {
    const [a, b] = [idOf(state.path.a), idOf(state.path.b)];
    if (a === undefined || b === undefined) return walked;
    walked.ties = tiesBy(table, left, state.path.by, out);
    walked.path = pathsBetween(table, walked.ties, a, b, state.path.longer);
    for (const { ids } of walked.path.paths) ids.forEach((id, place) => { walked.names.add(id); if (place) walked.dyads.add(dyadBetween(table, ids[place - 1], id).id); });
  } else if (state.common.length > 1) {
    const ids = state.common.map(idOf).filter((id) => id !== undefined);
    if (ids.length < 2) return walked;
    walked.ties = tiesBy(table, left, "any", out);
    walked.common = sharedBy(table, walked.ties, ids);
    for (const { id, dyads } of walked.common.slice(0, 2 * MOST_PATHS)) { walked.names.add(id); for (const dyad of dyads) walked.dyads.add(dyad.id); }
  }
  return walked;
}

export function dyadBetween(table, one, other) { return table.names[one].dyads.find((dyad) => otherEnd(dyad, one) === other); }
