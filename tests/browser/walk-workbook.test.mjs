// A workbook dropped on the page: which sheet is read is seen, and any other
// can be chosen by keyboard and taken back.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

const workbook = new URL('../tables/workbook_sheet_chosen.xlsx', import.meta.url);

/** A drop as the browser makes it, the file in its DataTransfer; whether the
 *  browser was kept from opening the file in place of the page. */
function drop(page, on, name, bytes) {
  return page.evaluate(
    ([where, title, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(content)], title));
      const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      return !document.querySelector(where).dispatchEvent(event);
    },
    [on, name, [...bytes]],
  );
}

test('every sheet of a dropped workbook can be chosen, and undone', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  assert.ok(await drop(page, 'h1', 'cohort.xlsx', await readFile(workbook)));
  await settled(page);
  const sheets = page.getByLabel('Sheet to read');
  assert.deepEqual(await sheets.locator('option').allInnerTexts(), ['secret (hidden)', 'Read me', 'Cohort']);
  assert.equal(await sheets.inputValue(), 'Read me');
  await sheets.focus();
  await page.keyboard.press('ArrowDown');
  await settled(page);
  await page.waitForFunction(() => document.querySelector('[data-code="sheet"] select')?.value === 'Cohort');
  assert.match(await page.locator('.grid').innerText(), /2020-01-31/);
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.getByRole('button', { name: 'Undo' }).click();
  await settled(page);
  await page.waitForFunction(() => document.querySelector('[data-code="sheet"] select')?.value === 'Read me');
  // Let go over the open table, a file neither replaces it nor the page.
  assert.ok(await drop(page, 'h1', 'other.csv', Buffer.from('a,b\n1,2\n')));
  await settled(page);
  assert.equal(await sheets.inputValue(), 'Read me');
  expectQuiet(assert, watched);
  await close();
});
