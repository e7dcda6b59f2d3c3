// The timeline: a stretch of time is brushed, and can be played; above the line cooperation, below it conflict.
import { byId, el, icon, several, svg } from "./dom.js";
import { change, dayOf, dayWords, now } from "./state.js";
import { chronicle, stepOf } from "./table.js";

const HEIGHT = 44, LINE = 30; // of the plot, and where its line lies, in its own units
const BEAT = 700; // milliseconds that a stretch stands still while playing
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// The first days of equal steps that make a readable plot: days, months or years.
export function stepsOf({ first, last }) {
  const from = new Date(first * 864e5), to = new Date(last * 864e5);
  const months = 12 * (to.getUTCFullYear() - from.getUTCFullYear()) + to.getUTCMonth() - from.getUTCMonth() + 1;
  if (last - first < 45) return { unit: "day", starts: Array.from({ length: last - first + 1 }, (_, i) => first + i), end: last + 1 };
  if (months <= 120) {
    const at = (i) => Math.floor(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + i) / 864e5);
    return { unit: "month", starts: Array.from({ length: months }, (_, i) => at(i)), end: at(months) };
  }
  const years = to.getUTCFullYear() - from.getUTCFullYear() + 1;
  const at = (i) => Math.floor(Date.UTC(from.getUTCFullYear() + i, 0) / 864e5);
  return { unit: "year", starts: Array.from({ length: years }, (_, i) => at(i)), end: at(years) };
}

// Build the timeline; returns what brings it up to date. It is built anew where dates are read otherwise.
export function timeline(table) {
  let drawn = null, by = null;
  return (state, left) => {
    if (by !== state.dates) {
      drawn?.stop();
      by = state.dates;
      drawn = plotOf(table, by);
    }
    drawn.show(state, left);
  };
}

