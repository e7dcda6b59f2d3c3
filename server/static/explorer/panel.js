// The margin: what is said of a name or a dyad, out of the server's own templates.
import { byId, el, several } from "./dom.js";
import { change, now } from "./state.js";
import { dyadOf, passing } from "./table.js";

const kept = new Map(); // what was read lately, by address
const KEEP = 60;

// The fragments that a file brings with it, by address; a page asks its server.
function brought(address) { return byId("brought") ? (brought.all ??= JSON.parse(byId("brought").textContent))[address] : undefined; }

export async function read(address) {
  if (kept.has(address)) return kept.get(address);
  let words = brought(address);
  if (words === undefined) {
    if (byId("brought")) throw new Error("This file holds no sentences for it.");
    const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => { throw new Error("The server does not answer."); });
    if (!answer.ok) throw new Error(answer.status === 404 ? "No sentence is kept for it." : `The sentences could not be read (${answer.status}).`);
    words = await answer.text();
  }
  if (kept.size >= KEEP) kept.delete(kept.keys().next().value);
  kept.set(address, words);
  return words;
}

export function addressOf(table, open) {
  const { edge, name } = byId("net").dataset;
  if (open.name) return `${name}?key=${encodeURIComponent(open.name)}`;
  // The server puts first whichever name is asked for first: the better documented of the two.
  const rank = (key) => table.byKey.get(key)?.id ?? 1e9;
  const [one, other] = [open.a, open.b].sort((p, q) => rank(p) - rank(q));
  return `${edge}?a=${encodeURIComponent(one)}&b=${encodeURIComponent(other)}`;
}

export function panel(table) {
  const box = byId("panel"), opened = byId("opened");
  let turn = 0;

  async function show(open) {
    const mine = turn += 1;
    if (!open || open.group) { opened.replaceChildren(); return; }
    const slow = setTimeout(() => opened.replaceChildren(waiting(4)), 200);
    try {
      const words = await read(addressOf(table, open));
      if (mine !== turn) return;
      opened.replaceChildren(document.createRange().createContextualFragment(words));
      document.dispatchEvent(new CustomEvent("sentencesopened", { detail: open }));
    } catch (error) {
      if (mine !== turn) return;
      const again = el("button", { type: "button", class: "btn", on: { click: () => show(open) } }, "Try again");
      const close = el("button", { type: "button", class: "btn", data: { close: "" } }, "Close");
      opened.replaceChildren(el("div", { class: "state-box error" }, el("p", {}, `${error.message} The picture is not affected.`), el("p", { class: "acts" }, again, close)));
    } finally { clearTimeout(slow); }
    box.scrollTop = 0;
  }

  // Of the statements that are open, those that the narrowing leaves out are folded away, and counted.
  function narrowed(state, left) {
    const items = [...opened.querySelectorAll(".item")];
    let hidden = 0;
    for (const item of items) {
      const { world, kind, sure } = item.dataset;
      item.hidden = state.off.world.has(world) || state.off.kind.has(kind) || Number(sure) * 100 < state.sure;
      hidden += item.hidden;
    }
    const note = opened.querySelector(".filtered");
    if (!note) return;
    const dyad = state.open?.a ? dyadOf(table, state.open.a, state.open.b) : null;
    const n = dyad ? passing(dyad, left).length : items.length - hidden;
    note.hidden = hidden === 0 && (!dyad || n === dyad.last - dyad.first);
    note.textContent = dyad ? `${several(n, "statement")} of ${dyad.last - dyad.first} left by the narrowing.` : `${hidden} of ${items.length} left out by the narrowing.`;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-edge]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const [a, b] = link.dataset.edge.split(" ");
      change({ open: { a, b } });
    }
    const go = event.target.closest("[data-go]");
    if (go) change({ open: { name: go.dataset.go } });
    if (event.target.closest("[data-close]")) { change({ open: null }); byId("net").focus(); }
  });
  return { show, narrowed };
}

export function openEdge(table, dyad) { change({ open: { a: table.names[dyad.from].key, b: table.names[dyad.to].key } }); }
export function isOpen() { return now().open !== null; }

function waiting(n) { return el("div", {}, Array.from({ length: n * 2 }, (_, i) => el("div", { class: i % 2 ? "wait short" : "wait" }))); }
