// The same selection as rows, sortable, for those who would rather read; what the picture shows, the table holds.
import { byId, el, nameLink, pilcrow, several, sign } from "./dom.js";
import { change, now } from "./state.js";

const STEP = 200;
const COLUMNS = {
  one: { label: "One", of: (row) => row.one.label },
  other: { label: "Other", of: (row) => row.other.label },
  statements: { label: "Statements", of: (row) => row.look.n, num: true },
  sources: { label: "Documents", of: (row) => row.look.documents, num: true },
  balance: { label: "Balance", of: (row) => row.look.balance ?? 0, num: true },
};

export function rows(table) {
  const head = byId("rows-head"), body = byId("rows-body"), more = byId("rows-more"), caption = byId("rows-caption");
  let shown = STEP, latest = [];

  const buttons = Object.entries(COLUMNS).map(([key, { label, num }]) => {
    const button = el("button", { type: "button", on: { click: () => sortBy(key) } }, label);
    return el("th", { scope: "col", class: num ? `num${key === "sources" ? " hide-narrow" : ""}` : null, data: { key } }, button);
  });
  head.replaceChildren(el("tr", {}, buttons));
  more.addEventListener("click", () => { shown += STEP * 5; fill(); });

  function sortBy(key) {
    const [by, way] = (now().sort ?? "statements down").split(" ");
    const start = COLUMNS[key].num ? "down" : "up";
    change({ sort: `${key} ${by === key ? (way === "down" ? "up" : "down") : start}` });
  }

  function show(state, left) {
    const [by, way] = (state.sort ?? "statements down").split(" ");
    const column = COLUMNS[by] ?? COLUMNS.statements;
    const compare = (a, b) => (column.num ? column.of(a) - column.of(b) : column.of(a).localeCompare(column.of(b), "en"));
    const inside = state.just.length ? new Set(state.just) : null;
    const out = new Set(state.hidden);
    latest = table.dyads.map((dyad) => ({ dyad, look: left.looks[dyad.id], one: table.names[dyad.from], other: table.names[dyad.to] }))
      .filter(({ look, one, other }) => look.n && !out.has(one.key) && !out.has(other.key) && (!inside || (inside.has(one.key) && inside.has(other.key))));
    latest.sort((a, b) => compare(a, b) * (way === "up" ? 1 : -1) || a.dyad.id - b.dyad.id);
    for (const each of buttons) {
      if (each.dataset.key === by) each.setAttribute("aria-sort", way === "up" ? "ascending" : "descending");
      else each.removeAttribute("aria-sort");
    }
    shown = STEP;
    fill();
  }

  function fill() {
    body.replaceChildren(...latest.slice(0, shown).map(line));
    caption.textContent = `The same selection as rows: ${several(latest.length, "dyad")}`;
    more.hidden = latest.length <= shown;
    more.textContent = `${(latest.length - shown).toLocaleString("en")} more`;
  }

  function line({ dyad, look, one, other }) {
    const balance = look.balance === null ? el("td", { class: "num muted" }, "tie only") : el("td", { class: "num" }, sign(look.balance));
    return el("tr", { data: { pair: `${one.key} ${other.key}` } }, el("th", { scope: "row" }, nameLink(one)), el("td", {}, nameLink(other)), el("td", { class: "num" }, pilcrow(one, other, look.n)), el("td", { class: "num hide-narrow" }, String(look.documents)), balance);
  }
  return { show, all: () => latest };
}
