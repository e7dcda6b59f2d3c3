// A document: a statement and its mark find each other, by pointer and by keys. Runs before look.js, whose keys it asks.
"use strict";

const text = document.getElementById("text");
const beside = document.querySelector(".beside");
const marks = [...text.querySelectorAll(".ev-mark")];
const items = [...beside.querySelectorAll(".item")];

function keysOf(element) { return element.dataset.e.split(" "); }

function light(keys, from) {
  const any = (element) => keysOf(element).some((key) => keys.includes(key));
  for (const each of [...marks, ...items]) each.classList.toggle("on", any(each));
  const mark = marks.find(any);
  const item = items.find(any);
  if (from !== "text" && mark) mark.scrollIntoView({ block: "center" });
  if (from !== "beside" && item && getComputedStyle(beside).position === "sticky") {
    beside.scrollTop += item.getBoundingClientRect().top - beside.getBoundingClientRect().top - 60;
  }
}

text.addEventListener("click", (event) => {
  const mark = event.target.closest(".ev-mark");
  if (mark) light(keysOf(mark), "text");
});

beside.addEventListener("click", (event) => {
  const item = event.target.closest(".item");
  const link = event.target.closest("a, button");
  if (!item || !marks.length || (link && !link.hasAttribute("data-mark"))) return;
  event.preventDefault();
  light(keysOf(item), "beside");
  history.replaceState(null, "", `#e-${keysOf(item)[0]}`);
});

// The mark under the pointer darkens together with what it proves, and the other way round.
for (const each of [...marks, ...items]) {
  const near = (on) => () => {
    const keys = keysOf(each);
    for (const other of [...marks, ...items]) other.classList.toggle("near", on && keysOf(other).some((key) => keys.includes(key)));
  };
  each.addEventListener("pointerenter", near(true));
  each.addEventListener("pointerleave", near(false));
}

// j and k walk the marks in the order of the text; a mark cut in pieces is one stop.
const stops = [...new Set(marks.map((mark) => mark.dataset.e))];
let stop = -1;

document.addEventListener("keydown", (event) => {
  const step = { j: 1, k: -1 }[event.key];
  if (!step || !stops.length || !letters.checked || elsewhere(event)) return;
  stop = Math.max(0, Math.min(stops.length - 1, stop + step));
  const keys = stops[stop].split(" ");
  light(keys);
  history.replaceState(null, "", `#e-${keys[0]}`);
});

function aimed() {
  if (!location.hash.startsWith("#e-")) return;
  const key = location.hash.slice(3);
  stop = stops.findIndex((keys) => keys.split(" ").includes(key));
  light([key]);
}

addEventListener("hashchange", aimed);
aimed();
