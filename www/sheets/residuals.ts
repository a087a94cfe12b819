// Predicted curves of a Cox model, and its residuals for the file of numbers.
import type { CoxAnswer } from 'gradus';
import { correlation, exact, percent, share } from '../format';
import type { Cell, Sheet } from '../sheet';
import { words } from '../strings/en';
import { termName } from './cox';

const say = words.outcomes.cox.rows;

/** Survival predicted for patients who differ in the first covariate. */
export function predicted({ typical, endpoint, strata }: CoxAnswer): Sheet[] {
  const unit = words.events.units[endpoint.unit ?? 'months'];
  const level = percent(typical[0]?.level ?? 0.95);
  const several = typical.some(({ stratum }) => stratum !== typical[0]?.stratum);
  return [
    {
      caption: say.predicted(unit),
      columns: [say.patient, say.predictedSurvival, level],
      rows: typical.flatMap(({ name, stratum, at_times }) =>
        at_times
          .filter(({ beyond_follow_up }) => !beyond_follow_up)
          .map(({ time, survival, limits: [limits] }): Cell[] => [
            words.outcomes.competing.rows.at(several ? `${name}, ${strata[stratum] ?? ''}` : name, exact(time)),
            { value: survival, how: share },
            limits ? { low: limits.lower, high: limits.upper, how: share } : '',
          ]),
      ),
    },
  ];
}

/** One line a patient, one line an event: too long to read, made for a file. */
export function residualSheets({ residuals: of, terms }: CoxAnswer): Sheet[] {
  if (!of) return [];
  const p = terms.length;
  const number = (value: number | null | undefined): Cell => ({ value: value ?? 'not_reached', how: correlation });
  const names = terms.map(termName);
  const matrix = (series: readonly (number | null)[], row: number) => names.map((_, j) => number(series[row * p + j]));
  return [
    {
      caption: say.residuals,
      columns: [say.patientUsed, say.linear, say.martingale, say.deviance, ...names.map(say.scoreOf), ...names.map(say.dfbetaOf)],
      rows: of.martingale.map((martingale, i): Cell[] => [
        String(i + 1),
        number(of.linear_predictor[i]),
        number(martingale),
        number(of.deviance[i]),
        ...matrix(of.score, i),
        ...matrix(of.dfbeta, i),
      ]),
    },
    {
      caption: say.schoenfeld,
      columns: [say.patientUsed, say.eventTime, ...names.map(say.schoenfeldOf), ...names.map(say.scaledOf)],
      rows: of.event_row.map((row, i): Cell[] => [
        String(row + 1),
        number(of.event_time[i]),
        ...matrix(of.schoenfeld, i),
        ...matrix(of.scaled_schoenfeld, i),
      ]),
    },
  ];
}
