// What was done by hand, in the rail: each can be taken back by name, and all at once.
import { byId, el, icon, several } from "./dom.js";
import { less } from "./hands.js";
import { change } from "./state.js";

const SHOWN = 12; // names of a kind before "n more"
const PARTS = [["hidden", "Hidden by hand", "Show"], ["expanded", "Expanded", "Fold back"], ["folded", "Folded", "Unfold"]];

export function held(table) {
  const label = (key) => table.byKey.get(key.replace(/^~/, ""))?.label ?? "smaller groups";

  function part(title, verb, keys, without, all) {
    if (!keys.length) return null;
    const each = (key) => el("li", {}, el("button", { type: "button", class: "btn", "aria-label": `${verb} ${label(key)}`, on: { click: () => change(without(key)) } }, el("bdi", {}, label(key)), icon("close")));
    const rest = keys.length - SHOWN;
    return el("fieldset", {}, el("legend", {}, title, " ", el("button", { type: "button", class: "link small", on: { click: () => change(all) } }, `${verb} all`)), el("ul", { class: "held" }, keys.slice(0, SHOWN).map(each)), rest > 0 ? el("p", { class: "muted small" }, `${rest} more`) : null);
  }

  return (state) => {
    const lists = PARTS.map(([name, title, verb]) => part(title, verb, [...new Set(state[name])], (key) => ({ [name]: less(state[name], [key]) }), { [name]: [] }));
    const pins = Object.keys(state.pinned);
    const unpinned = (key) => ({ pinned: Object.fromEntries(Object.entries(state.pinned).filter(([each]) => each !== key)) });
    const only = state.just.length ? el("p", {}, `Only ${several(state.just.length, "name")} kept. `, el("button", { type: "button", class: "link", on: { click: () => change({ just: [] }) } }, "Draw all again")) : null;
    byId("held").replaceChildren(...[only, ...lists, part("Pinned", "Unpin", pins, unpinned, { pinned: {} })].filter(Boolean));
  };
}
