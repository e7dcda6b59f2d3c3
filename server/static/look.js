// What every page shares: theme, keys, menus, finding names, opening the sentences behind a number, sorting, printing.
"use strict";

const root = document.documentElement;
const store = {
  get(name) { try { return localStorage.getItem(name); } catch { return null; } },
  set(name, value) { try { localStorage.setItem(name, value); } catch { /* storage may be off */ } },
};

function dark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    store.set("theme", root.dataset.theme);
    document.dispatchEvent(new Event("themechange"));
  });
}

// ---- keys ----
const help = document.querySelector("dialog.help");
const letters = document.querySelector("[data-keys-switch]");
letters.checked = store.get("keys") !== "off";
letters.addEventListener("change", () => store.set("keys", letters.checked ? "on" : "off"));
for (const button of document.querySelectorAll("[data-help]")) button.addEventListener("click", () => help.showModal());

const pages = !document.querySelector(".top nav") ? {} : { e: "/explore", d: "/documents", r: "/report", q: "/sparql", o: "/ontology", a: "/about" };
let going = -Infinity;

function elsewhere(event) {
  return event.target.closest("input, select, textarea, dialog, [role=textbox]") || event.ctrlKey || event.metaKey || event.altKey;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeOpened();
  if (elsewhere(event) || !letters.checked) return;
  if (event.timeStamp - going < 1200 && pages[event.key]) location.href = pages[event.key];
  going = event.key === "g" ? event.timeStamp : -Infinity;
  if (event.key === "?") help.showModal();
  if (event.key === "/" && field) {
    event.preventDefault();
    field.focus();
  }
});

// ---- sheets and menus of narrow windows ----
for (const button of document.querySelectorAll("[data-toggle]")) {
  button.addEventListener("click", () => {
    const on = document.querySelector(button.dataset.toggle).classList.toggle(button.dataset.class ?? "open");
    for (const same of document.querySelectorAll(`[data-toggle="${button.dataset.toggle}"]`)) same.setAttribute("aria-expanded", on);
  });
}

// ---- tabs: arrows move, the panel follows ----
for (const list of document.querySelectorAll("[role=tablist]")) {
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const show = (tab) => {
    for (const other of tabs) {
      const on = other === tab;
      other.setAttribute("aria-selected", on);
      other.tabIndex = on ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).hidden = !on;
    }
    document.dispatchEvent(new CustomEvent("tabchange", { detail: tab.id }));
  };
  for (const tab of tabs) tab.addEventListener("click", () => show(tab));
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    next.focus();
    show(next);
  });
}

// ---- sortable columns: the number in data-v, else the text ----
document.addEventListener("click", (event) => {
  const head = event.target.closest("th button")?.closest("th");
  if (!head) return;
  const body = head.closest("table").tBodies[0];
  const column = head.cellIndex;
  const down = head.getAttribute("aria-sort") !== "descending";
  const value = (row) => row.cells[column].dataset.v ?? row.cells[column].textContent.trim();
  const numbers = [...body.rows].every((row) => value(row) === "" || !isNaN(value(row)));
  const order = (a, b) => (numbers ? value(a) - value(b) : value(a).localeCompare(value(b))) * (down ? -1 : 1);
  body.append(...[...body.rows].sort(order));
  for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
});

// ---- ¶: the sentences come to the margin of their section; where there is no margin, the link leads to a page of them ----
let opened = null;

function closeOpened() {
  if (!opened) return;
  opened.note.remove();
  opened.link.setAttribute("aria-expanded", "false");
  if (opened.note.contains(document.activeElement)) opened.link.focus();
  opened = null;
}

function waiting(n) {
  const lines = document.createElement("div");
  for (let i = 0; i < Math.min(n, 4) * 2; i += 1) {
    const line = document.createElement("div");
    line.className = i % 2 ? "wait short" : "wait";
    lines.append(line);
  }
  return lines;
}

function fault(text) {
  const box = document.createElement("div");
  box.className = "state-box error";
  const line = document.createElement("p");
  line.textContent = text;
  box.append(line);
  return box;
}

// The server's own templates, escaped there, from this host only.
async function fragment(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`The sentences could not be read (${answer.status}).`);
  return document.createRange().createContextualFragment(await answer.text());
}

