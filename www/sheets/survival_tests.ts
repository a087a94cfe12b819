// Tests between groups beyond the log-rank, by formula and by counting.
import type { CensoringTest, Estimate, PermutationLogRankAnswer, SurvivalAnswer, Weight } from 'gradus';
import { count, exact, percent, pValue, ratio as asRatio } from '../format';
import type { Choices } from '../choices';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { p, twoColumns, value, type Line } from './lines';

const say = words.outcomes.tests.rows;
const { chi, df } = words.survival.test;

function weightName(weight: Weight): string {
  if (typeof weight === 'string') return say.weight[weight];
  const { rho, gamma } = weight.fleming_harrington;
  return say.harrington(exact(rho), exact(gamma));
}

const tail = (of: Estimate): Cell => ({ value: of, how: pValue });

export function tests(answer: SurvivalAnswer, adjust: Choices['adjust']): Sheet[] {
  const { max_combo: combo, trends, groups } = answer;
  const ratio = answer.tests[0]?.hazard_ratio;
  const many = groups.length > 2;
  const [pairs] = answer.pairwise;
  return [
    {
      caption: say.every,
      columns: [say.test, chi, df, 'p', ...(many ? [say.trend] : [])],
      rows: answer.tests.map((test, k): Cell[] => [
        weightName(test.weight),
        { value: test.chi_squared },
        { value: test.df, how: count },
        tail(test.p),
        ...(many ? [trends[k] ? tail(trends[k].p) : ''] : []),
      ]),
    },
    ...(combo
      ? [
          twoColumns(say.combo, [
            value(say.comboLargest, combo.statistic),
            [say.comboWhich, combo.largest === null ? '' : weightName(combo.tests[combo.largest]?.weight ?? 'log_rank')],
            p(say.comboP, combo.p),
          ]),
        ]
      : []),
    ...(ratio
      ? [
          twoColumns(say.ratio, [
            value(say.peto, ratio.peto, asRatio),
            [percent(ratio.level), { low: ratio.peto_lower, high: ratio.peto_upper, how: asRatio }],
            value(say.pike, ratio.pike, asRatio),
          ]),
        ]
      : []),
    ...(pairs && many
      ? [
          {
            caption: say.pairs,
            columns: [say.pair, chi, 'p', words.outcomes.tests.adjust[adjust]],
            rows: pairs.pairs.map((pair): Cell[] => [
              say.against(pair.first, pair.second),
              { value: pair.chi_squared },
              tail(pair.p),
              tail(pair[`p_${adjust}`]),
            ]),
          },
        ]
      : []),
    ...(answer.censoring ? [censoring(answer.censoring, groups.map(({ label }) => label))] : []),
  ];
}

/** Whether the groups were followed alike. */
function censoring(test: CensoringTest, labels: readonly string[]): Sheet {
  return {
    caption: say.censoring,
    columns: [words.outcomes.mean.rows.group, say.censored, say.censoredExpected],
    rows: [
      ...labels.map((label, k): Cell[] => [
        label,
        { value: test.censored[k] ?? 'not_reached', how: count },
        { value: test.expected[k] ?? 'not_reached' },
      ]),
      [`${chi}, p`, { value: test.chi_squared }, tail(test.p)],
    ],
  };
}

export function permutation({ test, censoring: followed }: PermutationLogRankAnswer): Sheet[] {
  const { exact: counts, monte_carlo: drawn } = test;
  const counted: Line[] = counts
    ? [
        [say.exactP, tail(counts.p_two_sided)],
        [say.greater, tail(counts.p_greater)],
        [say.less, tail(counts.p_less)],
        [say.allocations, counts.allocations],
        [say.extreme, counts.extreme],
        ...(counts.chi_squared ? [p(say.chiExact, counts.chi_squared.p)] : []),
      ]
    : [];
  const drawing: Line[] = drawn
    ? [
        [say.drawn(count(drawn.draws), exact(drawn.seed)), tail(drawn.p)],
        [say.drawnLimits, { low: drawn.lower, high: drawn.upper, how: pValue }],
      ]
    : [];
  return [
    twoColumns(say.permutation, [
      ...counted,
      ...drawing,
      p(say.asymptotic, test.p_asymptotic),
      p(say.censoring, followed.p),
      value(say.statistic, test.statistic),
    ]),
  ];
}
