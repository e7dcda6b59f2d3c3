// The network as columns: every name, every dyad, and a row for each statement that makes a dyad.

export const NONE = -0x80000000;
export const FACETS = ["type", "world", "kind", "sector", "source"];
export const SIGNS = ["coop", "conf", "mixed", "tie", "hollow"];
const OF = { type: 1, world: 2, kind: 4, sector: 8, source: 16, sure: 32, time: 64, bloc: 128, sign: 256 };

// What /api/network gives, as typed columns; `names` and `dyads` know each other.
export function tableOf(data) {
  const column = (name, Kind = Int32Array) => Kind.from(data.rows[name], (value) => value ?? NONE);
  const names = data.nodes.map((n) => ({ ...n, typed: n.type, type: data.types[n.type], dyads: [] }));
  const dyads = data.edges.map(({ from, to, rows: [first, last] }, id) => ({ id, from, to, first, last }));
  for (const dyad of dyads) {
    names[dyad.from].dyads.push(dyad);
    names[dyad.to].dyads.push(dyad);
  }
  const rows = Object.fromEntries(["kind", "world", "sure", "intensity", "document", "day", "until", "sectors", "statement"].map((name) => [name, column(name)]));
  const table = {
    ...data, names, dyads, rows, n: rows.kind.length,
    byKey: new Map(names.map((name) => [name.key, name])),
    denied: data.worlds.indexOf("denied"), planned: data.worlds.indexOf("planned"), fact: data.worlds.indexOf("fact"),
    hollow: data.worlds.map((world) => world === "claim" || world === "planned"),
  };
  table.dated = { event: { day: rows.day, until: rows.until }, document: issued(table) };
  for (const dates of Object.values(table.dated)) dates.span = spanOf(dates);
  return table;
}

// Each statement as old as its document: when it was told, not when it happened.
function issued({ documents, rows }) {
  const spans = documents.issued.map(spanOfWords);
  const of = (end) => Int32Array.from(rows.document, (document) => spans[document]?.[end] ?? NONE);
  return { day: of(0), until: of(1) };
}

// The first and the last day that a date may mean: 2024-07 is a month long.
function spanOfWords(words) {
  const [year, month, day] = (words ?? "").slice(0, 10).split("-").map(Number);
  if (!year) return null;
  const at = (...date) => Math.floor(Date.UTC(...date) / 864e5);
  return [at(year, (month || 1) - 1, day || 1), day ? at(year, month - 1, day) : month ? at(year, month, 0) : at(year, 11, 31)];
}

export function dyadOf(table, one, other) {
  const [a, b] = [table.byKey.get(one), table.byKey.get(other)];
  return a && b ? a.dyads.find((dyad) => dyad.from === b.id || dyad.to === b.id) ?? null : null;
}

export function otherEnd(dyad, id) { return dyad.from === id ? dyad.to : dyad.from; }

function spanOf({ day, until }) {
  let first = Infinity, last = -Infinity;
  for (let i = 0; i < day.length; i += 1) {
    if (day[i] === NONE) continue;
    first = Math.min(first, day[i]);
    last = Math.max(last, until[i]);
  }
  return first <= last ? { first, last } : null;
}

// The values of a facet, as the rail shows them and addresses name them.
export function valuesOf(table, facet) {
  if (facet === "type") return table.types.map((key) => ({ key, label: key }));
  if (facet === "world") return table.worlds.map((key) => ({ key, label: key }));
  if (facet === "kind") return table.kinds;
  if (facet === "sign") return SIGNS.map((key) => ({ key, label: key }));
  if (facet === "source") return table.sources.map((label) => ({ key: label, label }));
  return [...table.sectors, { key: "-", label: "Not stated" }];
}

// What a narrowing leaves: per row which facets leave it out, per dyad how it looks, per value how much it would hold.
export function narrow(table, by) {
  const misses = new Uint16Array(table.n);
  const { rows } = table;
  const time = table.dated[by.dates];
  const on = Object.fromEntries(FACETS.map((facet) => [facet, valuesOf(table, facet).map(({ key }) => !by.off[facet].has(key))]));
  const sourced = table.documents.source.map((source) => on.source[source]);
  const last = on.sector.length - 1;
  const sectored = table.sectorSets.map((set) => (set.length ? set.some((sector) => on.sector[sector]) : on.sector[last]));
  const blocs = new Set(by.blocs.map((key) => table.blocs.findIndex((bloc) => bloc.key === key)));
  const member = table.names.map((name) => name.blocs.some((bloc) => blocs.has(bloc)));
  for (const { from, to, first, last: end } of table.dyads) {
    const typed = on.type[table.names[from].typed] && on.type[table.names[to].typed] ? 0 : OF.type;
    const within = !blocs.size || (by.both ? member[from] && member[to] : member[from] || member[to]) ? 0 : OF.bloc;
    for (let i = first; i < end; i += 1) {
      misses[i] = typed | within
        | (on.world[rows.world[i]] ? 0 : OF.world) | (on.kind[rows.kind[i]] ? 0 : OF.kind)
        | (sectored[rows.sectors[i]] ? 0 : OF.sector) | (sourced[rows.document[i]] ? 0 : OF.source)
        | (rows.sure[i] >= by.sure ? 0 : OF.sure) | (dated(time, i, by) ? 0 : OF.time);
    }
  }
  const looks = table.dyads.map((dyad) => look(table, dyad, misses));
  const signs = Object.fromEntries(SIGNS.map((sign) => [sign, looks.filter((each) => isOf(each, sign)).length]));
  if (by.off.sign.size) looks.forEach((each, id) => { if ([...by.off.sign].some((sign) => isOf(each, sign))) leaveOut(table.dyads[id], each, misses); });
  return { misses, looks, on, signs, time, ...tally(table, misses) };
}

