// What is shown as files that other programs read: GraphML, GEXF, CSV, and JSON as networkx has it.
import { toldOf } from "./shown.js";
import { XML_HEAD, xml, xmlText } from "./xml.js";

const OF_NAMES = ["label", "type", "iri", "names", "community"];
const OF_LINES = ["statements", "denied", "documents", "balance", "sign", "told", "first", "last"];
const PLACED = ["x", "y", "size"];

function columnsOf(names) {
  const first = names.find(({ iri }) => iri) ?? {};
  return [...OF_NAMES, ...Object.keys(first).filter((key) => typeof first[key] === "number" && !PLACED.includes(key)), "first", "last"];
}

function held(row) { return ([column]) => row[column] !== null && row[column] !== undefined && row[column].length !== 0; }

// A column of whole numbers, of numbers, or of text; those that hold nothing are left out.
function typed(rows, column, [whole, number, text]) {
  const values = rows.map((row) => row[column]).filter((value) => value !== null && value !== undefined);
  if (!values.length) return null;
  if (values.some((value) => typeof value !== "number")) return text;
  return values.every(Number.isInteger) && column !== "balance" ? whole : number;
}

function kinds(rows, columns, names) {
  return columns.map((column) => [column, typed(rows, column, names)]).filter(([, kind]) => kind);
}

export function graphml({ names, lines, about }) {
  const types = ["long", "double", "string"];
  const ofNames = kinds(names, [...columnsOf(names), ...PLACED], types), ofLines = kinds(lines, [...OF_LINES, "weight"], types);
  const ofGraph = Object.keys(about).map((column) => [column, "string"]);
  const keys = [["graph", ofGraph], ["node", ofNames], ["edge", ofLines]].flatMap(([of, columns]) => columns.map(([column, type]) => xml("key", { id: `${of}-${column}`, for: of, "attr.name": column, "attr.type": type })));
  const data = (of, columns, row) => columns.filter(held(row)).map(([column]) => xml("data", { key: `${of}-${column}` }, xmlText([row[column]].flat().join("; "))));
  const graph = xml("graph", { id: "shown", edgedefault: "undirected" }, data("graph", ofGraph, about).join("\n"), "\n",
    names.map((name) => `${xml("node", { id: name.key }, data("node", ofNames, name))}\n`),
    lines.map((line) => `${xml("edge", { source: line.source, target: line.target }, data("edge", ofLines, line))}\n`));
  return `${XML_HEAD}${xml("graphml", { xmlns: "http://graphml.graphdrawing.org/xmlns" }, "\n", keys.join("\n"), "\n", graph, "\n")}\n`;
}

// GEXF 1.3 with places, sizes and colours; a line lives from the first to the last date that is stated.
export function gexf({ names, lines, about }, paint) {
  const types = ["long", "double", "string"];
  const ofNames = kinds(names, columnsOf(names).filter((column) => column !== "label"), types), ofLines = kinds(lines, OF_LINES, types);
  const attributes = (of, columns) => xml("attributes", { class: of, mode: "static" }, columns.map(([column, type]) => xml("attribute", { id: column, title: column, type })));
  const values = (columns, row) => xml("attvalues", {}, columns.filter(held(row)).map(([column]) => xml("attvalue", { for: column, value: row[column] })));
  const lives = ({ first, last }) => ({ start: first, end: last });
  const nodes = names.map((name) => xml("node", { id: name.key, label: name.label, ...lives(name) }, values(ofNames, name), xml("viz:size", { value: name.size }), xml("viz:position", { x: name.x, y: -name.y, z: 0 }), xml("viz:color", rgb(paint(name.drawnAs)))));
  const edges = lines.map((line, id) => xml("edge", { id, source: line.source, target: line.target, weight: line.documents, ...lives(line) }, values(ofLines, line), xml("viz:color", rgb(paint({ cooperation: "coop", conflict: "conf" }[line.sign] ?? line.sign))), xml("viz:shape", { value: line.sign === "conflict" ? "dashed" : "solid" })));
  const meta = xml("meta", {}, xml("creator", {}, "Relazione"), xml("keywords", {}, "diplomacy"), xml("description", {}, xmlText(toldOf(about))));
  const graph = xml("graph", { defaultedgetype: "undirected", mode: "dynamic", timeformat: "date", timerepresentation: "interval" }, "\n", attributes("node", ofNames), "\n", attributes("edge", ofLines), "\n",
    xml("nodes", {}, nodes.join("\n")), "\n", xml("edges", {}, edges.join("\n")), "\n");
  return `${XML_HEAD}${xml("gexf", { xmlns: "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", version: "1.3" }, "\n", meta, "\n", graph, "\n")}\n`;
}

function rgb(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return { r, g, b };
}

export function nodelink({ names, lines, about }) {
  const nodes = names.map(({ key, drawnAs, ...name }) => ({ id: key, ...name }));
  const edges = lines.map((line) => ({ ...line, weight: line.documents }));
  return `${JSON.stringify({ directed: false, multigraph: false, graph: about, nodes, edges }, null, 1)}\n`;
}

// ---- CSV: as RFC 4180 has it, UTF-8 without a mark; text that a spreadsheet would take for a formula is led by an apostrophe ----
function cell(value) {
  const text = value === null || value === undefined ? "" : typeof value === "string" && /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csv(columns, rows) { return [columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join(""); }

export function csvOfLines({ names, lines }) {
  const byKey = new Map(names.map((name) => [name.key, name]));
  const ends = (line) => [byKey.get(line.source), byKey.get(line.target)];
  const columns = ["source", "target", "source_label", "target_label", "source_type", "target_type", "statements", "denied", "documents", "balance", "sign", "told", "first_date", "last_date", "source_iri", "target_iri"];
  return csv(columns, lines.map((line) => {
    const [one, other] = ends(line);
    return [line.source, line.target, one.label, other.label, one.type, other.type, ...OF_LINES.map((column) => line[column]), one.iri, other.iri];
  }));
}

export function csvOfNames({ names }) {
  const columns = columnsOf(names);
  return csv(["id", ...columns.map((column) => ({ first: "first_date", last: "last_date" })[column] ?? column), ...PLACED], names.map((name) => [name.key, ...columns.map((column) => name[column]), ...PLACED.map((column) => name[column])]));
}
