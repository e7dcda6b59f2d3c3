// The page of the API: forms write the address and the curl line, and show the answer below.
"use strict";

function addressOf(form) {
  let path = form.dataset.path;
  const query = [];
  for (const field of form.querySelectorAll("[data-in]")) {
    const value = encodeURIComponent(field.value.trim()).replaceAll("%2F", "/").replaceAll("'", "%27");
    if (field.dataset.in === "path") path = path.replace(`{${field.name}}`, value);
    else if (value) query.push(`${field.name}=${value}`);
  }
  return query.length ? `${path}?${query.join("&")}` : path;
}

function write(form) {
  const address = addressOf(form);
  const link = form.querySelector("[data-example]");
  link.href = address;
  link.textContent = address;
  form.querySelector("[data-curl]").textContent = `curl '${location.origin}${address}'`;
}

function told(text, status) {
  const head = document.createElement("p");
  head.className = status < 300 ? "small muted" : "state-box error";
  head.textContent = status ? `Answer ${status}` : text;
  if (!status) return [head];
  const body = document.createElement("pre");
  body.className = "mono turtle answer-text";
  body.tabIndex = 0;
  body.setAttribute("role", "region");
  body.setAttribute("aria-label", "Answer");
  body.textContent = text;
  return [head, body];
}

function pretty(text) {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
}

async function ask(form) {
  const place = form.querySelector(".answered");
  try {
    const answer = await fetch(addressOf(form), { headers: { Accept: "application/json, text/csv;q=0.9" } });
    place.replaceChildren(...told(pretty(await answer.text()), answer.status));
  } catch (error) {
    place.replaceChildren(...told(`No answer: ${error.message}`, 0));
  }
}

for (const form of document.querySelectorAll("form[data-path]")) {
  form.querySelector("fieldset").disabled = false;
  form.querySelector("[type=submit]").hidden = false;
  form.addEventListener("input", () => write(form));
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(form); });
}
