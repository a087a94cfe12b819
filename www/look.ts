// How the curves are drawn, as far as a reader has chosen: options of the engine,
// nothing else. They are part of the questions, so undone and kept with them.
import type { FigureOptions } from 'gradus';

export type Look = Pick<
  FigureOptions,
  | 'preset'
  | 'risk_table'
  | 'time_unit'
  | 'ticks'
  | 'x_end'
  | 'y_from'
  | 'title'
  | 'x_title'
  | 'y_title'
  | 'show_limits'
  | 'show_censored'
  | 'show_p'
  | 'show_medians'
  | 'show_median_lines'
  | 'show_effect'
  | 'rising'
  | 'greyscale'
  | 'ordered'
  | 'group_labels'
  | 'group_colours'
  | 'note_at'
  | 'label_at'
>;

/** What is taken back is undefined. */
export type LookChange = { [K in keyof Look]?: Look[K] | undefined };

/** Without what is as the engine has it by itself. */
export function withLook(look: Look, change: LookChange): Look {
  const next = { ...look, ...change };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined && value !== null && value !== '')) as Look;
}

/** `0, 12, 24` as numbers; undefined where nothing is written or something is no number. */
export function ticksOf(text: string): number[] | undefined {
  const ticks = text.split(/[\s,;]+/).filter(Boolean).map(Number);
  return ticks.length > 1 && ticks.every((tick) => Number.isFinite(tick) && tick >= 0) ? ticks : undefined;
}

/** One entry replaced, in a list as long as there are groups; undefined when nothing is said. */
export function placed(list: (string | null)[] | undefined, groups: number, at: number, text: string): (string | null)[] | undefined {
  const next = Array.from({ length: groups }, (_, k) => (k === at ? text || null : (list?.[k] ?? null)));
  return next.some((one) => one !== null) ? next : undefined;
}
