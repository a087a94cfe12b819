// Words on a figure that can be moved: the printed numbers and the names of curves.
// Places are shares of the plot from its top left, as the engine takes them.
import { FAMILY } from './canvas';
import type { DisplayList, Item } from 'gradus';
import type { Look, LookChange } from './look';

type Text = Extract<Item, { shape: 'text' }>;

/** The printed numbers, or the name of a group by its position. */
export type Movable = 'note' | number;

/** How far letters reach above their baseline, as a share of their size: the engine's own. */
const ASCENT = 0.74;

function lettersOf(list: DisplayList, what: Movable): Text[] {
  return list.items.filter((item): item is Text => {
    if (item.shape !== 'text') return false;
    const { role } = item;
    return what === 'note' ? role.part === 'note' : role.part === 'group_label' && role.group === what;
  });
}

/** Everything that can be moved. */
export function movables(list: DisplayList): Movable[] {
  const groups = list.reading?.groups.map((_, k): Movable => k) ?? [];
  return (['note', ...groups] as Movable[]).filter((what) => placeOf(list, what) !== null);
}

/** Where it stands now; null where it is not, or stands outside the plot by itself. */
export function placeOf(list: DisplayList, what: Movable): [number, number] | null {
  const { reading } = list;
  const [first] = lettersOf(list, what);
  if (!reading || !first) return null;
  const wide = reading.right - reading.left;
  const tall = reading.bottom - reading.top;
  // The note by the top of its letters, a name by its baseline.
  const y = what === 'note' ? first.y - first.size * ASCENT : first.y;
  if (y < reading.top - 12 || y > reading.bottom) return null;
  return [(first.x - reading.left) / wide, (y - reading.top) / tall];
}

/** The room it takes, in pixels of the list. */
export function boxOf(list: DisplayList, what: Movable): { left: number; top: number; right: number; bottom: number } | null {
  const letters = lettersOf(list, what);
  const measure = document.createElement('canvas').getContext('2d');
  if (letters.length === 0 || !measure) return null;
  const widths = letters.map(({ text, size, bold }) => {
    measure.font = `${bold ? 'bold ' : ''}${size}px ${FAMILY}`;
    return measure.measureText(text).width;
  });
  return {
    left: Math.min(...letters.map(({ x }) => x)),
    right: Math.max(...letters.map(({ x }, k) => x + (widths[k] ?? 0))),
    top: Math.min(...letters.map(({ y, size }) => y - size)),
    bottom: Math.max(...letters.map(({ y, size }) => y + size * 0.25)),
  };
}

/** What lies under a place of the list and can be moved. */
export function movableAt(list: DisplayList, x: number, y: number): Movable | null {
  const hit = (what: Movable) => {
    const box = boxOf(list, what);
    return box !== null && x >= box.left - 3 && x <= box.right + 3 && y >= box.top - 2 && y <= box.bottom + 2;
  };
  return movables(list).find(hit) ?? null;
}

const THOUSANDTH = 1000;
const round = (share: number) => Math.round(Math.max(-0.1, Math.min(1.2, share)) * THOUSANDTH) / THOUSANDTH;

/** The look with it moved by so many pixels of the list. */
export function movedBy(list: DisplayList, look: Look, what: Movable, right: number, down: number): LookChange {
  const { reading } = list;
  const place = placeOf(list, what);
  if (!reading || !place) return {};
  const next: [number, number] = [
    round(place[0] + right / (reading.right - reading.left)),
    round(place[1] + down / (reading.bottom - reading.top)),
  ];
  return put(look, reading.groups.length, what, next);
}

/** Where a reader wants it, or null for where there is room. */
export function put(look: Look, groups: number, what: Movable, place: [number, number] | null): LookChange {
  if (what === 'note') return { note_at: place ?? undefined };
  const next = Array.from({ length: groups }, (_, k) => (k === what ? place : (look.label_at?.[k] ?? null)));
  return { label_at: next.some((one) => one !== null) ? next : undefined };
}
