// The margin for what was gathered by hand: a selection, paths, common neighbours, the names of a community.
import { byId, el, icon, nameLink, pilcrow, several, sign } from "./dom.js";
import { membersOf } from "./scene.js";
import { change, narrowedBy } from "./state.js";
import { TIES, amongThem, dyadBetween, tieLabel } from "./walks.js";

const LISTED = 40;

// Returns what shows it; the sentences of a name or a dyad that is open go before it.
export function gathered(table, hand) {
  const box = byId("gathered");
  const kinds = tieKinds(table);

  return (state, seen) => {
    const focus = box.contains(document.activeElement) ? document.activeElement.id || document.activeElement.textContent : null;
    const parts = sheet(state, seen);
    box.replaceChildren(...(parts ?? []));
    box.hidden = !parts;
    byId("opened").hidden = Boolean(parts);
    byId("start").hidden = Boolean(parts || state.open);
    if (focus) ([...box.querySelectorAll("button, select")].find((each) => (each.id || each.textContent) === focus) ?? byId("panel")).focus();
  };

  function sheet(state, seen) {
    if (hand.seeking()) return sought(hand, hand.seeking());
    if (state.open?.group) return community(table, hand, seen.left, state.open.group);
    if (state.open) return null;
    const lost = [state.path?.a, state.path?.b, ...state.common].find((key) => key && !hand.known(key));
    if (lost) return [heading(`No name is drawn as ${lost}`, () => change({ path: null, common: [] })), el("p", { class: "muted" }, "The address asks for a name that no sentence here ties to another.")];
    if (state.path) return pathSheet(table, hand, kinds, state, seen.walked);
    if (state.common.length > 1) return shared(table, hand, state, seen.walked);
    if (state.picked.length) return selection(table, hand, state, seen.left);
    return null;
  }
}

function heading(title, close, ...more) {
  const shut = el("button", { type: "button", class: "btn bare icon", "aria-label": "Close", on: { click: close } }, icon("close"));
  return el("header", {}, el("div", { class: "title" }, el("h2", {}, title), shut), ...more);
}

function doing(label, click, given = {}) { return el("button", { type: "button", class: "btn", on: { click }, ...given }, label); }
function doings(...buttons) { return el("p", { class: "acts-row" }, buttons); }
function joined(names) { return names.flatMap((name, place) => [place ? el("span", { class: "muted" }, place === names.length - 1 ? " and " : ", ") : null, nameLink(name)]); }
function namesOf(table, keys) { return keys.map((key) => table.byKey.get(key)).filter(Boolean); }
function remains(n, noun) { return n > 0 ? el("p", { class: "small muted" }, `${several(n, noun)} more`) : null; }

// ---- the other end is asked for ----
function sought(hand, { what, from }) {
  const title = what === "path" ? "Path" : "Common neighbours";
  const ends = from.length ? `${what === "path" ? "from" : "of"} ${from.map(hand.label).join(" and ")} ${what === "path" ? "to" : "and"} …` : "between two names";
  const words = from.length ? "Now the other name: click it, or find it with the search above (/)." : "Click the first name, or find it with the search above (/).";
  return [heading(`${title} ${ends}`, () => hand.seek(null)), el("p", { role: "status" }, words), el("p", { class: "muted small" }, "By keyboard: Tab goes from name to name in the picture, Enter takes one, Esc leaves it.")];
}

