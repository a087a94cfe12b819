// A student's own sample, and the wall of a class.
import type { SimulateClassAnswer } from 'gradus';
import { count, pValue } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { sampleSheets } from './simulated';

const { rows, wall: caption } = words.learn.class;

export function oneSample({ sample, labels, truth, level }: SimulateClassAnswer): Sheet[] {
  return sampleSheets(sample, labels, truth?.groups ?? [], level);
}

export function classWall({ wall, unread, truth }: SimulateClassAnswer): Sheet[] {
  const agreed = (agrees: boolean | null | undefined) => (agrees == null ? rows.none : agrees ? rows.agrees : rows.differs);
  return [
    {
      caption,
      columns: [rows.student, rows.ratio, rows.limits, rows.p, rows.line],
      rows: [
        ...wall.map(({ sample, agrees }): Cell[] => {
          const limits = sample.hazard_ratio?.limits[0];
          return [
            count(sample.number),
            { value: sample.hazard_ratio?.hazard_ratio ?? 'not_reached' },
            limits ? { low: limits.lower, high: limits.upper } : '',
            { value: sample.log_rank_p, how: pValue },
            agreed(agrees),
          ];
        }),
        ...(truth?.coverage ? [[rows.truth, { value: truth.trial.hazard_ratio ?? 1 }, '', '', ''] as Cell[]] : []),
      ],
    },
    ...(unread.length ? [{ caption: rows.unread, columns: [rows.unread], rows: unread.map((line) => [line]) }] : []),
  ];
}
