// Judging statements and names: a dialog for what needs words, buttons and keys for the rest. The name of the judge is
// kept in this browser, the token in this tab alone; it goes nowhere but into the header of what is posted here.
"use strict";

{
  const judge = document.querySelector("dialog.judge");
  const form = judge.querySelector("form");
  const choices = JSON.parse(judge.dataset.choices);
  const entities = JSON.parse(judge.dataset.entities);
  const seen = new Map(); // of what was judged here the generation that was made so; else the page's own counts
  let about = null;

  const session = {
    get() { try { return sessionStorage.getItem("token") ?? ""; } catch { return ""; } },
    set(token) { try { sessionStorage.setItem("token", token); } catch { /* storage may be off: it is asked for again */ } },
  };

  // ---- what is judged: an element of the page that tells of a statement or of two names ----
  function subject(element) {
    const item = element.closest("[data-names]");
    if (item) return { item, names: JSON.parse(item.dataset.names), text: item.getAttribute("aria-label") };
    const card = element.closest(".stmt") ?? element.closest("[data-statement]").querySelector(".stmt");
    const button = card.querySelector("[data-judge]");
    const text = card.querySelector(".what").textContent.replace(/\s+/g, " ").trim();
    const terms = JSON.parse(button.dataset.terms);
    const quoted = card.querySelector("blockquote")?.textContent ?? "";
    return { item: card.closest(".judged") ?? card, statement: button.dataset.judge, terms, text, quoted };
  }

  function keyOf(what) { return what.judgement ?? what.statement ?? [...what.names].sort().join(" "); }

  function generationOf(what) { return seen.get(keyOf(what)) ?? document.querySelector("[data-generation]")?.dataset.generation; }

  function say(text) { document.dispatchEvent(new CustomEvent("said", { detail: text })); }

  // ---- posting ----
  async function post(what, said) {
    const content = { by: store.get("judge") ?? "", generation: generationOf(what), ...said };
    for (const name of ["statement", "names", "judgement"]) if (what[name]) content[name] = what[name];
    const answer = await fetch(judge.dataset.judging, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${session.get()}` },
      body: JSON.stringify(content),
    });
    const told = await answer.json().catch(() => ({ error: `The service answered ${answer.status}.` }));
    if (answer.status === 401) session.set("");
    if (!answer.ok) throw new Error(told.error);
    return told;
  }

  const words = {
    accepted: "Right", rejected: "Wrong: it leaves the dataset", corrected: "Corrected", same: "The same", distinct: "Not the same",
    unsure: "Unsure: it stays open", undone: "Taken back",
  };

  function note(item, text, wrong) {
    let line = item.matches("tr") ? item.querySelector(".outcome") : item.querySelector(":scope > .outcome");
    if (!line) {
      line = document.createElement("p");
      (item.matches("tr") ? item.cells[item.cells.length - 1] : item).append(line);
    }
    line.className = wrong ? "outcome wrong" : "outcome";
    line.textContent = text;
    say(text);
    return line;
  }

  function done(what, told) {
    seen.set(keyOf(what), told.generation);
    what.item.classList.toggle("done", told.verdict !== "undone");
    const line = note(what.item, `${words[told.verdict]}, by ${told.by}. `);
    if (told.verdict === "undone") {
      delete what.item.dataset.undo;
      what.item.querySelector("button[data-undo]")?.remove();
      return;
    }
    what.item.dataset.undo = told.id;
    seen.set(told.id, told.generation);
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "link";
    undo.dataset.undo = told.id;
    undo.textContent = "Undo";
    line.append(undo);
  }

  function busy(on) {
    for (const button of document.querySelectorAll("[data-verdict], [data-undo], .judge [type=submit]")) button.disabled = on;
  }

  async function decide(what, said, failed) {
    busy(true);
    const slow = setTimeout(() => say("Judging"), 500);
    try {
      const told = await post(what, said);
      if (judge.open) judge.close();
      busy(false);
      done(what, told);
      return true;
    } catch (error) {
      busy(false);
      failed(error.message);
      return false;
    } finally { clearTimeout(slow); }
  }

  function known() { return Boolean(session.get() && store.get("judge")); }

  // ---- the dialog ----
  function fault(text) {
    const line = form.querySelector(".fault");
    line.textContent = text;
    line.hidden = !text;
  }

  function filled(select, values) {
    select.replaceChildren(...values.map((value) => new Option(value, value)));
  }

  function showTerm() {
    const term = form.term.value;
    form.querySelector("[data-read]").textContent = about.terms[term] || "not stated";
    form.querySelector("datalist").replaceChildren(...(choices[term] ?? []).map((value) => new Option(value)));
    form.value.value = choices[term] ? "" : about.terms[term]; // a field with words in it offers no other ones
  }

  function showVerdict() {
    const correcting = form.verdict.value === "corrected";
    form.querySelector("[data-correcting]").hidden = !correcting;
    form.value.disabled = !correcting || form.none.checked;
  }

  function ask(what, verdict, reason = "") {
    about = what;
    form.reset();
    fault(reason);
    judge.querySelector("[data-about]").textContent = what.text;
    judge.querySelector("blockquote").textContent = what.quoted ?? "";
    for (const part of form.querySelectorAll("[data-of]")) {
      const on = part.dataset.of === (what.names ? "names" : what.judgement ? "" : "statement");
      part.hidden = !on;
      part.disabled = !on;
    }
    if (what.terms) {
      filled(form.term, Object.keys(what.terms).sort((a, b) => !what.terms[a] - !what.terms[b]));
      showTerm();
    }
    const wanted = [...form.querySelectorAll("[name=verdict]")].find((each) => each.value === verdict);
    if (wanted) wanted.checked = true;
    about.verdict = verdict;
    showVerdict();
    form.by.value = store.get("judge") ?? "";
    form.token.value = session.get();
    judge.showModal();
    const first = form.by.value ? form.token.value ? form.querySelector("[name=verdict]:enabled:checked") ?? form.note : form.token : form.by;
    first.focus();
  }

  form.term.addEventListener("change", showTerm);
  form.addEventListener("change", showVerdict);
  form.querySelector("[data-cancel]").addEventListener("click", () => judge.close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const verdict = about.judgement ? "undone" : form.verdict.value;
    if (!verdict) { fault("Choose a verdict."); return; }
    store.set("judge", form.by.value.trim());
    session.set(form.token.value.trim());
    const said = { verdict };
    if (form.note.value.trim()) said.note = form.note.value;
    if (verdict === "corrected") {
      said.term = form.term.value;
      said.value = form.none.checked ? null : form.value.value.trim();
    }
    decide(about, said, fault);
  });

  // A value that is a name is written by its key; names are offered as one types.
  form.value.addEventListener("input", async () => {
    const typed = form.value.value.trim();
    if (!entities.includes(form.term.value) || !typed || typed.includes("/")) return;
    const names = await namesLike(typed).catch(() => []);
    if (form.value.value.trim() !== typed) return;
    form.querySelector("datalist").replaceChildren(...names.map((name) => new Option(name.label, name.id)));
  });

  // ---- buttons ----
  function undoing(button) {
    const item = button.closest("tr, .judged, .stmt");
    return { item, judgement: button.dataset.undo, text: `Take the judgement ${button.dataset.undo} back.` };
  }

  function press(what, verdict) {
    const direct = verdict && verdict !== "corrected" && known();
    if (!direct) { ask(what, verdict); return; }
    decide(what, { verdict }, (reason) => {
      if (session.get()) note(what.item, reason, true);
      else ask(what, verdict, reason);
    }).then((went) => { if (went && verdict !== "undone") step(1); });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-judge], button[data-verdict], button[data-undo]");
    if (!button) return;
    if (button.dataset.undo) press(undoing(button), "undone");
    else if (button.dataset.judge) ask(subject(button), "");
    else press(subject(button), button.dataset.verdict);
  });

  // ---- keys of the review page ----
  const items = [...document.querySelectorAll(".review .judged")];

  function current() { return document.activeElement.closest(".judged"); }

  function step(by) {
    const at = items.indexOf(current());
    items[Math.max(0, Math.min(items.length - 1, at + by))]?.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (!items.length || elsewhere(event) || !letters.checked || event.timeStamp - going < 1200) return;
    if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
    const at = current();
    if (!at) return;
    const button = {
      s: "[data-verdict=same], [data-verdict=accepted]", d: "[data-verdict=distinct], [data-verdict=rejected]", u: ".outcome [data-undo]",
    }[event.key];
    if (button) at.querySelector(button)?.click();
  });
}
