// When the engine fails: a trap is said, the engine starts afresh, the text stays;
// and where no worker can start, the page computes the same numbers.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { newPage } from './support/page.mjs';
import { chooseExample, cohortFromSpreadsheet, pasteTable, row, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

test('a trap is reported, and the next question is answered', async () => {
  const { page, close } = await newPage(site.browser);
  await page.goto(site.address);
  await pasteTable(page, await cohortFromSpreadsheet());
  await settled(page);
  // The next task meets what a trap in the engine looks like from here.
  await page.workers()[0].evaluate(() => {
    self.onmessage = ({ data }) =>
      self.postMessage({ id: data.id, outcome: { ok: false, failure: { kind: 'trap', what: 'unreachable' } } });
  });
  await page.getByRole('navigation').getByRole('link', { name: 'Correlation' }).click();
  await settled(page, 'failed');
  assert.match(await page.getByRole('alert').innerText(), /started afresh[^]*Your text is still/);
  await page.getByRole('button', { name: 'Go on' }).click();
  assert.match(await page.locator('#table-text').inputValue(), /SYN-27/);
  await page.getByRole('button', { name: 'Read the table' }).click();
  await settled(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Correlation' }).click();
  await settled(page);
  assert.deepEqual(await row(page, 'correlation:post', 'Spearman’s ρ'), ['0.439']);
  await close();
});

test('without workers the page computes, and says so', async () => {
  const { page, close } = await newPage(site.browser);
  await page.addInitScript(() => {
    window.Worker = class {
      constructor() {
        throw new DOMException('No workers here.', 'SecurityError');
      }
    };
  });
  await page.goto(site.address);
  await chooseExample(page, 'sts27');
  assert.deepEqual(await row(page, 'correlation:post', 'Spearman’s ρ'), ['0.439']);
  assert.match(await page.locator('main').innerText(), /the page itself computes/);
  await close();
});

test('a page whose engine is damaged says what to do', async () => {
  const { page, close } = await newPage(site.browser);
  await page.addInitScript(() => {
    WebAssembly.Module = function () {
      throw new WebAssembly.CompileError('damaged');
    };
    window.Worker = class {
      constructor() {
        throw new DOMException('No workers here.', 'SecurityError');
      }
    };
  });
  await page.goto(site.address);
  await settled(page, 'failed');
  assert.match(await page.getByRole('alert').innerText(), /could not start/);
  await close();
});

test('what takes long can be stopped, and asked again', async () => {
  const { page, close } = await newPage(site.browser);
  await page.goto(site.address);
  await pasteTable(page, await cohortFromSpreadsheet());
  await settled(page);
  // An engine that never answers.
  await page.workers()[0].evaluate(() => {
    self.onmessage = () => {};
  });
  await page.getByRole('navigation').getByRole('link', { name: 'Correlation' }).click();
  // What is computed, for how long already, and how much waits behind it.
  await page.getByText(/Computing: Correlation, for [1-9]\d* s, 2 more waiting/).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('Stopped.').first().waitFor();
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await settled(page);
  assert.deepEqual(await row(page, 'correlation:post', 'Spearman’s ρ'), ['0.439']);
  assert.deepEqual(await row(page, 'correlation:delta', 'Spearman’s ρ'), ['0.243']);
  await close();
});

test('of many changes only the last is answered at the end', async () => {
  const { page, close } = await newPage(site.browser);
  await page.goto(site.address);
  await chooseExample(page, 'sts27');
  await page.getByRole('navigation').getByRole('link', { name: 'Survival' }).click();
  await page.waitForFunction(() => document.documentElement.dataset.place === 'survival');
  const cut = page.getByLabel('Cut', { exact: true });
  for (const at of ['5', '25', '75', '90', '95', '25']) await cut.selectOption(at);
  await settled(page);
  assert.match(await page.locator('.card h2').first().innerText(), /≥\s25\s%/);
  assert.match(page.url(), /at=25/);
  await close();
});
