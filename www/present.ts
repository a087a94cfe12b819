// Presenting: one idea a screen, gone through by arrow keys.
import { LESSONS } from './lessons';
import { TRAPS } from './simulated';
import { decisions, type Questions, type State } from './state';
import { STOPS } from './tour';
import type { Event } from './update';

const STEPS: Record<string, number> = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

/** Whether the page is shown to a room. */
export function presenting(state: State): boolean {
  return state.source !== null && state.place === 'learn' && decisions(state).questions.present;
}

/** Which idea is on the screen: a new one begins at its top. */
export function screenOf(state: State): string {
  const { lesson, stop, simulated } = decisions(state).questions;
  return state.place === 'learn' ? `${lesson} ${stop} ${simulated.trap}` : '';
}

/** What a key does while presenting; null where it is meant for something else. */
export function pressed(state: State, event: KeyboardEvent): Event | null {
  if (!presenting(state) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return null;
  const taken = (event.target as Element | null)?.closest?.('input, textarea, select, canvas, [role="application"]');
  if (taken) return null;
  const go = (questions: Partial<Questions>): Event => ({ do: 'go', place: 'learn', questions });
  if (event.key === 'Escape') return go({ present: false });
  const step = STEPS[event.key];
  return step === undefined ? null : go(screen(decisions(state).questions, step));
}

/** The screen so many further: stops of the walk, trap after trap, lesson after lesson. */
function screen({ lesson, stop, simulated }: Questions, step: number): Partial<Questions> {
  if (lesson === 'tour' && stop + step >= 1 && stop + step <= STOPS.length) return { stop: stop + step };
  const trap = TRAPS[TRAPS.indexOf(simulated.trap) + step];
  if (lesson === 'trap' && trap) return { simulated: { ...simulated, trap, strength: null } };
  const next = LESSONS[Math.min(Math.max(LESSONS.indexOf(lesson) + step, 0), LESSONS.length - 1)] ?? lesson;
  return next === lesson ? {} : { lesson: next, stop: step < 0 && next === 'tour' ? STOPS.length : 1 };
}
