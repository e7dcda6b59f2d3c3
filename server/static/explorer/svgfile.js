// The picture as vectors: lines, glyphs and labels as on the stage, beneath them the key, the filters and the source.
import { CORE, GLYPHS, HOLLOW, palette } from "./draw.js";
import { several } from "./dom.js";
import { TYPES } from "./rail.js";
import { readingOf } from "./shown.js";
import { xml, xmlText } from "./xml.js";

const MARGIN = 16, LEADING = 18, TEXT = 12;
const SAMPLES = [["coop", "cooperation"], ["conf", "conflict", "8 5"], ["mixed", "both, within ±0.5"], ["hollow", "planned, claimed"], ["tie", "other tie"]];
const measuring = document.createElement("canvas").getContext("2d");

// `paint` gives the colour of a token, `box` is what of the stage is drawn, `scale` how large.
export function svgOf({ picture, table, state, shown }, { box, scale, paint, font = "sans-serif", size = true }) {
  const [left, top, right, bottom] = box;
  const width = Math.round((right - left) * scale), height = Math.round((bottom - top) * scale);
  const foot = footOf({ picture, table, state, shown }, width, paint, font);
  const whole = height + foot.height;
  const { lines, glyphs, lit } = partsOf(picture, paint);
  const stage = xml("svg", { width, height, viewBox: `${left} ${top} ${right - left} ${bottom - top}`, preserveAspectRatio: "xMidYMid meet" }, lit, lines, glyphs, labelsOf(picture.labelsAt(scale), scale, paint));
  const words = xml("svg", { xmlns: "http://www.w3.org/2000/svg", ...(size ? { width, height: whole } : {}), viewBox: `0 0 ${width} ${whole}`, role: "img", "aria-labelledby": "shown-title shown-desc", "font-family": font, "font-size": TEXT },
    xml("title", { id: "shown-title" }, xmlText(shown.about.title)), xml("desc", { id: "shown-desc" }, xmlText(foot.told.join(" "))),
    xml("rect", { width, height: whole, fill: paint("paper") }), stage, xml("g", { transform: `translate(0 ${height})` }, foot.drawn));
  return { words, width, height: whole };
}

// The colours of the page as it looks now, or as variables, which follow the page that the picture is put into.
export function inks() {
  const colours = palette();
  return (name) => colours[name];
}
export function variables(name) { return `var(--${name === "group" ? "ink-3" : name in GLYPHS ? `type-${name}` : name})`; }

function partsOf({ picture, styleOf }, paint) {
  const n = (value) => Number(value.toFixed(1));
  const at = ({ from, to }) => {
    const [a, b] = [picture.byId.get(from), picture.byId.get(to)];
    return { x1: n(a.x), y1: n(a.y), x2: n(b.x), y2: n(b.y) };
  };
  const drawn = (e) => {
    const { hollow, width, dashes } = styleOf(e);
    const ends = at(e), told = xml("title", {}, xmlText(`${picture.byId.get(e.from).label} and ${picture.byId.get(e.to).label}: ${several(e.look.n, "statement")}`));
    const outer = xml("line", { ...ends, stroke: paint(e.look.sign), "stroke-width": n(width), "stroke-dasharray": dashes.join(" ") || null }, told);
    return hollow ? outer + xml("line", { ...ends, stroke: paint("paper"), "stroke-width": CORE }) : outer;
  };
  const pairs = [...picture.paths, ...(picture.line ? [picture.line] : [])].filter(([from, to]) => picture.byId.has(from) && picture.byId.has(to));
  const lit = pairs.flatMap(([from, to]) => [["mark-line", 22], ["mark", 20.5]].map(([ink, width]) => xml("line", { ...at({ from, to }), stroke: paint(ink), "stroke-width": width, "stroke-linecap": "round" })));
  const rings = [...picture.lit].map((id) => picture.byId.get(id)).filter(Boolean).flatMap((node) => [["mark-line", 7.5], ["mark", 6]].map(([ink, width]) => xml("circle", { cx: n(node.x), cy: n(node.y), r: n(node.r + 5), fill: "none", stroke: paint(ink), "stroke-width": width })));
  const glyphs = picture.scene.nodes.map((node) => glyphAt(node, n, paint));
  return { lit: xml("g", {}, lit), lines: xml("g", {}, picture.scene.edges.map(drawn)), glyphs: xml("g", { "fill-rule": "evenodd", "paint-order": "stroke" }, rings, glyphs) };
}

