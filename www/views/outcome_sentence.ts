// The sentences of the questions under Survival: their underlined words are menus.
import { html, nothing, type TemplateResult } from 'lit';
import { groupingOf } from '../ask';
import {
  chosenEndpoint,
  covariateChoices,
  covariateNames,
  markerChoices,
  markerName,
  namesGrade,
  readerChoices,
  stratumChoices,
  weightChoices,
} from '../covariates';
import type { Mapping, TableReport } from 'gradus';
import type { Choices } from '../choices';
import type { Outcome } from '../outcomes';
import { isCoded } from '../roles';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { landmarkWord } from './landmark_word';
import { menu } from './menu';
import { numberWord } from './number_word';
import { numbersWord } from './numbers_word';
import { asking, type Send } from './send';
import { splitWords } from './split_sentence';

/** More covariates than this are no sentence. */
const MOST_COVARIATES = 6;

export function outcomeSentence(
  state: State,
  mapping: Mapping,
  table: TableReport,
  outcome: Exclude<Outcome, 'curves'>,
  send: Send,
): TemplateResult {
  const { questions } = decisions(state);
  const set = asking(state, send);
  const choose = (change: Partial<Choices>) => set({ choices: { ...questions.choices, ...change } });
  const say = words.outcomes;
  const endpoint = menu(
    say.endpoint,
    String(mapping.endpoints.findIndex((one) => one === chosenEndpoint(mapping, questions)) + 1),
    mapping.endpoints.map(({ name }, k) => ({ value: String(k + 1), label: name })),
    (value) => set({ endpoint: Number(value) }),
  );
  const strata = () =>
    menu(say.strataLabel, questions.choices.strata, stratumChoices(mapping, table), (value) => choose({ strata: value }));
  const landmark = () => landmarkWord(mapping, questions, choose);
  const named = <K extends 'grades' | 'ties' | 'adjust' | 'limits' | 'level' | 'band' | 'rho' | 'interaction'>(key: K, label: string, names: Record<Choices[K], string>) =>
    menu(
      label,
      questions.choices[key],
      Object.entries<string>(names).map(([value, name]) => ({ value, label: name })),
      (value) => choose({ [key]: value }),
    );
  const covariates = () => {
    const names = covariateNames(mapping, table, questions);
    const all = covariateChoices(mapping, table, questions);
    const free = all.filter(({ value }) => !names.includes(value));
    const without = names.length > 1 ? [{ value: '', label: say.leaveOut }] : [];
    const put = (list: string[]) => choose({ covariates: list.filter((name) => name !== '') });
    return html`${names.map(
      (name, k) =>
        html`${k ? say.cox.sentence.and : nothing}${menu(
          say.covariate(k + 1),
          name,
          [...all.filter(({ value }) => value === name || !names.includes(value)), ...without],
          (value) => put(names.map((old, at) => (at === k ? value : old))),
        )}`,
    )}${free.length && names.length < MOST_COVARIATES
      ? html`${say.cox.sentence.and}${menu(
          say.covariate(names.length + 1),
          '',
          [{ value: '', label: say.nothingMore }, ...free],
          (value) => put([...names, value]),
        )}`
      : nothing}`;
  };
  switch (outcome) {
    case 'cox': {
      const { start, depend, stop, grades, within, ties, weights, interact, end } = say.cox.sentence;
      return html`<p class="sentence">
        ${start}${endpoint}${depend}${covariates()}${stop}${namesGrade(mapping, table, questions)
          ? html`${grades}${named('grades', say.gradesLabel, say.grades)}.`
          : nothing}${within}${strata()}${ties}${named('ties', say.tiesLabel, say.ties)}${questions.choices.ties === 'exact'
          ? nothing
          : html`${weights}${menu(say.weightsLabel, questions.choices.weights, weightChoices(mapping, table), (value) => choose({ weights: value }))}`}${end}
        ${covariateNames(mapping, table, questions).length > 1
          ? html`${interact}${named('interaction', say.interactionLabel, say.interaction)}.`
          : nothing}
        ${landmark()}
      </p>`;
    }
    case 'detail': {
      const { start, by, all, end, limits, level, band, times } = say.detail.sentence;
      const { split, cut } = splitWords(mapping, table, questions, set);
      const none = groupingOf(mapping, table, questions) === null;
      const unit = words.events.units[chosenEndpoint(mapping, questions)?.unit ?? 'months'];
      const at = numbersWord(say.detail.timesLabel, questions.choices.times, say.detail.usual, (value) => choose({ times: value }));
      return html`<p class="sentence">
        ${start}${endpoint}${none ? all : by}${split}${cut ? html` ${cut}` : nothing}${end}${times}${at} ${unit}${limits}${named(
          'limits',
          say.detail.limitsLabel,
          say.detail.limits,
        )}${level}${named('level', say.detail.levelLabel, say.detail.levels)}${band}${named('band', say.detail.bandLabel, say.detail.bands)}.
        ${landmark()}
      </p>`;
    }
    case 'tests': {
      const { start, by, pairs, end } = say.tests.sentence;
      const { split, cut } = splitWords(mapping, table, questions, set);
      const two = cut !== null;
      return html`<p class="sentence">
        ${start}${endpoint}${by}${split}${cut ? html` ${cut}` : nothing}${end}${say.cox.sentence.within}${strata()}${two
          ? nothing
          : html`${pairs}${named('adjust', say.tests.adjustLabel, say.tests.adjust)}`}. ${landmark()}
      </p>`;
    }
    case 'mean': {
      const { start, of, by, all, end } = say.mean.sentence;
      const { split, cut } = splitWords(mapping, table, questions, set);
      const none = groupingOf(mapping, table, questions) === null;
      const unit = words.events.units[chosenEndpoint(mapping, questions)?.unit ?? 'months'];
      const field = numberWord(say.mean.window, questions.choices.window, say.mean.asLong, (window) => choose({ window }));
      return html`<p class="sentence">
        ${start}${field} ${unit}${of}${endpoint}${none ? all : by}${split}${cut ? html` ${cut}` : nothing}${end}
      </p>`;
    }
    case 'alike': {
      const { start, of, by, end } = say.alike.sentence;
      const { split, cut } = splitWords(mapping, table, questions, set);
      return html`<p class="sentence">
        ${start}${covariates()}${of}${endpoint}${end}${namesGrade(mapping, table, questions)
          ? html`${say.cox.sentence.grades}${named('grades', say.gradesLabel, say.grades)}.`
          : nothing}${by}${split}${cut ? html` ${cut}` : nothing}.
      </p>`;
    }
    case 'family': {
      const [start, middle, end] = say.family.sentence;
      const all = mapping.endpoints.filter(isCoded).map(({ name }) => name).join(', ');
      return html`<p class="sentence">
        ${start}<strong>${all}</strong>${middle}${covariates()}${end}${namesGrade(mapping, table, questions)
          ? html`${say.cox.sentence.grades}${named('grades', say.gradesLabel, say.grades)}.`
          : nothing}
      </p>`;
    }
    case 'influence': {
      const [start, middle, end] = say.influence.sentence;
      const { split, cut } = splitWords(mapping, table, questions, set);
      const readers = readerChoices(mapping, table, questions);
      const reader = menu(say.influence.readerLabel, questions.choices.reader, readers, (value) => choose({ reader: value }));
      return html`<p class="sentence">
        ${start}${endpoint}${middle}${split}${cut ? html` ${cut}` : nothing}${end}${readers.length > 1
          ? html`${say.influence.readerStart}${reader}.`
          : nothing}
      </p>`;
    }
    case 'reach': {
      const { start, by, ratio, accrual, after, lost, end } = say.reach.sentence;
      const { split, cut } = splitWords(mapping, table, questions, set);
      const unit = words.events.units[chosenEndpoint(mapping, questions)?.unit ?? 'months'];
      const field = (name: 'ratio' | 'accrual' | 'after') =>
        numberWord(say.reach.fields[name], questions.choices[name], '', (to) => to !== null && choose({ [name]: to }));
      return html`<p class="sentence">
        ${start}${endpoint}${by}${split}${cut ? html` ${cut}` : nothing}${ratio}${field('ratio')}${accrual}${field(
          'accrual',
        )}${after}${field('after')} ${unit}${end}${lost}${numberWord(say.reach.lostLabel, questions.choices.lost, say.reach.nobody, (to) => choose({ lost: to }))}.
      </p>`;
    }
    case 'competing': {
      const { start, by, all, model, rho, end } = say.competing.sentence;
      const { split, cut } = splitWords(mapping, table, questions, set);
      const none = groupingOf(mapping, table, questions) === null;
      return html`<p class="sentence">
        ${start}${endpoint}${none ? all : by}${split}${cut ? html` ${cut}` : nothing}${model}${covariates()}${end}${none
          ? nothing
          : html`${rho}${named('rho', say.competing.rhoLabel, say.competing.rhos)}.`}
        ${namesGrade(mapping, table, questions)
          ? html`${say.cox.sentence.grades}${named('grades', say.gradesLabel, say.grades)}.`
          : nothing}
      </p>`;
    }
    case 'thresholds': {
      const [start, middle, end] = say.thresholds.sentence;
      const planned = numbersWord(say.thresholds.plannedLabel, questions.choices.planned, say.thresholds.noneplanned, (value) => choose({ planned: value }));
      const name = markerName(mapping, table, questions);
      return html`<p class="sentence">
        ${start}${menu(say.marker, name, markerChoices(mapping, table, questions), (value) => choose({ marker: value }))}${middle}${endpoint}${end}${say.thresholds.plannedStart}${planned}.
      </p>`;
    }
  }
}
