// The narrowing at the left: a group of boxes a facet, each with what it would hold; the legend narrows as well.
import { byId, el, glyph, icon, seal, several, sign, svg } from "./dom.js";
import { change, cleared, narrowedBy, now } from "./state.js";
import { FACETS, valuesOf } from "./table.js";

const FIRST = 8; // values shown before "more"
const LONG = 60; // and after it
export const LEGENDS = { type: "Names", world: "How it is said", kind: "Events and ties", sector: "Sector", source: "Source", sign: "Key" };
export const TYPES = {
  state: "States", organization: "Organisations", company: "Companies", person: "People", place: "Places",
  agreement: "Agreements", measure: "Measures", initiative: "Initiatives",
};

// Build the rail; returns what brings its counts up to date.
export function rail(table) {
  const groups = Object.fromEntries(FACETS.map((facet) => [facet, group(table, facet)]));
  const sure = confidence();
  const bloc = blocs(table);
  const whole = wholeOf(table);
  byId("facets").replaceChildren(groups.type.box, groups.world.box, sure.box, groups.kind.box, groups.sector.box, groups.source.box, ...(bloc ? [bloc.box] : []));
  byId("clear").addEventListener("click", clear);
  for (const button of byId("key").querySelectorAll("[data-sign]")) button.addEventListener("click", () => toggle("sign", button.dataset.sign));
  document.querySelector("#empty button").addEventListener("click", clear);
  return (state, left, scene, narrowed) => {
    if (narrowed) {
      for (const facet of FACETS) groups[facet].show(state, left);
      sure.show(state, left);
      bloc?.show(state);
      legend(state, left);
    }
    tell(table, whole, state, left, scene);
  };
}

// What there is before any narrowing, whatever the address narrows at first; a name that only denials tie is not drawn.
function wholeOf({ rows, dyads, denied }) {
  const names = new Set();
  for (const { from, to, first, last } of dyads) {
    let i = first;
    while (i < last && rows.world[i] === denied) i += 1;
    if (i < last) names.add(from).add(to);
  }
  return { statements: new Set(rows.statement).size, names: names.size };
}

export function clear() { change(cleared()); }

export function without(facet, keys, off = now().off) { return { off: { ...off, [facet]: new Set(keys) } }; }

export function toggle(facet, key) {
  const found = new Set(now().off[facet]);
  if (!found.delete(key)) found.add(key);
  change(without(facet, found));
}

export function only(table, facet, key) {
  const all = valuesOf(table, facet).map((value) => value.key);
  const others = all.filter((each) => each !== key);
  const off = now().off[facet];
  change(without(facet, others.length === off.size && !off.has(key) ? [] : others));
}

function shownAs(facet, value) {
  if (facet === "type") return [glyph(value.key), TYPES[value.key] ?? value.label];
  if (facet === "world") return [seal(value.key)];
  if (facet === "kind" && value.event) return [sign(value.intensity, value.label)];
  return [value.label];
}

// A facet shows its fullest values, those that are narrowed by, and, on request, more; in long ones words find the rest.
function group(table, facet) {
  const values = valuesOf(table, facet), whole = facet === "type" || facet === "world";
  const made = new Map();
  const rowAt = (place) => made.get(place) ?? made.set(place, row(table, facet, values[place], place)).get(place);
  const more = el("button", { type: "button", class: "link small", "aria-expanded": "false", on: { click: () => { open = !open; again(); } } });
  const find = values.length > LONG ? el("input", { type: "search", class: "within", placeholder: "Find one", "aria-label": `Find a ${LEGENDS[facet].toLowerCase()}`, on: { input: () => again() } }) : null;
  const list = el("div", { class: "opts" });
  const box = el("fieldset", {}, el("legend", {}, LEGENDS[facet]), find, list, more);
  let open = false, order = null, latest = null, listed = "";

  function again() { show(...latest); }

  function show(state, left) {
    latest = [state, left];
    const counts = left.counts[facet], off = state.off[facet];
    order ??= placesOf(values, counts, facet, whole);
    box.hidden = order.length < (whole ? 1 : 2);
    const words = find?.value.trim().toLowerCase();
    const fits = words ? order.filter((place) => values[place].label.toLowerCase().includes(words)) : order;
    const few = whole ? Infinity : open || words ? LONG : FIRST;
    const chosen = ({ key }) => off.size > 0 && off.has(key) === off.size <= values.length / 2;
    const places = fits.filter((place, i) => i < few || chosen(values[place])).slice(0, Math.max(LONG, whole ? order.length : 0));
    if (listed !== places.join(" ")) list.replaceChildren(...places.map((place) => rowAt(place).box));
    listed = places.join(" ");
    const most = counts.reduce((a, b) => Math.max(a, b), 1);
    for (const place of places) rowAt(place).show(!off.has(values[place].key), counts[place], most);
    const beyond = fits.length - places.length;
    more.hidden = Boolean(words) || (!open && !beyond);
    more.textContent = open ? "Fewer" : `${beyond.toLocaleString("en")} more`;
    more.setAttribute("aria-expanded", open);
  }
  return { box, show };
}

