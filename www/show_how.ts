// How an answer came about, opened on its card: which demonstrations an answer
// has, which is open, and at which step it stands.
import type { Answer, Request, Show, TeachReply, TeachRequest } from 'gradus';
import type { Slot, State } from './state';

/** An open demonstration. */
export interface Showing {
  show: Show;
  part: number;
  step: number;
  playing: boolean;
}

/** One that can be opened: the request whose answer it explains. */
export interface Demonstrable { show: Show; of: Request }

/** How long a step stands while playing. */
export const STEP_MS = 2600;

const PREFIX = 'show:';
export const showSlot = (slot: string) => PREFIX + slot;
export const isShowSlot = (slot: string) => slot.startsWith(PREFIX);

/** What can be shown of an answer. */
export function demonstrable(request: Request | null, answer: Answer | null | undefined): Demonstrable[] {
  if (!request || !answer) return [];
  const all = (...shows: Show[]): Demonstrable[] => shows.map((show) => ({ show, of: request }));
  switch (answer.kind) {
    case 'survival': {
      const several = answer.groups.length > 1;
      const curves = all('kaplan_meier', 'redistribute', 'greenwood');
      const tests = [...(several ? all('log_rank') : []), ...(answer.groups.length === 2 ? byLot(request) : [])];
      // A card of tests is about them.
      return request.kind === 'survival' && (request.tests?.length ?? 1) > 1 ? [...tests, ...curves] : [...curves, ...tests];
    }
    case 'permutation_log_rank':
      return all('permutation');
    case 'correlation':
      return all('spearman', 'permutation', 'bootstrap');
    case 'agreement':
      return answer.kappa.length ? all('kappa') : [];
    case 'cox':
      return all('cox');
    default:
      return [];
  }
}

/** The same two groups, their labels dealt by lot. */
function byLot(request: Request): Demonstrable[] {
  if (request.kind !== 'survival' || !request.by || request.strata?.length || request.landmark != null) return [];
  const { endpoint, by, selection } = request;
  return [{ show: 'permutation', of: { kind: 'permutation_log_rank', endpoint, by, ...(selection && { selection }) } }];
}

/** What to ask of the engine for the step that is open. */
export function teachRequest({ show, of }: Demonstrable, { part, step }: Showing, width: number): TeachRequest {
  return { kind: 'steps', of, show, part, draw: { step, width } };
}

export function shownIn(state: State, slot: string): Slot<TeachReply> | undefined {
  return state.shown[showSlot(slot)];
}

const lastStep = (state: State, slot: string) => (shownIn(state, slot)?.value?.demonstration?.steps.length ?? 1) - 1;

/** Another step, kept within those there are; the last one ends playing. */
export function atStep(state: State, slot: string, step: number): Showing | null {
  const open = state.showing[slot];
  if (!open) return null;
  const last = lastStep(state, slot);
  const within = Math.max(0, Math.min(last, step));
  return { ...open, step: within, playing: open.playing && within < last };
}

/** Whether anything plays. */
export function isPlaying(state: State): boolean {
  return Object.values(state.showing).some((open) => open?.playing);
}

/** Everything that plays, one step on. */
export function onward(state: State): State['showing'] {
  const entries = Object.entries(state.showing).map(([slot, open]) => [slot, open?.playing ? atStep(state, slot, open.step + 1) : open]);
  return Object.fromEntries(entries);
}
