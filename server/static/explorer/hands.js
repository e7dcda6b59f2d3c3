// What the reader does to names: expand, fold, pin, hide, select, ask for paths and for common neighbours.
import { byId, el, icon, say, several } from "./dom.js";
import { broughtBy, leavesOf, missingOf } from "./scene.js";
import { change, now } from "./state.js";
import { otherEnd } from "./table.js";

const KEPT = 300; // names at most that stay when a name is kept with its neighbours

export function less(list, keys) { return list.filter((each) => !keys.includes(each)); }

// The key of what is drawn: a name's own, or the sign of a community, which begins with ~.
export function keyOf(node) { return node?.name?.key ?? node?.id ?? null; }

// `seen()` gives what is left, drawn and shown at the moment; `asked()` is told when a name is sought, or no longer.
export function hands(table, seen, asked) {
  let seeking = null;
  const drawnIds = () => new Set(seen().scene.nodes.map(({ id }) => id));
  const known = (key) => table.byKey.has(key);
  const label = (key) => table.byKey.get(key)?.label ?? "these names";
  const missing = (key) => {
    const there = drawnIds(); // what is hidden by hand does not come when a name is expanded
    for (const hidden of now().hidden) if (known(hidden)) there.add(table.byKey.get(hidden).id);
    return key.startsWith("~") ? broughtBy(table, seen().left, key, there).length : missingOf(table, seen().left, key, there);
  };
  const leaves = (key) => (known(key) ? leavesOf(table, seen().left, key, drawnIds()).length : 0);

  function expand(key) { change({ expanded: [...now().expanded, key], folded: less(now().folded, [key]), open: now().open?.group ? null : now().open }); }
  function fold(key) { change({ expanded: less(now().expanded, [key]), folded: leaves(key) && !now().expanded.includes(key) ? [...now().folded, key] : now().folded }); }

  function grow(key) {
    const { expanded, folded } = now();
    if (folded.includes(key)) change({ folded: less(folded, [key]) });
    else if (known(key) && expanded.includes(key)) change({ expanded: less(expanded, [key]) });
    else if (missing(key)) expand(key);
    else if (leaves(key)) fold(key);
    else say(`Nothing more is tied to ${label(key)}, and nothing hangs on it alone.`);
  }

  function hide(keys) {
    const { hidden, open, path, common, picked, just } = now();
    const gone = (key) => keys.includes(key);
    const rest = less(common, keys);
    change({
      hidden: [...less(hidden, keys), ...keys], picked: less(picked, keys), just: less(just, keys), common: rest.length > 1 ? rest : [],
      open: [open?.name, open?.a, open?.b].some(gone) ? null : open, path: path && (gone(path.a) || gone(path.b)) ? null : path,
    });
  }

  function pin(keys) {
    const { pinned } = now();
    const places = keys.map((key) => [key, seen().scene.nodes.find((node) => node.name?.key === key)]).filter(([, node]) => node);
    if (keys.every((key) => pinned[key])) change({ pinned: Object.fromEntries(Object.entries(pinned).filter(([key]) => !keys.includes(key))) });
    else change({ pinned: { ...pinned, ...Object.fromEntries(places.map(([key, { x, y }]) => [key, [x, y]])) } });
  }

  function pick(keys, more = false) {
    const { picked } = now();
    change({ picked: more ? [...new Set([...picked, ...keys])] : keys, open: null, path: null, common: [] });
  }

  function toggle(key) { pick(now().picked.includes(key) ? less(now().picked, [key]) : [...now().picked, key]); }

  function keep(keys) { change({ just: keys, hidden: less(now().hidden, keys), picked: [], open: now().open?.group ? null : now().open }); }

  function keepNear(key) {
    const { id, dyads } = table.byKey.get(key);
    const { looks } = seen().left;
    const near = dyads.filter((dyad) => looks[dyad.id].drawn).sort((a, b) => looks[b.id].documents - looks[a.id].documents || a.id - b.id);
    keep([key, ...near.slice(0, KEPT - 1).map((dyad) => table.names[otherEnd(dyad, id)].key)]);
  }

  // ---- the other end ----
  function seek(what, from = []) {
    seeking = what && { what, from };
    asked(seeking);
  }

  function path(a, b) { seek(null); change({ path: { a, b, by: now().path?.by ?? "any", longer: 0 }, common: [], open: null, hidden: less(now().hidden, [a, b]) }); }
  function common(keys) { seek(null); change({ common: keys, path: null, open: null, hidden: less(now().hidden, keys) }); }

  function pathFrom(key) {
    const others = less(now().picked, [key]);
    if (key && others.length === 1) path(key, others[0]);
    else seek("path", key ? [key] : []);
  }

  function commonWith(key) {
    const others = less(now().picked, [key]);
    if (others.length) common([...others, key]);
    else seek("common", [key]);
  }

  // A name was chosen, by hand or by search: true where it is the other end of what was asked.
  function chosen(key) {
    if (!seeking || !known(key)) return false;
    const { what, from } = seeking;
    if (from.includes(key)) { say(`${label(key)} is one end already; choose another name.`); return true; }
    const ends = [...from, key];
    if (ends.length < 2) seek(what, ends);
    else if (what === "path") path(...ends);
    else common(ends);
    return true;
  }

  return { expand, fold, grow, hide, pin, pick, toggle, keep, keepNear, path, common, pathFrom, commonWith, chosen, seek, seeking: () => seeking, missing, leaves, label, known, grown: (key) => now().expanded.includes(key), pinned: (key) => Boolean(now().pinned[key]) };
}

