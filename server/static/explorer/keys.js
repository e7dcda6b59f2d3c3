// Keys on the picture. Single letters can be turned off in the list of keys (?), and mean nothing inside fields.
import { byId } from "./dom.js";
import { change, now, redo, undo } from "./state.js";

const MOVES = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };

// `acts` are what letters do to the key of the name in hand: {x, h, p ...}; `Escape` says whether it had something to leave.
export function keys(picture, inHand, acts) {
  const stage = byId("net");
  stage.addEventListener("keydown", (event) => {
    const drawn = picture();
    if (!drawn || event.ctrlKey || event.metaKey || event.altKey) return;
    if (MOVES[event.key]) { event.preventDefault(); drawn.pan(...MOVES[event.key]); }
    if (event.key === "Tab" && next(drawn, event.shiftKey ? -1 : 1)) event.preventDefault();
    if (event.key === "+" || event.key === "=") drawn.zoom(1.25);
    if (event.key === "-") drawn.zoom(0.8);
    if (event.key === "0") drawn.fit();
    if (event.key === "Enter" && drawn.hovered()) acts.Enter(drawn.hovered());
    if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) { event.preventDefault(); acts.menu(); }
  });

  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea, dialog, [role=textbox]") || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") escape();
    if (!document.querySelector("[data-keys-switch]")?.checked) return;
    if (event.key === "t") change({ view: now().view === "table" ? "network" : "table" });
    if (event.key === "u") undo();
    if (event.key === "U") redo();
    if (event.key.length === 1) acts[event.key]?.(inHand());
  });

  function escape() {
    const state = now();
    if (acts.Escape()) return;
    if (state.open) change({ open: null });
    else if (state.path || state.common.length) change({ path: null, common: [] });
    else if (state.picked.length) change({ picked: [] });
    picture()?.hover(null);
  }
}

// The next name by centrality; past the last, the focus goes on.
function next(drawn, step) {
  const order = drawn.picture.scene.nodes;
  const to = order.indexOf(drawn.hovered()) + step;
  if (to < 0 || to >= order.length) { drawn.hover(null); return false; }
  drawn.hover(order[to].id);
  drawn.focus(order[to]);
  return true;
}
