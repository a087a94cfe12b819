// Parts of survival answers that no other program prints as such: held against the
// records they are made from, against hand calculation, and against laws.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { open } from 'gradus';
import { answer, made, study } from './support/golden.mjs';

const coding = { event: ['1'], censored: ['0'] };
const endpoint = { name: 'endpoint', time: 'time', event: 'event', coding };
const by = { by: 'label', column: 'group' };
const close = (a, b, relative, what) => assert.ok(Math.abs(a - b) <= relative * Math.max(Math.abs(b), 1e-12), `${what}: ${a}, expected ${b}`);

const { records } = JSON.parse(readFileSync(new URL('../golden/reference/edges.json', import.meta.url), 'utf8'));

test('censoring is compared by the log-rank test with censorings as events', () => {
  // survdiff(Surv(time, 1 - event) ~ group) of R's survival 3.5-3.
  const R = { edge_ties: [5.05348863023201, 2], edge_zero: [0.223148809137517, 1], edge_none: [0.0116641472108692, 1], edge_near: [0.368281842147838, 1] };
  for (const [name, [chi, df]] of Object.entries(R)) {
    const { censoring } = answer(name, { kind: 'survival', endpoint, by, censoring: true });
    close(censoring.chi_squared, chi, 1e-12, name);
    assert.equal(censoring.df, df);
    assert.equal(censoring.differs, false);
  }
});

test('where the groups were not followed alike the exact test says so, and what to read', () => {
  // One group closes at 3 months, the other at 30.
  made('unlike', {
    time: [1, 2, 3, 3, 3, 3, 3, 3, 5, 9, 14, 30, 30, 30, 30, 30], event: [1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0], group: [...'aaaaaaaabbbbbbbb'],
  });
  const { answer: given, sentences } = study('unlike').run({ kind: 'permutation_log_rank', endpoint, by });
  assert.equal(given.censoring.differs, true);
  assert.match(sentences.answer, /not followed alike \(log-rank test of censoring p = 0\.0003\).*read the large-sample log-rank test/);
  const tests = study('unlike').run({ kind: 'survival', endpoint, by, censoring: true }).sentences.answer;
  assert.match(tests, /not followed alike/);
  const alike = study('edge_zero').run({ kind: 'survival', endpoint, by, censoring: true }).sentences.answer;
  assert.match(alike, /Censoring looks alike in the groups \(log-rank test of it p = 0\.64\)/);
});

test('typical curves are survfit’s for those covariates, to the last patient seen', () => {
  const of = records.filter(({ method, label, dataset }) => method === 'cox.survival' && /^group;(efron|breslow)$/.test(label) && dataset !== 'edge_entry');
  assert.ok(of.length >= 6);
  for (const { dataset, args, values } of of) {
    const { typical } = answer(dataset, { kind: 'cox', endpoint, covariates: [{ as: 'factor', by }], ties: args.ties, predict_typical: true, times: values.times });
    assert.deepEqual(typical.map(({ covariates }) => covariates[0]), [0, 1]);
    values.times.forEach((_, t) =>
      typical.forEach(({ at_times }, k) => {
        close(at_times[t].survival, values.surv[2 * t + k], 1e-7, `${dataset} survival`);
        if (typeof values.lower[2 * t + k] === 'number') close(at_times[t].limits[0].lower, values.lower[2 * t + k], 1e-6, `${dataset} lower`);
      }),
    );
    // The series is the same curve, and ends where follow-up ends.
    const { columns } = JSON.parse(readFileSync(new URL(`../golden/datasets/${dataset}.json`, import.meta.url), 'utf8'));
    for (const { time, survival, at_times } of typical) {
      close(time.at(-1), Math.max(...columns.time), 1e-7, `${dataset} end`);
      at_times.forEach((at) => {
        const step = time.findLastIndex((t) => t <= at.time);
        close(survival[step], at.survival, 1e-12, `${dataset} series`);
      });
    }
  }
});

test('a number is shown at its quartiles, and an interaction has no typical patients', () => {
  made('numbers', { time: [1, 2, 3, 4, 5, 6, 7, 8], event: [1, 1, 0, 1, 1, 0, 1, 1], x: [3, 1, 4, 1, 5, 9, 2, 6], z: [1, 0, 1, 1, 0, 0, 1, 0] });
  const number = (variable) => ({ as: 'number', variable });
  const { typical } = answer('numbers', { kind: 'cox', endpoint, covariates: [number('x'), number('z')], predict_typical: true });
  // Sorted 1 1 2 3 4 5 6 9: the third and the seventh; z takes 0 and 1 only and stays at 0.
  assert.deepEqual(typical.map(({ name, covariates }) => [name, covariates]), [['x = 2', [2, 0]], ['x = 6', [6, 0]]]);
  const product = { as: 'product', of: [number('x'), number('z')] };
  assert.deepEqual(answer('numbers', { kind: 'cox', endpoint, covariates: [number('x'), number('z'), product], predict_typical: true }).typical, []);
});

