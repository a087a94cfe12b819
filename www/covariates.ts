// What a regression can name: the groups of the curves, grades, Δ, and columns.
import { cutVariable, gradeOf, groupingOf, splitOf } from './ask';
import type { Covariate, Endpoint, Mapping, TableReport } from 'gradus';
import type { Choices } from './choices';
import { columnAt, isPlace, placeName } from './place';
import { isCoded, roleOf } from './roles';
import type { Questions } from './state';
import { words } from './strings/en';
import { available, variableOf } from './variables';
import { choicesOf, type Choice } from './menu_choices';

const ROLES = ['pathology', 'post', 'pre'] as const;
/** More labels than this are no factor, more columns no menu. */
const MOST_LABELS = 12;
const MOST_COLUMNS = 60;

/** The endpoint chosen; where that is every one, the first that can be computed. */
export function chosenEndpoint(mapping: Mapping, questions: Questions): Endpoint | undefined {
  const { endpoints } = mapping;
  return endpoints[questions.endpoint - 1] ?? endpoints.find(isCoded) ?? endpoints[0];
}

/** The cut of the curves in words, as in `pathology necrosis ≥ 50 %`. */
export function cutName(mapping: Mapping, table: TableReport, questions: Questions): string | null {
  if (cutVariable(mapping, table, questions) === null) return null;
  const { at, side, score } = questions;
  const by = splitOf(mapping, table, questions);
  const sign = words.survival.sides[side];
  if (by === 'delta') {
    const size = score === 'steps' ? words.survival.steps(at) : words.survival.points(at);
    return `${words.roles.delta} ${sign} ${size}`;
  }
  if (by === 'pre' || by === 'post' || by === 'pathology') return `${words.roles[by]} ${sign} ${words.survival.percent(at)}`;
  return `${columnAt(table, by) ?? ''} ${sign} ${at}`;
}

/** Everything that can stand in a model, under its name. */
export function covariateChoices(mapping: Mapping, table: TableReport, questions: Questions): Choice[] {
  const cut = cutName(mapping, table, questions);
  const roles = ROLES.filter((role) => gradeOf(mapping, role));
  const delta = gradeOf(mapping, 'pre') && gradeOf(mapping, 'post');
  const columns = table.columns.flatMap(({ name, kind, distinct }, k): Choice[] => {
    const role = roleOf(mapping, name);
    const labels = kind === 'label' && distinct != null && distinct <= MOST_LABELS;
    const fits = role === 'group' || role === 'other' || (role === 'none' && (kind === 'number' || labels));
    return fits ? [{ value: placeName(k), label: name }] : [];
  });
  return [
    ...(cut === null ? [] : [{ value: 'groups', label: cut }]),
    ...roles.map((role) => ({ value: role, label: words.roles[role] })),
    ...(delta
      ? choicesOf(words.correlation.score, 'delta-')
      : []),
    ...columns.slice(0, MOST_COLUMNS),
  ];
}

/** Everything with an order, whose thresholds can be tried. */
export function markerChoices(mapping: Mapping, table: TableReport, questions: Questions): Choice[] {
  const numbers = new Set(table.columns.flatMap(({ kind }, k) => (kind === 'number' ? [placeName(k)] : [])));
  return covariateChoices(mapping, table, questions).filter(({ value }) => {
    const column = isPlace(value) ? variableOf(mapping, table, value) : null;
    const graded = typeof column === 'string' && isGrade(mapping, column);
    return value !== 'groups' && (!isPlace(value) || numbers.has(value) || graded);
  });
}

/** The variable whose thresholds are tried: the one chosen, else that of the curves. */
export function markerName(mapping: Mapping, table: TableReport, questions: Questions): string {
  const by = splitOf(mapping, table, questions);
  const wanted = questions.choices.marker || (by === 'delta' ? `delta-${questions.score}` : by);
  return available([wanted], markerChoices(mapping, table, questions))[0] ?? '';
}

