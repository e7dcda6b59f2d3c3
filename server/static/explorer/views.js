// Views: addresses with a name, some made from what the data holds, others kept by this browser for its reader.
import { el, say, several } from "./dom.js";
import { asked, change, cleared, dayOf, now, visit } from "./state.js";
import { valuesOf } from "./table.js";

const STORE = "views", FORMAT = "relazione views 1";
const LONGEST = 80, MOST_VIEWS = 200;

// ---- what this browser keeps ----
export function readViews(store = storage()) {
  try { return checkedViews(JSON.parse(store.getItem(STORE) ?? "[]")); } catch { return []; }
}

function storage() { try { return localStorage; } catch { return null; } }

function writeViews(views) {
  try { storage().setItem(STORE, JSON.stringify(views)); return true; } catch { return false; }
}

export function canKeep() {
  try { storage().setItem(`${STORE}?`, "1"); storage().removeItem(`${STORE}?`); return true; } catch { return false; }
}

// Only what is a name with an address of the explorer's own.
function checkedViews(found) {
  if (!Array.isArray(found)) throw new Error("The file holds no list of views.");
  const fits = (view) => typeof view?.name === "string" && typeof view.address === "string" && (view.address === "" || view.address.startsWith("?"));
  return found.filter(fits).slice(0, MOST_VIEWS).map(({ name, address }) => ({ name: name.trim().slice(0, LONGEST) || "View", address }));
}

// A name that is there already is kept anew.
function withView(views, view) { return [...views.filter(({ name }) => name !== view.name), view]; }

// ---- views made from the data ----
export function readyViews(table) {
  const others = (facet, keep) => ({ off: { ...cleared().off, [facet]: new Set(valuesOf(table, facet).map(({ key }) => key).filter((key) => !keep(key))) } });
  const worlds = new Set(table.rows.world);
  const conflict = new Set(table.kinds.filter(({ intensity }) => intensity !== null && intensity < 0).map(({ key }) => key));
  const year = table.documents.issued.filter(Boolean).map((issued) => issued.slice(0, 4)).sort().at(-1);
  return [
    { name: "Everything", patch: {} },
    worlds.size > 1 && worlds.has(table.fact) && { name: "Facts only", patch: others("world", (key) => key === "fact") },
    conflict.size > 0 && { name: "Conflict", patch: others("kind", (key) => conflict.has(key)) },
    worlds.has(table.planned) && { name: "Planned", patch: others("world", (key) => key === "planned") },
    year && { name: `Newest year, ${year}`, patch: { from: dayOf(`${year}-01-01`), to: dayOf(`${year}-12-31`) } },
  ].filter(Boolean);
}

// ---- the panel ----
export function viewsPanel(table, { save, close }) {
  const list = el("ul", { class: "views" });
  const field = el("input", { type: "text", maxlength: LONGEST, "aria-label": "Name of this view", placeholder: "Name of this view", required: true });
  const form = el("form", { class: "line", on: { submit: keep } }, field, el("button", { class: "btn" }, "Save this view"));
  const chooser = el("input", { type: "file", accept: ".json,application/json", "aria-label": "Views to import", on: { change: take } });
  const told = el("p", { class: "small muted", role: "status" });
  const give = el("button", { type: "button", class: "link", on: { click: () => save("views", "json", "application/json", JSON.stringify({ format: FORMAT, views: readViews() }, null, 1)) } }, "Export");
  const take_ = el("button", { type: "button", class: "link", on: { click: () => chooser.click() } }, "Import");
  const ready = el("ul", { class: "views", "aria-label": "Views made from the data" }, readyViews(table).map(({ name, patch }) => el("li", {}, el("button", { type: "button", class: "link", on: { click: () => { change({ ...cleared(), ...patch }); close(); } } }, name))));
  chooser.hidden = true;
  const keeps = canKeep();
  form.hidden = !keeps;
  take_.hidden = !keeps;
  if (!keeps) told.textContent = "This browser keeps nothing for this page, so views cannot be saved; the address holds what is shown.";

  function keep(event) {
    event.preventDefault();
    put(withView(readViews(), { name: field.value.trim(), address: asked(now()) }), `Saved as ${field.value.trim()}.`);
    field.value = "";
  }

  function put(views, words) {
    told.textContent = writeViews(checkedViews(views)) ? words : "The view could not be saved: the browser's store is full or off.";
    say(told.textContent);
    show();
  }

  async function take() {
    const [file] = chooser.files;
    chooser.value = "";
    if (!file) return;
    try {
      const found = JSON.parse(await file.text());
      const views = checkedViews(found?.views ?? found);
      put(views.reduce(withView, readViews()), `${several(views.length, "view")} imported.`);
    } catch { told.textContent = `${file.name} holds no views: wanted a file that Export made here.`; }
  }

  function rename(view, item) {
    const name = el("input", { type: "text", value: view.name, maxlength: LONGEST, "aria-label": `New name of ${view.name}`, required: true });
    const given = el("form", { class: "line", on: { submit: (event) => {
      event.preventDefault();
      put(readViews().filter((each) => each.name === view.name || each.name !== name.value.trim()).map((each) => (each.name === view.name ? { ...each, name: name.value.trim() } : each)), `Renamed to ${name.value.trim()}.`);
    } } }, name, el("button", { class: "btn" }, "Rename"));
    item.replaceChildren(given);
    name.select();
  }

  function row(view) {
    const act = (label, does) => el("button", { type: "button", class: "link small", "aria-label": `${label} ${view.name}`, on: { click: does } }, label);
    const item = el("li", {}, el("button", { type: "button", class: "link", on: { click: () => { visit(view.address); close(); } } }, el("bdi", {}, view.name)), el("span", { class: "acts" },
      act("Rename", () => rename(view, item)), act("Delete", () => put(readViews().filter(({ name }) => name !== view.name), `${view.name} deleted.`))));
    return item;
  }

  function show() {
    const views = readViews();
    list.replaceChildren(...views.map(row));
    give.hidden = !views.length;
  }
  return { box: el("div", {}, el("h3", {}, "From the data"), ready, el("h3", {}, "Saved in this browser"), list, form, told, el("p", { class: "acts" }, give, take_, chooser)), show };
}
