// The query page: runs what is in the editor, puts the answer beside it, and keeps both in the address.
// The server makes every view of an answer; here they are shown, hidden and drawn. Needs look.js for waiting() and fault().
import { openEditor } from "./editor.js";
import { draw } from "./drawn.js";

const LONG = 6000; // as in server/querypage.py
const form = document.querySelector("form.ask");
const field = form.elements.query;
const answer = document.getElementById("answer");
const told = form.querySelector(".told");
const clock = form.querySelector(".clock");
const cancel = form.querySelector("[data-cancel]");
const runButton = form.querySelector("[type=submit]");
let editor = null;
let running = null;
let answered = answer.querySelector(".found") ? field.value : null;
let view = new URLSearchParams(location.search).get("view") ?? fromHash().get("view") ?? "table";

function fromHash() { return new URLSearchParams(location.hash.slice(1)); }

function query() { return editor ? editor.text() : field.value; }

function put(text) {
  field.value = text;
  editor?.put(text);
}

// ---- the address: the query in it, or behind its # where it is too long to be sent in one ----
function address(text) {
  const state = new URLSearchParams({ query: text, view });
  for (const hidden of form.querySelectorAll("input[type=hidden]")) state.append(hidden.name, hidden.value);
  return `${form.action}${state.toString().length > LONG ? "#" : "?"}${state}`;
}

function request(text, signal) {
  const asked = new URLSearchParams(new FormData(form));
  asked.set("query", text);
  const headers = { Accept: "text/html" };
  if (asked.toString().length > LONG) return fetch(`${form.action}?part=1&view=${view}`, { method: "POST", body: asked, headers, signal });
  return fetch(`${form.action}?${asked}&part=1&view=${view}`, { headers, signal });
}

// ---- running ----
async function run({ remember = true } = {}) {
  const text = query();
  running?.abort();
  editor?.unmark();
  if (!text.trim()) { told.textContent = "There is no query to run."; return; }
  const control = running = new AbortController();
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(performance.now() - began < 1000 ? 2 : 1)} s`;
  const before = [...answer.childNodes];
  const slow = setTimeout(() => {
    told.textContent = "Running";
    cancel.hidden = false;
    answer.replaceChildren(waiting(4));
  }, 200);
  const ticking = setInterval(() => { if (!cancel.hidden) clock.textContent = seconds(); }, 100);
  told.textContent = "";
  clock.textContent = "";
  answer.setAttribute("aria-busy", "true");
  if (remember) history.pushState(null, "", address(text));
  try {
    const reply = await request(text, control.signal);
    const found = part(await reply.text(), reply.status);
    clearTimeout(slow);
    answer.replaceChildren(found);
    answered = text;
    enliven();
    told.textContent = reply.ok ? `${answer.querySelector(".found").dataset.told} in ${seconds()}` : `Not answered, after ${seconds()}`;
  } catch (error) {
    if (running !== control) return;
    clearTimeout(slow);
    if (error.name === "AbortError") {
      answer.replaceChildren(...before);
      told.textContent = `Cancelled after ${seconds()}`;
    } else {
      answer.replaceChildren(fault("The server could not be reached. The query is kept; run it again when the server is back."));
      told.textContent = "Not answered";
    }
  } finally {
    clearInterval(ticking);
    clearTimeout(slow);
    if (running === control) {
      running = null;
      clock.textContent = "";
      if (document.activeElement === cancel) runButton.focus();
      cancel.hidden = true;
      answer.removeAttribute("aria-busy");
    }
  }
}

// The server's own template, escaped there; of a whole page of an error, what it says.
function part(body, status) {
  const parsed = new DOMParser().parseFromString(body, "text/html");
  if (parsed.querySelector(".found")) return document.createRange().createContextualFragment(body);
  const said = (parsed.querySelector("main .state-box p") ?? parsed.querySelector("main p"))?.textContent ?? `The server answered with ${status}.`;
  const box = fault(said);
  box.classList.add("found");
  box.setAttribute("role", "alert");
  return box;
}

// ---- what stands in the answer ----
function enliven() {
  const wrong = answer.querySelector("[data-line]");
  const copy = answer.querySelector("[data-copy]");
  if (copy) copy.hidden = false;
  if (wrong) {
    const place = Object.fromEntries(["line", "column", "length"].map((name) => [name, Number(wrong.dataset[name])]));
    editor?.mark(place, wrong.querySelector("p").textContent);
    const there = wrong.querySelector("[data-goto]");
    there.hidden = false;
    there.addEventListener("click", () => go(place));
  }
  show(view);
}

function go({ line, column, length }) {
  if (editor) { editor.go({ line, column }); return; }
  const start = field.value.split("\n").slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  field.focus();
  field.setSelectionRange(start, start + length);
}

function show(name) {
  view = name;
  for (const panel of answer.querySelectorAll("[data-panel]")) panel.hidden = panel.dataset.panel !== name;
  for (const way of answer.querySelectorAll("[data-view]")) {
    if (way.dataset.view === name) way.setAttribute("aria-current", "true");
    else way.removeAttribute("aria-current");
  }
  const stage = answer.querySelector(".picture");
  if (stage && name === "network") draw(stage);
}

answer.addEventListener("click", async (event) => {
  const way = event.target.closest("[data-view]");
  const copy = event.target.closest("[data-copy]");
  if (way && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    show(way.dataset.view);
    history.replaceState(null, "", location.hash ? `#${changed(fromHash())}` : `?${changed(new URLSearchParams(location.search))}`);
  }
  if (copy) {
    copy.textContent = (await copied(location.href)) ? "Copied" : "Copy it from the address bar";
    told.textContent = copy.textContent;
    setTimeout(() => { copy.textContent = "Copy link"; }, 2000);
  }
});

function changed(state) {
  state.set("view", view);
  return state;
}

// Browsers give the clipboard to secure pages only; elsewhere the older way is tried.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const shown = document.createElement("textarea");
    shown.value = text;
    shown.className = "sr";
    document.body.append(shown);
    shown.select();
    const done = document.execCommand("copy");
    shown.remove();
    return done;
  }
}

// ---- what starts a run ----
form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
});
cancel.addEventListener("click", () => running?.abort());
document.addEventListener("click", (event) => {
  const example = event.target.closest("[data-example]");
  if (!example || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  view = example.dataset.example;
  put(new URL(example.href).searchParams.get("query"));
  form.scrollIntoView({ block: "nearest" });
  run();
});

function restore() {
  const state = location.hash.startsWith("#query=") ? fromHash() : new URLSearchParams(location.search);
  const text = state.get("query");
  view = state.get("view") ?? "table";
  if (text === answered) { show(view); return; } // a step within the page, or to another view
  if (text === null) {
    answered = null;
    answer.replaceChildren();
    told.textContent = "";
    return;
  }
  put(text);
  run({ remember: false });
}

addEventListener("popstate", restore);
editor = await openEditor({ form, field, run, leave: () => runButton.focus() });
if (location.hash.startsWith("#query=")) restore();
else if (answer.querySelector(".found")) enliven();
