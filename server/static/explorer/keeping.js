// Keep and show: a menu of files and addresses, and views with a name.
import { byId, el, icon, say } from "./dom.js";
import { csvOfLines, csvOfNames, gexf, graphml, nodelink } from "./graphfiles.js";
import { htmlOf } from "./htmlfile.js";
import { shownOf } from "./shown.js";
import { asked, now } from "./state.js";
import { inks, pngOf, svgOf, variables } from "./svgfile.js";
import { viewsPanel } from "./views.js";

const WIDE = 1400; // pixels, of a whole picture
const TWICE = 2;

// `current` gives {table, left, scene, state, picture} as they are now.
export function keeping(current) {
  const place = byId("keeping");
  const { file, embed } = place.dataset;
  const made = () => { const all = current(); return { ...all, shown: shownOf(all) }; };
  const items = [
    ["PNG", "as on the stage, twice as fine", async () => save("network", "png", "image/png", await pngOf(viewOf(made()), TWICE))],
    ["SVG", "the whole, as vectors", () => save("network", "svg", "image/svg+xml", wholeOf(made(), { paint: inks() }).words)],
    ["GraphML", "for R, igraph, yEd", () => save("network", "graphml", "application/graphml+xml", graphml(made().shown))],
    ["GEXF", "for Gephi, with places and dates", () => save("network", "gexf", "application/gexf+xml", gexf(made().shown, inks()))],
    ["CSV of lines", "a row a dyad", () => save("dyads", "csv", "text/csv", csvOfLines(made().shown))],
    ["CSV of names", "a row a name", () => save("names", "csv", "text/csv", csvOfNames(made().shown))],
    ["JSON", "node and link, for networkx", () => save("network", "json", "application/json", nodelink(made().shown))],
    file && ["HTML file", "works without a network", async () => save("network", "html", "text/html", await htmlOf(made(), (part) => tell(`Reading the sentences: ${Math.round(100 * part)} of 100`)))],
    ["Copy link", "to this very view", () => copy(made().shown.about.address, "Link")],
    embed && ["Copy embed code", "for a page of yours", () => copy(frameOf(embed, made().shown.about), "Embed code")],
  ].filter(Boolean);
  const status = el("p", { class: "small muted", role: "status" });
  const menu = el("div", { role: "menu", "aria-label": "Export what is shown" }, items.map(([label, about, does]) => el("button", { type: "button", role: "menuitem", tabindex: -1, on: { click: () => act(label, does) } }, label, el("span", { class: "muted" }, about))));
  const exporting = dropped("Export", "down", el("div", {}, menu, status), () => menu.querySelector("button").focus());
  const views = viewsPanel(current().table, { save, close: () => saved.close() });
  const saved = dropped("Views", "", views.box, () => views.show());
  place.append(saved.box, exporting.box);
  if (document.body.classList.contains("embed")) new ResizeObserver(() => current().picture?.fit()).observe(byId("net"));
  menu.addEventListener("keydown", (event) => walk(event, [...menu.children]));
  printing(made);

  function tell(words) { status.textContent = words; }

  async function act(label, does) {
    tell(`Making ${label} …`);
    try { tell(await does() ?? `${label} is made.`); } catch (error) { tell(`${label} could not be made. ${error.message}`); }
    say(status.textContent);
  }

  // A file for the reader to keep, named by what it holds and the generation it was made from.
  function save(what, suffix, type, content) {
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` }));
    el("a", { href: url, download: `relazione-${place.dataset.generation.slice(0, 6)}-${what}.${suffix}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  // Where the clipboard is closed to us, the text stands there to be copied by hand.
  async function copy(text, label) {
    try {
      await navigator.clipboard.writeText(text);
      return `${label} copied.`;
    } catch {
      const shown = el("input", { type: "text", readonly: true, value: text, "aria-label": label });
      status.after(shown);
      shown.select();
      shown.addEventListener("blur", () => shown.remove());
      return `${label}: copy it with Ctrl+C.`;
    }
  }
  return (state) => { for (const link of document.querySelectorAll("[data-same]")) link.href = link.dataset.same + asked(state); };
}

// What of the stage can be seen, or the whole where the stage is not shown.
function viewOf(all) {
  const stage = byId("net"), { network } = all.picture;
  const [width, height] = [stage.clientWidth, stage.clientHeight];
  const { x, y } = network.getViewPosition(), scale = network.getScale();
  const box = [x - width / 2 / scale, y - height / 2 / scale, x + width / 2 / scale, y + height / 2 / scale];
  return width ? svgOf(all, { box, scale, paint: inks(), font: getComputedStyle(stage).fontFamily }) : wholeOf(all, { paint: inks() });
}

function wholeOf(all, more) {
  if (!all.picture) throw new Error("There is no picture; the other files hold the same.");
  const box = all.picture.extent();
  return svgOf(all, { box, scale: Math.min(1.5, WIDE / (box[2] - box[0])), ...more });
}

function frameOf(embed, { title }) {
  const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<iframe src="${quoted(location.origin + embed + asked(now()))}" title="${quoted(title)}" width="100%" height="480" loading="lazy"></iframe>`;
}

// A button that drops a box beneath it; Escape and a click elsewhere take it away.
function dropped(label, sign, content, opened) {
  const box = el("div", { class: "drop", hidden: true }, content);
  const button = el("button", { type: "button", class: "btn", "aria-expanded": "false", on: { click: () => (box.hidden ? open() : close()) } }, sign ? icon(sign) : null, label);
  const whole = el("div", { class: "dropping" }, button, box);
  function open() { box.hidden = false; button.setAttribute("aria-expanded", "true"); opened(); }
  function close() { box.hidden = true; button.setAttribute("aria-expanded", "false"); }
  whole.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || box.hidden) return;
    event.preventDefault();
    close();
    button.focus();
  });
  document.addEventListener("pointerdown", (event) => { if (!whole.contains(event.target)) close(); });
  whole.addEventListener("focusout", (event) => { if (event.relatedTarget && !whole.contains(event.relatedTarget)) close(); });
  return { box: whole, close };
}

function walk(event, items) {
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items[to].focus();
}

// Paper gets the whole picture in the colours of paper, and the table after it.
function printing(made) {
  const sheet = el("figure", { id: "printed" });
  byId("net-view").before(sheet);
  addEventListener("beforeprint", () => {
    const all = made();
    all.fill();
    if (!all.picture || !all.scene.nodes.length) return;
    const { words } = wholeOf(all, { paint: variables, font: "var(--sans)", size: false });
    sheet.replaceChildren(document.createRange().createContextualFragment(words));
  });
  addEventListener("afterprint", () => sheet.replaceChildren());
}
