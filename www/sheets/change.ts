// The ways from grade to grade, the directions counted, and Δ against where it began.
import type { Answer, CorrelationInterval, Estimate, GradesAnswer } from 'gradus';
import { correlation, count, pValue } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { counted, twoColumns } from './lines';

const say = words.gradeTopics.change;

export function change({ columns, directions, transitions }: GradesAnswer): Sheet[] {
  if (!transitions || !directions) return [];
  const [pre, post] = [columns[transitions.pre], columns[transitions.post]];
  if (!pre || !post) return [];
  const d = directions;
  return [
    twoColumns(say.directions, [
      counted(say.rise, d.rise),
      counted(say.fall, d.fall),
      counted(say.noFall, d.no_fall),
      counted(say.noRise, d.no_rise),
      counted(say.both, d.undetermined - d.no_fall - d.no_rise - d.unchanged),
      counted(say.unchanged, d.unchanged),
      counted(say.missing, d.missing),
      counted(say.ceiling, d.at_ceiling),
      counted(say.floor, d.at_floor),
    ]),
    {
      caption: say.ways(pre.column, post.column),
      columns: [`${pre.column} ↓  ${post.column} →`, ...post.bands.map(({ label }) => label)],
      rows: transitions.counts.map((row, before): Cell[] => [
        pre.bands[before]?.label ?? '',
        ...row.map((n): Cell => ({ value: n, how: count })),
      ]),
    },
  ];
}

/** Δ with the reading before, with pathology, and with pathology given the former. */
export function coupling(answers: readonly (Answer | null | undefined)[]): Sheet {
  const rows = answers.flatMap((answer): Cell[][] => {
    if (answer?.kind === 'correlation') {
      const { rho, intervals, p_t, n } = answer.spearman;
      return [line(answer.question, rho, limitsOf(intervals), p_t, n)];
    }
    if (answer?.kind === 'partial_correlation') {
      const { rho, intervals, p, n } = answer.partial_spearman;
      return [line(answer.question, rho, limitsOf(intervals), p, n)];
    }
    return [];
  });
  const { coefficients } = words.topics;
  return {
    caption: say.coupling,
    columns: [say.pair, say.rho, coefficients.rows.interval, say.p, words.correlation.rows.n],
    rows,
  };
}

const limitsOf = (all: readonly CorrelationInterval[]) => all.find(({ kind }) => kind === 'bonett_wright') ?? all[0];

function line(name: string, rho: Estimate, limits: { lower: Estimate; upper: Estimate } | undefined, p: Estimate, n: number): Cell[] {
  return [
    name,
    { value: rho, how: correlation },
    limits ? { low: limits.lower, high: limits.upper, how: correlation } : '',
    { value: p, how: pValue },
    { value: n, how: count },
  ];
}
