// Medians of patients drawn again, on the wasm that ships: records of R made by
// tests/golden/scripts/median_bootstrap.R, and what cannot be drawn.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from 'gradus';
import { CLOSED, COUNT, answer, check } from './support/golden.mjs';

const endpoint = ({ time, event }) => ({ name: 'endpoint', time, event, coding: { event: ['1'], censored: ['0'] } });

const ask = ({ dataset, args }, more) =>
  answer(dataset, {
    kind: 'median_bootstrap',
    endpoint: endpoint(args),
    by: { by: 'label', column: args.group, levels: args.group_levels },
    ...more,
  });

/** A limit as a number: what is not reached is later than any time. */
const number = (limit) => {
  if (typeof limit === 'number') return limit;
  return limit === 'not_reached' ? Infinity : -Infinity;
};

/** Two limits within R's windows for them: five standard errors of two drawn shares. */
function within({ lower, upper }, windows) {
  const [a, b, c, d] = windows.map((x) => (x === 'Inf' ? Infinity : x === '-Inf' ? -Infinity : x));
  const inside = (limit, from, to) => from <= number(limit) && number(limit) <= to;
  return inside(lower, a, b) && inside(upper, c, d);
}

check('median_bootstrap', {
  'median.bootstrap'(record) {
    const { groups, difference } = ask(record, { draws: record.args.draws, seed: 7 });
    const { values } = record;
    const limits = (of, windows) => [within(of, windows) ? windows : [of.lower, of.upper], COUNT];
    // Two shares of so many draws: at most 0.01 is one standard error of the difference here.
    const drawn = { relative: 0, absolute: 5 * Math.sqrt(0.5 / record.args.draws) };
    return {
      median: [groups.map(({ median }) => median), CLOSED],
      limits_1: limits(groups[0], values.limits_1),
      limits_2: limits(groups[1], values.limits_2),
      difference: limits(difference, values.difference),
      not_reached: [groups.map(({ not_reached }) => not_reached), drawn],
      undefined: [difference.undefined, drawn],
    };
  },
});

const table = 'time\tevent\tarm\n1\t1\ta\n2\t0\ta\n3\t0\ta\n4\t0\tb\n5\t0\tb\n6\t0\tb\n';
const request = { kind: 'median_bootstrap', endpoint: endpoint({ time: 'time', event: 'event' }), by: { by: 'label', column: 'arm' } };

test('a median that no draw reaches has no number, and no difference', () => {
  const { answer: given } = open(table).run(request);
  const [, never] = given.groups;
  assert.deepEqual([never.median, never.lower, never.upper, never.not_reached], ['not_reached', 'not_reached', 'not_reached', 1]);
  assert.ok(given.difference.estimate.not_estimable);
  assert.doesNotMatch(JSON.stringify(given), /NaN|[Ii]nfinity/);
});

test('the seed repeats the draws', () => {
  const drawn = (seed) => JSON.stringify(ask({ dataset: 'lung', args: { time: 'time', event: 'event', group: 'sex', group_levels: ['male', 'female'] } }, { draws: 200, seed }).groups);
  assert.equal(drawn(3), drawn(3));
  assert.notEqual(drawn(3), drawn(4));
});

test('what cannot be drawn is said', () => {
  const codes = (more) => open(table).run({ ...request, ...more }).problems.map(({ code }) => code);
  assert.deepEqual(codes({ draws: 0 }), ['too_many_draws']);
  assert.deepEqual(codes({ draws: 4e9 }), ['too_many_draws']);
  assert.deepEqual(codes({ level: 1 }), ['number_out_of_range']);
  const late = open('from\ttime\tevent\n0\t1\t1\n1\t2\t0\n');
  const delayed = { ...request.endpoint, entry: 'from' };
  assert.deepEqual(late.run({ kind: 'median_bootstrap', endpoint: delayed }).problems.map(({ code }) => code), ['bootstrap_delayed_entry']);
});
