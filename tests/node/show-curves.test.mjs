// The steps of the Kaplan–Meier curve against the worked example of the
// textbooks: Freireich's trial, by hand in fractions.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from 'gradus';
import { numbers, study, survival, teach } from './support/freireich.mjs';

const close = (found, expected, what) => assert.ok(Math.abs(found - expected) <= 1e-12 * Math.abs(expected), `${what}: ${found} is not ${expected}`);

/** 6-MP: time, at risk, events, censored since the event before, and S as a product by hand. */
const SIX_MP = [
  [6, 21, 3, 0, 18 / 21],
  [7, 17, 1, 1, (18 * 16) / (21 * 17)],
  [10, 15, 1, 1, (18 * 16 * 14) / (21 * 17 * 15)],
  [13, 12, 1, 2, (18 * 16 * 14 * 11) / (21 * 17 * 15 * 12)],
  [16, 11, 1, 0, (18 * 16 * 14 * 10) / (21 * 17 * 15 * 12)],
  [22, 7, 1, 3, (18 * 16 * 14 * 10 * 6) / (21 * 17 * 15 * 12 * 7)],
  [23, 6, 1, 0, (18 * 16 * 14 * 10 * 5) / (21 * 17 * 15 * 12 * 7)],
];

test('6-MP, event by event, as by hand', () => {
  const shown = teach(survival, 'kaplan_meier');
  const [start, ...rest] = shown.steps;
  const end = rest.pop();
  assert.deepEqual(numbers(start), { at_risk: 21, survival: 1 });
  assert.equal(rest.length, SIX_MP.length);
  let before = 1;
  for (const [k, [time, atRisk, events, censored, s]] of SIX_MP.entries()) {
    const found = numbers(rest[k]);
    assert.equal(found.time, time);
    assert.equal(found.at_risk, atRisk);
    assert.equal(found.events, events);
    close(found.survival_before, before, `S before ${time}`);
    close(found.survival, s, `S(${time})`);
    const [t, n, d, c, factor, { value }] = shown.table.rows[k];
    assert.deepEqual([t, n, d, c, factor], [time, atRisk, events, censored, `${atRisk - events}/${atRisk}`].map(String));
    close(value, s, `S(${time}) in the table`);
    assert.deepEqual([rest[k].rows, rest[k].row], [k + 1, k]);
    before = s;
  }
  close(numbers(end).survival, before, 'S at the end');
  // As Kleinbaum and Klein print the curve: 0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482.
  assert.deepEqual(SIX_MP.map((row) => row[4].toFixed(4)), ['0.8571', '0.8067', '0.7529', '0.6902', '0.6275', '0.5378', '0.4482']);
});

test('the words and the formula of a step are made from its numbers', () => {
  const { steps } = teach(survival, 'kaplan_meier');
  assert.equal(steps[1].formula, 'S(6) = 1 × (1 − 3/21) = 0.857');
  assert.equal(
    steps[1].text,
    'At 6 weeks 21 are at risk and 3 have the event. One patient is censored at this very time and still counts as at risk. 18 of 21 pass this time, a share of 0.857.',
  );
  assert.equal(steps[4].text, '2 patients were censored since the last event and are no longer at risk. At 13 weeks 12 are at risk and 1 has the event. 11 of 12 pass this time, a share of 0.917.');
  assert.match(steps.at(-1).text, /stays at 0\.448 until nobody is followed any more, at 35 weeks\. S first falls to 0\.5 or less at 23 weeks: the median\./);
});

test('placebo ends at nought: everybody relapsed, one step for each time', () => {
  const { steps, title, result } = teach(survival, 'kaplan_meier', { part: 1 });
  assert.match(title, /control/);
  const at = Object.fromEntries(steps.slice(1, -1).map((step) => [numbers(step).time, numbers(step).survival]));
  // 21 patients, none censored: S is the share still in remission.
  const left = { 1: 19, 2: 17, 3: 16, 4: 14, 5: 12, 8: 8, 11: 6, 12: 4, 15: 3, 17: 2, 22: 1, 23: 0 };
  assert.deepEqual(Object.keys(at), Object.keys(left));
  for (const [time, n] of Object.entries(left)) assert.ok(Math.abs(at[time] - n / 21) < 1e-12, `S(${time}) = ${at[time]}`);
  assert.match(result, /median 8\.00 weeks/);
});

test('shares handed on to the right add up to the same curve', () => {
  const { steps, table } = teach(survival, 'redistribute');
  const one = 1 / 21;
  // By hand: three relapse and one is censored at 6; that share goes to the 17 followed longer.
  assert.equal(numbers(steps[1]).share, one);
  close(numbers(steps[1]).share_after, one + one / 17, 'after 6');
  // One relapses at 7 of the 17; at 9 one of 16 is censored and hands on to 15.
  const second = one + one / 17;
  close(numbers(steps[3]).share_after, second + second / 15, 'after 9');
  const curve = Object.fromEntries(SIX_MP.map(([time, , , , s]) => [time, s]));
  let s = 1;
  for (const step of steps.slice(1)) {
    const { time, survival: found } = numbers(step);
    s = curve[time] ?? s;
    close(found, s, `S(${time})`);
  }
  assert.equal(table.rows.length, 16);
  // The last is censored with nobody to hand on to.
  assert.match(steps.at(-1).text, /nobody after them/);
});

test('who was left out is said, and an answer without such a demonstration says so', () => {
  assert.equal(teach(survival, 'kaplan_meier').accounting.used, 42);
  const { demonstration, problems } = study.teach({ kind: 'steps', of: { kind: 'scales' }, show: 'kaplan_meier' });
  assert.equal(demonstration, null);
  assert.equal(problems[0].code, 'no_such_demonstration');
  assert.equal(study.teach({ kind: 'steps', of: survival, show: 'kaplan_meier', part: 7 }).problems[0].code, 'no_such_group');
});

test('a picture of a step has its words as text alternative', () => {
  const { display_list: list, steps } = teach(survival, 'kaplan_meier', { draw: { step: 3, width: 480 } });
  assert.ok(list.items.length > 10);
  assert.ok(list.summary.includes(steps[3].text));
});

test('a long cohort is told in few steps, and how many stand in one is said', () => {
  // 600 patients, one event at each of the times 1 to 400, the rest censored at 500: S is the share left.
  const rows = Array.from({ length: 600 }, (_, k) => (k < 400 ? `${k + 1}\t1` : '500\t0'));
  const long = open(['time\tevent', ...rows].join('\n'));
  const endpoint = { name: 'E', time: 'time', event: 'event', unit: 'days', coding: { event: ['1'], censored: ['0'] } };
  const { demonstration } = long.teach({ kind: 'steps', of: { kind: 'survival', endpoint }, show: 'kaplan_meier' });
  assert.ok(demonstration.steps.length <= 50, `${demonstration.steps.length} steps`);
  assert.equal(demonstration.shortened, '47 of 400 event times are shown one by one; those between are one step.');
  for (const step of demonstration.steps.slice(1, -1)) {
    const { time, survival: s } = numbers(step);
    close(s, (600 - time) / 600, `S(${time})`);
  }
  const middle = demonstration.steps.find(({ text }) => text.includes('event times from'));
  assert.match(middle.text, /^353 event times from 40 to 392 days are passed in the same way; S falls from 0\.935 to 0\.347\.$/);
});
