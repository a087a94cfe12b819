// The table as a grid: walked, changed and undone by keyboard alone, and every
// answer computed anew; problems lead to their cells.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { cohortFromSpreadsheet, pasteTable, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

const here = (page) => page.evaluate(() => document.activeElement?.textContent?.trim());
const changes = (page) => page.locator('.changes summary');

async function pasted(text, options) {
  const opened = await newPage(site.browser, options);
  await opened.page.goto(site.address);
  await pasteTable(opened.page, text ?? (await cohortFromSpreadsheet()));
  await settled(opened.page);
  return opened;
}

test('a cell is changed by keyboard, everything follows, and undo takes it back', async () => {
  const { page, watched, close } = await pasted();
  await page.locator('.for-all').getByRole('button', { name: '1 = event, 0 = censored' }).click();
  await settled(page);
  const [first] = (await cohortFromSpreadsheet()).split('\r\n');
  const column = first.split('\t').indexOf('pfs_event');
  await page.locator('.grid td[tabindex="0"]').focus();
  for (let k = 0; k < column; k += 1) await page.keyboard.press('ArrowRight');
  const before = await here(page);
  assert.match(before, /^[01]$/);
  const events = Number(/(\d+) events/.exec(await page.locator('.cohort').innerText())[1]);
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+A');
  await page.keyboard.type(before === '1' ? '0' : '1');
  await page.keyboard.press('Enter');
  await settled(page);
  assert.match(await changes(page).innerText(), /1 cell changed/);
  const after = Number(/(\d+) events/.exec(await page.locator('.cohort').innerText())[1]);
  assert.equal(after, events + (before === '1' ? -1 : 1));
  // The focus went on to the cell below, as in a spreadsheet.
  assert.equal(await page.evaluate(() => document.activeElement?.closest('tr')?.rowIndex), 2);
  await page.keyboard.press('Control+z');
  await settled(page);
  assert.equal(await changes(page).count(), 0);
  assert.match(await page.locator('.cohort').innerText(), new RegExp(`${events} events`));
  await page.keyboard.press('Control+Shift+z');
  await settled(page);
  assert.match(await changes(page).innerText(), /1 cell changed/);
  expectQuiet(assert, watched);
  await close();
});

test('Escape leaves the cell as it was; typing replaces it; Delete empties it; put back restores it', async () => {
  const { page, close } = await pasted();
  const cell = page.locator('.grid tbody tr').first().locator('td').first();
  const text = await cell.innerText();
  await cell.click();
  await page.keyboard.type('other');
  await page.keyboard.press('Escape');
  assert.equal(await cell.innerText(), text);
  assert.equal(await here(page), text);
  await page.keyboard.type('Z9');
  await page.keyboard.press('Tab');
  await settled(page);
  assert.match(await cell.innerText(), /^Z9/);
  await page.keyboard.press('Delete');
  await settled(page);
  assert.match(await changes(page).innerText(), /2 cells changed/);
  await changes(page).click();
  await page.getByRole('button', { name: 'Put back' }).first().click();
  await settled(page);
  assert.equal(await cell.innerText(), text);
  await close();
});

test('a problem is counted at the top, leads to its cell, and is gone once the cell is right', async () => {
  const text = (await cohortFromSpreadsheet()).replace('75-95%\t0.4', 'lots\t0.4');
  const { page, close } = await pasted(text, { width: 1366, height: 768 });
  assert.match(await page.locator('.cohort').innerText(), /24 with pathology/);
  const look = page.getByRole('button', { name: /to look at/ });
  assert.match(await look.innerText(), /^\d+ to look at$/);
  await look.click();
  const problem = page.locator('.problems li[data-code="grade_unread"]');
  assert.ok(await problem.isVisible());
  await problem.getByRole('button').first().click();
  await settled(page);
  assert.match(await here(page), /^lots/);
  assert.ok(await page.locator('.grid td.odd-cell', { hasText: 'lots' }).isVisible());
  await page.keyboard.type('75-95%');
  await page.keyboard.press('Enter');
  await settled(page);
  assert.equal(await problem.count(), 0);
  assert.match(await page.locator('.cohort').innerText(), /25 with pathology/);
  await close();
});

test('a preset says what becomes of a third value', async () => {
  const rows = ['id\tos_months\tos_event', ...[0, 1, 1, 0, 2, 1, 0, 1].map((event, k) => `A${k}\t${k + 3}.5\t${event}`)];
  const { page, close } = await pasted(rows.join('\r\n'));
  const names = await page.locator('button.preset').allInnerTexts();
  assert.ok(names.includes('1 = event, 0 = censored, 2 = competing event'), names.join(' | '));
  await close();
});

test('cells of a later page are reached with the arrows', async () => {
  const rows = Array.from({ length: 250 }, (_, k) => `P${k}\t${k}.5\t${k % 2}`);
  const { page, close } = await pasted(['id\tos_months\tos_event', ...rows].join('\n'));
  await page.locator('.grid td[tabindex="0"]').focus();
  await page.keyboard.press('Control+End');
  await settled(page);
  await page.waitForFunction(() => document.activeElement?.closest('tr')?.textContent.includes('P249'));
  await page.keyboard.press('Control+Home');
  await settled(page);
  await page.waitForFunction(() => document.activeElement?.textContent.trim() === 'P0');
  await close();
});

for (const [look, options] of Object.entries({ light: {}, 'dark, 390 wide': { theme: 'dark', width: 390, height: 844 } })) {
  test(`nothing for axe-core in a changed grid: ${look}`, async () => {
    const { page, close } = await pasted((await cohortFromSpreadsheet()).replace('75-95%\t0.4', 'lots\t0.4'), options);
    await page.locator('.grid tbody td').first().dblclick();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.keyboard.type('x');
    await page.keyboard.press('Enter');
    await settled(page);
    await changes(page).click();
    assert.deepEqual(await accessibilityProblems(page), []);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} pixels wider than the window`);
    await close();
  });
}
