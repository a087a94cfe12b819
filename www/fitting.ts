// What was said of one table, laid over the columns of another.
import type { Derived, Mapping } from 'gradus';
import { noCoding } from './roles';
import { isPlace, placeName, placeOf } from './place';
import type { Questions } from './state';

interface Fitted {
  mapping: Mapping;
  /** Columns that the mapping names and the table does not have. */
  lacking: string[];
  /** Whether anything is left. */
  any: boolean;
}

/** The mapping without what names other columns than these. */
export function fitting(mapping: Mapping, columns: readonly string[]): Fitted {
  const known = new Set(columns);
  const lacking = new Set<string>();
  const has = (name: string) => {
    if (name !== '' && !known.has(name)) lacking.add(name);
    return name === '' || known.has(name);
  };
  const { derived: steps = [], ...rest } = mapping;
  const derived = steps.filter((step) => {
    const fits = needs(step).map(has).every(Boolean);
    if (fits) makes(step).forEach((name) => known.add(name));
    return fits;
  });
  const fitted: Mapping = {
    ...rest,
    id: mapping.id != null && has(mapping.id) ? mapping.id : null,
    grades: mapping.grades.filter(({ column }) => has(column)),
    endpoints: mapping.endpoints
      .filter(({ time }) => has(time))
      .map(({ entry, ...endpoint }) => ({
        ...endpoint,
        ...(!has(endpoint.event) && { event: '', coding: noCoding() }),
        ...(entry != null && has(entry) && { entry }),
      })),
    groups: mapping.groups.filter(has),
    missing: mapping.missing.filter(({ column }) => known.has(column)),
    exclude: (mapping.exclude ?? []).filter(({ column }) => has(column)),
    ...(derived.length > 0 && { derived }),
  };
  const { id, grades, endpoints, groups } = fitted;
  const any = id !== null || grades.length + endpoints.length + groups.length + derived.length > 0;
  return { mapping: fitted, lacking: [...lacking], any };
}

const named = (name: string | null | undefined) => (name ? [name] : []);

/** The columns a step is made from. */
export function needs(step: Derived): string[] {
  if (step.kind === 'delta') return [step.post, step.pre];
  if (step.kind !== 'endpoint_from_dates') return [step.column];
  return [step.start, ...step.events, ...(step.last_contact ?? []), ...named(step.status), ...named(step.entry)];
}

/** The columns a step makes. */
export function makes(step: Derived): string[] {
  if (step.kind !== 'endpoint_from_dates') return [step.name];
  return [`${step.name} time`, `${step.name} event`, ...named(step.entry && `${step.name} entry`)];
}

/** The same questions where columns stand in other places: `column-3` is a place. */
export function moved(questions: Questions, from: readonly string[], to: readonly string[]): Questions {
  /** Its place now; null where the column is gone. */
  const place = (name: string) => {
    if (!isPlace(name)) return name;
    const now = to.indexOf(from[placeOf(name)] ?? '');
    return now < 0 ? null : placeName(now);
  };
  const variables = Object.fromEntries(
    Object.entries(questions.variables).map(([topic, names]) => [topic, names.map((name) => place(name) ?? 'none')]),
  );
  const { covariates, strata, marker, weights, reader } = questions.choices;
  const choices = {
    ...questions.choices,
    covariates: covariates.flatMap((name) => place(name) ?? []),
    strata: place(strata) ?? 'none',
    marker: place(marker) ?? '',
    weights: place(weights) ?? 'none',
    reader: place(reader) ?? 'none',
  };
  return { ...questions, by: place(questions.by) ?? 'none', variables, choices };
}

/** The same questions where some endpoints are gone: of the one asked about, or of every one. */
export function asked(questions: Questions, from: Mapping, to: Mapping): Questions {
  const name = from.endpoints[questions.endpoint - 1]?.name;
  return { ...questions, endpoint: to.endpoints.findIndex((one) => one.name === name) + 1 };
}
