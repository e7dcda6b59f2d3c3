// Elements from values: text is always text.

export function el(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    else if (name === "data") Object.assign(made.dataset, value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, given = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(given)) if (value !== null && value !== undefined) made.setAttribute(name, value);
  made.append(...children.flat());
  return made;
}

// The glyph of a type, or an icon, out of the page's sprite.
export function glyph(type) { return svg("svg", { class: `g ${type}`, "aria-hidden": "true" }, svg("use", { href: `#g-${type}` })); }
export function icon(name) { return svg("svg", { class: "i", "aria-hidden": "true" }, svg("use", { href: `#i-${name}` })); }

// An address of the service: from within a file, the whole of it.
export function served(address) {
  const { home } = byId("net").dataset;
  return home ? new URL(address, home).href : address;
}

export function byId(id) { return document.getElementById(id); }

// A name: its glyph and a button that opens it in the margin.
export function nameLink({ key, label, type }) { return el("span", { class: "who" }, glyph(type), el("button", { type: "button", class: "link", data: { go: key } }, el("bdi", {}, label))); }

// The ¶ of a dyad: opens it in the margin, and leads to a page of its sentences elsewhere.
export function pilcrow(one, other, n) {
  const href = served(`/sentences?of=${encodeURIComponent(one.key)}&with=${encodeURIComponent(other.key)}`);
  return el("a", { class: "warrant", href, data: { edge: `${one.key} ${other.key}` }, "aria-label": `${several(n, "statement")} on ${one.label} and ${other.label}` }, n.toLocaleString("en"));
}

const ARROWS = { up: "M5 .8L9.6 9.2H.4z", down: "M5 9.2L.4.8h9.2z", flat: "M.6 3.8h8.8v2.4H.6z" };

// A balance with its sign in colour, shape and number, as everywhere.
export function sign(value, word = "") {
  const way = value === null || (value >= -0.5 && value <= 0.5) ? "flat" : value > 0 ? "up" : "down";
  return el("span", { class: `sign ${way}` }, svg("svg", { viewBox: "0 0 10 10", "aria-hidden": "true" }, svg("path", { d: ARROWS[way] })), el("span", { class: "w" }, word), value === null ? "" : ` ${signed(value)}`);
}

export function signed(value) {
  const rounded = value.toFixed(1);
  return Number(rounded) === 0 ? "0.0" : rounded.startsWith("-") ? `−${rounded.slice(1)}` : `+${rounded}`;
}

const SEALS = { fact: "M1 3.5h10v5H1z", planned: "M1 3.5h10v5H1z", claim: "M1 2h10v6.2H6.8L4 11V8.2H1z", denied: "M1 3.5h10v5H1zM2.5 11.2L9.5 .8" };

export function seal(world) {
  return el("span", { class: `seal ${world}` }, svg("svg", { viewBox: "0 0 12 12", "aria-hidden": "true" }, svg("path", { d: SEALS[world], class: world === "fact" ? "full" : null })), el("span", {}, world));
}

export function several(n, one, many = `${one}s`) { return `${n.toLocaleString("en")} ${n === 1 ? one : many}`; }

// Say something to those who do not see the picture, and leave it to be read.
export function say(text) { byId("said").textContent = text; }
