// Every coefficient of two variables, each with its interval and its p.
import type { Answer, Bootstrap, CorrelationAnswer, Estimate, ExactP, Polychoric } from 'gradus';
import { correlation, count, pValue, percent } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { coefficient, counted, ends, p, twoColumns, value } from './lines';

const say = words.topics.coefficients.rows;
const NOTHING: Cell = '';

/** A permutation p with the way it was come by. */
export function permutation(test: ExactP | undefined, coming: boolean): Cell[][] {
  const { rows } = words.correlation;
  if (!test) return coming ? [[rows.pExact, words.correlation.counting]] : [];
  if ('not_estimable' in test) return [[rows.pExact, { value: { not_estimable: test.not_estimable } }]];
  const { how } = test;
  const name = how.kind === 'exact' ? rows.pExact : rows.pDrawn(count(how.draws), String(how.seed));
  return [
    [name, { value: test.p_two_sided, how: pValue }],
    [say.greater, { value: test.p_greater, how: pValue }],
    [say.less, { value: test.p_less, how: pValue }],
    [say.midP, { value: test.mid_p_two_sided, how: pValue }],
    ...(how.kind === 'monte_carlo'
      ? [
          [say.error, { value: how.standard_error }] as Cell[],
          [say.drawnLimits, { low: how.lower_99, high: how.upper_99, how: pValue }] as Cell[],
        ]
      : []),
  ];
}

export function coefficientSheets(answer: CorrelationAnswer, coming: boolean): Sheet[] {
  const { spearman, pearson, kendall, ordinal, polychoric, bootstrap } = answer;
  const line = (name: string, estimate: Estimate, low: Estimate | null, high: Estimate | null, tail: Estimate | null): Cell[] => [
    name,
    { value: estimate, how: correlation },
    low === null || high === null ? NOTHING : { low, high, how: correlation },
    tail === null ? NOTHING : { value: tail, how: pValue },
  ];
  const rho = spearman.intervals.find(({ kind }) => kind === 'bonett_wright') ?? spearman.intervals[0];
  const r = pearson?.intervals[0];
  const tau = kendall?.intervals[0];
  const rows: Cell[][] = [
    line(say.spearman, spearman.rho, rho?.lower ?? null, rho?.upper ?? null, spearman.p_t),
    ...(kendall ? [line(say.tauB, kendall.tau_b, tau?.lower ?? null, tau?.upper ?? null, kendall.p)] : []),
    ...(ordinal
      ? ([
          ['gamma', say.gamma],
          ['tau_c', say.tauC],
          ['somers_y_given_x', say.somersYX],
          ['somers_x_given_y', say.somersXY],
        ] as const).map(([key, name]) => line(name, ordinal[key].estimate, ordinal[key].lower, ordinal[key].upper, ordinal[key].p))
      : []),
    ...(pearson ? [line(say.pearson, pearson.r, r?.lower ?? null, r?.upper ?? null, pearson.p)] : []),
    ...(polychoric ? [line(say.polychoricTwo, polychoric.two_step.rho, null, null, null), line(say.polychoricMl, polychoric.maximum_likelihood.rho, null, null, null)] : []),
  ];
  return [
    { caption: `${say.all}: ${answer.question}`, columns: [say.coefficient, say.estimate, say.interval, 'p'], rows },
    twoColumns(`${say.exactRho}: ${answer.question}`, [
      counted(words.correlation.rows.n, spearman.n),
      ...permutation(answer.exact_spearman, coming).map(named(say.spearman)),
      ...permutation(answer.exact_kendall, coming).map(named(say.tauB)),
      ...(bootstrap ? bootstrapLines(bootstrap) : []),
      ...(polychoric ? sparse(polychoric) : []),
    ]),
  ];
}

const named = (what: string) => (line: Cell[]): Cell[] => [`${what}: ${String(line[0])}`, ...line.slice(1)];

export function bootstrapLines(of: Bootstrap): Cell[][] {
  const level = percent(of.level);
  return [
    ends(say.bca(level, count(of.draws), String(of.seed)), of.bca_lower, of.bca_upper),
    ends(say.percentile(level), of.percentile_lower, of.percentile_upper),
    ...(of.undefined > 0 ? [counted(say.undefinedDraws, of.undefined)] : []),
  ];
}

function sparse(of: Polychoric): Cell[][] {
  return [
    [say.emptyCells, say.ofCells(count(of.empty_cells), count(of.cells))],
    value(say.polychoricError, of.two_step.standard_error, correlation),
    p(say.polychoricFit, of.p),
    coefficient(say.polychoricMlError, of.maximum_likelihood.standard_error),
  ];
}

/** How likely each coefficient is when all pairings are; where it was asked for. */
export function allPairings(answer: Answer | null | undefined): Sheet[] {
  const test = answer?.kind === 'correlation' ? answer.exact_spearman : undefined;
  const all = test && 'distribution' in test ? test.distribution : null;
  if (!all) return [];
  return [
    {
      caption: say.pairings,
      columns: [say.spearman, say.share],
      rows: all.coefficient.map((rho, k): Cell[] => [{ value: rho ?? 'not_reached' }, { value: all.probability[k] ?? 'not_reached' }]),
    },
  ];
}
