// Made patients in tables: one sample by group, and what many samples come to.
import type { Estimate, RepeatedTrials, SimulateTrialAnswer, Spread } from 'gradus';
import { count, exact, pValue, percent, share } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { counted, twoColumns, value, type Line } from './lines';

const say = words.learn.rows;

export function trialSample({ groups, samples: [sample], level }: SimulateTrialAnswer): Sheet[] {
  if (!sample) return [];
  const row = (name: string, cell: (k: number) => Cell): Cell[] => [name, ...groups.map((_, k) => cell(k))];
  const found = (k: number) => sample.groups[k];
  const limits = sample.hazard_ratio?.limits[0];
  return [
    {
      caption: say.byGroup,
      columns: ['', ...groups.map(({ label }) => label)],
      rows: [
        row(say.n, (k) => ({ value: found(k)?.n ?? 0, how: count })),
        row(say.events, (k) => ({ value: found(k)?.events ?? 0, how: count })),
        ...(sample.groups.some(({ competing }) => competing > 0)
          ? [row(say.competing, (k) => ({ value: found(k)?.competing ?? 0, how: count }))]
          : []),
        row(say.median, (k) => ({ value: found(k)?.median.estimate ?? 'not_reached' })),
        row(say.trueMedian, (k) => ({ value: groups[k]?.median ?? 'not_reached' })),
      ],
    },
    twoColumns(say.between, [
      value(say.ratio, sample.hazard_ratio?.hazard_ratio ?? 'not_reached'),
      ...(limits ? [[say.level(percent(level)), { low: limits.lower, high: limits.upper }] as Line] : []),
      value(say.p, sample.log_rank_p, pValue),
    ]),
  ];
}

export function repeatedTrials({ groups, level, alpha }: SimulateTrialAnswer, found: RepeatedTrials): Sheet[] {
  const { coverage, wrong_way, significant } = found;
  return [
    {
      caption: say.shares(count(found.repetitions)),
      columns: ['', say.share, say.error, say.endless],
      rows: [
        shareRow(say.significant(exact(alpha)), significant),
        [say.formula, { value: found.power_closed_form, how: share }, '', ''],
        ...(wrong_way ? [shareRow(say.wrongWay, wrong_way)] : []),
        ...(coverage ? [shareRow(say.coverage(percent(level)), coverage)] : []),
      ],
    },
    {
      caption: say.spreads,
      columns: ['', say.mean, say.between95, say.without],
      rows: [
        spreadRow(say.ratio, found.hazard_ratio),
        spreadRow(say.ratioRead, found.hazard_ratio_significant),
        ...found.medians.map((median, k) => spreadRow(say.medianOf(groups[k]?.label ?? ''), median)),
        [say.meanEvents, { value: found.events }, '', ''],
      ],
    },
  ];
}

function shareRow(name: string, of: { share: number; standard_error: number; lower: number; upper: number }): Cell[] {
  return [name, { value: of.share, how: share }, { value: of.standard_error, how: share }, { low: of.lower, high: of.upper, how: share }];
}

function spreadRow(name: string, { mean, lower, upper, missing }: Spread): Cell[] {
  return [name, { value: mean as Estimate }, { low: lower, high: upper }, counted('', missing)[1] ?? ''];
}
