// Groups compared by ranks, and the same patients twice.
import type { GroupComparisonAnswer, PairedComparisonAnswer, PermutationP } from 'gradus';
import { count, pValue } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { coefficient, counted, p, twoColumns, value, type Line } from './lines';

export function groups(answer: GroupComparisonAnswer, coming: boolean): Sheet[] {
  const say = words.topics.groups.rows;
  const { kruskal_wallis: kw, mann_whitney: mw, jonckheere: trend } = answer;
  return [
    {
      caption: say.ranks,
      columns: [say.group, words.topics.groups.patients, say.meanRank],
      rows: answer.groups.map((label, k): Cell[] => [
        label,
        { value: answer.sizes[k] ?? 0, how: count },
        { value: kw.mean_ranks[k] ?? 'not_reached' },
      ]),
    },
    twoColumns(say.tests, [
      ...(mw
        ? [
            coefficient(say.chance(answer.groups[0] ?? '', answer.groups[1] ?? ''), mw.auc),
            coefficient(say.biserial, mw.rank_biserial),
            value(say.u, mw.u1),
            p(say.mannWhitney, mw.p),
            p(say.mannWhitneyCorrected, mw.p_continuity),
            ...exact(say.mannWhitney, mw.permutation, coming),
          ]
        : []),
      value(say.h, kw.h),
      counted(words.correlation.rows.df, kw.df),
      p(say.kruskalWallis, kw.p),
      ...(answer.ordered && answer.groups.length > 2
        ? [p(say.jonckheere, trend.p_two_sided), ...exact(say.jonckheere, trend.permutation, coming)]
        : []),
    ]),
  ];
}

function exact(name: string, test: PermutationP | null | undefined, coming: boolean): Line[] {
  const { rows, counting } = words.correlation;
  const named = (how: string) => `${name} ${how.replace(/^p /, '')}`;
  if (!test) return coming ? [[named(rows.pExact), counting]] : [];
  const how = test.how.kind === 'exact' ? rows.pExact : rows.pDrawn(count(test.how.draws), String(test.how.seed));
  return [[named(how), { value: test.p_two_sided, how: pValue }]];
}

export function twice({ question, signed_rank: of }: PairedComparisonAnswer): Sheet[] {
  const say = words.topics.twice.rows;
  return [
    twoColumns(question, [
      value(say.median, of.median_difference),
      coefficient(say.biserial, of.rank_biserial),
      counted(say.pairs, of.pairs),
      counted(say.zero, of.zero),
      value(say.v, of.v),
      p(say.exact, of.p_exact),
      p(say.normal, of.p),
      p(say.corrected, of.p_continuity),
      p(say.prattExact, of.p_pratt_exact),
      p(say.pratt, of.p_pratt),
    ]),
  ];
}
