// The survival simulator: a truth that can be moved, one sample of it, and what
// a thousand samples say.
import { html, type TemplateResult } from 'lit';
import { lessonAsks } from '../lessons';
import { decisions, type State } from '../state';
import { repeatedTrials, trialSample } from '../sheets/simulated';
import type { Setting } from '../simulated';
import { words } from '../strings/en';
import { card } from './card';
import type { Send } from './send';
import { settings } from './settings';

const SETTINGS: readonly Setting[] = ['size', 'ratio', 'median', 'accrual', 'after', 'lost', 'competing', 'groups'];

export function trialPart(state: State, send: Send): TemplateResult {
  const { mapping, questions } = decisions(state);
  const table = state.opened?.value?.table;
  if (!mapping || !table) return html``;
  const { effect } = questions.simulated;
  const names = effect === 'proportional' ? SETTINGS : [...SETTINGS, 'change' as const];
  return html`<p class="lead">${words.learn.trial.what}</p>
    <div class="lesson">
      ${settings(state, send, names, true)}
      <div class="cards asked">
        ${lessonAsks(mapping, table, questions).map((ask) => {
          const result = state.results[ask.slot];
          const answer = result?.value?.answer;
          const sheets = answer?.kind !== 'simulate_trial' ? [] : answer.repeated ? repeatedTrials(answer, answer.repeated) : trialSample(answer);
          const title = words.learn.trial.name;
          return card(state, send, { slot: ask.slot, kind: 'topic', ...(ask.view && { view: ask.view }), result, sheets, request: ask.request, title });
        })}
      </div>
    </div>`;
}
