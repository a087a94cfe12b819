// The curves read off: quartiles, chosen times, follow-up, the tail, cumulative hazards.
import type { EstimateLimits, GroupSurvival, SurvivalAnswer } from 'gradus';
import { count, exact, percent, share } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { hazardRows } from './hazards';

const say = words.outcomes.detail.rows;
const { at: placed } = words.outcomes.competing.rows;

const ends = (limits: EstimateLimits | undefined, how?: (x: number) => string): Cell =>
  limits ? { low: limits.lower, high: limits.upper, ...(how && { how }) } : '';

export function detail(answer: SurvivalAnswer): Sheet[] {
  const unit = words.events.units[answer.endpoint.unit ?? 'months'];
  const level = percent(answer.groups[0]?.quantiles[0]?.limits[0]?.level ?? 0.95);
  const each = (rows: (group: GroupSurvival) => Cell[][]) => answer.groups.flatMap(rows);
  const named = (group: GroupSurvival, what: string) => (answer.groups.length > 1 ? `${group.label}: ${what}` : what);
  return [
    {
      caption: say.times(unit),
      columns: [say.group, say.free, level, say.atRisk],
      rows: each((group) =>
        group.at_times
          .filter(({ beyond_follow_up }) => !beyond_follow_up)
          .map((at): Cell[] => [
            placed(group.label, exact(at.time)),
            { value: at.survival, how: share },
            ends(at.limits[0], share),
            { value: at.at_risk, how: count },
          ]),
      ),
    },
    {
      caption: say.quartiles(unit),
      columns: [say.group, say.time, level],
      rows: each((group) => group.quantiles.map((of): Cell[] => [named(group, say.had(percent(of.p))), { value: of.estimate }, ends(of.limits[0])])),
    },
    {
      caption: say.followUp(unit),
      columns: [say.group, say.time, level],
      rows: each((group) =>
        group.follow_up_quantiles.map((of): Cell[] => [named(group, say.followed(percent(1 - of.p))), { value: of.estimate }, ends(of.limits[0])]),
      ),
    },
    {
      caption: say.tail,
      columns: [say.group, say.lastEvent(unit), say.tailRisk, say.tailShare, say.after, say.lastSeen(unit)],
      rows: each(({ label, tail, last_time }) => [
        [
          label,
          { value: tail.last_event },
          { value: tail.at_risk, how: count },
          { value: tail.share, how: share },
          { value: tail.after, how: count },
          { value: last_time },
        ],
      ]),
    },
    ...answer.groups[0]?.cumulative_hazards.map((_, k) => hazardRows(answer, k)) ?? [],
    ...(answer.groups[0]?.bands.length ? [band(answer, unit)] : []),
  ];
}

/** Where the simultaneous band holds, and by how much it is wider. */
function band(answer: SurvivalAnswer, unit: string): Sheet {
  return {
    caption: say.band,
    columns: [say.group, say.bandFrom(unit), say.bandTo(unit), say.critical],
    rows: answer.groups.flatMap(({ label, bands: [of] }): Cell[][] =>
      of ? [[label, { value: of.from }, { value: of.to }, { value: of.critical }]] : [],
    ),
  };
}
