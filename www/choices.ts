// What is chosen in the sentences of the survival questions, and what each may be.
import type { BandKind, Ties, Transform } from 'gradus';

export interface Choices {
  /** Names as in `covariates.ts`. */
  covariates: readonly string[];
  grades: 'steps' | 'midpoints' | 'factor';
  /** `none` or `column-3`. */
  strata: string;
  ties: Ties;
  /** The variable whose every threshold is tried; empty for that of the curves. */
  marker: string;
  /** Of the p-values of every two groups. */
  adjust: 'holm' | 'hochberg' | 'benjamini_hochberg' | 'bonferroni';
  /** How far mean times reach; null for as long as every group was followed. */
  window: number | null;
  /** When time begins anew: only patients followed beyond it take part. */
  landmark: number | null;
  /** Of the curves read off. */
  limits: Transform;
  level: '90' | '95' | '99';
  band: 'none' | BandKind;
  /** Numbers as typed, between commas; empty for the usual times, for no cut. */
  times: string;
  planned: string;
  /** Of Gray's test, beside 0. */
  rho: '0' | '1';
  /** `none` or `column-3`. */
  weights: string;
  /** Whether the first two covariates may act on each other. */
  interaction: 'no' | 'yes';
  /** A second reading of the grades: `none` or `column-3`. */
  reader: string;
  /** Patients lost in a new study, a unit of time. */
  lost: number | null;
  /** For planning: the true hazard ratio, and months of recruiting and following. */
  ratio: number;
  accrual: number;
  after: number;
}

export const FIRST_CHOICES: Choices = {
  covariates: ['groups'],
  grades: 'steps',
  strata: 'none',
  ties: 'efron',
  marker: '',
  adjust: 'holm',
  window: null,
  landmark: null,
  limits: 'log-log',
  level: '95',
  band: 'none',
  times: '',
  planned: '',
  rho: '0',
  weights: 'none',
  interaction: 'no',
  reader: 'none',
  lost: null,
  ratio: 0.5,
  accrual: 24,
  after: 24,
};

const NUMBER = /^\d+(\.\d+)?$/;
const NUMBER_OR_NONE = /^(\d+(\.\d+)?)?$/;

/** What each may be, written as text; a number left out is empty. */
const MAY_BE: Record<keyof Choices, RegExp> = {
  covariates: /^([a-z]+(-[a-z0-9]+)?(,[a-z]+(-[a-z0-9]+)?)*)?$/,
  grades: /^(steps|midpoints|factor)$/,
  strata: /^(none|column-\d+)$/,
  ties: /^(efron|breslow|exact)$/,
  marker: /^([a-z]+(-[a-z0-9]+)?)?$/,
  adjust: /^(holm|hochberg|benjamini_hochberg|bonferroni)$/,
  window: NUMBER_OR_NONE,
  landmark: NUMBER_OR_NONE,
  limits: /^(plain|log|log-log|arcsin|logit|beta-product)$/,
  level: /^(90|95|99)$/,
  band: /^(none|hall_wellner|equal_precision)$/,
  times: /^[\d., ;-]*$/,
  planned: /^[\d., ;-]*$/,
  rho: /^[01]$/,
  weights: /^(none|column-\d+)$/,
  interaction: /^(no|yes)$/,
  reader: /^(none|column-\d+)$/,
  lost: NUMBER_OR_NONE,
  ratio: NUMBER,
  accrual: NUMBER,
  after: NUMBER,
};

/** As it stands in an address. */
export function choiceText(choices: Choices, name: keyof Choices): string {
  return String(choices[name] ?? '');
}

/** What an address or a file says, where it may be; else what is first. */
export function saneChoices(given: Partial<Record<keyof Choices, unknown>>): Choices {
  const choices: Choices = { ...FIRST_CHOICES };
  for (const name of Object.keys(MAY_BE) as (keyof Choices)[]) {
    if (given[name] === undefined) continue;
    const text = String(given[name] ?? '');
    if (MAY_BE[name].test(text)) Object.assign(choices, { [name]: choice(name, text) });
  }
  return choices;
}

function choice(name: keyof Choices, text: string): unknown {
  const first = FIRST_CHOICES[name];
  if (Array.isArray(first)) return text === '' ? [] : text.split(',');
  if (typeof first === 'string') return text;
  return text === '' ? null : Number(text);
}