async function open(link, notes) {
  const again = opened?.link === link;
  closeOpened();
  if (again) return;
  const note = document.createElement("div");
  note.className = "note opened";
  note.tabIndex = -1;
  notes.prepend(note);
  link.setAttribute("aria-expanded", "true");
  opened = { link, note };
  const slow = setTimeout(() => note.append(waiting(Number(link.textContent) || 1)), 200);
  const address = new URL(link.getAttribute("href"), location.href);
  address.searchParams.set("part", "1");
  try {
    const found = await fragment(address);
    clearTimeout(slow);
    note.replaceChildren(closer(link), found);
  } catch (error) {
    clearTimeout(slow);
    note.replaceChildren(fault(`${error.message} The rest of the page is not affected.`));
  }
  if (getComputedStyle(note).position !== "sticky") note.scrollIntoView({ block: "nearest" });
}

function closer(link) {
  const head = document.createElement("p");
  head.className = "head";
  const name = document.createElement("b");
  name.textContent = link.getAttribute("aria-label") ?? "Sentences";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = "Close";
  button.addEventListener("click", closeOpened);
  head.append(name, button);
  return head;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-open]");
  const notes = link?.closest(".row")?.querySelector(".notes");
  if (!notes || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  open(link, notes);
});

// ---- finding a name as one types ----
const field = document.querySelector(".find input");
const list = document.getElementById("suggest");
let asked = 0;
let chosen = -1;

function glyph(type) {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawn.setAttribute("class", `g ${type}`);
  drawn.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#g-${type}`);
  drawn.append(use);
  return drawn;
}

function suggestion(name, place) {
  const item = document.createElement("li");
  item.id = `suggest-${place}`;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const label = document.createElement("span");
  label.textContent = name.label;
  const kind = document.createElement("span");
  kind.className = "muted kind";
  kind.textContent = name.documents ? `${name.typeLabel}, ${name.documents} documents`.replace(/, 1 documents$/, ", 1 document") : name.typeLabel;
  item.append(glyph(name.type), label, kind);
  item.addEventListener("pointerdown", (event) => { event.preventDefault(); follow(name); });
  item.name = name;
  return item;
}

function follow(name) {
  hide();
  const taken = !document.dispatchEvent(new CustomEvent("namechosen", { detail: name, cancelable: true }));
  if (taken) field.blur();
  else location.href = name.url;
}

function hide() {
  list.hidden = true;
  chosen = -1;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

async function namesLike(words) {
  const answer = await fetch(`${field.dataset.suggest}?limit=10&q=${encodeURIComponent(words)}`);
  return (await answer.json()).items ?? [];
}

async function suggest() {
  const turn = ++asked;
  const words = field.value.trim();
  if (!words) { hide(); return; }
  try {
    const names = await namesLike(words);
    if (turn !== asked || document.activeElement !== field) return;
    const none = document.createElement("li");
    none.className = "none";
    none.textContent = `No name like “${words}”`;
    list.replaceChildren(...(names.length ? names.map(suggestion) : [none]));
    list.hidden = false;
    chosen = -1;
    field.setAttribute("aria-expanded", "true");
  } catch { hide(); }
}

function pick(step) {
  const items = [...list.querySelectorAll("[role=option]")];
  if (!items.length) return;
  chosen = (chosen + step + items.length) % items.length;
  items.forEach((item, place) => item.setAttribute("aria-selected", place === chosen));
  items[chosen].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", items[chosen].id);
}

if (field) {
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-controls", "suggest");
  field.setAttribute("aria-expanded", "false");
  let pause = 0;
  field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(suggest, 60); });
  field.addEventListener("blur", hide);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); pick(event.key === "ArrowDown" ? 1 : -1); }
    if (event.key === "Escape") { event.stopPropagation(); hide(); field.blur(); }
    if (event.key === "Enter" && !list.hidden && chosen >= 0) { event.preventDefault(); follow(list.children[chosen].name); }
  });
}

// ---- a newer generation: said, never forced ----
const generation = document.querySelector("[data-generation]");
document.addEventListener("visibilitychange", async () => {
  if (document.visibilityState !== "visible" || !generation) return;
  try {
    const { generation: now } = await (await fetch("/api/generation")).json();
    if (now === generation.dataset.generation) return;
    generation.textContent = "A newer generation is here";
    generation.classList.add("stale");
    generation.href = location.href;
  } catch { /* the server may be away: the page stays as it is */ }
});

// ---- paper has no disclosure: open every table before printing ----
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
});
