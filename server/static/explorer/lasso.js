// A loop drawn with pointer or finger; the names inside it are selected. Shift adds them to those that are.
import { byId, svg } from "./dom.js";

// Whether a point lies in a closed loop, by the crossings of a ray.
export function encloses(loop, x, y) {
  let inside = false;
  loop.forEach(([ax, ay], place) => {
    const [bx, by] = loop[(place + 1) % loop.length];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

// `looped(loop, add)` gets the points as the stage counts them; `turned()` is told of on and off.
export function lassoOn(stage, looped, turned) {
  const trail = svg("polygon", {});
  const sheet = svg("svg", { class: "lasso", "aria-hidden": "true" }, trail);
  stage.parentElement.append(sheet);
  let loop = null, on = false;

  function turn(to) {
    on = to;
    sheet.classList.toggle("on", on);
    loop = null;
    trail.removeAttribute("points");
    turned();
  }

  function at({ clientX, clientY }) {
    const box = byId("net").getBoundingClientRect();
    return [clientX - box.x, clientY - box.y];
  }

  sheet.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    sheet.setPointerCapture(event.pointerId);
    loop = [at(event)];
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!loop) return;
    loop.push(at(event));
    trail.setAttribute("points", loop.map((point) => point.map(Math.round).join(",")).join(" "));
  });
  sheet.addEventListener("pointerup", (event) => {
    const drawn = loop;
    turn(false);
    if (drawn?.length > 2) looped(drawn, event.shiftKey);
  });
  sheet.addEventListener("pointercancel", () => turn(false));
  return { on: () => on, toggle: () => turn(!on), off: () => { if (on) turn(false); return true; } };
}
