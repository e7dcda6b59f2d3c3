// The menu of a name or a line: right click, long press, Shift+F10 or the Menu key.
import { byId, el } from "./dom.js";

// Open it with `show(title, items, x, y)`: an item is {label, act}, or {label, href} for a link.
export function contextMenu(stage) {
  const title = el("p", { class: "muted small", id: "menu-title", role: "presentation" });
  const list = el("div", { role: "menu", "aria-labelledby": "menu-title", tabindex: -1 });
  const box = el("div", { class: "menu-box", hidden: true }, title, list);
  stage.parentElement.append(box);
  let pressed = false; // since it opened: a finger that is only lifted chooses nothing

  function show(name, items, x, y) {
    title.textContent = name;
    list.replaceChildren(...items.map(item));
    box.hidden = false;
    pressed = false;
    const room = stage.getBoundingClientRect();
    box.style.left = `${Math.max(4, Math.min(x, room.width - box.offsetWidth - 4))}px`;
    box.style.top = `${Math.max(4, Math.min(y, room.height - box.offsetHeight - 4))}px`;
    list.firstElementChild.focus();
  }

  function item({ label, href, act, key }) {
    const inner = [el("span", {}, label), key && el("kbd", { "aria-hidden": "true" }, key)];
    if (href) return el("a", { role: "menuitem", tabindex: -1, href }, inner);
    return el("button", { type: "button", role: "menuitem", tabindex: -1, on: { click: () => { close(); act(); } } }, inner);
  }

  function close({ back = true } = {}) {
    if (box.hidden) return false;
    const held = box.contains(document.activeElement);
    box.hidden = true;
    if (back && held) stage.focus();
    return true;
  }

  list.addEventListener("keydown", (event) => {
    const items = [...list.children], at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items[to % items.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else if (event.key.length === 1 && event.key !== " ") startingWith(items, at, event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("click", (event) => {
    if (pressed || event.detail === 0) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  document.addEventListener("pointerdown", (event) => { pressed = true; if (!box.contains(event.target)) close({ back: false }); });
  addEventListener("blur", () => close());
  return { show, close };
}

function startingWith(items, at, letter) {
  const order = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  order.find((each) => each.textContent.toLowerCase().startsWith(letter.toLowerCase()))?.focus();
}

// What can be done with a name, a line or the sign of a community.
export function itemsOf(table, hand, picked, { name, group, dyad }, open) {
  const served = !byId("brought"); // a file has no server behind it
  const page = (label, href) => (served ? [{ label, href }] : []);
  if (group) return [{ label: `Bring in ${hand.missing(name)} names`, act: () => hand.expand(name), key: "x" }, { label: "List its names", act: () => open({ group: name }) }];
  if (dyad) {
    const ends = [table.names[dyad.from].key, table.names[dyad.to].key];
    return [
      { label: "Open the sentences", act: () => open({ a: ends[0], b: ends[1] }) }, { label: "Paths between the two", act: () => hand.path(...ends) },
      { label: "Common neighbours", act: () => hand.common(ends) }, { label: "Hide both names", act: () => hand.hide(ends) },
      ...page("Page of the two", `/dyad/${ends.join("/")}`), ...page("Dossier of the two", `/dossier/${ends.join("/")}`),
    ];
  }
  const more = hand.missing(name), others = picked.filter((key) => key !== name);
  const grown = hand.grown(name), unfolded = grown || hand.leaves(name);
  return [
    { label: "Open", act: () => open({ name }), key: "Enter" },
    ...(more ? [{ label: `Expand, +${more.toLocaleString("en")}`, act: () => hand.expand(name), key: grown ? null : "x" }] : []),
    ...(unfolded ? [{ label: grown ? "Fold back" : `Fold, −${hand.leaves(name)}`, act: () => hand.fold(name), key: more && !grown ? null : "x" }] : []),
    { label: hand.pinned(name) ? "Unpin" : "Pin", act: () => hand.pin([name]), key: "p" }, { label: "Hide", act: () => hand.hide([name]), key: "h" },
    { label: picked.includes(name) ? "Take out of the selection" : "Select", act: () => hand.toggle(name), key: "s" },
    { label: "Keep only it and its neighbours", act: () => hand.keepNear(name) },
    { label: others.length === 1 ? `Path to ${hand.label(others[0])}` : "Path from here…", act: () => hand.pathFrom(name) },
    { label: others.length ? "Common neighbours with the selection" : "Common neighbours with…", act: () => hand.commonWith(name) },
    ...page("Its page", `/entity/${name}`), ...page("Open as dossier", `/dossier/${name}`),
  ];
}
