// Reference records, data sets and tolerances, for tests on the package.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { open } from 'gradus';

const golden = (path) => readFileSync(new URL(`../../golden/${path}`, import.meta.url), 'utf8');

/** Every method of every reference file. */
export function methods() {
  const folder = new URL('../../golden/reference/', import.meta.url);
  return readdirSync(folder).map((name) => {
    const { records: all } = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    return [name.replace('.json', ''), [...new Set(all.map(({ method }) => method))]];
  });
}

/** The records of a method in a reference file; it must have some. */
function records(file, method) {
  const found = JSON.parse(golden(`reference/${file}.json`)).records.filter((record) => record.method === method);
  if (!found.length) throw new Error(`${file}.json has no records of ${method}`);
  return found;
}

const studies = new Map();

/** A data set, opened from its CSV once. */
export function study(dataset) {
  if (!studies.has(dataset)) studies.set(dataset, open(golden(`datasets/${dataset}.csv`)));
  return studies.get(dataset);
}

/** The data set of a κ record; for `lung`, whose record counts categories made
 *  from its columns, `max(1,(ph_karno-40)/10)`, a data set with those columns. */
export function folded({ dataset, args: { x, y } }) {
  if (dataset !== 'lung') return dataset;
  const { columns } = facts(dataset);
  const fold = (name) => columns[/ph_karno|pat_karno/.exec(name)[0]].map((value) => (value === null ? null : Math.max(1, (value - 40) / 10)));
  return made('lung folded', { [x]: fold(x), [y]: fold(y) });
}

/** The columns of a data set and the levels of its factors, as R had them. */
export const facts = (dataset) => known.get(dataset) ?? JSON.parse(golden(`datasets/${dataset}.json`));
const known = new Map();

/** A data set made of columns, under a name of its own; text columns are factors. */
export function made(name, columns) {
  const factors = Object.entries(columns).filter(([, column]) => column.some((value) => typeof value === 'string'));
  const levels = factors.map(([of, column]) => [of, [...new Set(column)].sort()]);
  known.set(name, { columns, levels: Object.fromEntries(levels) });
  const [first] = Object.values(columns);
  const rows = first.map((_, i) => Object.values(columns).map((column) => column[i] ?? '').join('\t'));
  studies.set(name, open([Object.keys(columns).join('\t'), ...rows].join('\n')));
  return name;
}

/** The methods that are checked, by reference file. Where they are only listed
 *  (golden-complete.test.mjs), no test is made. */
export const checked = {};
let listing = false;

export function listOnly() {
  listing = true;
}

/** One test a method: every value of every record is given, and close enough. */
export function check(file, methods, elsewhere = []) {
  for (const [method, values] of Object.entries(methods)) {
    const found = records(file, method);
    (checked[file] ??= []).push(method);
    if (listing) continue;
    test(`${method}: ${found.length} records`, () => {
      const wrong = found.flatMap((record) => {
        const given = values(record);
        const asked = Object.entries(record.values).filter(([key]) => !elsewhere.includes(key));
        return asked.flatMap(([key, expected]) =>
          given[key] ? differences(record.id, key, expected, ...given[key]) : [`${record.id}: nothing answers ${key}`],
        );
      });
      assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} values differ`);
    });
  }
}

/** "rows complete in {time,event,sex}, sex==male" as a selection. */
export function selection(rows) {
  const complete = /\{([^}]*)\}/.exec(rows)?.[1].split(',') ?? [];
  const keep = [...rows.matchAll(/(\w+)==([^,]+)/g)].map(([, column, value]) => ({ column, values: [value.trim()] }));
  return { complete, keep };
}

/** Close enough, by class; the absolute part is for differences of numbers about 1. */
export const COUNT = { relative: 0, absolute: 0 };
export const CLOSED = { relative: 1e-12, absolute: 2e-15 };
/** Counts divided by counts. */
export const EXACT = { relative: 1e-12, absolute: 0 };
export const ITERATED = { relative: 1e-7, absolute: 1e-9 };
export const TAIL = { relative: 1e-11, absolute: 0 };

const ABSENT = [null, undefined, 'NA', 'NaN', 'Inf', '-Inf', 'not_reached'];

/** What is not there, in R's spelling and in ours; no infinity leaves the engine. */
const absent = (value) => ABSENT.includes(value) || typeof value?.not_estimable === 'string';

/** Differences between what a record says and what came out, as lines of text. */
function differences(id, key, expected, found, { relative, absolute }) {
  if (Array.isArray(expected) && Array.isArray(expected[0])) [expected, found] = [expected.flat(), found.flat()];
  const [wanted, had] = [expected, found].map((value) => (Array.isArray(value) ? value : [value]));
  if (wanted.length !== had.length) return [`${id} ${key}: ${wanted.length} values expected, ${had.length} found`];
  return wanted.flatMap((a, i) => {
    const b = had[i];
    if (absent(a) || absent(b)) return absent(a) && absent(b) ? [] : [`${id} ${key}[${i}]: expected ${a}, found ${JSON.stringify(b)}`];
    const same = typeof a === 'number' ? Math.abs(a - b) <= Math.max(relative * Math.abs(a), absolute) : a === b;
    return same ? [] : [`${id} ${key}[${i}]: expected ${a}, found ${b}`];
  });
}

/** An answer, or a thrown account of why there is none. */
export function answer(dataset, request) {
  const { answer: given, problems } = study(dataset).run(request);
  if (!given) throw new Error(`${dataset}: ${problems.map(({ what, found }) => `${what} ${found ?? ''}`).join('; ')}`);
  return given;
}
