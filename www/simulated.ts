// What is true in a simulation: the settings of every lesson, each with where it
// may lie. All are settings; none is data, so that they may stand in an address.
import type { Effect, Trap } from 'gradus';

export interface Simulated {
  /** Which stream of random numbers, and which sample of it is looked at. */
  seed: number;
  sample: number;
  /** A trial. */
  size: number;
  groups: number;
  ratio: number;
  effect: Effect;
  change: number;
  median: number;
  accrual: number;
  after: number;
  /** Lost in a year, in per cent. */
  lost: number;
  competing: number;
  /** Gradings, and the study made of them. */
  patients: number;
  rho: number;
  noise: number;
  typical: number;
  cuts: Cuts;
  /** A trap, and what is true in it; null for what is usual. */
  trap: Trap;
  strength: number | null;
  /** A class: its code, who one is, how many are put on the wall, whether the truth is shown. */
  code: string;
  student: number;
  students: number;
  reveal: 'no' | 'yes';
}

/** How per cents become grades. */
export const CUTS = {
  six: [5, 25, 50, 75, 95],
  four: [50, 90, 100],
  two: [50],
  none: [],
} as const satisfies Record<string, readonly number[]>;
export type Cuts = keyof typeof CUTS;

export const FIRST_SIMULATED: Simulated = {
  seed: 1,
  sample: 1,
  size: 50,
  groups: 2,
  ratio: 0.6,
  effect: 'proportional',
  change: 12,
  median: 24,
  accrual: 24,
  after: 24,
  lost: 5,
  competing: 0,
  patients: 27,
  rho: 0.6,
  noise: 10,
  typical: 50,
  cuts: 'six',
  trap: 'best_threshold',
  strength: null,
  code: 'B-1',
  student: 1,
  students: 0,
  reveal: 'no',
};

/** A code as the engine writes it; it takes others, too. */
export const CODE = /^[A-Ha-h][-– ]?[0-9A-Za-z]{1,6}$/;

/** One of the class's truths with a seed of its own: 1,679,616 codes a letter. */
export function newCode(letter: string): string {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return `${letter}-${(random % 36 ** 4).toString(36).toUpperCase()}`;
}

export const EFFECTS: readonly Effect[] = ['proportional', 'early', 'late', 'crossing'];

export type Setting = Exclude<keyof Simulated, 'effect' | 'cuts' | 'trap' | 'strength' | 'code' | 'reveal'>;

export interface Range { least: number; most: number; step: number }

/** Where each setting may lie; a slider goes through it in these steps. */
export const RANGES: Record<Setting, Range> = {
  seed: { least: 1, most: 99_999, step: 1 },
  sample: { least: 1, most: 1_000, step: 1 },
  size: { least: 5, most: 300, step: 5 },
  groups: { least: 2, most: 4, step: 1 },
  ratio: { least: 0.2, most: 2, step: 0.05 },
  change: { least: 3, most: 36, step: 3 },
  median: { least: 3, most: 60, step: 3 },
  accrual: { least: 0, most: 60, step: 6 },
  after: { least: 6, most: 120, step: 6 },
  lost: { least: 0, most: 40, step: 5 },
  competing: { least: 0, most: 3, step: 0.25 },
  patients: { least: 10, most: 300, step: 1 },
  rho: { least: -0.9, most: 0.9, step: 0.05 },
  noise: { least: 0, most: 30, step: 1 },
  typical: { least: 10, most: 90, step: 5 },
  student: { least: 1, most: 200, step: 1 },
  students: { least: 0, most: 200, step: 5 },
};

/** What can be set in each trap, the usual value first; the engine knows the same. */
export const STRENGTHS: Record<Trap, Range & { usual: number }> = {
  best_threshold: { usual: 0.1, least: 0.05, most: 0.4, step: 0.05 },
  immortal_time: { usual: 6, least: 0, most: 24, step: 1 },
  competing_as_censored: { usual: 1, least: 0, most: 4, step: 0.25 },
  dichotomised: { usual: 1.6, least: 1, most: 4, step: 0.1 },
  informative_censoring: { usual: 0.3, least: 0, most: 0.9, step: 0.05 },
  many_tests: { usual: 5, least: 1, most: 20, step: 1 },
  baseline_coupling: { usual: 0.3, least: -0.9, most: 0.9, step: 0.05 },
  difference_of_significance: { usual: 0.35, least: 0, most: 0.8, step: 0.05 },
  absence_of_evidence: { usual: 0.5, least: 0.1, most: 1, step: 0.05 },
  ties: { usual: 0.6, least: 0.35, most: 0.9, step: 0.05 },
  swapped_coding: { usual: 0.5, least: 0.1, most: 1, step: 0.05 },
};
export const TRAPS = Object.keys(STRENGTHS) as Trap[];

export function strengthOf({ trap, strength }: Simulated): number {
  return strength ?? STRENGTHS[trap].usual;
}

/** What an address or a file says; what may not be becomes what is first. */
export function sane(given: Partial<Record<keyof Simulated, unknown>>): Simulated {
  const names = Object.keys(RANGES) as Setting[];
  const set = names.map((name) => [name, settingOf(name, String(given[name] ?? '')) ?? FIRST_SIMULATED[name]]);
  const numbers = Object.fromEntries(set) as Record<Setting, number>;
  const first = FIRST_SIMULATED;
  const trap = TRAPS.find((known) => known === given.trap) ?? first.trap;
  const { least, most } = STRENGTHS[trap];
  const typed = String(given.strength ?? '');
  const strength = typed === '' ? NaN : Number(typed);
  const cuts = String(given.cuts);
  const code = String(given.code);
  return {
    ...numbers,
    effect: EFFECTS.find((known) => known === given.effect) ?? first.effect,
    cuts: Object.hasOwn(CUTS, cuts) ? (cuts as Cuts) : first.cuts,
    trap,
    strength: strength >= least && strength <= most ? strength : null,
    code: CODE.test(code) ? code : first.code,
    reveal: given.reveal === 'yes' ? 'yes' : 'no',
  };
}

/** The number closest to a typed one that may be. */
export function nearest(name: Setting, x: number): number {
  const { least, most } = RANGES[name];
  return Math.min(most, Math.max(least, Math.round(x)));
}

/** A number of an address, if it may be. */
export function settingOf(name: Setting, text: string): number | null {
  const { least, most, step } = RANGES[name];
  const value = Number(text);
  const whole = Number.isInteger(step) && Number.isInteger(least);
  if (text === '' || !(value >= least && value <= most) || (whole && !Number.isInteger(value))) return null;
  return value;
}
