// What the curves say at a time: the engine's own steps, looked up.
import type { DisplayList, GroupReading, Reading } from 'gradus';
import { count, rounded } from './format';
import { words } from './strings/en';

/** Every time at which some curve has a step, and both ends, in order. */
export function stops({ from, to, groups }: Reading): number[] {
  const all = groups.flatMap(({ time }) => time.filter((at): at is number => at !== null && at >= from && at <= to));
  return [...new Set([from, ...all, to])].sort((a, b) => a - b);
}

/** The unit stands in the title of the axis. */
export function timeAt(list: DisplayList, time: number): string {
  const title = list.items.find((item) => item.shape === 'text' && item.role.part === 'axis_title' && item.role.axis === 'x');
  return `${title?.shape === 'text' ? title.text : ''}: ${rounded(time)}`;
}

/** A line for each group; for two also how far they are apart. */
export function linesAt({ groups, rising }: Reading, time: number): string[] {
  const { crosshair: say } = words.card;
  const height = (survival: number) => (rising ? 1 - survival : survival) * 100;
  const per = (survival: number) => `${rounded(height(survival))} %`;
  const seen = groups.map((group) => at(group, time));
  const lines = groups.map(({ label }, k) => {
    const here = seen[k];
    if (!here) return `${label}: ${say.nobody}`;
    const ends = [here.lower, here.upper].filter((end) => end != null).map(per);
    const [low = '', high = ''] = rising ? ends.reverse() : ends;
    const censored = here.censored ? `, ${say.censored(count(here.censored))}` : '';
    return `${label}: ${per(here.survival)}${ends.length === 2 ? ` (${say.between(low, high)})` : ''}, ${say.atRisk(count(here.atRisk))}${censored}`;
  });
  const [first, second] = seen;
  if (groups.length !== 2 || !first || !second) return lines;
  return [...lines, say.gap(rounded(Math.abs(height(first.survival) - height(second.survival))))];
}

/** `censored` counts those censored at this very time. */
interface Seen { survival: number; lower: number | null; upper: number | null; atRisk: number; censored: number }

function at({ n, time, survival, lower, upper, at_risk, censored, last_time }: GroupReading, when: number): Seen | null {
  if (when > last_time) return null;
  let step = -1;
  while (step + 1 < time.length && (time[step + 1] ?? Infinity) <= when) step += 1;
  if (step < 0) return { survival: 1, lower: null, upper: null, atRisk: n, censored: 0 };
  return { survival: survival[step] ?? 1, lower: lower[step] ?? null, upper: upper[step] ?? null, atRisk: at_risk[step] ?? 0, censored: time[step] === when ? (censored[step] ?? 0) : 0 };
}
