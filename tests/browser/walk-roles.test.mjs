// Roles given by keyboard alone: who is left out of everything, delayed entry, and
// what becomes of a time of zero; each counted in the answer, each undone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { pasteTable, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

const COHORT = [
  'who\tmonths\tdead\teligible\tseen',
  'A\t0\t1\tyes\t-1',
  'B\t2\t1\tyes\t1',
  'C\t3\t0\tyes\t1',
  'D\t4\t1\tyes\t5',
  'E\t5\t0\tno\t1',
  'F\t6\t1\tyes\t2',
].join('\n');

/** Goes on with Tab until the element with this label has the focus. */
async function tabTo(page, label) {
  for (let k = 0; k < 200; k += 1) {
    const here = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim());
    if (here === label) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${label} was not reached with Tab`);
}

/** Opens what is said of the events, where it is closed. */
async function openCoding(page) {
  const summary = page.locator('.events details summary');
  if (await page.locator('.events details').evaluate((details) => details.open)) return;
  await summary.focus();
  await page.keyboard.press('Enter');
}

async function pick(page, label, typed) {
  await tabTo(page, label);
  await page.keyboard.type(typed);
  await settled(page);
}

test('roles, exclusions and the rule for zero are given by keyboard, counted and undone', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await pasteTable(page, COHORT);
  await settled(page);
  await page.locator('#main').focus();
  if ((await page.locator('.question').count()) === 0) {
    await pick(page, 'Role of months', 'time of a new');
    await pick(page, 'Role of dead', 'event of');
    await page.locator('#main').focus();
  }
  const name = await page.locator('.question').first().getAttribute('data-endpoint');
  await pick(page, 'What “1” means', 'event');
  await page.locator('#main').focus();
  await openCoding(page);
  await pick(page, 'What “0” means', 'censored');
  await pick(page, 'Role of eligible', 'says');
  await page.locator('#main').focus();
  await tabTo(page, 'no (1×)');
  await page.keyboard.press('Enter');
  await settled(page);
  await page.waitForFunction(() => document.querySelector('.why')?.textContent.includes('eligible is no'));
  assert.equal(await page.locator('.why').count(), 1);

  await page.locator('#main').focus();
  await openCoding(page);
  await pick(page, `Times of 0, ${name}`, 'are left');
  await page.waitForFunction(() => document.querySelectorAll('.why').length === 2);
  assert.match(await page.locator('.why').first().innerText(), /months is 0/);

  // On the way through the menu lie roles that others have: they keep them.
  const roles = () => page.locator('.grid thead select[aria-label^="Role of"]').evaluateAll((menus) => menus.map(({ value }) => value));
  const had = await roles();
  await tabTo(page, 'Role of seen');
  for (let k = 0; k < 12 && (await roles()).at(-1) !== 'entry:0'; k += 1) {
    await page.keyboard.press('ArrowDown');
    await settled(page);
  }
  assert.deepEqual(await roles(), [...had.slice(0, -1), 'entry:0']);
  await page.waitForFunction(() => document.querySelectorAll('.why').length === 3);
  assert.match(await page.locator('.grid').innerText(), /seen is not before months/);
  assert.deepEqual(await accessibilityProblems(page), []);

  for (const left of [2, 1, 0]) {
    await page.keyboard.press('Control+z');
    await page.waitForFunction((count) => document.querySelectorAll('.why').length === count, left);
  }
  await settled(page);
  expectQuiet(assert, watched);
  await close();
});

test('what a column holds can be said, is kept beside other choices, and is undone', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await pasteTable(page, 'code\tweeks\tseen\n1\t3\t2020-01-02\n2\t4\t2020-02-03\n1\t5\t2020-03-04\n');
  await settled(page);
  const kind = (column) => page.getByLabel(`What ${column} holds`);
  const kinds = async () => [await kind('code').inputValue(), await kind('weeks').inputValue(), await kind('seen').inputValue()];
  assert.deepEqual(await kinds(), ['number', 'number', 'date']);
  await kind('code').selectOption('label');
  await page.waitForFunction(() => document.querySelector('[aria-label="What code holds"]')?.value === 'label');
  await settled(page);
  await kind('seen').selectOption('text');
  await settled(page);
  await page.waitForFunction(() => document.querySelector('[aria-label="What seen holds"]')?.value === 'text');
  assert.deepEqual(await kinds(), ['label', 'number', 'text']);
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.getByRole('button', { name: 'Undo' }).click();
  await settled(page);
  await page.waitForFunction(() => document.querySelector('[aria-label="What seen holds"]')?.value === 'date');
  assert.deepEqual(await kinds(), ['label', 'number', 'date']);
  expectQuiet(assert, watched);
  await close();
});