// ---- a selection ----
function selection(table, hand, { picked, pinned }, left) {
  const names = namesOf(table, picked);
  const found = amongThem(table, left, names.map(({ id }) => id));
  const keys = names.map(({ key }) => key);
  const balance = found.balance === null ? el("span", { class: "ci" }, found.n ? "tie only" : "not stated") : sign(found.balance);
  const tally = el("dl", { class: "tally" }, tallied("Ties among them", found.dyads.length.toLocaleString("en")), tallied("Statements", found.n.toLocaleString("en")), tallied("Balance, −10 to +10", balance));
  const slot = el("span", { class: "slot", data: { picked: keys.join(" ") } }); // what keeps or exports a selection may put its buttons here
  const shown = [
    heading(`${several(keys.length, "name")} selected`, () => change({ picked: [] }), tally),
    doings(
      doing("Keep only these", () => hand.keep(keys)), doing("Hide these", () => hand.hide(keys)),
      doing(keys.every((key) => pinned[key]) ? "Unpin" : "Pin", () => hand.pin(keys)),
      keys.length > 1 && doing("Common neighbours", () => hand.common(keys)), keys.length === 2 && doing("Paths", () => hand.path(...keys)),
      keys.length <= 6 && !byId("brought") && el("a", { class: "btn", href: `/dossier/${keys.join("/")}` }, "Open as dossier"),
      slot, doing("Clear", () => change({ picked: [] })),
    ),
    tiesAmong(table, left, found.dyads),
    el("h3", {}, "Selected"),
    el("ul", { class: "gathered-names" }, names.slice(0, 2 * LISTED).map((name) => el("li", {}, nameLink(name), el("button", { type: "button", class: "btn bare icon", "aria-label": `Take ${name.label} out`, on: { click: () => hand.toggle(name.key) } }, icon("close"))))),
    remains(names.length - 2 * LISTED, "name"),
  ];
  document.dispatchEvent(new CustomEvent("selectionshown", { detail: { keys, slot } }));
  return shown.filter(Boolean);
}

function tallied(term, value) { return el("div", {}, el("dt", {}, term), el("dd", {}, value)); }

function tiesAmong(table, left, dyads) {
  if (!dyads.length) return el("p", { class: "muted" }, "No sentence ties them to one another.");
  const row = (dyad) => {
    const [one, other, look] = [table.names[dyad.from], table.names[dyad.to], left.looks[dyad.id]];
    return el("tr", {}, el("th", { scope: "row" }, nameLink(one), el("br"), nameLink(other)), el("td", { class: "num" }, look.balance === null ? el("span", { class: "muted" }, "tie only") : sign(look.balance)), el("td", { class: "num" }, pilcrow(one, other, look.n)));
  };
  const top = el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Ties among them"), el("th", { scope: "col", class: "num" }, "Balance"), el("th", { scope: "col", class: "num" }, "Statements")));
  const rest = dyads.length - LISTED;
  return el("table", { class: "of-name" }, top, el("tbody", {}, dyads.slice(0, LISTED).map(row), rest > 0 ? el("tr", {}, el("td", { class: "muted", colspan: 3 }, `${several(rest, "tie")} more`)) : null));
}

// ---- paths ----
function pathSheet(table, hand, kinds, { path, hidden, just }, { path: found, ties: tied }) {
  const [a, b] = namesOf(table, [path.a, path.b]);
  const by = el("select", { id: "path-by", on: { change: (event) => change({ path: { ...path, by: event.target.value } }) } }, kinds());
  by.value = path.by;
  const on = [...new Set(found.paths.flatMap(({ ids }) => ids))].map((id) => table.names[id].key);
  const longer = found.count || path.longer ? doing("One step longer", () => change({ path: { ...path, longer: path.longer ? 0 : 1 } }), { "aria-pressed": String(Boolean(path.longer)) }) : null;
  const only = on.length && on.slice().sort().join() !== just.slice().sort().join() ? doing("Draw only these", () => hand.keep(on)) : null;
  return [
    heading(["Paths from ", nameLink(a), " to ", nameLink(b)], () => change({ path: null })),
    el("p", { class: "path-by" }, el("label", {}, "By ", by)),
    doings(doing("Swap ends", () => change({ path: { ...path, a: path.b, b: path.a } })), doing("Another end…", () => hand.seek("path", [path.a])), longer, only),
    ...(found.count ? listed(table, found, tied, path) : noPath(table, hand, path, hidden, a, b)),
  ];
}

function listed(table, { count, length, paths: best }, tied, { longer }) {
  const way = longer ? "one step longer than the shortest" : count === 1 ? "the shortest" : "all shortest";
  const first = count > best.length ? `; the ${best.length} best documented are listed and drawn` : count > 1 ? ", the best documented first" : "";
  return [
    el("p", { role: "status" }, `${several(count, "path")} of ${several(length, "step")}, ${way}${first}.`),
    el("ol", { class: "paths" }, best.map(({ ids, documents }) => el("li", {}, ids.flatMap((id, place) => [place ? pathStep(table, ids[place - 1], id, tied) : null, nameLink(table.names[id])]), el("span", { class: "muted small" }, several(documents, "document"))))),
  ];
}

