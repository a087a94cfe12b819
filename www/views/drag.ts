// Printed numbers and names of curves dragged over a figure; the engine draws them
// anew where they were let go. The same can be done by buttons, in the look.
import { ref } from 'lit/directives/ref.js';
import type { DisplayList } from 'gradus';
import type { Look, LookChange } from '../look';
import { boxOf, movableAt, movedBy, type Movable } from '../move';

export interface Moves { look: Look; set: (change: LookChange) => void }

/** Less than this is a click. */
const LEAST = 4;

interface Grip { what: Movable; x: number; y: number; frame: HTMLElement }

/** What a stage does now; it stays when it is drawn anew. */
const stages = new WeakMap<HTMLElement, { list: DisplayList; moves: Moves }>();

export function dragging(list: DisplayList, moves: Moves) {
  return ref((element) => {
    if (!(element instanceof HTMLElement)) return;
    const known = stages.has(element);
    stages.set(element, { list, moves });
    if (!known) listen(element);
  });
}

function listen(stage: HTMLElement): void {
  let grip: Grip | null = null;
  let dragged = false;
  const now = () => stages.get(stage);
  const scale = () => {
    const box = stage.querySelector('canvas')?.getBoundingClientRect();
    return box ? { left: box.left, top: box.top, by: (now()?.list.width ?? box.width) / box.width } : null;
  };
  const under = (event: PointerEvent) => {
    const at = scale();
    const list = now()?.list;
    return at && list ? movableAt(list, (event.clientX - at.left) * at.by, (event.clientY - at.top) * at.by) : null;
  };
  const letGo = () => {
    grip?.frame.remove();
    grip = null;
  };
  stage.addEventListener('pointerdown', (event) => {
    dragged = false;
    const what = event.button === 0 ? under(event) : null;
    const list = now()?.list;
    const at = scale();
    const box = what !== null && list ? boxOf(list, what) : null;
    if (what === null || !box || !at) return;
    const frame = document.createElement('div');
    frame.className = 'moving';
    const length = (pixels: number) => `${pixels / at.by}px`;
    Object.assign(frame.style, { left: length(box.left - 3), top: length(box.top - 1), width: length(box.right - box.left + 6), height: length(box.bottom - box.top + 2) });
    grip = { what, x: event.clientX, y: event.clientY, frame };
    stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener('pointermove', (event) => {
    if (!grip) {
      stage.classList.toggle('over-movable', under(event) !== null);
      return;
    }
    const [right, down] = [event.clientX - grip.x, event.clientY - grip.y];
    if (!dragged && Math.hypot(right, down) < LEAST) return;
    if (!dragged) stage.append(grip.frame);
    dragged = true;
    grip.frame.style.transform = `translate(${right}px, ${down}px)`;
  });
  stage.addEventListener('pointerup', (event) => {
    const at = scale();
    const known = now();
    if (grip && dragged && at && known) {
      const change = movedBy(known.list, known.moves.look, grip.what, (event.clientX - grip.x) * at.by, (event.clientY - grip.y) * at.by);
      known.moves.set(change);
    }
    letGo();
  });
  stage.addEventListener('pointercancel', letGo);
  // What was dragged was not clicked.
  stage.addEventListener('click', (event) => dragged && event.stopImmediatePropagation(), { capture: true });
}
