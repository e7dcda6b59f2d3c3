// What is shown now, as plain values that every format keeps: names, lines, and by what they were narrowed.
import { byId, several } from "./dom.js";
import { LEGENDS, TYPES, measureOf } from "./rail.js";
import { asked, dayWords } from "./state.js";
import { FACETS, NONE, passing, valuesOf } from "./table.js";

const SIGN_WORDS = { coop: "cooperation", conf: "conflict", mixed: "mixed", tie: "tie", hollow: "planned or claimed" };
const LISTED = 6; // values of a filter told by name

export function shownOf({ table, left, scene, state }) {
  const tied = new Set(scene.edges.flatMap(({ from, to }) => [from, to]));
  const nodes = scene.nodes.filter((node) => node.name || tied.has(node.id)); // communities that no line leads to are no part of the network
  const lines = scene.edges.map((edge) => lineOf(table, left, scene, edge));
  return { names: nodes.map((node) => nameOf(table, node, lines)), lines, about: aboutOf(table, left, scene, state) };
}

export function keyOf(node) { return node.name?.key ?? node.id; }

function nameOf(table, node, lines) {
  const key = keyOf(node);
  const own = lines.filter(({ source, target }) => source === key || target === key);
  const measures = node.name ? Object.fromEntries(table.measures.map(({ key: measure }, place) => [measure, node.name.measures[place]])) : {};
  return {
    key, label: node.label, type: node.name ? node.type : "community", iri: node.name ? iriOf(key) : null, names: node.group?.names.length ?? null,
    community: node.name ? table.communities[node.name.community]?.label ?? null : null, ...measures,
    first: earliest(own.map(({ first }) => first)), last: latestOf(own.map(({ last }) => last)), x: Math.round(node.x), y: Math.round(node.y), size: Number(node.r.toFixed(2)), drawnAs: node.type,
  };
}

function lineOf(table, left, scene, { from, to, dyad, look }) {
  const [one, other] = [from, to].map((id) => scene.nodes.find((node) => node.id === id));
  const { day, until } = table.dated.event;
  const dated = dyad ? passing(dyad, left).filter((i) => day[i] !== NONE) : [];
  return {
    source: keyOf(one), target: keyOf(other), statements: look.drawn, denied: look.n - look.drawn, documents: look.documents, balance: look.balance === null ? null : Number(look.balance.toFixed(3)),
    sign: SIGN_WORDS[look.sign], told: look.hollow ? "planned or claimed" : "fact",
    first: earliest(dated.map((i) => dayWords(day[i]))), last: latestOf(dated.map((i) => dayWords(until[i]))),
  };
}

function earliest(words) { return words.filter(Boolean).sort()[0] ?? null; }
function latestOf(words) { return words.filter(Boolean).sort().at(-1) ?? null; }
function iriOf(key) { return byId("keeping").dataset.ids + key; }

function aboutOf(table, left, scene, state) {
  const { licence, generation } = byId("keeping").dataset;
  const home = byId("net").dataset.home;
  return {
    title: `Relazione: ${several(scene.drawn, "name")}, ${several(scene.edges.length, "line")}`,
    drawn: `${scene.drawn.toLocaleString("en")} of ${several(scene.fits, "name")} that fit, ${scene.edges.length.toLocaleString("en")} of ${several(scene.dyads, "dyad")}, ${several(left.statements, "statement")}`,
    narrowing: narrowingOf(table, state), generation, licence, address: home ?? location.origin + location.pathname.replace(/\/embed$/, "/explore") + asked(state),
  };
}

// By what the picture is narrowed, in words; empty where by nothing.
export function narrowingOf(table, state) {
  const found = [...FACETS, "sign"].filter((facet) => state.off[facet].size).map((facet) => facetWords(table, facet, state.off[facet]));
  if (state.sure) found.push(`Confidence ${(state.sure / 100).toFixed(2)} or more`);
  if (state.blocs.length) found.push(`${state.both ? "Both ends" : "One end"} in ${listed(table.blocs.filter(({ key }) => state.blocs.includes(key)).map(({ label }) => label))}`);
  if (state.from !== null || state.to !== null) found.push(`${state.dates === "document" ? "Told" : "Happened"} ${dayWords(state.from) || "any time"} to ${dayWords(state.to) || "any time"}`);
  if (state.hidden.length) found.push(`${several(state.hidden.length, "name")} hidden by hand`);
  if (state.just.length) found.push(`Only ${several(state.just.length, "name")} chosen by hand`);
  const before = byId("net").dataset.narrowing;
  return [...(before ? [before] : []), ...found];
}

function facetWords(table, facet, off) {
  const values = valuesOf(table, facet);
  const told = ({ key, label }) => (facet === "type" ? (TYPES[key] ?? label).toLowerCase() : facet === "sign" ? SIGN_WORDS[key] : label);
  const out = values.filter(({ key }) => off.has(key)), on = values.filter(({ key }) => !off.has(key));
  return `${LEGENDS[facet]}: ${on.length && on.length < out.length ? `only ${listed(on.map(told))}` : `without ${listed(out.map(told))}`}`;
}

function listed(words) { return words.length > LISTED ? `${words.slice(0, LISTED).join(", ")} and ${words.length - LISTED} more` : words.join(", "); }

// What size, colour and width say.
export function readingOf(table, state) { return `Size: ${measureOf(table, state).label.toLowerCase()}. Width: documents.`; }

// The same as a line of text, for formats that hold one.
export function toldOf({ drawn, narrowing, generation, address, licence }) {
  return `${drawn}. ${narrowing.length ? `${narrowing.join("; ")}. ` : ""}Generation ${generation}. ${address}. Licence ${licence}.`;
}
