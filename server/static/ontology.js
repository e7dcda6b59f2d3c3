// Terms sifted while one types; the address keeps the words, so that a link finds the same.
"use strict";

const sift = document.querySelector("[data-sift]");
const sifted = document.querySelector("[data-sifted]");
const parts = [...document.querySelectorAll("[data-sift-part]")].map((part) => ({
  part, rows: [...part.querySelectorAll("tbody tr, .tree li")].map((row) => ({ row, text: row.textContent.toLowerCase() })),
}));

sift.addEventListener("input", () => {
  const words = sift.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { part, rows } of parts) {
    let here = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      here += row.hidden ? 0 : 1;
    }
    part.hidden = !here;
    shown += here;
  }
  sifted.textContent = words.length ? `${shown} shown` : "";
});
