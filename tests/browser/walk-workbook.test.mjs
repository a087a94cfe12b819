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

/** A drop as the browser makes it, the file in its DataTransfer. */
async function drop(page, name, bytes) {
  const carried = await page.evaluateHandle(
    ([title, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(content)], title));
      return transfer;
    },
    [name, [...bytes]],
  );
  await page.locator('form.box').dispatchEvent('drop', { dataTransfer: carried });
}

test('every sheet of a dropped workbook can be chosen, and undone', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await drop(page, 'cohort.xlsx', await readFile(workbook));
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
  expectQuiet(assert, watched);
  await close();
});
