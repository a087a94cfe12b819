// The cumulative hazard of each group, read at times a clinic thinks in.
import type { SurvivalAnswer } from 'gradus';
import { correlation, exact, percent, share } from '../format';
import { TIMES } from '../outcomes';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';

const say = words.outcomes.alike.rows;

export const hazards = (answer: SurvivalAnswer): Sheet[] => [hazardRows(answer, 0)];

/** By the first or a later estimator asked for. */
export function hazardRows(answer: SurvivalAnswer, estimator: number): Sheet {
  const unit = answer.endpoint.unit ?? 'months';
  const level = answer.groups[0]?.cumulative_hazards[0]?.limits[0]?.level ?? 0.95;
  const rows = answer.groups.flatMap((group) => {
    const hazard = group.cumulative_hazards[estimator];
    const limits = hazard?.limits.find(({ scale }) => scale === 'log');
    const times = hazard?.time ?? [];
    return TIMES[unit]
      .filter((time) => time <= group.last_time)
      .map((time): Cell[] => {
        const at = times.filter((one) => one !== null && one <= time).length - 1;
        const of = (series: readonly (number | null)[] | undefined) => (at < 0 ? 0 : (series?.[at] ?? 0));
        return [
          words.outcomes.competing.rows.at(group.label, exact(time)),
          { value: of(hazard?.cumulative_hazard) },
          { low: of(limits?.lower), high: of(limits?.upper) },
        ];
      });
  });
  const name = say.estimator[answer.groups[0]?.cumulative_hazards[estimator]?.estimator ?? 'nelson_aalen'];
  return { caption: say.hazard(name, words.events.units[unit]), columns: [say.group, say.value, percent(level)], rows };
}

/** What the curves of log(−log S) are drawn from, at times a clinic thinks in. */
export function logLog(answer: SurvivalAnswer): Sheet[] {
  const unit = answer.endpoint.unit ?? 'months';
  const rows = answer.groups.flatMap((group) =>
    group.at_times
      .filter(({ beyond_follow_up: beyond, log_minus_log: y }) => !beyond && typeof y === 'number')
      .map((at): Cell[] => [
        words.outcomes.competing.rows.at(group.label, exact(at.time)),
        { value: at.survival, how: share },
        { value: at.log_minus_log, how: correlation },
      ]),
  );
  return [{ caption: say.logLog(words.events.units[unit]), columns: [say.group, say.free, say.logLogValue], rows }];
}
