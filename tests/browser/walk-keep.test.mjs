// A session saved, wiped and opened again gives the same numbers; a recipe
// carries no cell of the table and is laid over another one.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { paste } from './support/clipboard.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

const ROWS = [
  ['who', 'arm', 'weeks', 'state', 'before', 'after', 'spare'],
  ['Ada-Quex', 'verum', '11,5', 'fallen', '5-25', '50-75', '7,25'],
  ['Bea-Quex', 'placebo', '12,5', 'stands', '<5', '25-50', '7,26'],
  ['Cyd-Quex', 'verum', '13,5', 'fallen', '25-50', '75-95', '7,27'],
  ['Dot-Quex', 'placebo', '14,5', 'stands', '5-25', '<5', '7,28'],
  ['Eva-Quex', 'verum', '15,5', 'stands', '50-75', '>95', '7,29'],
  ['Fay-Quex', 'placebo', '16,5', 'fallen', '5-25', '25-50', '7,30'],
];
const table = (rows) => rows.map((cells) => cells.join('\t')).join('\n');

async function saved(page, what) {
  await page.locator('.keep summary').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator(`[data-keep="${what}"]`).click(),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

const choose = (page, where, { name, text }) =>
  page.locator(where).setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

async function rolesOf(page) {
  return page.locator('.grid thead select[aria-label^="Role of"]').evaluateAll((menus) => menus.map(({ value }) => value));
}

/** Gives the table its roles, and says what the event is. */
async function said(page) {
  await page.goto(`${site.address}#data`);
  await paste(page, page.locator('#table-text'), table(ROWS));
  await settled(page);
  const role = (column, value) => page.getByLabel(`Role of ${column}`, { exact: true }).selectOption(value);
  await role('before', 'pre');
  await role('after', 'post');
  await role('arm', 'group');
  await role('who', 'id');
  if ((await page.locator('.question').count()) === 0) {
    await role('weeks', 'time:new');
    await settled(page);
    await role('state', 'event:0');
  }
  await settled(page);
  await page.getByLabel('What “fallen” means').selectOption('event');
  await settled(page);
  const closed = !(await page.locator('.events details').evaluate((details) => details.open));
  if (closed) await page.locator('.events details summary').click();
  await page.getByLabel('What “stands” means').selectOption('censored');
  await settled(page);
}

test('a session is saved by a click, and gives the same numbers after a wipe', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await said(page);
  await page.locator('td', { hasText: /^16,5$/ }).click();
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('17,5');
  await page.keyboard.press('Enter');
  await settled(page);
  await page.locator('.rail a[href^="#survival"]').click();
  await settled(page);
  const exact = page.locator('.also', { hasText: 'Exact' });
  await exact.waitFor();
  const before = await page.locator('.card').allInnerTexts();
  assert.match(before.join(), /3 events|3 \(/);
  await page.locator('.keep summary').click();
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.locator('.keep summary').click();
  const session = await saved(page, 'session');
  assert.match(session.name, /^gradus-session\.gradus\.json$/);
  await page.getByRole('button', { name: 'Wipe' }).click();
  await settled(page, 'empty');
  assert.equal(await page.locator('#table-text').inputValue(), '');
  await choose(page, 'input[type=file]', session);
  await settled(page);
  assert.match(page.url(), /#survival/);
  await exact.waitFor();
  assert.deepEqual(await page.locator('.card').allInnerTexts(), before);
  await page.locator('.rail a[href^="#data"]').click();
  await settled(page);
  assert.match(await page.locator('.changes summary').innerText(), /^1 cell changed/);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  expectQuiet(assert, watched);
  await close();
});

test('a recipe carries no cell, and says which columns another table lacks', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await said(page);
  const recipe = await saved(page, 'recipe');
  const coded = new Set(['fallen', 'stands']);
  const cells = ROWS.slice(1).flat().filter((cell) => !coded.has(cell));
  assert.deepEqual(cells.filter((cell) => recipe.text.includes(cell)), []);
  assert.match(recipe.text, /fallen/);
  const roles = await rolesOf(page);

  // Laid over the same columns in another order, before there is a table.
  await page.getByRole('button', { name: 'Wipe' }).click();
  await settled(page, 'empty');
  await choose(page, 'input[type=file]', recipe);
  await page.getByText('The recipe is ready').waitFor();
  await paste(page, page.locator('#table-text'), table(ROWS.map((cells) => [...cells].reverse())));
  await settled(page);
  assert.deepEqual(await rolesOf(page), [...roles].reverse());
  await page.getByText('The recipe fits').waitFor();

  // Over a table without one of the columns, beside one already open: undone with one click.
  await page.getByRole('button', { name: 'Wipe' }).click();
  await settled(page, 'empty');
  await paste(page, page.locator('#table-text'), table(ROWS.map((cells) => cells.filter((_, k) => k !== 1 && k !== 5))));
  await settled(page);
  const own = await rolesOf(page);
  await choose(page, '[data-keep="open"]', recipe);
  await settled(page);
  assert.equal(
    (await page.locator('[data-part="notice"]').innerText()).replace(/\s*Close$/, '').trim(),
    'Not in this table: “after”, “arm”. What was said of them is left out.',
  );
  assert.deepEqual(await rolesOf(page), roles.filter((_, k) => k !== 1 && k !== 5));
  await page.getByRole('button', { name: 'Undo' }).click();
  await settled(page);
  assert.deepEqual(await rolesOf(page), own);
  expectQuiet(assert, watched);
  await close();
});

test('a recipe over columns in another order asks of the same columns', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await said(page);
  const recipe = await saved(page, 'recipe');
  const file = JSON.parse(recipe.text);
  const choices = { covariates: ['groups', 'column-7', 'column-2'], strata: 'column-2', marker: 'column-7' };
  // An unknown topic and a number that is none are left out; the rest is kept.
  const typed = { ...file.decisions.questions.typed, n: null, rho: 'much' };
  const questions = { ...file.decisions.questions, by: 'column-2', endpoint: 1, topic: 'nonsense', typed, choices, simulated: { size: 30, trap: 'none', ratio: 99, effect: 'late' } };
  const text = JSON.stringify({ ...file, decisions: { ...file.decisions, questions } });
  await page.getByRole('button', { name: 'Wipe' }).click();
  await settled(page, 'empty');
  await choose(page, 'input[type=file]', { name: recipe.name, text });
  await page.getByText('The recipe is ready').waitFor();
  // Reversed, without the column of arms: 7 becomes 1; what was in 2 is gone.
  const without = ROWS.map((cells) => cells.filter((_, k) => k !== 1).reverse());
  await paste(page, page.locator('#table-text'), table(without));
  await settled(page);
  const now = JSON.parse((await saved(page, 'recipe')).text).decisions.questions;
  assert.deepEqual(now.choices.covariates, ['groups', 'column-1']);
  assert.deepEqual([now.by, now.choices.strata, now.choices.marker], ['none', 'none', 'column-1']);
  const { size, trap, ratio, effect } = now.simulated;
  assert.deepEqual({ size, trap, ratio, effect }, { size: 30, trap: 'best_threshold', ratio: 0.6, effect: 'late' });
  assert.deepEqual([now.endpoint, now.topic, now.typed.n, now.typed.rho], [1, 'relate', null, 0.44]);
  expectQuiet(assert, watched);
  await close();
});

