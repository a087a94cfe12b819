// The simulators: a truth that can be moved, one sample of it, and what a
// thousand samples say.
import { html, type TemplateResult } from 'lit';
import type { Answer } from 'gradus';
import { lessonAsks, type Opened } from '../lessons';
import type { Sheet } from '../sheet';
import { gradingSample, repeatedGradings, repeatedTrials, studies, trialSample, trialsBySize } from '../sheets/simulated';
import type { Setting, Simulated } from '../simulated';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { card } from './card';
import type { Send } from './send';
import { settings } from './settings';

/** What can be moved in each. */
const SETTINGS = {
  trial: ['size', 'ratio', 'median', 'accrual', 'after', 'lost', 'competing', 'groups'],
  grading: ['patients', 'rho', 'noise', 'typical'],
  study: ['patients', 'rho', 'ratio', 'noise', 'typical', 'median', 'accrual', 'after'],
} as const satisfies Partial<Record<Opened, readonly Setting[]>>;

const LISTS = { trial: ['effect'], grading: ['cuts'], study: ['cuts'] } as const;

export type Simulator = keyof typeof SETTINGS;

export const simulator = (which: Simulator) => (state: State, send: Send): TemplateResult => {
  const { simulated } = decisions(state).questions;
  return html`<p class="lead">${words.learn[which].what}</p>
    <p class="note read">${words.learn[which].read}</p>
    <div class="lesson">
      ${settings(state, send, movable(which, simulated), LISTS[which])}
      <div class="cards asked">${cards(state, which, send)}</div>
    </div>`;
};

/** A time of change means nothing where nothing changes. */
function movable(which: Simulator, { effect }: Simulated): readonly Setting[] {
  return which === 'trial' && effect !== 'proportional' ? [...SETTINGS[which], 'change'] : SETTINGS[which];
}

function cards(state: State, which: Simulator, send: Send): TemplateResult[] {
  const { mapping, questions } = decisions(state);
  const table = state.opened?.value?.table;
  if (!mapping || !table) return [];
  return lessonAsks(mapping, table, questions).map(({ slot, view, request }) => {
    const result = state.results[slot];
    const sheets = result?.value?.answer ? sheetsOf(result.value.answer) : [];
    return card(state, send, { slot, kind: 'topic', ...(view && { view }), result, sheets, request, title: words.learn[which].name });
  });
}

function sheetsOf(answer: Answer): Sheet[] {
  switch (answer.kind) {
    case 'simulate_trial':
      if (answer.by_size?.length) return trialsBySize(answer);
      return answer.repeated ? repeatedTrials(answer, answer.repeated) : trialSample(answer);
    case 'simulate_grading':
      return answer.repeated ? repeatedGradings(answer, answer.repeated) : gradingSample(answer);
    case 'simulate_study':
      return studies(answer);
    default:
      return [];
  }
}
