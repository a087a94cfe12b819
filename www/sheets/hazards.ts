// The cumulative hazard of each group, read at times a clinic thinks in.
import type { SurvivalAnswer } from 'gradus';
import { exact, percent } from '../format';
import { TIMES } from '../outcomes';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';

const say = words.outcomes.alike.rows;

export function hazards(answer: SurvivalAnswer): Sheet[] {
  const unit = answer.endpoint.unit ?? 'months';
  const level = answer.groups[0]?.cumulative_hazards[0]?.limits[0]?.level ?? 0.95;
  const rows = answer.groups.flatMap((group) => {
    const [hazard] = group.cumulative_hazards;
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
  return [{ caption: say.hazard(words.events.units[unit]), columns: [say.group, say.value, percent(level)], rows }];
}
