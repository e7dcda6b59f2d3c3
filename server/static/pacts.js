// The life-line: a mark opens its sentences and is lit while they are read; the slider asks how all stood on a day.
"use strict";

// ---- a mark stands for a row of the table: its ¶ opens, and both close together ----
const figureOfLife = document.querySelector(".lifeline");

function warrantOf(mark) {
  return document.querySelector(`#step-${mark.dataset.step} a[data-open]`);
}

function lightMarks() {
  for (const mark of figureOfLife.querySelectorAll("[data-step]")) {
    mark.classList.toggle("on", warrantOf(mark)?.getAttribute("aria-expanded") === "true");
  }
}

if (figureOfLife) {
  figureOfLife.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-step]");
    const warrant = mark && warrantOf(mark);
    if (!warrant || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    warrant.click();
  });
  document.addEventListener("click", () => setTimeout(lightMarks));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") setTimeout(lightMarks); });
}

// ---- as of a day ----
const asOf = document.querySelector("form[data-as-of]");

if (asOf) {
  const [range, select, says] = ["input[type=range]", "select", "[data-says]"].map((each) => asOf.querySelector(each));
  const standing = document.querySelector("[data-standing]");
  const known = new Map([[select.value, standing.innerHTML]]);
  asOf.classList.add("scripted");
  range.hidden = select.options.length < 2;

  const read = async (day) => {
    if (known.has(day)) return known.get(day);
    const answer = await fetch(addressOf(day, true), { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(`It could not be read (${answer.status}).`);
    const found = await answer.text();
    known.set(day, found);
    return found;
  };

  const addressOf = (day, part) => {
    const address = new URL(location.href);
    address.searchParams.set("as-of", day);
    address.hash = "";
    if (part) address.searchParams.set("part", "1");
    return address;
  };

  const show = async (place) => {
    const option = select.options[place];
    range.value = select.selectedIndex = place;
    range.setAttribute("aria-valuetext", option.textContent);
    for (const line of document.querySelectorAll("[data-stop-line]")) {
      const drawing = line.ownerSVGElement.classList.contains("narrow") ? "data-narrow" : "data-wide-fig";
      line.setAttribute("transform", `translate(${option.getAttribute(drawing)} 0)`);
    }
    try {
      const found = await read(option.value);
      if (select.value !== option.value) return;
      standing.replaceChildren(document.createRange().createContextualFragment(found));
      says.textContent = "";
    } catch (error) {
      says.textContent = `${error.message} The table still shows the day that was shown before.`;
    }
  };

  const keep = () => history.replaceState(null, "", addressOf(select.value, false));
  range.addEventListener("input", () => show(Number(range.value)));
  range.addEventListener("change", keep);
  select.addEventListener("change", () => { show(select.selectedIndex); keep(); });
  asOf.addEventListener("submit", (event) => event.preventDefault());
}