// In a narrow window the tools lie in a sheet over the picture, which makes room for them to be used.
function closeSheet() {
  if (byId("more-tools").classList.contains("open")) document.querySelector('[data-toggle="#more-tools"]').click();
}

// The tools for a lasso, for paths, and for the name in hand; returns what brings them up to date.
export function handTools(hand, inHand, lasso) {
  const button = (id, name, drawn, act) => el("button", { type: "button", class: "btn icon", id, "aria-label": name, title: name, on: { click: () => { closeSheet(); act(); } } }, icon(drawn));
  const withName = (act) => () => { const key = inHand(); if (key) act(key); };
  const made = {
    lasso: button("lasso", "Lasso: draw a loop around names", "lasso", () => lasso.toggle()),
    path: button("path", "Path between two names", "path", () => (hand.seeking()?.what === "path" ? hand.seek(null) : hand.pathFrom(hand.known(inHand()) ? inHand() : null))),
    grow: button("grow", "Expand or fold the name in hand", "grow", withName(hand.grow)),
    pin: button("pin", "Pin the name in hand", "pin", withName((key) => hand.pin([key]))),
    hide: button("hide", "Hide the name in hand", "hide", withName((key) => hand.hide([key]))),
  };
  byId("hands").replaceChildren(...Object.values(made));
  return () => {
    const key = inHand();
    for (const name of ["grow", "pin", "hide"]) {
      made[name].disabled = !key || (name !== "grow" && !hand.known(key));
      made[name].title = key ? made[name].getAttribute("aria-label").replace("the name in hand", hand.label(key)) : "Choose a name first";
    }
    made.pin.setAttribute("aria-pressed", Boolean(now().pinned[key]));
    made.lasso.setAttribute("aria-pressed", lasso.on());
    made.path.setAttribute("aria-pressed", hand.seeking()?.what === "path");
  };
}

// What a step did, in words, for those who do not see it.
export function told(table, before, after) {
  const label = (key) => table.byKey.get(key)?.label ?? "a community";
  const names = (keys) => (keys.length === 1 ? label(keys[0]) : several(keys.length, "name"));
  for (const [name, more, fewer] of [["hidden", "hidden", "shown again"], ["expanded", "expanded", "folded back"], ["folded", "folded", "unfolded"], ["picked", "selected", "no longer selected"]]) {
    const [came, went] = [less(after[name], before[name]), less(before[name], after[name])];
    if (came.length) return `${names(came)} ${more}`;
    if (went.length) return `${names(went)} ${fewer}`;
    if (after[name].length > before[name].length) return `${label(after[name].at(-1))} ${more} further`;
  }
  const [held, then] = [Object.keys(after.pinned), Object.keys(before.pinned)];
  if (held.length !== then.length) return held.length > then.length ? `${names(less(held, then))} pinned` : `${names(less(then, held))} unpinned`;
  if (after.just.join() !== before.just.join()) return after.just.length ? `only ${names(after.just)} drawn` : "all names drawn again";
  if (after.path && JSON.stringify(after.path) !== JSON.stringify(before.path)) return `paths from ${label(after.path.a)} to ${label(after.path.b)}`;
  if (after.common.length && after.common.join() !== before.common.join()) return `common neighbours of ${after.common.map(label).join(" and ")}`;
  if (before.path && !after.path) return "paths cleared";
  if (before.common.length && !after.common.length) return "common neighbours cleared";
  return null;
}
