// Ten kinds of bad input: each gets a clear message, none a blank page, and the
// text stays in its box.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { newPage } from './support/page.mjs';
import { pasteTable } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

const HEADER = 'id\tmri_post\tpath_necrosis\tpfs_months\tpfs_event';
const ROWS = ['A1\t<5%\t5-25%\t12.5\t1', 'A2\t25-50%\t25-50%\t8\t0', 'A3\t>95%\t75-95%\t30.1\t1', 'A4\t5-25%\t<5%\t4\t0'];
const table = (...rows) => [HEADER, ...rows].join('\n');

/** What is pasted, and what the page must say of it. */
const KINDS = {
  'only white space': ['  \n \n', /no|empty|nothing/i],
  'a header only': [HEADER, /row/i],
  'one row': [table(ROWS[0]), /.../],
  'text in a time column': [table(ROWS[0], ROWS[1], 'A3\t>95%\t75-95%\tsoon\t1', ROWS[3]), /Row 4, column pfs_months[^]*soon/],
  'a negative time': [table(ROWS[0], ROWS[1], 'A3\t>95%\t75-95%\t-2\t1', ROWS[3]), /Row 4, column pfs_months[^]*-2/],
  'an unknown grade': [table(ROWS[0], ROWS[1], 'A3\t>95%\tlots\t30.1\t1', ROWS[3]), /Row 4, column path_necrosis[^]*lots/],
  'an id twice': [table(ROWS[0], ROWS[1], ROWS[2].replace('A3', 'A2'), ROWS[3]), /column id[^]*A2/],
  'ragged rows': [table(ROWS[0], 'A2\t25-50%', ROWS[2], `${ROWS[3]}\textra\tmore`), /Row [35]/],
};

for (const [kind, [text, message]] of Object.entries(KINDS)) {
  test(kind, async () => {
    const { page, watched, close } = await newPage(site.browser);
    await page.goto(site.address);
    await pasteTable(page, text);
    await page.waitForFunction(() => !['empty', 'working'].includes(document.documentElement.dataset.state));
    // Times are judged once somebody has said which value is the event.
    const event = page.getByRole('button', { name: '1 = event, 0 = censored' });
    if (await event.count()) await event.first().click();
    await page.locator('.problems').first().waitFor();
    await page.waitForFunction((wanted) => new RegExp(wanted).test(document.querySelector('main').innerText), message.source);
    await textIsStillThere(page, text);
    assert.deepEqual(watched.errors, []);
    await close();
  });
}

test('an empty paste', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await page.getByRole('button', { name: 'Read the table' }).click();
  await page.locator('.problems').first().waitFor();
  assert.ok(await page.locator('#table-text').isVisible());
  assert.deepEqual(watched.errors, []);
  await close();
});

test('five megabytes of random bytes', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await page.locator('input[type=file]').setInputFiles({ name: 'noise.bin', mimeType: '', buffer: randomBytes(5e6) });
  await page.locator('.problems, .notice').first().waitFor({ timeout: 60_000 });
  assert.match(await page.locator('main').innerText(), /noise\.bin/);
  assert.deepEqual(watched.errors, []);
  await close();
});

test('a line of ten thousand columns', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  const names = Array.from({ length: 10_000 }, (_, k) => `c${k + 1}`).join(',');
  const numbers = Array.from({ length: 10_000 }, (_, k) => k).join(',');
  await pasteTable(page, `${names}\n${numbers}\n${numbers}`);
  await page.locator('.grid, .problems').first().waitFor({ timeout: 60_000 });
  assert.match(await page.locator('main').innerText(), /10\D?000/);
  assert.ok((await page.locator('.grid thead th').count()) < 60);
  assert.deepEqual(watched.errors, []);
  await close();
});

/** In the box as pasted, in sight or behind "Edit the text". */
async function textIsStillThere(page, text) {
  assert.equal(await page.locator('#table-text').inputValue(), text);
}
