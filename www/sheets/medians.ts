// Medians with limits from patients drawn again.
import type { MedianBootstrapAnswer } from 'gradus';
import { count, percent, share } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { twoColumns, value } from './lines';

const say = words.outcomes.mean.median;

export function medians(answer: MedianBootstrapAnswer): Sheet[] {
  const unit = words.events.units[answer.endpoint.unit ?? 'months'];
  const level = say.percentiles(percent(answer.level));
  const { difference } = answer;
  return [
    {
      caption: say.caption(count(answer.draws), String(answer.seed)),
      columns: [say.group, say.median(unit), level, say.notReached],
      rows: answer.groups.map((group): Cell[] => [
        group.label,
        { value: group.median },
        { low: group.lower, high: group.upper },
        { value: group.not_reached, how: share },
      ]),
    },
    ...(difference
      ? [
          twoColumns(say.difference(answer.groups[1]?.label ?? '', answer.groups[0]?.label ?? ''), [
            value(say.median(unit), difference.estimate),
            [level, { low: difference.lower, high: difference.upper }],
            value(say.undefined, difference.undefined, share),
          ]),
        ]
      : []),
  ];
}
