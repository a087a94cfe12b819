// "Compare … between patients with … ≥ … and the rest": its underlined words are menus.
import { html, type TemplateResult } from 'lit';
import { cutVariable, gradeOf, inGroups, splitOf } from '../ask';
import type { Mapping, Score, Side, TableReport } from 'gradus';
import { isPlace, placeName } from '../place';
import { decisions, type Questions, type State } from '../state';
import { words } from '../strings/en';
import { roleOf } from '../roles';
import { landmarkWord } from './landmark_word';
import { choicesOf, menu, type Choice } from './menu';
import { asking, type Send } from './send';

const CUTS = [5, 25, 50, 75, 90, 95];
const STEPS = [-3, -2, -1, 0, 1, 2, 3, 4, 5];
const POINTS = [-50, -25, -10, 0, 10, 25, 50, 75];
/** Where a cut starts when the measure changes. */
const FIRST_CUT = { grade: 50, steps: 1, midpoints: 25 };

export function splitSentence(
  state: State,
  mapping: Mapping,
  table: TableReport,
  send: Send,
): TemplateResult {
  const { questions } = decisions(state);
  const { ask } = words.survival;
  const set = asking(state, send);
  const endpoint = menu(
    words.survival.endpointLabel,
    String(questions.endpoint),
    [
      { value: '0', label: words.survival.every },
      ...mapping.endpoints.map(({ name }, k) => ({ value: String(k + 1), label: name })),
    ],
    (value) => set({ endpoint: Number(value) }),
  );
  const { split, cut } = splitWords(mapping, table, questions, set);
  const landmark = landmarkWord(mapping, questions, (change) => set({ choices: { ...questions.choices, ...change } }));
  if (!cut) {
    return html`<p class="sentence">${ask.compare}${endpoint}${ask.by}${split}${ask.stop} ${landmark}</p>`;
  }
  return html`<p class="sentence">${ask.compare}${endpoint}${ask.between}${split} ${cut}${ask.and} ${landmark}</p>`;
}

/** "The groups: …", by the same words, for what is no outcome. */
export function groupSentence(
  state: State,
  mapping: Mapping,
  table: TableReport,
  send: Send,
): TemplateResult {
  const questions = inGroups(decisions(state).questions);
  const set = asking(state, send);
  const { split, cut } = splitWords(mapping, table, questions, set, false);
  const { groups, groupsCut } = words.survival.ask;
  return html`<p class="sentence">${groups}${split}${cut ? html` ${cut}${groupsCut}` : words.survival.ask.stop}</p>`;
}

/** The menu of what splits, and, where it is a number, those of its cut. */
export function splitWords(
  mapping: Mapping,
  table: TableReport,
  questions: Questions,
  set: (change: Partial<Questions>) => void,
  all = true,
): { split: TemplateResult; cut: TemplateResult | null } {
  const by = splitOf(mapping, table, questions);
  const split = menu(
    words.survival.byLabel,
    by === 'delta' ? `delta:${questions.score}` : by,
    splits(mapping, table).filter(({ value }) => all || value !== 'none'),
    (value) => set(chosenSplit(value, questions)),
  );
  if (cutVariable(mapping, table, questions) === null) return { split, cut: null };
  const side = menu(
    words.survival.sideLabel,
    questions.side,
    choicesOf(words.survival.sides),
    (value) => set({ side: value as Side }),
  );
  return { split, cut: html`${side} ${at(by, questions, set)}` };
}

function splits(mapping: Mapping, table: TableReport): Choice[] {
  const roles = (['pathology', 'post', 'pre'] as const).filter((role) => gradeOf(mapping, role));
  const delta = gradeOf(mapping, 'pre') && gradeOf(mapping, 'post');
  const columns = table.columns.flatMap(({ name, kind, distinct }, k): Choice[] => {
    const role = roleOf(mapping, name);
    const labels = kind === 'label' && distinct != null && distinct <= 12;
    const fits = role === 'group' || (role === 'none' && (kind === 'number' || labels));
    return fits ? [{ value: placeName(k), label: name }] : [];
  });
  return [
    ...roles.map((role) => ({ value: role, label: words.roles[role] })),
    ...(delta
      ? choicesOf(words.correlation.score, 'delta:')
      : []),
    ...columns.slice(0, 60),
    { value: 'none', label: words.survival.noSplit },
  ];
}

function chosenSplit(value: string, questions: Questions): Partial<Questions> {
  const [by = 'none', score] = value.split(':');
  if (score) return { by, score: score as Score, at: FIRST_CUT[score as Score] };
  const wasPercent = ['pre', 'post', 'pathology'].includes(questions.by);
  const isPercent = ['pre', 'post', 'pathology'].includes(by);
  return { by, at: isPercent && !wasPercent ? FIRST_CUT.grade : questions.at };
}

function at(
  by: string,
  questions: Questions,
  set: (change: Partial<Questions>) => void,
): TemplateResult {
  const choose = (value: string) => set({ at: Number(value) });
  const choices = (cuts: number[], name: (cut: number) => string): Choice[] =>
    [...new Set([...cuts, questions.at])]
      .sort((a, b) => a - b)
      .map((cut) => ({ value: String(cut), label: name(cut) }));
  const list = (cuts: number[], name: (cut: number) => string) =>
    menu(words.survival.atLabel, String(questions.at), choices(cuts, name), choose);
  if (by === 'delta') {
    return questions.score === 'steps'
      ? list(STEPS, words.survival.steps)
      : list(POINTS, words.survival.points);
  }
  if (!isPlace(by)) return list(CUTS, words.survival.percent);
  return html`<input
    class="word"
    type="number"
    step="any"
    aria-label=${words.survival.atLabel}
    .value=${String(questions.at)}
    @change=${(event: Event) => {
      const { valueAsNumber } = event.target as HTMLInputElement;
      if (Number.isFinite(valueAsNumber)) set({ at: valueAsNumber });
    }}
  />`;
}
