// How a view says what happened: events go up.
import { decisions, type Questions, type State } from '../state';
import type { Event } from '../update';

export type Send = (event: Event) => void;

/** Changes words of the questions, the others staying. */
export function asking(state: State, send: Send): (change: Partial<Questions>) => void {
  const { questions } = decisions(state);
  return (change) => send({ do: 'decide', change: { questions: { ...questions, ...change } } });
}
