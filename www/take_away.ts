// Files made on demand: the figure as SVG, the curves as a table. The engine makes
// both anew, so that they are what is on the screen and nothing older.
import type { FigureOptions, Request, SurvivalAnswer } from 'gradus';
import type { Engine } from './engine';
import { fileName, save } from './hand_out';
import { commaSeparated, type Cell, type Sheet } from './sheet';
import { words } from './strings/en';

export interface TakeAway {
  what: 'svg' | 'curves';
  request: Request;
  options: FigureOptions;
  title: string;
}

export async function takeAway(engine: Engine, { what, request, options, title }: TakeAway): Promise<void> {
  if (what === 'svg') {
    const outcome = await engine.ask<'svg'>('take-away', { do: 'svg', request, options });
    if (outcome?.ok && outcome.value) save(fileName(title, 'svg'), 'image/svg+xml', outcome.value);
    return;
  }
  const outcome = await engine.ask<'run'>('take-away', { do: 'run', request });
  const answer = outcome?.ok ? outcome.value.answer : null;
  if (answer?.kind !== 'survival') return;
  save(fileName(`${title} curves`, 'csv'), 'text/csv', `\ufeff${commaSeparated(curves(answer))}\r\n`);
}

function curves(answer: SurvivalAnswer): Sheet {
  const { curve: names } = words.survival;
  const limits = answer.groups[0]?.curve?.limits ?? [];
  const cell = (value: number | null | undefined): Cell => (value == null ? '' : { value });
  return {
    caption: answer.question,
    columns: [
      names.group,
      names.time,
      names.atRisk,
      names.events,
      names.censored,
      names.survival,
      names.error,
      ...limits.flatMap(({ level, transform }) => [names.lower(level, transform), names.upper(level, transform)]),
    ],
    rows: answer.groups.flatMap(({ label, curve }) =>
      (curve?.time ?? []).map((time, k): Cell[] => [
        label,
        cell(time),
        cell(curve?.at_risk[k]),
        cell(curve?.events[k]),
        cell(curve?.censored[k]),
        cell(curve?.survival[k]),
        cell(curve?.standard_error[k]),
        ...(curve?.limits ?? []).flatMap(({ lower, upper }) => [cell(lower[k]), cell(upper[k])]),
      ]),
    ),
  };
}
