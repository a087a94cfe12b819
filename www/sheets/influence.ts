// What a finding hangs on: single patients, grades, and the tests made beside it.
import type { FamilyAnswer, GradeSurvivalAnswer, InfluenceAnswer } from 'gradus';
import { count, exact, pValue, ratio, share } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { counted, p, twoColumns, value, type Line } from './lines';

const say = words.outcomes.influence.rows;
/** More patients than this stand in the file of numbers only. */
const MOST_PATIENTS = 60;

export function influence(answer: InfluenceAnswer): Sheet[] {
  const { all, hazard_ratio_range: ratios, p_range: ps, fewest, reassigned } = answer;
  const few = answer.without.length <= MOST_PATIENTS;
  const shown = few ? answer.without : answer.without.filter(({ row }) => answer.decisive.includes(row));
  const range: Line[] = [
    ...(ratios ? [[say.ratios, { low: ratios[0], high: ratios[1], how: ratio }] as Line] : []),
    ...(ps ? [[say.ps, { low: ps[0], high: ps[1], how: pValue }] as Line] : []),
  ];
  return [
    twoColumns(say.all, [
      value(say.ratio, all.hazard_ratio, ratio),
      p(say.p, all.p),
      ...all.medians.map((median, k) => value(say.median(answer.labels[k] ?? ''), median)),
    ]),
    twoColumns(say.range, [
      ...range,
      ...answer.median_ranges.map(([low, high], k): Line => [say.medians(answer.labels[k] ?? ''), { low, high }]),
      fewest.at_most == null ? [say.fewest, say.none] : counted(say.fewest, fewest.at_most),
      reassigned === null ? [say.reassigned, say.none] : counted(say.reassigned, reassigned),
    ]),
    ...(shown.length
      ? [
          {
            caption: say.each,
            columns: [say.patient, say.group, say.time, say.ending, say.without, say.pWithout, ...answer.labels.map(say.medianWithout)],
            rows: shown.map((one): Cell[] => [
              say.row(one.row),
              answer.labels[one.group] ?? '',
              { value: one.time },
              one.event ? say.event : say.censored,
              { value: one.headline.hazard_ratio, how: ratio },
              { value: one.headline.p, how: pValue },
              ...one.headline.medians.map((median): Cell => ({ value: median })),
            ]),
          },
        ]
      : []),
  ];
}

export function gradeSurvival(answer: GradeSurvivalAnswer): Sheet[] {
  return [
    twoColumns(say.grades, [
      counted(words.outcomes.cox.rows.patients, answer.n),
      counted(words.outcomes.cox.rows.events, answer.events),
      counted(say.unsettled, answer.unsettled),
      ...(answer.unsettled > 0 ? drawn(answer) : []),
    ]),
  ];
}

function drawn(answer: GradeSurvivalAnswer): Line[] {
  return [
    ...answer.hazard_ratio_drawn.map((one, k) => value(say.drawn[k] ?? '', one, ratio)),
    value(say.significant(exact(answer.alpha)), answer.share_significant, share),
    value(say.above, answer.share_above_one, share),
    counted(say.draws, answer.draws),
  ];
}

export function family(answer: FamilyAnswer): Sheet[] {
  const rows = words.outcomes.family.rows;
  return [
    {
      caption: rows.tests,
      columns: [rows.endpoint, 'z', rows.alone, rows.permuted, rows.all, rows.stepDown],
      rows: answer.tests.map((test): Cell[] => [
        rows.name(answer.endpoints[test.endpoint]?.name ?? '', answer.markers[test.marker]?.name ?? ''),
        { value: test.z },
        ...[test.p, test.p_permutation, test.p_max, test.p_step_down].map((one): Cell => ({ value: one, how: pValue })),
      ]),
    },
    twoColumns(words.outcomes.cox.rows.fit, [
      counted(words.outcomes.cox.rows.patients, answer.n),
      ...answer.endpoints.map(({ name, events }) => [`${name}: ${words.outcomes.cox.rows.events}`, { value: events, how: count }] as Line),
      counted(say.draws, answer.draws),
    ]),
  ];
}
