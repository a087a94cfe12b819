// From a place on a figure to the field that changes what is written there.
import { FAMILY } from './canvas';
import type { DisplayList, Item } from 'gradus';

type Text = Extract<Item, { shape: 'text' }>;

/** The field for a text, by its part; null where there is nothing to change. */
function fieldOf({ role }: Text): string | null {
  switch (role.part) {
    case 'title':
      return 'look-title';
    case 'axis_title':
      return `look-${role.axis}_title`;
    case 'tick_label':
      return role.axis === 'x' ? 'look-ticks' : 'look-y_from';
    case 'risk_label':
    case 'group_label':
      return `look-group-${role.group}`;
    default:
      return null;
  }
}

/** Around letters, in pixels. */
const NEAR = 4;

/** The field for what is written at this place of the list. */
export function fieldAt(list: DisplayList, x: number, y: number): string | null {
  const measure = document.createElement('canvas').getContext('2d');
  const texts = list.items.filter((item): item is Text => item.shape === 'text' && fieldOf(item) !== null);
  const hit = texts.find((item) => {
    if (measure) measure.font = `${item.size}px ${FAMILY}`;
    const width = measure?.measureText(item.text).width ?? 0;
    const start = item.anchor === 'start' ? 0 : item.anchor === 'middle' ? width / 2 : width;
    const [along, across] = item.rotate === 0 ? [x - item.x, y - item.y] : [item.y - y, x - item.x];
    return along >= -start - NEAR && along <= width - start + NEAR && across >= -item.size - NEAR && across <= NEAR;
  });
  return hit ? fieldOf(hit) : colourAt(list, x, y);
}

/** The field for the colour of the curve that is pointed at. */
function colourAt(list: DisplayList, x: number, y: number): string | null {
  const near = list.items.find((item) => {
    if (item.shape !== 'line' || (item.role.part !== 'curve' && item.role.part !== 'tail')) return false;
    const { points } = item;
    for (let k = 0; k + 3 < points.length; k += 2) {
      const [x0, y0, x1, y1] = points.slice(k, k + 4) as [number, number, number, number];
      const along = x >= Math.min(x0, x1) - NEAR && x <= Math.max(x0, x1) + NEAR;
      if (along && y >= Math.min(y0, y1) - NEAR && y <= Math.max(y0, y1) + NEAR) return true;
    }
    return false;
  });
  return near && 'group' in near.role ? `look-colour-${near.role.group}` : null;
}

/** Opens what hides the field and goes there. */
export function goTo(field: string): void {
  const input = document.getElementById(field);
  input?.closest('details')?.setAttribute('open', '');
  input?.focus();
}
