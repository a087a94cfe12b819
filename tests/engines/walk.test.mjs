// The walk that must work in every engine: open the page from a file, choose
// the example, see a result and a painted figure, with nothing refused or wrong.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startFirefox } from './firefox.mjs';
import { consoleOfLoad, startWebKit } from './webkit.mjs';

const page = pathToFileURL(fileURLToPath(new URL('../../dist/index.html', import.meta.url))).href;
const { FIREFOX, WEBKIT_DRIVER, XVFB } = process.env;

/** Asks again until the answer is true; what it was last is for the message. */
async function until(browser, expression) {
  let last;
  for (let tries = 0; tries < 300; tries += 1) {
    last = await browser.evaluate(expression);
    if (last === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`${expression} is still ${JSON.stringify(last)}: ${await browser.evaluate('document.body.innerText')}`);
}

/** How many different colours the first figure shows: an empty one shows one. */
const COLOURS = `(() => {
  const canvas = document.querySelector('figure canvas');
  if (!canvas || !canvas.width || !canvas.height) return 0;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
})()`;

async function walk(browser) {
  try {
    await browser.open(page);
    await until(browser, `document.querySelector('[data-example="sts27"]') !== null`);
    await browser.click('[data-example="sts27"]');
    await until(browser, `document.documentElement.dataset.state === 'result'`);
    await until(browser, `${COLOURS} > 3`);
    assert.match(await browser.evaluate('document.body.innerText'), /0[.,]439/);
    assert.deepEqual(await browser.evaluate('window.violations'), []);
    assert.deepEqual(await browser.errors(), []);
  } finally {
    await browser.close();
  }
}

test('Firefox, from a file', async () => walk(await startFirefox(FIREFOX)));

test('WebKit, from a file', async () => walk(await startWebKit(WEBKIT_DRIVER, XVFB)));

test('WebKit has nothing to say while the page loads', async () => {
  assert.deepEqual(await consoleOfLoad(XVFB, page), []);
});

test('WebKit would say so if something were refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gradus-webkit-'));
  const refused = join(folder, 'refused.html');
  await writeFile(refused, `<meta http-equiv="Content-Security-Policy" content="script-src 'none'"><script>0</script>`);
  assert.equal((await consoleOfLoad(XVFB, pathToFileURL(refused).href)).length, 1);
  await rm(folder, { recursive: true });
});
