// The narrowing at the left: a group of boxes a facet, each with what it would hold; the legend narrows as well.
import { byId, el, glyph, icon, seal, several, sign, svg } from "./dom.js";
import { change, cleared, narrowedBy, now } from "./state.js";
import { FACETS, valuesOf } from "./table.js";

const FIRST = 8; // values shown before "more"
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
    tell(table, state, left, scene);
  };
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

function group(table, facet) {
  const values = valuesOf(table, facet);
  const rows = values.map((value, place) => row(table, facet, value, place));
  const more = el("button", { type: "button", class: "link small", "aria-expanded": "false" });
  const box = el("fieldset", {}, el("legend", {}, LEGENDS[facet]), el("div", { class: "opts" }), more);
  const list = box.querySelector(".opts");
  let open = false, order = null;
  more.addEventListener("click", () => { open = !open; fold(); });
  function fold() {
    const few = facet === "type" || facet === "world" ? rows.length : FIRST;
    order.forEach((each, place) => { each.box.hidden = !open && place >= few && each.input.checked; });
    const beyond = order.filter((each) => each.box.hidden).length;
    more.hidden = !open && !beyond;
    more.textContent = open ? "Fewer" : `${beyond} more`;
    more.setAttribute("aria-expanded", open);
  }
  function show(state, left) {
    const counts = left.counts[facet];
    if (!order) {
      order = facet === "type" || facet === "world" ? rows : [...rows].sort((a, b) => counts[b.place] - counts[a.place] || a.place - b.place);
      order = order.filter((each) => counts[each.place] || facet !== "sector");
      list.replaceChildren(...order.map((each) => each.box));
      box.hidden = order.length < (facet === "type" || facet === "world" ? 1 : 2);
    }
    const most = Math.max(1, ...counts);
    for (const each of rows) each.show(!state.off[facet].has(each.key), counts[each.place], most);
    fold();
  }
  return { box, show };
}

function row(table, facet, value, place) {
  const input = el("input", { type: "checkbox", value: value.key, data: { narrow: facet }, on: { change: () => toggle(facet, value.key) } });
  const n = el("span", { class: "n" });
  const bar = svg("rect", { class: "b-ink", width: 0, height: 2 });
  const label = el("label", { class: "opt" }, input, el("span", { class: "lab" }, shownAs(facet, value)), n, svg("svg", { class: "bar", viewBox: "0 0 100 2", preserveAspectRatio: "none", "aria-hidden": "true" }, bar));
  const alone = el("button", { type: "button", class: "link small alone", "aria-label": `Only ${TYPES[value.key] ?? value.label}`, on: { click: () => only(table, facet, value.key) } }, "only");
  const box = el("div", { class: "opt-row" }, label, alone);
  return {
    box, input, place, key: value.key,
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

function tell(table, state, left, scene) {
  const n = narrowedBy();
  byId("clear").hidden = n === 0;
  byId("clear").textContent = `Clear ${n}`;
  byId("narrowed").textContent = n ? ` ${n}` : "";
  const of = (some, all, noun) => (some === all ? several(all, noun) : `${some.toLocaleString("en")} of ${several(all, noun)}`);
  const dated = state.from === null && state.to === null ? "" : ", by date";
  byId("tells").textContent = `${of(left.statements, table.statements ??= left.statements, "statement")}, ${of(scene.fits, table.fits ??= scene.fits, "name")}${dated}`;
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