function glyphAt({ x, y, r, type, label, pinned }, n, paint) {
  const path = xml("path", { d: GLYPHS[type] ?? GLYPHS.state, fill: paint(type in GLYPHS ? type : "state"), stroke: paint("paper"), "stroke-width": n(24 / r) }, xml("title", {}, xmlText(label)));
  const pin = pinned ? xml("circle", { cx: 8, cy: 8, r: 2.4, fill: paint("paper") }) : "";
  return xml("g", { transform: `translate(${n(x - r)} ${n(y - r)}) scale(${(r / 8).toFixed(3)})` }, path, pin);
}

function labelsOf(labels, scale, paint) {
  return xml("g", { "paint-order": "stroke", "stroke-linejoin": "round", stroke: paint("paper"), "stroke-width": (4 / scale).toFixed(2) }, labels.map(({ text, x, y, size, font, strong }) =>
    xml("text", { x: x.toFixed(1), y: (y + size * 0.35).toFixed(1), "font-size": size.toFixed(2), "font-weight": font.startsWith("600") ? 600 : null, fill: paint(strong ? "ink" : "ink-2") }, xmlText(text))));
}

// ---- beneath the picture ----
function footOf({ picture, table, state, shown }, width, paint, font) {
  measuring.font = `${TEXT}px ${font}`;
  const types = new Set(picture.picture.scene.nodes.map(({ type }) => type));
  const signs = SAMPLES.map(([sign, words, dashes]) => ({ words, wide: 42, sign: (y) => sample(sign, dashes, y, paint) }));
  const glyphs = Object.keys(GLYPHS).filter((type) => types.has(type)).map((type) => ({ words: type === "group" ? "names of one community" : (TYPES[type] ?? type).toLowerCase(), wide: 20, sign: (y) => keyGlyph(type, y, paint) }));
  const { about } = shown;
  const told = [`${about.drawn}. ${readingOf(table, state)}`, ...(about.narrowing.length ? [`Narrowed: ${about.narrowing.join("; ")}.`] : []), `Relazione, generation ${about.generation}. ${about.address}. Licence ${about.licence}.`];
  let y = LEADING;
  const drawn = [xml("line", { x1: MARGIN, x2: width - MARGIN, y1: 0, y2: 0, stroke: paint("line") })];
  for (const row of flowed([...signs, ...glyphs], width - 2 * MARGIN)) {
    for (const { item, x } of row) drawn.push(xml("g", { transform: `translate(${MARGIN + x} ${y})` }, item.sign(-4), xml("text", { x: item.wide, fill: paint("ink-2") }, xmlText(item.words))));
    y += LEADING;
  }
  for (const line of told.flatMap((each) => wrapped(each, width - 2 * MARGIN))) {
    drawn.push(xml("text", { x: MARGIN, y, fill: paint("ink-2") }, xmlText(line)));
    y += LEADING;
  }
  return { drawn, told, height: y };
}

function sample(sign, dashes, y, paint) {
  const ends = { x1: 0, x2: 36, y1: y, y2: y };
  if (sign !== "hollow") return xml("line", { ...ends, stroke: paint(sign), "stroke-width": sign === "tie" ? 1 : 3, "stroke-dasharray": dashes });
  return xml("line", { ...ends, stroke: paint("coop"), "stroke-width": HOLLOW }) + xml("line", { ...ends, stroke: paint("paper"), "stroke-width": CORE });
}

function keyGlyph(type, y, paint) { return xml("path", { d: GLYPHS[type], fill: paint(type), "fill-rule": "evenodd", transform: `translate(0 ${y - 7}) scale(.875)` }); }

function flowed(items, width) {
  const found = [[]];
  let x = 0;
  for (const item of items) {
    const wide = item.wide + measuring.measureText(item.words).width + 20;
    if (x && x + wide > width) { found.push([]); x = 0; }
    found.at(-1).push({ item, x: Math.round(x) });
    x += wide;
  }
  return found;
}

function wrapped(text, width) {
  const found = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (line && measuring.measureText(longer).width > width) { found.push(line); line = word; } else line = longer;
  }
  return [...found, line].flatMap((each) => broken(each, width));
}

// A word that is wider than the picture, such as an address, goes over several lines.
function broken(word, width) {
  const fits = Math.max(8, Math.floor((word.length * width) / Math.max(1, measuring.measureText(word).width)) - 1);
  return word.length <= fits ? [word] : word.match(new RegExp(`.{1,${fits}}`, "gu"));
}

// ---- as points ----
export async function pngOf({ words, width, height }, scale) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(words)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => { canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture is too large for this browser."))), "image/png"); });
}
