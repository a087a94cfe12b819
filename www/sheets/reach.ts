// What so many events can show, and how many events and patients are needed.
import type { LogRankPowerAnswer, SimulatedPowerAnswer } from 'gradus';
import { count, exact, percent, share } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { counted, twoColumns, value, type Line } from './lines';

const say = words.outcomes.reach.rows;

export function reach({ at_events: [at], needed, course }: LogRankPowerAnswer): Sheet[] {
  return [
    ...(at
      ? [
          twoColumns(say.cohort, [
            counted(say.events, at.events),
            value(say.power, at.power, share),
            ...at.detectable.map((one) => value(say.detectable(percent(one.power)), one.hazard_ratio)),
          ]),
        ]
      : []),
    {
      caption: say.needed,
      columns: [say.wanted, say.schoenfeld, say.freedman, ...(course ? [say.patients] : [])],
      rows: needed.map((one, k): Cell[] => [
        percent(one.power),
        { value: one.events_rounded_up, how: count },
        { value: one.events_freedman },
        ...(course ? [{ value: course.needed[k]?.patients_rounded_up ?? 'not_reached', how: count } as Cell] : []),
      ]),
    },
    ...(course
      ? [
          twoColumns(say.course, [
            value(say.firstChance, course.first_event_probability, share),
            value(say.secondChance, course.second_event_probability, share),
            ...course.at_patients.flatMap((one): Line[] => [
              value(say.expected(count(one.patients)), one.expected_events),
              value(say.powerAt(count(one.patients)), one.power, share),
            ]),
          ]),
        ]
      : []),
  ];
}

export function simulated(answer: SimulatedPowerAnswer): Sheet[] {
  return [
    twoColumns(say.simulated, [
      ...answer.powers.flatMap((one): Line[] => [
        value(say.ratioIs(exact(one.hazard_ratio)), one.power, share),
        [say.level('95 %'), { low: one.lower, high: one.upper, how: share }],
      ]),
      value(say.size, answer.size.power, share),
      counted(say.draws, answer.draws),
    ]),
  ];
}
