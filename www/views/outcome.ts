// One question under Survival: its sentence with menus, and its cards.
import { html, nothing, type TemplateResult } from 'lit';
import { fullest, isComing } from '../afterwards';
import { chosenEndpoint } from '../covariates';
import type { Answer, Mapping, TableReport } from 'gradus';
import type { Choices } from '../choices';
import { outcomeAsks, type Outcome } from '../outcomes';
import { isCoded } from '../roles';
import * as route from '../route';
import type { Sheet } from '../sheet';
import { competingModels, incidence } from '../sheets/competing';
import { cox, proportional } from '../sheets/cox';
import { detail } from '../sheets/detail';
import { hazards, logLog } from '../sheets/hazards';
import { meanTimes } from '../sheets/mean_times';
import { medians } from '../sheets/medians';
import { family, gradeSurvival, influence } from '../sheets/influence';
import { reach, simulated } from '../sheets/reach';
import { predicted, residualSheets } from '../sheets/residuals';
import { permutation, tests } from '../sheets/survival_tests';
import { thresholds } from '../sheets/thresholds';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import type { Ask } from '../topics';
import { card } from './card';
import { outcomeSentence } from './outcome_sentence';
import type { Send } from './send';
import { uncoded } from './survival';

type Asked = Exclude<Outcome, 'curves'>;

/** Questions about groups, and what is missing where there are none. */
const GROUPED: Partial<Record<Asked, 'tests' | 'reach'>> = { tests: 'tests', reach: 'reach', influence: 'reach' };

export function outcomePart(
  state: State,
  mapping: Mapping,
  table: TableReport,
  outcome: Asked,
  send: Send,
): TemplateResult {
  const { questions } = decisions(state);
  const endpoint = chosenEndpoint(mapping, questions);
  const asks = outcomeAsks(mapping, table, questions, (slot) => state.results[slot]?.value?.answer).filter(
    ({ slot }) => !slot.endsWith(':cohort'),
  );
  const cards = () =>
    asks.length
      ? html`<div class="cards asked">${asks.map((ask) => outcomeCard(state, outcome, ask, send))}</div>`
      : html`<p class="notice">${words.outcomes[GROUPED[outcome] ?? 'cox'].lacking}</p>`;
  return html`${outcomeSentence(state, mapping, table, outcome, send)}
  ${outcome === 'competing' && endpoint && isCoded(endpoint) && endpoint.coding.competing.length === 0
    ? html`<p class="notice">
        ${words.outcomes.competing.none}
        <a href=${route.write('data', questions)}>${words.events.goSay}</a>
      </p>`
    : nothing}
  ${endpoint && !isCoded(endpoint) ? uncoded(state, endpoint) : cards()}`;
}

export function outcomeCard(state: State, outcome: Asked, ask: Ask, send: Send): TemplateResult {
  const result = fullest(state, ask.slot);
  const answer = result?.value?.answer;
  const { adjust } = decisions(state).questions.choices;
  return card(state, send, {
    slot: ask.slot,
    kind: ask.draw ? 'topic' : null,
    ...(ask.view && { view: ask.view }),
    result,
    sheets: answer ? sheetsOf(answer, ask, isComing(state, ask.slot), adjust) : [],
    ...(answer?.kind === 'cox' && ask.view === 'residuals' && { long: residualSheets(answer) }),
    request: ask.request,
    title: answer?.kind === 'median_bootstrap' ? words.outcomes.mean.median.name : words.outcomes[outcome].name,
    ...aboutOf(ask),
    ...(ask.figures && { figures: ask.figures }),
    doubts: words.outcomes[outcome].doubts,
  });
}

/** How to read a figure that says nothing new in numbers. */
function aboutOf({ view }: Ask): { about?: readonly [string, string] } {
  const { log, hazard } = words.outcomes.alike;
  if (view === 'predicted') return { about: words.outcomes.cox.predicted };
  if (view === 'log_log') return { about: log };
  return view === 'cumulative_hazard' ? { about: hazard } : {};
}

export function sheetsOf(answer: Answer, ask: Ask, coming: boolean, adjust: Choices['adjust']): Sheet[] {
  switch (answer.kind) {
    case 'survival':
      if (ask.view) return ask.view === 'log_log' ? logLog(answer) : hazards(answer);
      if (answer.groups.some(({ at_times }) => at_times.length > 0)) return detail(answer);
      return answer.restricted_means.length ? meanTimes(answer) : tests(answer, adjust);
    case 'permutation_log_rank':
      return permutation(answer);
    case 'family':
      return family(answer);
    case 'influence':
      return influence(answer);
    case 'grade_survival':
      return gradeSurvival(answer);
    case 'simulated_power':
      return simulated(answer);
    case 'median_bootstrap':
      return medians(answer);
    case 'log_rank_power':
      return reach(answer);
    case 'cox':
      if (ask.view === 'predicted') return predicted(answer);
      return ask.view ? proportional(answer) : cox(answer);
    case 'incidence':
      return incidence(answer);
    case 'competing_regression':
      return competingModels(answer);
    case 'thresholds':
      return thresholds(answer, coming);
    default:
      return [];
  }
}
