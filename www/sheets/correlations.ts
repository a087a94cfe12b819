// Two correlations compared, one with a third variable held fixed, what hides in
// the grades, a printed figure, and planning.
import type {
  CompareCorrelationsAnswer,
  CorrelationPowerAnswer,
  DependentCorrelations,
  GradeUncertaintyAnswer,
  PartialCorrelationAnswer,
  PublishedCorrelationAnswer,
  PublishedTestAnswer,
} from 'gradus';
import { correlation, count, pValue, percent } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { bootstrapLines } from './coefficients';
import { coefficient, counted, ends, intervals, p, twoColumns, value } from './lines';

export function comparison(answer: CompareCorrelationsAnswer, coming: boolean): Sheet[] {
  const say = words.topics.more.rows;
  const { tests, resampling } = answer;
  return [
    twoColumns(answer.question, [
      coefficient(say.withA, answer.shared_with_a),
      coefficient(say.withB, answer.shared_with_b),
      coefficient(say.between, answer.a_with_b),
      coefficient(say.difference, answer.difference),
      ...(tests ? [ends(say.zou(percent(tests.level)), tests.zou_lower, tests.zou_upper)] : []),
      counted(words.correlation.rows.n, answer.n),
      ...(resampling
        ? [
            ...bootstrapLines(resampling.bootstrap),
            p(say.exchanged(count(resampling.bootstrap.draws)), resampling.permutation_p),
          ]
        : coming
          ? [[say.resampling, words.correlation.counting] as Cell[]]
          : []),
    ]),
    ...(tests ? [dependentTests(tests)] : []),
  ];
}

function dependentTests(of: DependentCorrelations): Sheet {
  const say = words.topics.more.rows;
  const line = (name: string, statistic: Cell, tail: Cell): Cell[] => [name, statistic, tail];
  return {
    caption: say.tests,
    columns: [say.test, say.statistic, 'p'],
    rows: [
      line(`Williams (t, ${count(of.df)})`, { value: of.williams_t }, { value: of.williams_p, how: pValue }),
      line('Steiger (z)', { value: of.steiger_z }, { value: of.steiger_p, how: pValue }),
      line('Meng, Rosenthal & Rubin (z)', { value: of.meng_z }, { value: of.meng_p, how: pValue }),
      line('Hittner, May & Silver (z)', { value: of.hittner_z }, { value: of.hittner_p, how: pValue }),
      line('Dunn & Clark (z)', { value: of.dunn_clark_z }, { value: of.dunn_clark_p, how: pValue }),
      line(`Hotelling (t, ${count(of.df)})`, { value: of.hotelling_t }, { value: of.hotelling_p, how: pValue }),
    ],
  };
}

export function partial(answer: PartialCorrelationAnswer): Sheet[] {
  const { rows } = words.correlation;
  const of = answer.partial_spearman;
  return [
    twoColumns(answer.question, [
      coefficient(words.topics.given.rho, of.rho),
      ...intervals(of.intervals),
      counted(rows.n, of.n),
      p(rows.p, of.p),
      value(rows.t, of.t),
      counted(rows.df, of.df),
    ]),
  ];
}

export function uncertainty(answer: GradeUncertaintyAnswer): Sheet[] {
  const say = words.topics.hidden.rows;
  const { range } = answer;
  const { exact } = range;
  const drawn = range.rho_drawn;
  return [
    twoColumns(answer.question, [
      coefficient(say.rho, range.rho),
      ...(exact
        ? [
            ends(say.rhoRange, exact.rho_smallest, exact.rho_largest),
            ends(say.tauRange, exact.tau_smallest, exact.tau_largest),
            p(say.pSmallest, exact.p_at_smallest),
            p(say.pLargest, exact.p_at_largest),
          ]
        : []),
      coefficient(say.tau, range.tau_b),
      ...(drawn.length === 7 ? drawn.map((rho, k) => coefficient(say.drawn[k] ?? '', rho)) : []),
      [say.positive, percent(range.share_positive)],
      [say.significant(String(range.alpha)), percent(range.share_significant)],
      [say.draws, say.seeded(count(range.draws), String(range.seed))],
      counted(words.correlation.rows.n, range.n),
    ]),
  ];
}

