// Further figures of a question, each drawn for itself once the first is there.
import type { Request, View } from 'gradus';

export interface Figure {
  slot: string;
  view: View;
  request: Request;
  /** How its files are called. */
  name: string;
}

/** One more view of a slot; it is not waited for. */
export function figure(slot: string, view: View, request: Request, name: string): Figure {
  return { slot: `then:${slot}:${view}`, view, request, name };
}