/** The covariates of the sentence that the table has. */
export function covariateNames(mapping: Mapping, table: TableReport, questions: Questions): string[] {
  const choices = covariateChoices(mapping, table, questions);
  const split = splitOf(mapping, table, questions);
  const cut = choices.some(({ value }) => value === 'groups');
  // Groups by label are a column: it stands for them.
  const wanted = questions.choices.covariates.map((name) => (name === 'groups' && !cut ? split : name));
  return available([...new Set(wanted)], choices);
}

export function covariatesOf(mapping: Mapping, table: TableReport, questions: Questions): Covariate[] {
  return covariateNames(mapping, table, questions).flatMap((name): Covariate[] => {
    if (name === 'groups') {
      const by = groupingOf(mapping, table, questions);
      return by ? [{ as: 'factor', by }] : [];
    }
    const variable = variableOf(mapping, table, name);
    if (variable === null) return [];
    if (typeof variable !== 'string') return [{ as: 'number', variable }];
    const { grades } = questions.choices;
    if (isGrade(mapping, variable) && grades !== 'factor') {
      return [{ as: 'number', variable: { column: variable, score: grades } }];
    }
    const number = table.columns.find((column) => column.name === variable)?.kind === 'number';
    return number && !mapping.groups.includes(variable)
      ? [{ as: 'number', variable }]
      : [{ as: 'factor', by: { by: 'label', column: variable } }];
  });
}

function isGrade(mapping: Mapping, column: string): boolean {
  return mapping.grades.some((grade) => grade.column === column);
}

/** Whether a grade is among the covariates, so that it matters what it enters as. */
export function namesGrade(mapping: Mapping, table: TableReport, questions: Questions): boolean {
  return covariateNames(mapping, table, questions).some((name) => {
    const variable = name === 'groups' ? null : variableOf(mapping, table, name);
    return typeof variable === 'string' && isGrade(mapping, variable);
  });
}

/** Other gradings that can stand for a second reader of the grade that splits. */
export function readerChoices(mapping: Mapping, table: TableReport, questions: Questions): Choice[] {
  const graded = cutVariable(mapping, table, questions);
  if (typeof graded !== 'string' || !isGrade(mapping, graded)) return [];
  const { none, as } = words.outcomes.influence.reader;
  return [
    { value: 'none', label: none },
    ...table.columns.flatMap(({ name }, k): Choice[] =>
      name !== graded && isGrade(mapping, name) ? [{ value: placeName(k), label: as(name) }] : [],
    ),
  ];
}

export function readerOf(table: TableReport, { reader }: Choices): { reader?: string } {
  const column = columnAt(table, reader);
  return column === null ? {} : { reader: column };
}

/** Columns with few labels, within whose levels a model or test can be made. */
export function stratumChoices(mapping: Mapping, table: TableReport): Choice[] {
  return [
    { value: 'none', label: words.outcomes.noStrata },
    ...table.columns.flatMap(({ name, distinct }, k): Choice[] => {
      const role = roleOf(mapping, name);
      const few = distinct != null && distinct <= MOST_LABELS;
      const fits = few && (role === 'group' || role === 'none' || isGrade(mapping, name));
      return fits ? [{ value: placeName(k), label: name }] : [];
    }),
  ];
}

/** Columns of numbers, one of which may be a weight for each patient. */
export function weightChoices(mapping: Mapping, table: TableReport): Choice[] {
  return [
    { value: 'none', label: words.outcomes.noWeights },
    ...table.columns
      .flatMap(({ name, kind }, k): Choice[] =>
        kind === 'number' && roleOf(mapping, name) === 'none' ? [{ value: placeName(k), label: name }] : [],
      )
      .slice(0, MOST_COLUMNS),
  ];
}

export function weightsOf(table: TableReport, { weights, ties }: Choices): { weights?: string } {
  const column = columnAt(table, weights);
  // The exact method has none.
  return column !== null && ties !== 'exact' ? { weights: column } : {};
}

/** The first two covariates may act on each other. */
export function withInteraction(covariates: Covariate[], { interaction }: Choices): Covariate[] {
  const [first, second] = covariates;
  return interaction === 'yes' && first && second ? [...covariates, { as: 'product', of: [first, second] }] : covariates;
}

export function stratumOf(table: TableReport, { strata }: Choices): string[] {
  const column = columnAt(table, strata);
  return column === null ? [] : [column];
}
