//! Paints a display list on a canvas, at any pixel ratio, on light or dark paper.

import type { DisplayList, Item, Theme } from 'gradus';

/** The families of one set of widths; the core measures with the same. */
export const FAMILY = 'Arial, Helvetica, "Liberation Sans", Arimo, sans-serif';

/** Parts whose straight lines are moved onto whole device pixels. */
const CRISP = new Set(['axis_line', 'tick', 'grid', 'median_line', 'censored']);

/**
 * Sizes the canvas to the list and paints it. `ratio` is device pixels per CSS
 * pixel; the canvas's CSS size is the caller's to set (`list.width`,
 * `list.height`). Paper is left out when `transparent`.
 */
export function paint(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  list: DisplayList,
  theme: Theme,
  ratio: number,
  transparent = false,
): void {
  canvas.width = Math.round(list.width * ratio);
  canvas.height = Math.round(list.height * ratio);
  const context = canvas.getContext('2d') as
    | CanvasRenderingContext2D
    | OffscreenCanvasRenderingContext2D
    | null;
  if (!context) return;
  const inks = new Map(list.colours.map((colour) => [colour.ink, colour[theme]]));
  const ink = (name: string) => inks.get(name) ?? '#000000';
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (transparent) {
    context.clearRect(0, 0, list.width, list.height);
  } else {
    context.fillStyle = ink('paper');
    context.fillRect(0, 0, list.width, list.height);
  }
  context.lineJoin = 'miter';
  for (const item of list.items) paintItem(context, item, ink, ratio);
}

function paintItem(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  item: Item,
  ink: (name: string) => string,
  ratio: number,
): void {
  switch (item.shape) {
    case 'line':
      context.strokeStyle = ink(item.ink);
      context.lineWidth = item.width;
      context.setLineDash(item.dash);
      context.beginPath();
      trace(context, CRISP.has(item.role.part) ? crisp(item.points, item.width, ratio) : item.points);
      context.stroke();
      context.setLineDash([]);
      break;
    case 'area':
      context.globalAlpha = item.opacity;
      context.fillStyle = ink(item.ink);
      context.beginPath();
      trace(context, item.points);
      context.fill();
      context.globalAlpha = 1;
      break;
    case 'rect':
      context.globalAlpha = item.opacity;
      context.fillStyle = ink(item.ink);
      context.fillRect(item.x, item.y, item.width, item.height);
      context.globalAlpha = 1;
      break;
    case 'circle':
      context.beginPath();
      context.arc(item.x, item.y, item.radius, 0, 2 * Math.PI);
      if (item.outline > 0) {
        context.strokeStyle = ink(item.ink);
        context.lineWidth = item.outline;
        context.stroke();
      } else {
        context.globalAlpha = item.opacity;
        context.fillStyle = ink(item.ink);
        context.fill();
        context.globalAlpha = 1;
      }
      break;
    case 'text':
      context.font = `${item.bold ? 'bold ' : ''}${item.size}px ${FAMILY}`;
      context.textAlign = item.anchor === 'middle' ? 'center' : item.anchor;
      context.textBaseline = 'alphabetic';
      context.save();
      context.translate(item.x, item.y);
      if (item.rotate !== 0) context.rotate((item.rotate * Math.PI) / 180);
      if (item.halo) {
        context.strokeStyle = ink('paper');
        context.lineWidth = 3;
        context.lineJoin = 'round';
        context.strokeText(item.text, 0, 0);
      }
      context.fillStyle = ink(item.ink);
      context.fillText(item.text, 0, 0);
      context.restore();
      break;
  }
}

/** Points are one flat list: x, y, x, y, … */
function trace(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  points: ArrayLike<number>,
): void {
  for (let k = 0; k + 1 < points.length; k += 2) {
    const x = points[k] as number;
    const y = points[k + 1] as number;
    if (k === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
}

/**
 * Moves a straight line along an axis so that its edges fall on device pixels:
 * on a pixel's middle when it is an odd number of pixels wide, else on an edge.
 */
function crisp(points: ArrayLike<number>, width: number, ratio: number): ArrayLike<number> {
  if (points.length !== 4) return points;
  const [x0, y0, x1, y1] = points as unknown as [number, number, number, number];
  const half = Math.max(1, Math.round(width * ratio)) % 2 === 1 ? 0.5 : 0;
  const snap = (at: number) => (Math.round(at * ratio - half) + half) / ratio;
  if (x0 === x1) return [snap(x0), y0, snap(x0), y1];
  if (y0 === y1) return [x0, snap(y0), x1, snap(y0)];
  return points;
}
