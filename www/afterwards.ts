// What takes its time is asked once the first answer is on the screen: the quick
// answer is shown, and the fuller one takes its place without moving anything.
import type { Request } from 'gradus';
import type { Drawn, Slot, State } from './state';

const PREFIX = 'then:';

export function isAfterwards(slot: string): boolean {
  return slot.startsWith(PREFIX);
}

/** A thousand samples are drawn once the hand on a slider rests, so that the curve that
 *  follows it never waits behind them. */
export function waitsForRest(slot: string): boolean {
  return slot.endsWith(':many') || slot.endsWith(':sizes');
}

export interface Fuller { slot: string; key: string; request: Request }

/** What to ask next for a slot, once its own answer is there. */
export function fuller(state: State, slot: string, request: Request | null): Fuller | null {
  const first = state.results[slot];
  if (!request || first?.status !== 'done' || !first.value?.answer) return null;
  return { slot: PREFIX + slot, key: first.key + JSON.stringify(request), request };
}

/** What came afterwards of the answer that the slot has now. */
export function followed(state: State, slot: string): Drawn | null {
  const first = state.results[slot];
  const more = state.results[PREFIX + slot];
  return first && more?.value?.answer && more.key.startsWith(first.key) ? more.value : null;
}

/** The fullest answer there is to what the slot was last asked. */
export function fullest(state: State, slot: string): Slot<Drawn> | undefined {
  const first = state.results[slot];
  const more = followed(state, slot);
  return first?.value && more ? { ...first, value: { ...first.value, ...more } } : first;
}

/** Whether a fuller answer is on its way. */
export function isComing(state: State, slot: string): boolean {
  return state.results[PREFIX + slot]?.status === 'working';
}
