// The privacy mark says what the browser itself has counted, and how to check it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { newPage } from './support/page.mjs';
import { chooseExample, cohortFromSpreadsheet, openPlace, pasteTable, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

test('no request through a whole study, and a refused attempt is told', async () => {
  const { page, close } = await newPage(site.browser);
  await page.goto(site.address);
  await chooseExample(page, 'sts27');
  for (const place of ['Data', 'Grades', 'Survival']) await openPlace(page, place);
  const mark = page.locator('.privacy-mark');
  assert.match(await mark.locator('summary').innerText(), /^0 requests since opening/);
  await mark.locator('summary').click();
  assert.match(await mark.innerText(), /connect-src[^]*Network[^]*cable/);
  await page.evaluate(() => fetch('http://elsewhere.test/').catch(() => {}));
  await mark.getByText('1 attempt refused').waitFor();
  await close();
});

test('no cell of the table is ever in the address', async () => {
  const { page, close } = await newPage(site.browser);
  const addresses = [];
  page.on('framenavigated', (frame) => addresses.push(frame.url()));
  await page.goto(site.address);
  await pasteTable(page, await cohortFromSpreadsheet());
  await settled(page);
  await page.locator('.for-all').getByRole('button', { name: '1 = event, 0 = censored' }).click();
  await openPlace(page, 'Survival');
  await page.getByLabel('What splits the patients').selectOption({ label: 'histology' });
  await settled(page);
  addresses.push(page.url());
  assert.match(page.url(), /#survival\?by=column-3$/);
  for (const address of addresses) assert.doesNotMatch(address, /SYN|histology|sarcoma|pfs/i);
  assert.equal(await page.locator('.card').first().locator('thead th').count() > 4, true);
  await close();
});