function isOf(look, sign) { return look.drawn > 0 && (look.hollow ? sign === "hollow" : look.sign === sign); }

function leaveOut({ first, last }, look, misses) {
  Object.assign(look, { n: 0, drawn: 0 });
  for (let i = first; i < last; i += 1) misses[i] |= OF.sign;
}

// A statement stands in a stretch of time when it may have happened in it; what has no date stands in none.
function dated({ day, until }, i, { from, to }) {
  if (from === null && to === null) return true;
  return day[i] !== NONE && day[i] <= (to ?? Infinity) && until[i] >= (from ?? -Infinity);
}

function look(table, { first, last }, misses) {
  const all = measuring(table);
  for (let i = first; i < last; i += 1) if (!misses[i]) all.add(i);
  return all.measures();
}

// Sign by the mean intensity of events, each document counting once; plans only where nothing firmer is told, denials never.
// Hollow is what no fact bears out: where events give a sign, those events; a tie told as a fact does not vouch for them.
export function measuring(table) {
  const { world, intensity, document } = table.rows;
  const documents = new Set(), firm = new Map(), plans = new Map();
  let n = 0, drawn = 0, hollow = true, claimed = true;
  return {
    add(i) {
      n += 1;
      if (world[i] === table.denied) return;
      drawn += 1;
      hollow &&= table.hollow[world[i]];
      documents.add(document[i]);
      if (intensity[i] === NONE) return;
      claimed &&= table.hollow[world[i]];
      const means = world[i] === table.planned ? plans : firm;
      const [sum, count] = means.get(document[i]) ?? [0, 0];
      means.set(document[i], [sum + intensity[i] / 10, count + 1]);
    },
    measures() {
      const means = [...(firm.size ? firm : plans).values()].map(([sum, count]) => sum / count);
      const balance = means.length ? means.reduce((a, b) => a + b, 0) / means.length : null;
      return { n, drawn, documents: documents.size, balance, hollow: drawn > 0 && (balance === null ? hollow : claimed), sign: signOf(balance) };
    },
  };
}

function signOf(balance) { return balance === null ? "tie" : balance > 0.5 ? "coop" : balance < -0.5 ? "conf" : "mixed"; }

// How many statements pass, and how many each value of a facet would hold with all other narrowing as it is.
function tally(table, misses) {
  const { rows } = table;
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Int32Array(valuesOf(table, facet).length)]));
  const told = Object.fromEntries([...FACETS, "all"].map((facet) => [facet, new Uint8Array(table.n)]));
  const named = new Uint8Array(table.names.length);
  const sure = new Int32Array(20);
  const once = (facet, i) => !told[facet][rows.statement[i]] && (told[facet][rows.statement[i]] = 1);
  let statements = 0;
  for (const { from, to, first, last } of table.dyads) {
    for (let i = first; i < last; i += 1) {
      const miss = misses[i];
      if (!miss && once("all", i)) statements += 1;
      if (!(miss & ~OF.world) && once("world", i)) counts.world[rows.world[i]] += 1;
      if (!(miss & ~OF.kind) && once("kind", i)) counts.kind[rows.kind[i]] += 1;
      if (!(miss & ~OF.source) && once("source", i)) counts.source[table.documents.source[rows.document[i]]] += 1;
      if (!(miss & ~OF.sector) && once("sector", i)) for (const sector of sectorsOf(table, i)) counts.sector[sector] += 1;
      if (!(miss & ~OF.sure)) sure[Math.min(19, Math.floor(rows.sure[i] / 5))] += 1;
      if (!(miss & ~OF.type)) named[from] = named[to] = 1;
    }
  }
  named.forEach((seen, id) => { counts.type[table.names[id].typed] += seen; });
  return { counts, statements, sure };
}

function sectorsOf(table, i) {
  const set = table.sectorSets[table.rows.sectors[i]];
  return set.length ? set : [table.sectors.length];
}

// What passes all but the time, by steps that begin at the given days: cooperation and what has no sign above, conflict below.
export function chronicle(table, { misses, time: { day, until } }, starts) {
  const { intensity, world, statement } = table.rows;
  const steps = starts.map(() => ({ above: 0, below: 0 }));
  const seen = new Uint8Array(table.n);
  let undated = 0;
  for (let i = 0; i < table.n; i += 1) {
    if (misses[i] & ~OF.time || world[i] === table.denied || seen[statement[i]]) continue;
    seen[statement[i]] = 1;
    if (day[i] === NONE) undated += 1;
    else steps[stepOf(starts, (day[i] + until[i]) / 2)][intensity[i] !== NONE && intensity[i] < 0 ? "below" : "above"] += 1;
  }
  return { steps, undated };
}

export function stepOf(starts, day) {
  let low = 0, high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle] <= day) low = middle; else high = middle - 1;
  }
  return low;
}

// The rows of a dyad that a narrowing leaves.
export function passing({ first, last }, { misses }) {
  return Array.from({ length: last - first }, (_, i) => first + i).filter((i) => !misses[i]);
}