test('files that are no session, too new or cut off are named, and nothing is lost', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(`${site.address}#data`);
  await paste(page, page.locator('#table-text'), table(ROWS));
  await settled(page);
  const session = await saved(page, 'session');
  const changed = (key, value) => JSON.stringify({ ...JSON.parse(session.text), [key]: value });
  const stepsWithout = ({ text }) => {
    const { decisions } = JSON.parse(text);
    return { ...decisions, mapping: { ...decisions.mapping, derived: [{ kind: 'merged', name: 'x', column: 'arm' }] } };
  };
  const bad = {
    'no session or recipe': '{"a": 1}',
    'is no session': 'who,weeks\n1,2\n',
    'newer version': changed('gradus', 99),
    'cannot be understood': session.text.slice(0, 200),
    'it may be cut off or changed': changed('decisions', { options: {}, mapping: { grades: 3 }, questions: {} }),
    'it may be cut off': changed('decisions', stepsWithout(session)),
    'Nothing was opened': changed('source', { from: 'file', name: 'x.csv', base64: '%%%' }),
  };
  for (const [words, text] of Object.entries(bad)) {
    await choose(page, '[data-keep="open"]', { name: 'odd.json', text });
    await page.locator('[data-part="notice"]', { hasText: words }).waitFor();
    assert.match(await page.locator('[data-part="notice"]').innerText(), /odd\.json/);
    assert.match(await page.locator('.grid').innerText(), /Ada-Quex/);
    await page.getByRole('button', { name: 'Close' }).click();
  }
  expectQuiet(assert, watched);
  await close();
});
