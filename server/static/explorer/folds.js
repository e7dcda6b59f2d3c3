// Where communities stand when the network is folded: near to whom they deal with, with room for their labels.
import { otherEnd } from "./table.js";

const SMALL = 3; // names; communities no larger share one sign
const MOST = 40; // signs
const STAGE = { width: 800, height: 560 };
const ROUNDS = 240;
const AROUND = 30; // from one name brought in to the next
export const SMALLER = "~small";

export function radiusOf(size) { return 9 + Math.min(26, 2 * Math.sqrt(size)); }

// The sign that each community stands under: its own, or the one that all small ones share.
export function signsOf(table) {
  return (table.signs ??= signed(table));

  function signed() {
    const size = table.communities.map(() => 0), first = [];
    for (const { id, community } of table.names) { size[community] += 1; first[community] ??= id; }
    const bySize = size.map((_, community) => community).filter((community) => size[community]).sort((p, q) => size[q] - size[p] || p - q);
    const own = bySize.filter((community) => size[community] > SMALL).slice(0, MOST - 1);
    const shared = bySize.filter((community) => !own.includes(community));
    const alone = shared.length === 1 ? [...own, ...shared] : own;
    const signs = new Map(alone.map((community) => [community, { id: `~${table.names[first[community]].key}`, community, size: size[community] }]));
    const smaller = { id: SMALLER, community: null, size: shared.reduce((sum, community) => sum + size[community], 0), groups: shared.length };
    for (const community of shared) if (!signs.has(community)) signs.set(community, smaller);
    return signs;
  }
}

// The place of each sign, by its id. `held` tells how many names stand around a sign by name, which take room.
export function placesOf(table, held, labelOf) {
  const signs = [...new Set(signsOf(table).values())];
  const start = ranked(signs.map((sign) => ({ sign, ...middleOf(table, sign) })));
  const links = linksOf(table);
  let boxes = [];
  for (let stretch = 1; stretch < 4; stretch *= 1.15) {
    boxes = start.map(({ sign, x, y }) => ({ sign, x: x * STAGE.width * stretch, y: y * STAGE.height * stretch, ...room(sign, held.get(sign.id) ?? 0, labelOf(sign), stretch) }));
    if (settled(boxes, links, stretch)) break;
  }
  return new Map(boxes.map(({ sign, x, y, label }) => [sign.id, { x: x - STAGE.width / 2, y: y - label / 2 - STAGE.height / 2 }]));
}

// The rectangle of a sign, its label beneath it; labels keep their size on screen, so they grow as the whole is stretched.
function room(sign, names, label, stretch) {
  const r = names ? ringOf(sign, names) : radiusOf(sign.size);
  const height = 17 * stretch;
  return { width: Math.max(2 * r, 6.6 * stretch * Math.min(38, label.length)) + 14, height: 2 * r + height + 8, label: height };
}

function ringOf(sign, names) { return radiusOf(sign.size) + AROUND * Math.sqrt(names) + 24; }

function middleOf(table, sign) {
  const names = table.names.filter(({ community }) => signsOf(table).get(community) === sign);
  const sum = names.reduce(([x, y], name) => [x + name.x, y + name.y], [0, 0]);
  return { x: sum[0] / names.length, y: sum[1] / names.length };
}

// Spread over the stage by order, not by distance, so that a crowd in the middle takes the room there is.
function ranked(all) {
  const order = (axis) => [...all].sort((p, q) => p[axis] - q[axis] || p.sign.id.localeCompare(q.sign.id, "en"));
  const [across, down] = [order("x"), order("y")];
  const at = (list, one) => (list.indexOf(one) + 0.5) / all.length;
  return all.map((one) => ({ sign: one.sign, x: at(across, one), y: at(down, one) }));
}

// How much the communities deal with one another, as shares of the most.
function linksOf(table) {
  return (table.links ??= linked());

  function linked() {
    const found = new Map();
    for (const name of table.names) {
      for (const dyad of name.dyads) {
        const [one, other] = [name, table.names[otherEnd(dyad, name.id)]].map(({ community }) => signsOf(table).get(community).id);
        if (one < other) found.set(`${one} ${other}`, (found.get(`${one} ${other}`) ?? 0) + 1);
      }
    }
    const most = Math.max(1, ...found.values());
    return [...found].map(([ends, n]) => [...ends.split(" "), Math.sqrt(n / most)]);
  }
}

// Draw what is linked together, push apart what overlaps, keep all on the stage; true where nothing overlaps at the end.
function settled(boxes, links, stretch) {
  const at = new Map(boxes.map((box) => [box.sign.id, box]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const pull = 0.002 * Math.max(0, 1 - (2 * round) / ROUNDS);
    for (const [one, other, share] of links) {
      const [a, b] = [at.get(one), at.get(other)];
      const [dx, dy] = [(b.x - a.x) * pull * share, (b.y - a.y) * pull * share];
      a.x += dx; a.y += dy; b.x -= dx; b.y -= dy;
    }
    parted(boxes);
    for (const box of boxes) {
      box.x = Math.min(STAGE.width * stretch - box.width / 2, Math.max(box.width / 2, box.x));
      box.y = Math.min(STAGE.height * stretch - box.height / 2, Math.max(box.height / 2, box.y));
    }
  }
  return parted(boxes) < 1;
}

// Push overlapping rectangles apart along the shorter way; returns the deepest overlap.
function parted(boxes) {
  let deepest = 0;
  boxes.forEach((a, place) => {
    for (const b of boxes.slice(place + 1)) {
      const dx = b.x - a.x || 1e-3, dy = b.y - a.y || 1e-3;
      const across = (a.width + b.width) / 2 - Math.abs(dx), down = (a.height + b.height) / 2 - Math.abs(dy);
      if (across <= 0 || down <= 0) continue;
      deepest = Math.max(deepest, Math.min(across, down));
      const [x, y] = across < down ? [(Math.sign(dx) * across) / 2, 0] : [0, (Math.sign(dy) * down) / 2];
      a.x -= x; a.y -= y; b.x += x; b.y += y;
    }
  });
  return deepest;
}

// The place of the nth name brought in around a sign: on a spiral, the best documented nearest.
export function aroundSign(place, size, n) {
  const far = radiusOf(size) + AROUND * Math.sqrt(n + 0.6), turn = n * 2.399963;
  return { x: place.x + far * Math.cos(turn), y: place.y + far * Math.sin(turn) };
}
