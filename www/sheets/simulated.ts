// Made patients in tables: one sample by group, and what many samples come to.
import type { Estimate, RepeatedGradings, RepeatedTrials, Share, SimulateGradingAnswer, SimulateStudyAnswer, SimulateTrapAnswer, SimulateTrialAnswer, Spread, TrialSample, TrueGroup } from 'gradus';
import { correlation, count, exact, pValue, percent, share } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { twoColumns, value, type Line } from './lines';

const say = words.learn.rows;
const { quantity } = words.correlation;

export function trialSample({ groups, samples: [sample], level }: SimulateTrialAnswer): Sheet[] {
  return sample ? sampleSheets(sample, groups.map(({ label }) => label), groups, level) : [];
}

/** One sample of a trial; the truth where it may be seen. */
export function sampleSheets(sample: TrialSample, labels: string[], truths: TrueGroup[], level: number): Sheet[] {
  const row = (name: string, cell: (k: number) => Cell): Cell[] => [name, ...labels.map((_, k) => cell(k))];
  const found = (k: number) => sample.groups[k];
  const limits = sample.hazard_ratio?.limits[0];
  return [
    {
      caption: say.byGroup,
      columns: [quantity, ...labels],
      rows: [
        row(say.n, (k) => ({ value: found(k)?.n ?? 0, how: count })),
        row(say.events, (k) => ({ value: found(k)?.events ?? 0, how: count })),
        ...(sample.groups.some(({ competing }) => competing > 0)
          ? [row(say.competing, (k) => ({ value: found(k)?.competing ?? 0, how: count }))]
          : []),
        row(say.median, (k) => ({ value: found(k)?.median.estimate ?? 'not_reached' })),
        ...(truths.length && sample.groups.some(({ competing }) => competing > 0)
          ? [row(say.incidence, (k) => ({ value: truths[k]?.incidence_at_end ?? 'not_reached', how: share }))]
          : []),
        ...(truths.length ? [row(say.trueMedian, (k) => ({ value: truths[k]?.median ?? 'not_reached' }))] : []),
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
      columns: [quantity, say.share, say.error, say.endless],
      rows: [
        shareRow(say.significant(exact(alpha)), significant),
        [say.formula, { value: found.power_closed_form, how: share }, '', ''],
        ...(wrong_way ? [shareRow(say.wrongWay, wrong_way)] : []),
        ...(coverage ? [shareRow(say.coverage(percent(level)), coverage)] : []),
      ],
    },
    {
      caption: say.spreads,
      columns: [quantity, say.mean, say.between95, say.without],
      rows: [
        spreadRow(say.ratio, found.hazard_ratio),
        spreadRow(say.ratioRead, found.hazard_ratio_significant),
        ...found.medians.map((median, k) => spreadRow(say.medianOf(groups[k]?.label ?? ''), median)),
        [say.meanEvents, { value: found.events }, '', ''],
      ],
    },
  ];
}

function shareRow(name: string, of: Share): Cell[] {
  return [name, { value: of.share, how: share }, { value: of.standard_error, how: share }, { low: of.lower, high: of.upper, how: share }];
}

function spreadRow(name: string, { mean, lower, upper, missing }: Spread, how?: (x: number) => string): Cell[] {
  const as = how ? { how } : {};
  return [name, { value: mean, ...as }, { low: lower, high: upper, ...as }, { value: missing, how: count }];
}

export function gradingSample({ samples: [sample], level }: SimulateGradingAnswer): Sheet[] {
  if (!sample) return [];
  return [
    twoColumns(say.sample, [
      value(say.rho, sample.rho, correlation),
      [say.level(percent(level)), { low: sample.lower, high: sample.upper, how: correlation }],
      value(say.plainP, sample.p, pValue),
      value(say.rhoTrue, sample.rho_of_truth, correlation),
    ]),
  ];
}

export function repeatedGradings({ level, alpha }: SimulateGradingAnswer, found: RepeatedGradings): Sheet[] {
  return [
    {
      caption: say.shares(count(found.repetitions)),
      columns: [quantity, say.share, say.error, say.endless],
      rows: [
        shareRow(say.pBelow(exact(alpha)), found.significant),
        shareRow(say.holdsTruth(percent(level)), found.coverage_of_truth),
        shareRow(say.holdsEndless(percent(level)), found.coverage_of_endless),
      ],
    },
    {
      caption: say.spreads,
      columns: [quantity, say.mean, say.between95, say.without],
      rows: [
        spreadRow(say.rho, found.rho, correlation),
        spreadRow(say.rhoRead, found.rho_significant, correlation),
        [say.endlessRho, { value: found.endless, how: correlation }, '', ''],
      ],
    },
  ];
}

export function studies({ truth, sample, study, repeated }: SimulateStudyAnswer): Sheet[] {
  const line = (name: string, one: Estimate, true_: number, all: Spread, read: Spread, how?: (x: number) => string): Cell[] => {
    const as = (what: Estimate): Cell => ({ value: what, ...(how && { how }) });
    return [name, as(true_), as(one), as(all.mean), as(read.mean)];
  };
  const ratio = study.hazard_ratio?.hazard_ratio ?? 'not_reached';
  return [
    {
      caption: say.findings(count(repeated.repetitions)),
      columns: [quantity, say.share, say.error, say.endless],
      rows: [
        shareRow(say.both, repeated.both),
        shareRow(say.correlationAlone, repeated.correlation_alone),
        shareRow(say.survivalAlone, repeated.survival_alone),
        shareRow(say.neither, repeated.neither),
        shareRow(say.wrongOfSignificant, repeated.wrong_way),
      ],
    },
    {
      caption: say.read,
      columns: [quantity, say.truth, say.thisStudy(count(sample)), say.allStudies, say.significantStudies],
      rows: [
        line(say.rhoName, study.rho, truth.grading?.rho ?? 0, repeated.rho, repeated.rho_significant, correlation),
        line(say.ratioName, ratio, truth.hazard_ratio ?? 1, repeated.hazard_ratio, repeated.hazard_ratio_significant),
      ],
    },
  ];
}

/** The mistake and the repair side by side. */
export function trapSheets({ axis, sample, repetitions, counted, truth, wrong, right }: SimulateTrapAnswer): Sheet[] {
  const { rows } = words.learn.trap;
  const how = { p: pValue, share, correlation, log_hazard_ratio: undefined }[axis];
  const as = (what: Estimate): Cell => ({ value: what, ...(how && { how }) });
  const both = (name: string, cell: (of: SimulateTrapAnswer['wrong']) => Cell): Cell[] => [name, cell(wrong), cell(right)];
  const n = count(sample);
  return [
    {
      caption: rows.readings,
      columns: [quantity, rows.mistaken, rows.repaired],
      rows: [
        both(rows.how, ({ name }) => name),
        both(rows.here(n), ({ here }) => as(here)),
        both(rows.countedHere(n, counted), ({ counted_here }) => (counted_here ? rows.yes : rows.no)),
        both(rows.of(count(repetitions), counted), ({ all }) => ({ value: all.counted.share, how: share })),
        both(say.error, ({ all }) => ({ value: all.counted.standard_error, how: share })),
        both(say.mean, ({ all }) => as(all.spread.mean)),
        both(say.between95, ({ all }) => ({ low: all.spread.lower, high: all.spread.upper, ...(how && { how }) })),
        ...(typeof truth === 'number' ? [[rows.truth, as(truth), as(truth)] as Cell[]] : []),
      ],
    },
  ];
}

/** What the size of a trial does to its estimates, and to those that are read. */
export function trialsBySize({ by_size, alpha }: SimulateTrialAnswer): Sheet[] {
  return [
    {
      caption: say.sizes,
      columns: [say.perGroup, say.significant(exact(alpha)), say.mean, say.between95, say.ratioRead],
      rows: (by_size ?? []).map((one): Cell[] => [
        count(one.per_group),
        { value: one.significant.share, how: share },
        { value: one.hazard_ratio.mean },
        { low: one.hazard_ratio.lower, high: one.hazard_ratio.upper },
        { value: one.hazard_ratio_significant.mean },
      ]),
    },
  ];
}
