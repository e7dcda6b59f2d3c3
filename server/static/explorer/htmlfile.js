// One file that needs no network: the explorer with what is shown, and the sentences behind it, out of the server's page.
import { byId, el } from "./dom.js";
import { sceneOf } from "./scene.js";
import { narrowingOf, toldOf } from "./shown.js";
import { SIZES, asked } from "./state.js";
import { passing } from "./table.js";
import { walkedOf } from "./walks.js";
import { xmlText } from "./xml.js";

const NAMES = "/entity/"; // where pages about names lie
const AT_ONCE = 100; // margins in one request; the server answers for twice as many
const FEW = 20, SENTENCES = 2400; // statements of a dyad, and of all, that the file takes with it

// `progress` is told what part is done. Gives the whole page as text.
export async function htmlOf({ table, left, scene, state, shown }, progress) {
  const { file, margins } = byId("keeping").dataset;
  const folds = state.draw === "folded"; // communities are drawn then, and the file holds the foremost names in them
  const part = partOf(table, left, folds ? sceneOf(table, { ...state, draw: "few" }, left, walkedOf(table, left, state)) : scene);
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`The page for the file could not be read (${answer.status}).`);
  const page = await answer.text();
  const brought = await marginsOf(table, part, margins, progress);
  const kept = { ...state, draw: folds ? "folded" : part.nodes.length > SIZES.few ? "many" : "few", off: Object.fromEntries(Object.keys(state.off).map((facet) => [facet, new Set()])), blocs: [], sure: 0, from: null, to: null, hidden: [], just: [], expanded: [], folded: [], path: null, common: [] };
  const json = (value) => JSON.stringify(value).replaceAll("<", "\\u003c");
  const inside = {
    title: xmlText(shown.about.title), told: xmlText(toldOf(shown.about)), home: xmlText(shown.about.address), start: xmlText(asked(kept)),
    narrowing: xmlText(narrowingOf(table, state).join("; ")), network: json(part), brought: json(brought),
  };
  return page.replace(/@(title|told|home|start|narrowing|network|brought)@/g, (_, name) => inside[name]);
}

// The network with nothing but the names and lines that are drawn, and their statements that pass, numbered anew.
export function partOf(table, left, scene) {
  const names = scene.nodes.filter((node) => node.name).map(({ name }) => name).sort((a, b) => a.id - b.id);
  const number = new Map(names.map(({ id }, place) => [id, place]));
  const dyads = scene.edges.filter(({ dyad }) => dyad).map(({ dyad }) => dyad).sort((a, b) => a.id - b.id);
  const chosen = dyads.map((dyad) => passing(dyad, left));
  const picked = chosen.flat();
  const anew = (column, values) => {
    const found = [...new Set(picked.map((i) => table.rows[column][i]))].sort((a, b) => a - b);
    return { to: new Map(found.map((value, place) => [value, place])), kept: values && found.map((value) => values[value]) };
  };
  const kinds = anew("kind", table.kinds), documents = anew("document"), statements = anew("statement");
  const sources = [...new Set([...documents.to.keys()].map((document) => table.documents.source[document]))].sort((a, b) => a - b);
  const nothing = (value) => (value === -0x80000000 ? null : value);
  const rows = Object.fromEntries(Object.keys(table.rows).map((column) => [column, picked.map((i) => nothing(table.rows[column][i]))]));
  rows.kind = rows.kind.map((value) => kinds.to.get(value));
  rows.document = rows.document.map((value) => documents.to.get(value));
  rows.statement = rows.statement.map((value) => statements.to.get(value));
  let first = 0;
  const edges = dyads.map(({ from, to }, place) => ({ from: number.get(from), to: number.get(to), rows: [first, first += chosen[place].length] }));
  const { generation, types, worlds, sectors, sectorSets, blocs, communities, measures } = table;
  return {
    generation, types, worlds, sectors, sectorSets, blocs, communities, measures, kinds: kinds.kept, sources: sources.map((source) => table.sources[source]),
    whole: { names: names.length, dyads: dyads.length, statements: statements.to.size },
    documents: { source: [...documents.to.keys()].map((document) => sources.indexOf(table.documents.source[document])), issued: [...documents.to.keys()].map((document) => table.documents.issued[document]) },
    nodes: names.map(({ key, label, typed, x, y, community, blocs: member, measures: values }, id) => ({ id, key, label, type: typed, x, y, community, blocs: member, measures: values })),
    edges, rows,
  };
}

// ---- the sentences, out of the server's templates, in few requests ----
async function marginsOf(table, part, address, progress) {
  const keys = part.nodes.map(({ key }) => key);
  const dyads = part.edges.map(({ from, to }) => [keys[from], keys[to]]);
  const wanted = [...dyads.map((pair) => ({ dyads: [pair] })), ...keys.map((key) => ({ names: [key] }))];
  const most = Math.max(3, Math.min(FEW, Math.floor(SENTENCES / Math.max(1, dyads.length))));
  const found = {};
  const shown = { names: new Set(keys), dyads: new Set(dyads.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`])) };
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    progress(at / wanted.length);
    const asking = wanted.slice(at, at + AT_ONCE);
    const body = JSON.stringify({ most, dyads: asking.flatMap((each) => each.dyads ?? []), names: asking.flatMap((each) => each.names ?? []) });
    const answer = await fetch(address, { method: "POST", body, headers: { "Content-Type": "application/json", Accept: "application/json" } });
    if (!answer.ok) throw new Error(`The sentences could not be read (${answer.status}).`);
    for (const [where, words] of Object.entries(await answer.json())) found[where] = standing(words, shown);
  }
  progress(1);
  return found;
}

// A margin that leads nowhere by itself: names that are in the file open there, other links become addresses of the service and are marked.
function standing(words, shown) {
  const holder = document.createElement("template");
  holder.innerHTML = words;
  const { content } = holder;
  for (const link of content.querySelectorAll("a[href]")) {
    const key = link.getAttribute("href").startsWith(NAMES) ? decodeURIComponent(link.getAttribute("href").slice(NAMES.length)) : null;
    if (shown.names.has(key)) { link.replaceWith(el("button", { type: "button", class: "link", data: { go: key } }, link.textContent)); continue; }
    if (link.dataset.edge && shown.dyads.has(link.dataset.edge)) { link.setAttribute("href", "#main"); continue; }
    link.removeAttribute("data-edge");
    link.setAttribute("href", new URL(link.getAttribute("href"), location.origin).href);
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "external noreferrer");
  }
  for (const button of content.querySelectorAll("[data-go]")) if (!shown.names.has(button.dataset.go)) button.replaceWith(button.textContent);
  for (const button of content.querySelectorAll("[data-judge]")) button.remove();
  return holder.innerHTML;
}