function placesOf(values, counts, facet, whole) {
  const places = values.map((_, place) => place);
  if (!whole) places.sort((a, b) => counts[b] - counts[a] || a - b);
  return places.filter((place) => counts[place] || facet !== "sector");
}

function row(table, facet, value, place) {
  const input = el("input", { type: "checkbox", value: value.key, data: { narrow: facet }, on: { change: () => toggle(facet, value.key) } });
  const n = el("span", { class: "n" });
  const bar = svg("rect", { class: "b-ink", width: 0, height: 2 });
  const label = el("label", { class: "opt" }, input, el("span", { class: "lab" }, shownAs(facet, value)), n, svg("svg", { class: "bar", viewBox: "0 0 100 2", preserveAspectRatio: "none", "aria-hidden": "true" }, bar));
  const alone = el("button", { type: "button", class: "link small alone", "aria-label": `Only ${TYPES[value.key] ?? value.label}`, on: { click: () => only(table, facet, value.key) } }, "only");
  const box = el("div", { class: "opt-row" }, label, alone);
  return {
    box,
    show(on, count, most) {
      input.checked = on;
      n.textContent = count.toLocaleString("en");
      n.classList.toggle("zero", count === 0);
      bar.setAttribute("width", Math.round((100 * count) / most));
    },
  };
}

function confidence() {
  const least = el("output", { id: "least" });
  const input = el("input", { class: "range", id: "sure", type: "range", min: 0, max: 100, step: 5, value: 0, "aria-label": "Least confidence, in hundredths" });
  const bars = Array.from({ length: 20 }, (_, i) => svg("rect", { x: i * 5, width: 4, y: 24, height: 0 }));
  for (const [event, running] of [["input", true], ["change", false]]) input.addEventListener(event, () => change({ sure: Number(input.value) }, { running }));
  const box = el("fieldset", {}, el("legend", {}, "Confidence ", least), svg("svg", { class: "hist", viewBox: "0 0 100 24", preserveAspectRatio: "none", "aria-hidden": "true" }, bars), input);
  function show({ sure }, left) {
    input.value = sure;
    input.setAttribute("aria-valuetext", sure ? `${(sure / 100).toFixed(2)} or more` : "of any height");
    least.textContent = sure ? `${(sure / 100).toFixed(2)} or more` : "of any height";
    const most = Math.max(1, ...left.sure);
    bars.forEach((bar, i) => {
      const height = left.sure[i] ? Math.max(1, Math.round((24 * left.sure[i]) / most)) : 0;
      bar.setAttribute("height", height);
      bar.setAttribute("y", 24 - height);
      bar.setAttribute("class", i * 5 >= sure ? "b-ink" : "b-pale");
    });
  }
  return { box, show };
}

