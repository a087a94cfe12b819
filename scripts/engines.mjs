// `npm run test:engines`: the walk through the page in Firefox and in WebKit.

import { browser } from './browser.mjs';
import { build } from './build.mjs';
import { main } from './main.mjs';
import { runTests } from './node_tests.mjs';
import { Failed } from './run.mjs';
import { step } from './step.mjs';

await main(async () => {
  await build();
  const env = {
    FIREFOX: await browser('firefox-esr'),
    WEBKIT_DRIVER: await browser('webkit2gtk-driver'),
    XVFB: await browser('xvfb'),
  };
  const counts = await step('Page in Firefox and WebKit', {}, async () => {
    // Firefox is spoken to through a WebSocket, which Node 20 has behind a flag.
    const { passed, failed, skipped, output } = await runTests('tests/engines', { env, flags: ['--experimental-websocket'] });
    if (failed + skipped) console.log(output.trimEnd());
    return { note: `${passed} passed, ${failed + skipped} failed`, passed, failed: failed + skipped };
  });
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  if (counts.failed || !counts.passed) throw new Failed('Not every engine walks through the page.', '');
});
