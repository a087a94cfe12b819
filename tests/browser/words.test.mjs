// The page's own small rules, without a browser: how numbers read, what the
// address holds, and how far undo goes back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** One module of the page, bundled for Node. */
async function load(name) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../www/${name}.ts`, import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
}

const format = await load('format');
const route = await load('route');
const history = await load('history');
const sheet = await load('sheet');
const quiz = await load('quiz');
const kept = await load('kept_shape');
const { FIRST_QUESTIONS } = await load('state');
const glossary = await load('glossary');
const { TERMS } = await load('strings/en_glossary');

test('three significant digits, a true minus, whole numbers from 1000', () => {
  const read = { 26: '26.0', 0.61: '0.610', 9.996: '10.0', 99.96: '100', 1234.4: '1234', 0: '0', 0.00012345: '0.000123' };
  for (const [x, text] of Object.entries(read)) assert.equal(format.rounded(Number(x)), text);
  assert.equal(format.rounded(-0.1734), '−0.173');
  assert.equal(format.rounded(-1.43e-272), '−1.43 × 10⁻²⁷²');
  assert.equal(format.count(1234567), '1\u202f234\u202f567');
});

test('p-values keep their size and never become nought or one', () => {
  const read = { 0.0280761788249513: '0.028', 0.2411: '0.241', 0.0004: '0.0004', 0.00999: '0.0100', 0.00002: '< 0.0001', 0: '< 0.0001', 1: '> 0.999' };
  for (const [p, text] of Object.entries(read)) assert.equal(format.pValue(Number(p)), text);
});

test('every digit is fifteen, as R prints them', () => {
  assert.equal(format.exact(0.43913694792760537), '0.439136947927605');
  assert.equal(format.exact(1 / 3), '0.333333333333333');
  assert.equal(format.exact(-2), '−2');
});

test('a band says which of its ends belong to it', () => {
  assert.equal(format.band({ low: 25, high: 50, low_closed: true, high_closed: false }), '[25, 50)');
  assert.equal(format.band({ low: -20, high: 20, low_closed: false, high_closed: false }), '(−20, 20)');
});

test('a symbol stays with its number', () => {
  assert.equal(format.tied('p = 0.028; n = 25 (95 % CI)'), 'p\u00a0=\u00a00.028; n\u00a0=\u00a025 (95\u00a0% CI)');
  assert.equal(format.tied('path ≥ 50 %'), 'path ≥\u00a050\u00a0%');
});

test('the address holds settings, and what is not a setting is not read', () => {
  const { choices } = route.read('#survival').questions;
  const questions = { by: 'pathology', at: 75, side: 'above', score: 'midpoints', endpoint: 2, outcome: 'curves', choices };
  const written = route.write('survival', questions);
  assert.equal(written, '#survival?endpoint=2&by=pathology&at=75&side=gt');
  const { place, questions: read } = route.read(written);
  assert.equal(place, 'survival');
  assert.deepEqual(read, { by: 'pathology', at: 75, side: 'above', endpoint: 2, outcome: 'curves', choices });
  const later = { ...questions, choices: { ...choices, landmark: 6, times: '12, 24', weights: 'column-3' } };
  assert.deepEqual(route.read(route.write('survival', later)).questions.choices, later.choices);
  const odd = route.read('#survival?landmark=soon&times=<b>&weights=Smith&limits=none&band=tight&interaction=maybe').questions.choices;
  assert.deepEqual(odd, choices);
  const { questions: { lesson, simulated } } = route.read('#learn?ask=trap&ratio=0.4&size=999999&seed=x&trap=Smith&strength=9&code=<b>&cuts=constructor');
  assert.deepEqual([lesson, simulated.ratio, simulated.size, simulated.seed, simulated.trap, simulated.strength, simulated.code, simulated.cuts], ['trap', 0.4, 50, 1, 'best_threshold', null, 'B-1', 'six']);
  assert.deepEqual(route.read('#nowhere?by=Smith&at=x&side=up&endpoint=-1'), { place: 'data', questions: {} });
});

test('a session file says what is chosen, and nothing that cannot be', () => {
  const changed = {
    ...FIRST_QUESTIONS,
    choices: { ...FIRST_QUESTIONS.choices, ties: 'breslow', covariates: [], landmark: 6, ratio: 0.7 },
    simulated: { ...FIRST_QUESTIONS.simulated, trap: 'immortal_time', strength: 0, reveal: 'yes' },
    quiz: { level: 'work', seed: 7 },
  };
  const read = kept.questionsOf(JSON.parse(JSON.stringify(changed)));
  assert.deepEqual([read.choices, read.simulated, read.quiz], [changed.choices, changed.simulated, changed.quiz]);
  const odd = kept.questionsOf({
    ...changed,
    choices: { ...changed.choices, ties: 'Smith', adjust: '<b>', level: '96', ratio: -1, covariates: ['Smith J'] },
    simulated: { ...changed.simulated, strength: 99, reveal: 'perhaps' },
    quiz: { level: 'Smith', seed: -1 },
  });
  assert.deepEqual(odd.choices, { ...FIRST_QUESTIONS.choices, landmark: 6 });
  assert.deepEqual([odd.simulated.strength, odd.simulated.reveal], [null, 'no']);
  assert.deepEqual(odd.quiz, FIRST_QUESTIONS.quiz);
});

test('undo goes back step by step, redo forward, and a new step forgets the undone', () => {
  let h = history.begin({ at: 1 });
  h = history.record(h, { at: 2 });
  h = history.record(h, { at: 2 });
  h = history.record(h, { at: 3 });
  h = history.undo(h);
  assert.deepEqual(h.present, { at: 2 });
  assert.deepEqual(history.redo(h).present, { at: 3 });
  h = history.undo(history.undo(h));
  assert.deepEqual(h.present, { at: 1 });
  assert.equal(history.record(h, { at: 9 }).future.length, 0);
});

test('a sheet goes to a spreadsheet with every digit and no broken cells', () => {
  const made = {
    caption: 'c',
    columns: ['a', 'b'],
    rows: [
      ['x\ty', { value: 1 / 3 }],
      ['say "no", please', { value: 'not_reached' }],
      ['<b>', { low: -0.5, high: 2 }],
    ],
  };
  assert.equal(sheet.tabSeparated(made), 'a\tb\r\nx y\t0.3333333333333333\r\nsay "no", please\tnot reached\r\n<b>\t-0.5 to 2');
  assert.match(sheet.commaSeparated(made), /"say ""no"", please",not reached/);
  assert.match(sheet.asHtml(made), /<td>&lt;b&gt;<\/td>/);
});

test('an answer is a number with point or comma, right within what was said', () => {
  const near = { kind: 'number', value: 44.8, tolerance: 3, unit: '%' };
  for (const text of ['45', '44,8', '47.8 %', '41.8']) assert.equal(quiz.isRight(near, text), true, text);
  for (const text of ['47.9', '41', '-44.8', '−44.8']) assert.equal(quiz.isRight(near, text), false, text);
  for (const text of ['', 'about 45', '4 5', '1e3']) assert.equal(quiz.isRight(near, text), null, text);
  const counted = { kind: 'number', value: 12, tolerance: 0, unit: 'patients' };
  assert.deepEqual(['12', '12.0', '11', '13'].map((text) => quiz.isRight(counted, text)), [true, true, false, false]);
  const choice = { kind: 'choice', choices: ['a', 'b'], right: 1 };
  assert.deepEqual(['', '0', '1'].map((text) => quiz.isRight(choice, text)), [null, false, true]);
});

test('a sentence in pieces is the sentence, each term marked once', () => {
  const text = 'Median 23.0 weeks (95 % CI 13.0–not reached) with 6-MP against 8.00; hazard ratio 0.19 (95 % CI 0.09–0.43); log-rank p < 0.0001.';
  const pieces = glossary.inPieces(text);
  assert.equal(pieces.map((piece) => piece.text ?? piece).join(''), text);
  assert.deepEqual(
    pieces.filter((piece) => piece.term).map(({ term }) => term.name),
    ['median', 'confidence interval (CI)', 'hazard ratio', 'log-rank test', 'p-value'],
  );
  assert.deepEqual(glossary.inPieces('Nothing here.'), ['Nothing here.']);
});

test('a term is told in two sentences, with a source', () => {
  assert.ok(TERMS.length >= 30);
  assert.equal(new Set(TERMS.map(({ name }) => name)).size, TERMS.length);
  for (const { name, says, source, find } of TERMS) {
    assert.equal(says.match(/[.](?= |$)/g).length, 2, name);
    assert.ok(source.length > 10, name);
    assert.ok(!find.global, `${name}: a global pattern remembers where it was`);
  }
});
