// The state of the explorer is its address: every step is an entry of the browser's history, and undo is a step back.
import { byId } from "./dom.js";
import { FACETS, valuesOf } from "./table.js";
import { tieOf } from "./walks.js";

export const SIZES = { few: 300, many: 2000 };
const OFFS = [...FACETS, "sign"];
const START = {
  off: Object.fromEntries(OFFS.map((facet) => [facet, new Set()])), blocs: [], both: false, sure: 0, from: null, to: null, dates: "event",
  size: "documents", draw: "few", labels: "fit", view: "network", sort: null,
  open: null, path: null, common: [], expanded: [], folded: [], hidden: [], just: [], pinned: {}, picked: [],
};
const NARROWING = ["off", "blocs", "both", "sure", "from", "to", "dates"];
const QUIET = document.body.classList.contains("embed"); // in a frame, the history belongs to the page around it
const followers = [];
let known = null;
let state = START;
let step = 0;
let furthest = 0;
let moving = false;

export function now() { return state; }
export function follow(follower) { followers.push(follower); }
export function canUndo() { return step > 0; }
export function canRedo() { return step < furthest; }
export function undo() { if (canUndo()) history.back(); }
export function redo() { if (canRedo()) history.forward(); }
export function narrowedBy() { return OFFS.reduce((n, facet) => n + state.off[facet].size, 0) + state.blocs.length + (state.sure > 0) + (state.from !== null || state.to !== null); }
export function cleared() { return Object.fromEntries(NARROWING.map((name) => [name, START[name]])); }

// Make a step. What changes many times a second (`running`) is one step from its first change to its last.
export function change(patch, { running = false } = {}) {
  const before = state;
  state = Object.freeze({ ...state, ...patch });
  const address = location.pathname + asked(state);
  if (address !== location.pathname + location.search) {
    const over = moving || QUIET;
    if (!over) furthest = step += 1;
    try { history[over ? "replaceState" : "pushState"]({ step, furthest }, "", address); } catch { /* a file has no history */ }
  }
  moving = running;
  notify(before);
}

// Followers learn what changed, and `way` where a step back (-1) or forth (1) through the history did it.
function notify(before, way = 0) {
  const changed = new Set(Object.keys(state).filter((name) => state[name] !== before[name]));
  const narrowed = NARROWING.some((name) => changed.has(name));
  for (const follower of followers) follower(state, { changed, narrowed, before, way });
}

// Go to a state that an address tells, as one step.
export function visit(search) { change(parse(search)); }

// Take the state from the address, and go on taking it there.
export function begin(found) {
  known = found;
  const told = location.search || (history.state ? "" : byId("net").dataset.start ?? ""); // a file begins with the view it was made from
  state = Object.freeze(parse(told));
  ({ step = 0, furthest = 0 } = history.state ?? {});
  if (!history.state) try { history.replaceState({ step, furthest }, "", location.pathname + told + location.hash); } catch { /* a file has no history */ }
  addEventListener("popstate", (event) => {
    const before = state, from = step;
    step = event.state?.step ?? 0;
    furthest = Math.max(furthest, step);
    state = Object.freeze(keeping(before, parse(location.search)));
    notify(before, Math.sign(step - from));
  });
}

// A state with the parts of the one before that are the same in words: what did not change need not be done again.
function keeping(before, after) {
  const words = (value) => JSON.stringify(value, (_, each) => (each instanceof Set ? [...each].sort() : each));
  return Object.fromEntries(Object.entries(after).map(([name, value]) => [name, words(value) === words(before[name]) ? before[name] : value]));
}

