// axe-core finds nothing on any screen: light, dark, and as narrow as a phone.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { newPage } from './support/page.mjs';
import { chooseExample, cohortFromSpreadsheet, openPlace, pasteTable, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

const LOOKS = {
  light: { theme: 'light' },
  dark: { theme: 'dark' },
  'light, 390 wide': { theme: 'light', width: 390, height: 844 },
  'dark, 390 wide': { theme: 'dark', width: 390, height: 844 },
};

for (const [look, options] of Object.entries(LOOKS)) {
  describe(look, () => {
    test('every place of the example', async () => {
      const { page, close } = await newPage(site.browser, options);
      await page.goto(site.address);
      await settled(page, 'empty');
      await check(page, 'start');
      await chooseExample(page, 'sts27');
      for (const place of ['Data', 'Grades', 'Correlation', 'Survival', 'Learn']) {
        await openPlace(page, place);
        for (const details of await page.locator('main details').all()) {
          await details.evaluate((element) => (element.open = true));
        }
        await check(page, place);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${place} is ${over} pixels wider than the window`);
      }
      await close();
    });

    test('the question about events, and problems', async () => {
      const { page, close } = await newPage(site.browser, options);
      await page.goto(site.address);
      await pasteTable(page, (await cohortFromSpreadsheet()).replace('75-95%\t0.4', 'lots\t0.4'));
      await settled(page);
      await check(page, 'asking');
      await page.locator('.privacy-mark summary').click();
      await check(page, 'privacy');
      await close();
    });
  });
}

async function check(page, screen) {
  const problems = await accessibilityProblems(page);
  assert.deepEqual(problems, [], `${screen}: ${JSON.stringify(problems, null, 1).slice(0, 3000)}`);
}
