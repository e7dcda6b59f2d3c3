// The tools above the picture: what sets size, which labels, how many names, steps back and forth, closer and further.
import { byId, el } from "./dom.js";
import { canRedo, canUndo, change, redo, undo } from "./state.js";

export function tools(table, picture) {
  const size = byId("size");
  size.replaceChildren(...table.measures.map(({ key, label }) => el("option", { value: key }, label)));
  for (const name of ["size", "labels", "draw"]) byId(name).addEventListener("change", (event) => change({ [name]: event.target.value }));
  byId("undo").addEventListener("click", undo);
  byId("redo").addEventListener("click", redo);
  byId("zoom-in").addEventListener("click", () => picture()?.zoom(1.25));
  byId("zoom-out").addEventListener("click", () => picture()?.zoom(0.8));
  byId("fit").addEventListener("click", () => picture()?.fit());
  for (const [id, view] of [["t-net", "network"], ["t-tab", "table"]]) byId(id).addEventListener("click", () => change({ view }));

  return (state) => {
    for (const name of ["size", "labels", "draw"]) byId(name).value = state[name];
    byId("undo").disabled = !canUndo();
    byId("redo").disabled = !canRedo();
    const table = state.view === "table";
    byId("strip").hidden = table;
    for (const [id, on] of [["t-net", !table], ["t-tab", table]]) {
      byId(id).setAttribute("aria-selected", on);
      byId(id).tabIndex = on ? 0 : -1;
      byId(byId(id).getAttribute("aria-controls")).hidden = !on;
    }
  };
}
