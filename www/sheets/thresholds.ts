// Every cut of a marker, and what the best of them is worth.
import type { Cut, ThresholdsAnswer } from 'gradus';
import { count, exact, pValue, ratio, share } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { counted, p, twoColumns, value, type Line } from './lines';

const say = words.outcomes.thresholds.rows;

export function thresholds(answer: ThresholdsAnswer, coming: boolean): Sheet[] {
  const best = answer.cuts.find(({ at }) => at === answer.best_cut);
  const { monte_carlo: drawn } = answer;
  const named = (of: ThresholdsAnswer['best_cut']): Cell => {
    const cut = answer.cuts.find(({ at }) => at === of);
    return cut ? cut.name : { value: of };
  };
  const marks = (cut: Cut) =>
    [
      ...(cut === best ? [say.largest] : []),
      ...(cut.at === answer.in_use ? [say.inUse] : []),
      ...(cut.prespecified ? [say.planned] : []),
    ].join(', ');
  const pair = (both: readonly number[]) => both.map((n) => count(n)).join(' + ');
  const permuted: Line[] = drawn
    ? [
        [say.drawn(count(drawn.draws), exact(drawn.seed)), { value: drawn.p, how: pValue }],
        [say.drawnLimits, { low: drawn.lower, high: drawn.upper, how: pValue }],
      ]
    : coming
      ? [[say.exact, words.correlation.counting]]
      : [p(say.exact, answer.p_exact)];
  return [
    twoColumns(say.worth, [
      counted(say.tried, answer.cuts.length),
      [say.best, named(answer.best_cut)],
      ...(answer.best_cut_by_log_rank === answer.best_cut ? [] : [[say.bestLogRank, named(answer.best_cut_by_log_rank)] as Line]),
      value(say.maximum, answer.best_statistic),
      ...(best?.test ? [p(say.naiveBest, best.test.p_naive)] : []),
      ...permuted,
      ...(answer.significant_by_chance ? [value(say.byChance(count(answer.significant_by_chance.of)), answer.significant_by_chance.share, share)] : []),
      ...answer.cuts.flatMap((cut): Line[] => (cut.p_planned == null ? [] : [p(say.plannedP(cut.name), cut.p_planned)])),
      p(say.hothorn, answer.p_hothorn_lausen),
      p(say.lausen92, answer.p_lausen_92),
      p(say.lausen94, answer.p_lausen_94),
      p(say.gauss, answer.p_gauss),
    ]),
    {
      caption: say.cuts,
      columns: [say.cut, say.mark, say.below, say.events, say.statistic, say.ratio, words.topics.coefficients.rows.interval, say.naive],
      rows: answer.cuts.map((cut): Cell[] => {
        const limits = cut.hazard_ratio?.limits[0];
        return [
          cut.name,
          marks(cut),
          cut.test ? pair(cut.test.n) : pair([cut.n_low, answer.n - cut.n_low]),
          cut.test ? pair(cut.test.events) : '',
          { value: cut.statistic },
          cut.hazard_ratio ? { value: cut.hazard_ratio.hazard_ratio, how: ratio } : '',
          limits ? { low: limits.lower, high: limits.upper, how: ratio } : '',
          cut.test ? { value: cut.test.p_naive, how: pValue } : '',
        ];
      }),
    },
  ];
}