function plotOf(table, by) {
  const box = byId("time");
  const dates = el("select", { "aria-label": "Dated by", on: { change: () => change({ dates: dates.value, from: null, to: null }) } }, el("option", { value: "event" }, "when it happened"), el("option", { value: "document" }, "when it was told"));
  dates.value = by;
  box.hidden = !table.dated.event.span && !table.dated.document.span;
  const { span } = table.dated[by];
  if (!span) {
    box.replaceChildren(el("div", { class: "head" }, el("p", {}, "No statement has a date."), dates));
    return { stop() {}, show() {} };
  }
  const { unit, starts, end } = stepsOf(span);
  const n = starts.length;
  const bars = starts.map((_, i) => ["above", "below"].map((side) => svg("rect", { x: i + 0.08, width: 0.84, height: 0, class: side === "above" ? "b-coop" : "b-conf" })));
  const shade = svg("rect", { class: "brush", y: 0, height: HEIGHT });
  const plot = svg("svg", { class: "plot", viewBox: `0 0 ${n} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" }, shade, bars.flat(), svg("line", { class: "zero", x1: 0, x2: n, y1: LINE, y2: LINE }));
  const from = handle("From", 0), to = handle("To", n);
  const words = el("p", { id: "time-words" });
  const all = el("button", { type: "button", class: "link", on: { click: () => choose(0, n - 1) } }, "All dates");
  const play = el("button", { type: "button", class: "btn icon", "aria-label": "Play", on: { click: () => (playing ? stop() : run()) } }, icon("play"));
  const years = el("div", { class: "years", "aria-hidden": "true" }, ticks(unit, starts, end));
  box.replaceChildren(el("div", { class: "head" }, play, words, all, dates), el("div", { class: "brushed" }, plot, from, to), years);
  let playing = 0;

  function handle(label, value) {
    return el("input", { type: "range", class: "edge", min: 0, max: n, step: 1, value, "aria-label": `${label} which ${unit}`, on: { input: moved, change: () => choose(...ends()) } });
  }

  // Handles stand between steps: the stretch holds the steps from the lower to the one before the upper.
  function ends() {
    const [low, high] = [Number(from.value), Number(to.value)].sort((a, b) => a - b);
    return [Math.min(low, n - 1), Math.max(low, high - 1)];
  }

  function moved() { stop(); choose(...ends(), true); }
  function choose(first, last, running = false) {
    const whole = first <= 0 && last >= n - 1;
    change(whole ? { from: null, to: null } : { from: starts[first], to: (starts[last + 1] ?? end) - 1 }, { running });
  }

  // A drag over the plot brushes a stretch; one that begins inside the stretch moves it.
  plot.parentElement.addEventListener("pointerdown", (event) => {
    if (event.target !== plot && !plot.contains(event.target)) return;
    stop();
    const { left, width } = plot.getBoundingClientRect();
    const at = (x) => Math.min(n - 1, Math.max(0, Math.floor(((x - left) / width) * n)));
    const begun = at(event.clientX), [low, high] = ends();
    const moves = now().from !== null && begun >= low && begun <= high;
    let last = [low, high];
    const drag = (move) => {
      const here = at(move.clientX);
      const by = Math.min(n - 1 - high, Math.max(-low, here - begun));
      last = moves ? [low + by, high + by] : [Math.min(begun, here), Math.max(begun, here)];
      choose(...last, true);
    };
    const drop = (up) => {
      plot.removeEventListener("pointermove", drag);
      if (up.type === "pointerup") choose(...(moves || last[0] !== low || last[1] !== high ? last : [begun, begun]));
    };
    plot.setPointerCapture(event.pointerId);
    plot.addEventListener("pointermove", drag);
    plot.addEventListener("pointerup", drop, { once: true });
    plot.addEventListener("pointercancel", drop, { once: true });
  });

  // Playing moves the stretch, a sixth of the whole where none is brushed, step by step to the end.
  function run() {
    const [low, high] = now().from === null ? [0, Math.max(0, Math.ceil(n / 6) - 1)] : ends();
    const wide = high - low;
    let at = high >= n - 1 ? 0 : low;
    choose(at, at + wide, true);
    playing = setInterval(() => {
      at += 1;
      if (at + wide > n - 1) { stop(); return; }
      choose(at, at + wide, true);
    }, BEAT);
    press(true);
  }

  function stop() {
    if (playing) choose(...ends());
    clearInterval(playing);
    playing = 0;
    press(false);
  }

  function press(on) {
    play.replaceChildren(icon(on ? "pause" : "play"));
    play.setAttribute("aria-label", on ? "Pause" : "Play");
  }

  function show(state, left) {
    const { steps, undated } = chronicle(table, left, starts);
    const low = state.from === null ? 0 : stepOf(starts, state.from), high = state.to === null ? n - 1 : stepOf(starts, state.to);
    const most = Math.max(1, ...steps.map((step) => Math.max(step.above / LINE, step.below / (HEIGHT - LINE))));
    steps.forEach(({ above, below }, i) => {
      const inside = i >= low && i <= high;
      const [up, down] = [above / most, below / most].map((height) => (height ? Math.max(1, height) : 0));
      draw(bars[i][0], LINE - up, up, inside ? "b-coop" : "b-coop out");
      draw(bars[i][1], LINE, down, inside ? "b-conf" : "b-conf out");
    });
    [from.value, to.value] = [low, high + 1];
    from.setAttribute("aria-valuetext", spoken(unit, starts[low]));
    to.setAttribute("aria-valuetext", spoken(unit, starts[high]));
    shade.setAttribute("x", low);
    shade.setAttribute("width", state.from === null && state.to === null ? 0 : high - low + 1);
    all.hidden = state.from === null && state.to === null;
    const dated = state.from !== null || state.to !== null;
    const told = dated ? left.statements : steps.reduce((sum, { above, below }) => sum + above + below, 0);
    const stretch = low === high ? spoken(unit, starts[low]) : `${spoken(unit, starts[low])} to ${spoken(unit, starts[high])}`;
    words.replaceChildren(el("b", {}, stretch), ` ${several(told, "statement")} with a date${undated ? `, ${undated.toLocaleString("en")} without${dated ? " left out" : ""}` : ""}; above the line cooperation, below it conflict`);
  }
  return { show, stop };
}

function draw(bar, y, height, kind) {
  bar.setAttribute("y", y);
  bar.setAttribute("height", height);
  bar.setAttribute("class", kind);
}

function spoken(unit, day) {
  const date = new Date(day * 864e5);
  const year = String(date.getUTCFullYear());
  return unit === "year" ? year : `${unit === "day" ? `${date.getUTCDate()} ` : ""}${MONTHS[date.getUTCMonth()]} ${year}`;
}

// A mark where a year begins (a month, where the steps are days), as wide as it lasts.
function ticks(unit, starts, end) {
  const part = (day) => (unit === "day" ? dayWords(day).slice(0, 7) : dayWords(day).slice(0, 4));
  const begun = starts.filter((day, i) => i === 0 || part(day) !== part(starts[i - 1]));
  const every = Math.ceil(begun.length / 12);
  const shown = begun.filter((_, i) => i % every === 0);
  return shown.map((day, i) => {
    const span = el("span", {}, unit === "day" ? spoken("month", dayOf(part(day))) : part(day));
    span.style.flexGrow = String((shown[i + 1] ?? end) - day);
    return span;
  });
}
