// Questions for students: every answer worked out again from the raw lists, the
// same questions for the same seed, and a demonstration behind every hint.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { open } from 'gradus';
import { study, survival } from './support/freireich.mjs';

const ask = (level, seed, about = [survival], on = study) => {
  const { quiz, problems } = on.teach({ kind: 'questions', about, level, seed, count: 20 });
  assert.deepEqual(problems, []);
  return quiz.questions;
};

/** Everything that sixty seeds ask, each question once. */
function all(level, about, on) {
  const found = new Map();
  for (let seed = 1; seed <= 60; seed++) for (const question of ask(level, seed, about, on)) found.set(question.text, question);
  return [...found.values()];
}

const rows = readFileSync(new URL('../../www/examples/gehan.csv', import.meta.url), 'utf8').trim().split('\n').slice(1).map((line) => line.replaceAll('"', '').split(','));
const patients = (group) => rows.filter(([, , , , treat]) => treat === group).map(([, , time, event]) => ({ time: Number(time), event: event === '1' }));

/** Share without the event, straight from the definition. */
function share(group, until) {
  let s = 1;
  for (const time of [...new Set(patients(group).filter(({ event }) => event).map(({ time }) => time))].sort((a, b) => a - b)) {
    if (time > until) break;
    const n = patients(group).filter((one) => one.time >= time).length;
    s *= 1 - patients(group).filter((one) => one.event && one.time === time).length / n;
  }
  return s;
}

const close = (question, value, tolerance) => {
  assert.equal(question.expected.kind, 'number', question.text);
  assert.ok(Math.abs(question.expected.value - value) <= tolerance, `${question.text} ${question.expected.value} is not ${value}`);
};

test('level 1: shares, numbers at risk and censored, counted in the published lists', () => {
  const kinds = new Set();
  for (const question of all('read')) {
    const shareAt = /^What share in (.+) is still without the event at (.+) weeks\?$/.exec(question.text);
    const atRisk = /^How many patients in (.+) are still at risk at (.+) weeks\?$/.exec(question.text);
    const censored = /^How many patients in (.+) were censored\?$/.exec(question.text);
    if (shareAt) close(question, 100 * share(shareAt[1], Number(shareAt[2])), 1e-9);
    else if (atRisk) close(question, patients(atRisk[1]).filter(({ time }) => time >= Number(atRisk[2])).length, 0);
    else if (censored) close(question, { '6-MP': 12, control: 0 }[censored[1]], 0);
    else assert.fail(question.text);
    kinds.add(shareAt ? 'share' : atRisk ? 'at risk' : 'censored');
  }
  assert.equal(kinds.size, 3);
});

test('level 2: medians 23 and 8 weeks, 6-MP ahead and with fewer relapses than expected', () => {
  const questions = all('understand');
  const of = (text) => questions.find((question) => question.text === text);
  close(of('What is the median in 6-MP?'), 23, 0);
  close(of('What is the median in control?'), 8, 0);
  assert.deepEqual(of('Is the median in 6-MP reached?').expected, { kind: 'choice', choices: ['yes', 'no'], right: 0 });
  assert.equal(of('Which group had fewer events than expected if the groups did not differ?').expected.right, 0);
  const ahead = questions.filter(({ text }) => text.startsWith('Which group has the larger share'));
  assert.ok(ahead.length > 0);
  for (const { text, expected } of ahead) {
    const time = Number(/at (.+) weeks/.exec(text)[1]);
    assert.equal(expected.choices[expected.right], share('6-MP', time) > share('control', time) ? '6-MP' : 'control');
  }
});

test('level 3: one step by hand', () => {
  const questions = all('work');
  let steps = 0;
  for (const question of questions) {
    const step = /^S in (.+) is (.+) before (.+) weeks\. There (\d+) are at risk and (\d+) ha(?:s|ve) the event/.exec(question.text);
    if (step) {
      steps += 1;
      close(question, share(step[1], Number(step[3])), 1e-12);
      const at = patients(step[1]).filter(({ time }) => time >= Number(step[3]));
      assert.equal(at.length, Number(step[4]));
    }
    const expected = /^At (.+) weeks (\d+) are at risk in (.+) and (\d+) in the other group; (\d+) events? happens? in all/.exec(question.text);
    if (expected) {
      const [, time, n1, group, others, d] = expected;
      const everybody = [...patients('6-MP'), ...patients('control')];
      assert.equal(Number(n1), patients(group).filter((one) => one.time >= Number(time)).length);
      assert.equal(Number(n1) + Number(others), everybody.filter((one) => one.time >= Number(time)).length);
      assert.equal(Number(d), everybody.filter((one) => one.event && one.time === Number(time)).length);
      close(question, (Number(d) * Number(n1)) / (Number(n1) + Number(others)), 1e-12);
    }
  }
  assert.ok(steps > 10, `${steps} steps asked`);
  // survdiff of R 4.2.2.
  close(questions.find(({ text }) => text.endsWith('What is χ²?')), 16.7929409892165, 1e-10);
});

test('a class with one seed has one set of questions, another seed another', () => {
  assert.deepEqual(ask('read', 7), ask('read', 7));
  assert.notDeepEqual(ask('read', 7).map(({ text }) => text), ask('read', 8).map(({ text }) => text));
});

test('behind every hint there is a step', () => {
  const table = open('a\tb\n1\t2\n1\t2\n2\t2\n3\t3\n3\t1\n2\t3\n1\t1\n3\t3');
  table.map({ grades: [] });
  const ranks = [{ kind: 'correlation', x: 'a', y: 'b' }, { kind: 'agreement', x: 'a', y: 'b' }];
  for (const level of ['read', 'understand', 'work']) {
    for (const [about, on] of [[[survival], study], [ranks, table]]) {
      for (const { hint, text } of all(level, about, on)) {
        const { demonstration, problems } = on.teach({ kind: 'steps', of: hint.of, show: hint.show, part: hint.part });
        assert.deepEqual(problems, [], text);
        assert.ok(hint.step === 9999 || hint.step < demonstration.steps.length, `${text}: step ${hint.step} of ${demonstration.steps.length}`);
      }
    }
  }
});

test('ranks and κ by hand', () => {
  // 1 1 1 2 2 3 3 3: midranks 2, 4.5, 7. On the diagonal: (2, 2), (3, 3), (1, 1), (3, 3).
  const table = open('a\tb\n1\t2\n1\t2\n2\t2\n3\t3\n3\t1\n2\t3\n1\t1\n3\t3');
  table.map({ grades: [] });
  const about = [{ kind: 'correlation', x: 'a', y: 'b' }, { kind: 'agreement', x: 'a', y: 'b' }];
  const read = all('read', about, table);
  close(read.find(({ text }) => text.startsWith('How many patients have both')), 8, 0);
  close(read.find(({ text }) => text.includes('same category')), 4, 0);
  const ranks = all('understand', about, table).filter(({ text }) => text.includes('Which rank'));
  assert.deepEqual(ranks.map(({ expected }) => expected.value).sort(), [2, 4.5, 7]);
  // pₑ = (3 · 2 + 2 · 3 + 3 · 3)/64, κ = (4/8 − 21/64)/(1 − 21/64).
  const kappa = all('work', about, table).find(({ text }) => text.endsWith('What is κ?'));
  close(kappa, (32 - 21) / (64 - 21), 1e-12);
});

test('nothing to ask about is said', () => {
  assert.equal(study.teach({ kind: 'questions', about: [], level: 'read' }).problems[0].code, 'nothing_to_ask');
});
