// Models written as in R, turned into requests.

import { facts } from './golden.mjs';

/** `label` as in `pfs:path_code+age;efron`, `delayed:trt+karno` or `age+strata(ph_ecog)`. */
export function model({ dataset, label, args }) {
  const [formula, prefix] = label.split(';')[0].split(':').reverse();
  const endpoint = { name: label, time: 'time', event: 'event', coding: { event: ['1'], censored: ['0'] } };
  if (prefix === 'delayed') Object.assign(endpoint, { time: 'exit', entry: 'entry' });
  else if (prefix) Object.assign(endpoint, { time: `${prefix}_months`, event: `${prefix}_event` });
  const written = formula.split('+');
  const strata = written.flatMap((term) => /^strata\((.*)\)$/.exec(term)?.slice(1) ?? []);
  const terms = written.filter((term) => !term.startsWith('strata('));
  const complete = /^complete in (.*)$/.exec(args.rows)?.[1].split(',') ?? [];
  // The synthetic cohort's models all use the patients with a pathology grade.
  if (dataset === 'sts27') complete.push('path_code');
  return { endpoint, terms, strata, complete };
}

/** Factors against their first level, numbers as they are. */
export const covariates = (dataset, terms) =>
  terms.map((column) => {
    const levels = facts(dataset).levels[column];
    return levels ? { as: 'factor', by: { by: 'label', column, levels: levels.map(String) } } : { as: 'number', variable: column };
  });