// Blocs overlap, so that they are chosen, not left out: a dyad stays when one end, or both, is a member.
function blocs(table) {
  if (!table.blocs.length) return null;
  const inputs = table.blocs.map(({ key, label }) => {
    const input = el("input", { type: "checkbox", value: key, data: { narrow: "bloc" }, on: { change: () => change({ blocs: inputs.filter((each) => each.checked).map((each) => each.value) }) } });
    input.label = label;
    return input;
  });
  const members = table.blocs.map((_, place) => table.names.filter((name) => name.blocs.includes(place)).length);
  const both = el("input", { type: "checkbox", on: { change: () => change({ both: both.checked }) } });
  const more = el("button", { type: "button", class: "link small", "aria-expanded": "false" });
  const rows = inputs.map((input, place) => el("div", { class: "opt-row" }, el("label", { class: "opt" }, input, el("span", { class: "lab" }, input.label), el("span", { class: "n", title: "Members in the network" }, String(members[place])))));
  const box = el("fieldset", {}, el("legend", {}, "Bloc, by its members"), el("div", { class: "opts" }, rows), more, el("label", { class: "opt" }, both, el("span", { class: "lab" }, "Both ends are members")));
  let open = false;
  more.addEventListener("click", () => { open = !open; show(now()); });
  function show(state) {
    inputs.forEach((input, place) => { input.checked = state.blocs.includes(input.value); rows[place].hidden = !open && place >= 5 && !input.checked; });
    both.checked = state.both;
    both.disabled = !state.blocs.length;
    const beyond = rows.filter((each) => each.hidden).length;
    more.hidden = !open && !beyond;
    more.textContent = open ? "Fewer" : `${beyond} more`;
    more.setAttribute("aria-expanded", open);
  }
  return { box, show };
}

function legend(state, left) {
  for (const button of byId("key").querySelectorAll("[data-sign]")) {
    button.setAttribute("aria-pressed", !state.off.sign.has(button.dataset.sign));
    button.querySelector(".n").textContent = left.signs[button.dataset.sign].toLocaleString("en");
  }
}

function tell(table, whole, state, left, scene) {
  const n = narrowedBy();
  byId("clear").hidden = n === 0;
  byId("clear").textContent = `Clear ${n}`;
  byId("narrowed").textContent = n ? ` ${n}` : "";
  const of = (some, all, noun) => (some === all ? several(all, noun) : `${some.toLocaleString("en")} of ${several(all, noun)}`);
  const dated = state.from === null && state.to === null ? "" : ", by date";
  byId("tells").textContent = `${of(left.statements, whole.statements, "statement")}, ${of(scene.fits, whole.names, "name")}${dated}`;
  const many = byId("many");
  const beyond = table.whole.names > table.names.length;
  many.hidden = scene.rest === 0 && !beyond;
  many.textContent = `${several(scene.fits, "name")} ${n ? "fit these filters" : "in all"}${beyond ? ` of the ${table.names.length.toLocaleString("en")} best documented out of ${table.whole.names.toLocaleString("en")}` : ""}; ${scene.drawn.toLocaleString("en")} ${state.draw === "folded" ? "are drawn by name, the rest by community" : `most central by ${measureOf(table, state).label.toLowerCase()} are drawn`}.`;
  byId("empty").hidden = scene.nodes.length > 0 || !table.names.length;
  if (!scene.nodes.length) byId("emptied").replaceChildren(...emptied(table, state));
}

export function measureOf(table, state) { return table.measures.find(({ key }) => key === state.size) ?? table.measures[0]; }

// Each filter that may have emptied the picture can be taken off by name.
function emptied(table, state) {
  const off = (label, patch) => el("button", { type: "button", class: "btn", on: { click: () => change(patch) } }, icon("close"), label);
  const found = [...FACETS, "sign"].filter((facet) => state.off[facet].size).map((facet) => off(`${LEGENDS[facet]}: ${several(state.off[facet].size, "filter")}`, without(facet, [])));
  if (state.sure) found.push(off(`Confidence ${(state.sure / 100).toFixed(2)} or more`, { sure: 0 }));
  if (state.blocs.length) found.push(off(`Bloc: ${several(state.blocs.length, "bloc")}`, { blocs: [], both: false }));
  if (state.from !== null || state.to !== null) found.push(off("Dates", { from: null, to: null }));
  return found;
}
