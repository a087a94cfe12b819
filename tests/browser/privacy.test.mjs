// The page sends nothing and keeps nothing, wherever it is opened from; and
// the policy would refuse it if it tried.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fromFile, openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { cohortFromSpreadsheet, openPlace, pasteTable, settled } from './support/steps.mjs';

/** Another origin. It does not exist: what gets past the policy reaches the recorder. */
const ELSEWHERE = 'elsewhere.test';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

/** Each way to send that a script has, and the directive that must refuse it. */
const WAYS = {
  fetch: ['connect-src', (host) => fetch(`http://${host}/fetch`, { mode: 'no-cors' })],
  beacon: ['connect-src', (host) => navigator.sendBeacon(`http://${host}/beacon`, 'data')],
  request: ['connect-src', (host) => {
    const request = new XMLHttpRequest();
    request.open('POST', `http://${host}/request`);
    request.send('data');
  }],
  image: ['img-src', (host) => {
    new Image().src = `http://${host}/image`;
  }],
  socket: ['connect-src', (host) => new WebSocket(`ws://${host}/socket`)],
  events: ['connect-src', (host) => new EventSource(`http://${host}/events`)],
  frame: ['frame-src', (host) => {
    const frame = document.createElement('iframe');
    frame.src = `http://${host}/frame`;
    document.body.append(frame);
  }],
  form: ['form-action', (host) => {
    const form = document.createElement('form');
    form.action = `http://${host}/form`;
    form.method = 'post';
    document.body.append(form);
    form.submit();
  }],
  stylesheet: ['style-src-elem', (host) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = `http://${host}/style`;
    document.head.append(link);
  }],
  script: ['require-trusted-types-for', (host) => {
    document.createElement('script').src = `http://${host}/script`;
  }],
};

/** What a page could keep after it is closed. */
const kept = () =>
  Promise.all([
    localStorage.length,
    sessionStorage.length,
    document.cookie,
    indexedDB.databases().then((list) => list.length),
    globalThis.caches ? caches.keys().then((list) => list.length) : 0,
    navigator.serviceWorker?.getRegistrations().then((list) => list.length).catch(() => 0) ?? 0,
  ]);

/** Long enough for what was set off to have been sent. */
const soon = (page) => page.waitForTimeout(300);

/** Waits until the list holds something; what is then in it is for the test to judge. */
async function first(page, list) {
  for (let tries = 0; list.length === 0 && tries < 250; tries += 1) await page.waitForTimeout(20);
}

for (const place of ['hosted', 'from a file']) {
  describe(place, () => {
    const address = () => (place === 'hosted' ? site.address : fromFile);

    test('nothing is requested after loading, nothing is kept, whatever the reader does', async () => {
      const { page, watched, close } = await newPage(site.browser);
      await page.goto(address());
      await pasteTable(page, await cohortFromSpreadsheet());
      await settled(page);
      for (const name of ['Grades', 'Correlation', 'Survival', 'Data']) await openPlace(page, name);
      await soon(page);
      expectQuiet(assert, watched);
      assert.deepEqual(await page.evaluate(kept), [0, 0, '', 0, 0, 0]);
      await close();
    });

    for (const [way, [directive, attempt]] of Object.entries(WAYS)) {
      test(`${way} to another origin is refused`, async () => {
        const { page, watched, close } = await newPage(site.browser);
        await page.goto(address());
        await page.evaluate(`(async () => (${attempt})(${JSON.stringify(ELSEWHERE)}))().then(() => {}, () => {})`);
        await first(page, watched.violations);
        assert.deepEqual(watched.violations.map((violation) => violation.directive), [directive]);
        assert.deepEqual(site.asked.filter((host) => host.startsWith(ELSEWHERE)), []);
        await close();
      });
    }

    test('the worker is under the same policy', async () => {
      const { page, close } = await newPage(site.browser);
      await page.goto(address());
      const worker = page.workers()[0] ?? (await page.waitForEvent('worker'));
      const sent = await worker.evaluate(async (host) => {
        return fetch(`http://${host}/worker`, { mode: 'no-cors' }).then(() => 'sent', () => 'refused');
      }, ELSEWHERE);
      assert.equal(sent, 'refused');
      assert.deepEqual(site.asked.filter((host) => host.startsWith(ELSEWHERE)), []);
      await close();
    });
  });
}

test('the recorder does see what a page without the policy sends', async () => {
  const { page, close } = await newPage(site.browser);
  await page.goto('about:blank');
  for (const way of ['fetch', 'image', 'socket']) {
    const before = site.asked.length;
    await page.evaluate(`(async () => (${WAYS[way][1]})("unguarded.test"))().then(() => {}, () => {})`);
    await soon(page);
    assert.ok(site.asked.slice(before).some((host) => host.startsWith('unguarded.test')), way);
  }
  await close();
});