// ---- the address ----
export function asked(of) {
  const found = new URLSearchParams();
  for (const facet of OFFS) facetInto(found, facet, of.off[facet]);
  const plain = { bloc: of.blocs.join(" "), sure: of.sure || "", from: dayWords(of.from), to: dayWords(of.to) };
  for (const [name, value] of Object.entries(plain)) if (value) found.set(name, value);
  if (of.both) found.set("both", "1");
  for (const name of ["dates", "size", "draw", "labels", "view", "sort"]) if (of[name] !== START[name]) found.set(name, of[name]);
  for (const name of ["name", "group"]) if (of.open?.[name]) found.set(name, of.open[name]);
  if (of.open?.a) { found.set("a", of.open.a); found.set("b", of.open.b); }
  if (of.path) found.set("path", [of.path.a, of.path.b, of.path.by, ...(of.path.longer ? ["longer"] : [])].join(" "));
  for (const name of ["common", "expanded", "folded", "hidden", "just", "picked"]) if (of[name].length) found.set(name, of[name].join(" "));
  const pins = Object.entries(of.pinned).map(([key, [x, y]]) => `${key}@${Math.round(x)},${Math.round(y)}`);
  if (pins.length) found.set("pinned", pins.join(" "));
  const words = found.toString().replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%40", "@").replaceAll("%2C", ",");
  return words && `?${words}`;
}

// The shorter of what is left out and what is left in; words with spaces need an entry each.
function facetInto(found, facet, off) {
  if (!off.size) return;
  const values = valuesOf(known, facet).map(({ key }) => key);
  const left = values.filter((key) => !off.has(key));
  const [name, listed] = off.size <= left.length ? ["without", [...off]] : ["only", left];
  if (name === "only" && !left.length) found.append("only", `${facet}:`);
  for (const key of listed) found.append(name, `${facet}:${key}`);
}

function parse(search) {
  const given = new URLSearchParams(search);
  const words = (name) => (given.get(name) ?? "").split(" ").filter(Boolean);
  const one = (name, allowed) => (allowed.includes(given.get(name)) ? given.get(name) : START[name]);
  const [a, b, by = "any", longer] = words("path");
  const ends = [dayOf(given.get("from")), dayOf(given.get("to"))];
  const [from, to] = ends.includes(null) || ends[0] <= ends[1] ? ends : ends.reverse();
  return {
    ...START,
    off: Object.fromEntries(OFFS.map((facet) => [facet, facetFrom(given, facet)])),
    blocs: words("bloc").filter((key) => known.blocs.some((bloc) => bloc.key === key)),
    both: given.has("both"),
    sure: Math.min(100, Math.max(0, Number.parseInt(given.get("sure") ?? 0, 10) || 0)),
    from, to,
    dates: one("dates", ["event", "document"]), size: one("size", known.measures.map(({ key }) => key)), draw: one("draw", [...Object.keys(SIZES), "folded"]),
    labels: one("labels", ["fit", "all", "none"]), view: one("view", ["network", "table"]), sort: given.get("sort"),
    open: given.get("a") && given.get("b") ? { a: given.get("a"), b: given.get("b") } : ["name", "group"].filter((name) => given.get(name)).map((name) => ({ [name]: given.get(name) }))[0] ?? null,
    path: a && b ? { a, b, by: tieOf(known, by), longer: longer ? 1 : 0 } : null,
    ...Object.fromEntries(["common", "expanded", "folded", "hidden", "just", "picked"].map((name) => [name, words(name)])),
    pinned: Object.fromEntries(words("pinned").map(pinned).filter(Boolean)),
  };
}

function facetFrom(given, facet) {
  const of = (name) => given.getAll(name).flatMap((word) => (facet === "source" || !word.includes(" ") ? [word] : word.split(" ")))
    .filter((word) => word.startsWith(`${facet}:`)).map((word) => word.slice(facet.length + 1));
  const values = valuesOf(known, facet).map(({ key }) => key);
  const only = of("only");
  const out = of("without").filter((key) => values.includes(key));
  return new Set(only.length ? values.filter((key) => !only.includes(key)) : out);
}

function pinned(word) {
  const [key, place] = word.split("@");
  const [x, y] = (place ?? "").split(",").map(Number);
  return Number.isFinite(x) && Number.isFinite(y) ? [key, [x, y]] : null;
}

export function dayWords(day) { return day === null ? "" : new Date(day * 864e5).toISOString().slice(0, 10); }

export function dayOf(words) {
  const time = /^\d{4}(-\d\d(-\d\d)?)?$/.test(words ?? "") ? Date.parse(words) : NaN;
  return Number.isNaN(time) ? null : Math.floor(time / 864e5);
}