test('cuts fixed beforehand are marked where they fall, with p by Holm for their number', () => {
  made('cuts', { time: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], event: [1, 1, 1, 0, 1, 1, 0, 1, 0, 0], x: [1, 2, 1, 3, 2, 4, 5, 3, 4, 5] });
  const planned = [{ variable: 'x', at: 2.5 }, { variable: 'x', at: 4 }];
  const { answer: given, sentences } = study('cuts').run({ kind: 'thresholds', endpoint, variable: 'x', planned });
  const marked = given.cuts.filter(({ prespecified }) => prespecified);
  // ≥ 2.5 parts 2 from 3; ≥ 4 parts 3 from 4.
  assert.deepEqual(marked.map(({ at }) => at), [2, 3]);
  const [smaller, larger] = marked.map(({ test: { p_naive } }) => p_naive).sort((a, b) => a - b);
  assert.deepEqual(marked.map(({ p_planned }) => p_planned).sort((a, b) => a - b), [Math.min(1, 2 * smaller), Math.min(1, Math.max(2 * smaller, larger))]);
  assert.match(sentences.answer, /4 cuts tried.*The 2 cuts fixed beforehand need not pay for the search: ≤ 2 with log-rank p .*, ≤ 3 with .*; allowed for 2 \(Holm\) p is/);
  const one = study('cuts').run({ kind: 'thresholds', endpoint, variable: 'x', planned: planned.slice(0, 1) }).sentences.answer;
  assert.match(one, /The cut fixed beforehand need not pay for the search: ≤ 2 with log-rank p = [^;]*\.( |$)/);
});

test('the end of a curve says whom it rests on, by hand', () => {
  made('tail', { time: [1, 2, 3, 4, 5, 6, 7], event: [1, 0, 1, 0, 1, 0, 0] });
  const [{ tail }] = answer('tail', { kind: 'survival', endpoint }).groups;
  // At 5 three of seven are at risk; one has the event, two are followed on.
  assert.deepEqual(tail, { last_event: 5, at_risk: 3, share: 3 / 7, after: 2 });
  const [{ tail: none }] = answer('edge_censored', { kind: 'survival', endpoint }).groups;
  assert.ok(none.last_event.not_estimable && none.at_risk === 0);
});

test('log(−log S) is that of the curve, and absent where there is none', () => {
  const [{ at_times: at }] = answer('tail', { kind: 'survival', endpoint, times: [0.5, 1, 3.5] }).groups;
  // S(1) = 6/7, S(3.5) = 6/7 · 4/5.
  assert.ok(at[0].log_minus_log.not_estimable);
  close(at[1].log_minus_log, Math.log(-Math.log(6 / 7)), 1e-12, 'S(1)');
  close(at[2].log_minus_log, Math.log(-Math.log(24 / 35)), 1e-12, 'S(3.5)');
});

test('the sentence reads the curves at the last time to which everybody was followed', () => {
  const words = study('tail').run({ kind: 'survival', endpoint, times: [1, 3.5, 90] }).sentences.answer;
  // 24/35 = 69 %; log-log limits of R's survfit: 0.213–0.912.
  assert.match(words, /Free of the event at 3\.5 \w+: 69 % \(95 % CI 21–91 %\)\./);
});

test('medians without each patient have their ends, a median not reached being the largest', () => {
  const found = answer('edge_zero', { kind: 'influence', endpoint, by });
  found.labels.forEach((_, group) => {
    const all = found.without.map(({ headline }) => headline.medians[group]);
    const known = all.filter((median) => typeof median === 'number');
    const [low, high] = found.median_ranges[group];
    assert.equal(low, Math.min(...known));
    assert.deepEqual(high, all.includes('not_reached') ? 'not_reached' : Math.max(...known));
  });
});

test('a second reader draws the grades by the table of both readings', () => {
  // Two patients of grade A, whom the second reader calls A and B; two of B, both B. Each A
  // becomes B with chance 1/2: with chance 1/4 all are above the cut, and there is no test.
  const rows = [['<5%', '<5%', 1, 1], ['<5%', '>95%', 2, 1], ['>95%', '>95%', 3, 1], ['>95%', '>95%', 4, 0]];
  const text = [['first', 'second', 'time', 'event'], ...rows].map((cells) => cells.join('\t')).join('\n');
  const twice = open(text);
  const grade = (column, role) => ({ column, role, scale: 'paper6' });
  twice.map({ ...twice.propose().mapping, grades: [grade('first', 'pathology'), grade('second', 'other')], endpoints: [endpoint] });
  const draws = 20_000;
  const request = { kind: 'grade_survival', endpoint, grade: 'first', at: 50, resampling: { draws, seed: 5 } };
  const { answer: reread, sentences, problems } = twice.run({ ...request, reader: 'second' });
  assert.ok(reread, JSON.stringify(problems));
  assert.ok(Math.abs(reread.draws_without_test / draws - 0.25) < 4.5 * Math.sqrt(0.25 * 0.75 / draws), `${reread.draws_without_test}`);
  assert.equal(reread.reader, 'second');
  assert.equal(reread.unsettled, 2);
  assert.match(sentences.answer, /^With grades drawn anew as second might have given them/);
  // Without the second reader nothing is open.
  assert.equal(twice.run(request).answer.draws_without_test, 0);
});
