// Every patient's course, in numbers.
import type { CoursesAnswer } from 'gradus';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';

const say = words.further.courses;

export function courses({ endpoints, labels, courses: all, unit }: CoursesAnswer): Sheet[] {
  const several = labels.length > 1;
  const time = words.events.units[unit];
  return [
    {
      caption: say.caption(time),
      columns: [say.patient, ...(several ? [say.group] : []), ...endpoints.flatMap(({ name }) => [name, say.ending])],
      rows: all.map(({ row, group, ends }): Cell[] => [
        say.row(row),
        ...(several ? [labels[group] ?? ''] : []),
        ...ends.flatMap((end): Cell[] => [{ value: end.time }, say.endings[end.with]]),
      ]),
    },
  ];
}