export function printed(answer: PublishedCorrelationAnswer): Sheet[] {
  const say = words.topics.printed.rows;
  const { from_n: byN, from_p: byP, difference } = answer;
  const fits = (sizes: readonly number[]): string => (sizes.length ? sizes.join(', ') : say.none);
  const near = byP ? [Math.min(...byP.possible), Math.max(...byP.possible)] : [];
  return [
    ...(byN
      ? [
          twoColumns(say.fromN, [
            p(words.correlation.rows.p, byN.p),
            value(words.correlation.rows.t, byN.t),
            ...intervals(byN.intervals),
          ]),
        ]
      : []),
    ...(byP
      ? [
          twoColumns(say.fromP, [
            [say.possible, fits(byP.possible)],
            [say.exactly, fits(byP.exact)],
          ]),
          {
            caption: say.around,
            columns: [say.size, say.pAtRho],
            rows: byP.tested.flatMap((n, k): Cell[][] => {
              const [low = 0, high = -1] = near;
              return n >= low - 2 && n <= high + 2 ? [[String(n), { value: byP.p_at_rho[k] ?? 'not_reached', how: pValue }]] : [];
            }),
          },
        ]
      : []),
    ...(difference ? [dependentTests(difference)] : []),
  ];
}

export function needed(answer: CorrelationPowerAnswer): Sheet[] {
  const say = words.topics.needed.rows;
  const { power } = answer;
  const share = (x: number) => percent(Number(x.toPrecision(3)));
  const sizes = power.n_for_power_by_t;
  const up = (x: number) => count(Math.ceil(x));
  return [
    twoColumns(answer.question, [
      value(say.power, power.power_by_t, share),
      ...sizes.map(({ power: wanted, value: n }) => value(say.patients(percent(wanted)), n, up)),
      coefficient(say.critical, power.critical_r),
      coefficient(say.width(percent(1 - power.alpha)), power.width_bonett_wright),
    ]),
    {
      caption: say.byVariance,
      columns: [say.variance, say.power, ...sizes.map(({ power: wanted }) => say.patients(percent(wanted))), ...sizes.map(({ power: wanted }) => say.detectable(percent(wanted)))],
      rows: power.by_variance.map(({ kind, power: own, n_for_power, detectable }): Cell[] => [
        words.correlation.rows[kind],
        { value: own, how: share },
        ...n_for_power.map(({ value: n }) => ({ value: n, how: up })),
        ...detectable.map(({ value: r }) => ({ value: r, how: correlation })),
      ]),
    },
  ];
}

/** Runs of whole numbers: 16–42, 44. */
function runs(all: readonly number[]): string {
  const said: string[] = [];
  for (let k = 0; k < all.length; ) {
    let last = k;
    while (all[last + 1] === (all[last] ?? 0) + 1) last++;
    said.push(last > k ? `${all[k]}–${all[last]}` : String(all[k]));
    k = last + 1;
  }
  return said.join(', ');
}

export function printedTest(answer: PublishedTestAnswer): Sheet[] {
  const say = words.topics.printed.rows;
  const { check, degrees, r, hazard_ratio: of } = answer;
  return [
    ...(check
      ? [
          twoColumns(say.fromTest, [
            p(say.exactlyP, check.p),
            [say.rounding, { low: check.p_smallest, high: check.p_largest, how: pValue }],
            ...(check.fits === null ? [] : [[say.fits, say.belongs[`${check.fits}`]] as Cell[]]),
            ...(r === undefined ? [] : [coefficient(say.asR, r)]),
          ]),
        ]
      : []),
    ...(of
      ? [
          twoColumns(say.hazard, [
            value(say.error, of.standard_error),
            value(say.z, of.z),
            ...(check
              ? [value(say.middle, of.middle), ...(of.is_middle === null ? [] : [[say.whether, say.isMiddle[`${of.is_middle}`]] as Cell[]])]
              : [[say.limits, { low: of.lower, high: of.upper }] as Cell[]]),
            value(say.events, of.events_at_least, (x) => count(Math.round(x))),
          ]),
        ]
      : [twoColumns(say.degrees, [[say.degrees, runs(degrees) || say.none]])]),
  ];
}
