// XML out of values: text is always text, and what XML cannot hold is left out.

const UNFIT = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;" };
export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

export function xmlText(value) { return String(value).replace(UNFIT, "").replace(/[&<>"'\t\n\r]/g, (each) => ESCAPED[each]); }

// An element; attributes of null are left out, children are written XML.
export function xml(tag, given = {}, ...children) {
  const attributes = Object.entries(given).filter(([, value]) => value !== null && value !== undefined).map(([name, value]) => ` ${name}="${xmlText(value)}"`).join("");
  const inside = children.flat().join("");
  return inside ? `<${tag}${attributes}>${inside}</${tag}>` : `<${tag}${attributes}/>`;
}