function pathStep(table, from, to, tied) {
  const { n } = tied[dyadBetween(table, from, to).id];
  return el("span", { class: "step" }, pilcrow(table.names[from], table.names[to], n));
}

// No path: says so, and what may be in the way.
function noPath(table, hand, path, hidden, a, b) {
  const words = path.longer ? "No path of one step more than the shortest" : `No path${path.by === "any" ? "" : ` by ${tieLabel(table, path.by)}`}`;
  const ways = [
    path.longer ? doing("The shortest", () => change({ path: { ...path, longer: 0 } })) : null,
    path.by === "any" ? null : doing("By any tie", () => change({ path: { ...path, by: "any" } })),
    narrowedBy() ? doing(`Clear the narrowing, ${several(narrowedBy(), "filter")}`, () => byId("clear").click()) : null,
    hidden.length ? doing(`Show ${several(hidden.length, "hidden name")}`, () => change({ hidden: [] })) : null,
  ].filter(Boolean);
  return [el("div", { class: "state-box" }, el("p", { role: "status" }, el("b", {}, `${words} joins ${a.label} and ${b.label}.`), ways.length ? " This may be in the way:" : " They belong to parts of the network that no sentence ties."), ways.length ? el("p", { class: "acts" }, ways) : null)];
}

// The kinds of tie that occur, as the options of a choice.
function tieKinds(table) {
  const option = (value, label) => el("option", { value }, label);
  const choices = (label, prefix, values) => (values.length ? el("optgroup", { label }, values.map(({ key, label: each }) => option(`${prefix}:${key}`, each))) : null);
  return () => [
    ...Object.entries(TIES).map(([value, label]) => option(value, label)),
    choices("Sector", "sector", table.sectors), choices("Event", "kind", table.kinds.filter(({ event }) => event)), choices("Tie", "kind", table.kinds.filter(({ event, key }) => !event && key !== "Tenure")),
  ].filter(Boolean);
}

// ---- common neighbours ----
function shared(table, hand, { common }, { common: found, ties: tied }) {
  const of = namesOf(table, common);
  const keys = found.slice(0, LISTED).map(({ id }) => table.names[id].key);
  const line = ({ id, dyads, documents }) => el("li", {}, nameLink(table.names[id]), el("span", { class: "small" }, dyads.flatMap((dyad, place) => [el("span", { class: "nowrap" }, `${of[place].label} `, el("span", { class: "muted" }, several(documents[place], "document")), " ", pilcrow(of[place], table.names[id], tied[dyad.id].n))])));
  return [
    heading(["Common neighbours of ", ...joined(of)], () => change({ common: [] })),
    doings(found.length > 0 && doing("Draw only these", () => hand.keep([...common, ...keys])), found.length > 0 && doing("Select them", () => hand.pick(keys)), doing("And of another…", () => hand.seek("common", common)), of.length === 2 && doing("Paths", () => hand.path(...common))),
    el("p", { role: "status" }, found.length ? `${several(found.length, "name is", "names are")} tied to ${of.length === 2 ? "both" : "all"}, the best documented first.` : `No name is tied to ${of.length === 2 ? "both" : "all"}${narrowedBy() ? " in what the narrowing leaves" : ""}.`),
    el("ul", { class: "shared" }, found.slice(0, LISTED).map(line)),
    remains(found.length - LISTED, "name"),
  ].filter(Boolean);
}

// ---- a community ----
function community(table, hand, left, key) {
  const names = membersOf(table, left, key);
  const more = hand.missing(key);
  return [
    heading(names.length ? `${names[0].label} and ${several(names.length - 1, "name")} more` : "No name is left in this community", () => change({ open: null })),
    doings(more > 0 && doing(`Bring in ${several(more, "name")}`, () => hand.expand(key))),
    el("p", { class: "muted" }, `${several(names.length, "name")} that deal with one another more than with the rest, the best documented first.`),
    el("ul", { class: "gathered-names" }, names.slice(0, LISTED).map((name) => el("li", {}, nameLink(name)))),
    remains(names.length - LISTED, "name"),
  ].filter(Boolean);
}
