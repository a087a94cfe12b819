// Files made on demand: the figure as SVG, PDF or PNG, the curves as a table. The
// engine makes them anew, so that they are what is on the screen and nothing older.
import type { FigureOptions, Request, SurvivalAnswer } from 'gradus';
import type { Engine } from './engine';
import { fileName, save } from './hand_out';
import { cssWidth, png, type Paper } from './picture';
import { commaSeparated, type Cell, type Mark, type Sheet } from './sheet';
import { words } from './strings/en';
import type { Send } from './views/send';

export interface TakeAway {
  what: 'svg' | 'pdf' | 'png' | 'clipboard' | 'curves';
  request: Request;
  /** Further answers, as panels of the same figure. */
  beside?: Request[];
  options: FigureOptions;
  title: string;
  paper: Paper;
  mark?: Mark;
}

export async function takeAway(engine: Engine, take: TakeAway, send: Send): Promise<void> {
  const { what, request, beside = [], options, title, paper } = take;
  const requests = [request, ...beside];
  const alone = beside.length === 0;
  const printed = { ...options, width: cssWidth(paper) };
  const file = async (format: 'svg' | 'pdf', of: FigureOptions) => {
    const asked = { format, theme: paper.theme, width_mm: paper.mm };
    const outcome = alone
      ? await engine.ask<'file'>('take-away', { do: 'file', request, options: of, file: asked })
      : await engine.ask<'panels_file'>('take-away', { do: 'panels_file', requests, options: of, file: asked });
    const reply = outcome?.ok ? outcome.value : null;
    if (reply?.file) save(fileName(title, format), format === 'svg' ? 'image/svg+xml' : 'application/pdf', reply.file);
    if (reply?.problems.length) send({ do: 'notice', text: reply.problems.map(({ what: said, hint }) => [said, hint].filter(Boolean).join(' ')).join(' ') });
  };
  const picture = async () => {
    const outcome = alone
      ? await engine.ask<'figure'>('take-away', { do: 'figure', request, options: printed })
      : await engine.ask<'panels'>('take-away', { do: 'panels', requests, options: printed });
    const list = outcome?.ok ? outcome.value.display_list : null;
    if (!list) throw new Error(title);
    return png(list, paper);
  };
  try {
    if (what === 'svg') await file('svg', options);
    else if (what === 'pdf') await file('pdf', printed);
    else if (what === 'png') save(fileName(title, 'png'), 'image/png', await picture());
    else if (what === 'clipboard') await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture() })]);
    else await curvesFile(engine, request, title, take.mark ?? 'point');
  } catch (error) {
    send({ do: 'notice', text: `${words.failure.notMade} ${error instanceof Error ? error.message : String(error)}` });
  }
}

async function curvesFile(engine: Engine, request: Request, title: string, mark: Mark): Promise<void> {
  const outcome = await engine.ask<'run'>('take-away', { do: 'run', request });
  const answer = outcome?.ok ? outcome.value.answer : null;
  if (answer?.kind !== 'survival') return;
  save(fileName(`${title} curves`, 'csv'), 'text/csv', `\ufeff${commaSeparated(curves(answer), mark)}\r\n`);
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
