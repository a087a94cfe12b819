// Mean time free of the event within a window, and the groups at its end.
import type { Estimate, Milestone, SurvivalAnswer } from 'gradus';
import { count, exact, percent, pValue, share } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { p, twoColumns, value } from './lines';

const say = words.outcomes.mean.rows;

export function meanTimes(answer: SurvivalAnswer): Sheet[] {
  const [window] = answer.restricted_means;
  if (!window) return [];
  const unit = words.events.units[answer.endpoint.unit ?? 'months'];
  const level = percent(window.level);
  const row = (name: string, of: Estimate, low: Estimate, high: Estimate, tail: Estimate): Cell[] => [
    name,
    { value: of },
    { low, high },
    { value: tail, how: pValue },
  ];
  const label = (k: number) => answer.groups[k]?.label ?? '';
  return [
    {
      caption: say.caption(exact(window.tau), unit),
      columns: [say.group, say.mean(unit), level, say.lost(unit)],
      rows: window.groups.map((group, k): Cell[] => [
        label(k),
        { value: group.mean },
        { low: group.lower, high: group.upper },
        { value: group.time_lost },
      ]),
    },
    ...window.contrasts.map((one) => ({
      caption: say.against(label(one.group), label(0)),
      columns: [say.contrast, say.estimate, level, 'p'],
      rows: [
        row(say.difference(unit), one.difference, one.difference_lower, one.difference_upper, one.difference_p),
        row(say.ratio, one.ratio, one.ratio_lower, one.ratio_upper, one.ratio_p),
        row(say.lostRatio, one.time_lost_ratio, one.time_lost_ratio_lower, one.time_lost_ratio_upper, one.time_lost_ratio_p),
      ],
    })),
    ...answer.milestones.flatMap((one) => milestone(one, unit, label)),
  ];
}

/** The groups at the end of the window. */
function milestone(at: Milestone, unit: string, label: (k: number) => string): Sheet[] {
  return [
    {
      caption: say.milestone(exact(at.time), unit),
      columns: [say.group, say.free, say.atRisk],
      rows: at.survival.map((free, k): Cell[] => [
        label(k),
        { value: free, how: share },
        { value: at.at_risk[k] ?? 0, how: count },
      ]),
    },
    ...at.contrasts.map((one) =>
      twoColumns(say.against(label(one.group), label(0)), [
        value(say.freeDifference, one.difference, share),
        [say.newcombe(percent(at.level)), { low: one.newcombe_lower, high: one.newcombe_upper, how: share }],
        ...one.tests.map((test) => p(say.milestoneTest[test.transform], test.p)),
      ]),
    ),
  ];
}
