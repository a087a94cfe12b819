// `npm run test:figures`: every default figure as SVG and PDF, read by other
// programs, and drawn by them beside the page's own canvas. `-- --keep DIR` leaves
// the pictures there.

import { browser, program } from './browser.mjs';
import { build } from './build.mjs';
import { main } from './main.mjs';
import { runTests } from './node_tests.mjs';
import { Failed } from './run.mjs';
import { step } from './step.mjs';

/** Debian's packages, and what of each is run. */
const PROGRAMS = { 'libxml2-utils': 'xmllint', 'librsvg2-bin': 'rsvg-convert', 'poppler-utils': 'pdftotext', qpdf: 'qpdf' };

await main(async () => {
  await build();
  const at = process.argv.indexOf('--keep');
  const env = { CHROME_PATH: await browser('chromium'), ...(at > 0 && { KEEP: process.argv[at + 1] }) };
  for (const [debianPackage, name] of Object.entries(PROGRAMS)) await program(debianPackage, name);
  const counts = await step('Figures in other programs', {}, async () => {
    const { passed, failed, skipped, output } = await runTests('tests/render', { env });
    if (failed + skipped) console.log(output.trimEnd());
    return { note: `${passed} passed, ${failed + skipped} failed`, passed, failed: failed + skipped };
  });
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  if (counts.failed || !counts.passed) throw new Failed('Not every figure is the same picture everywhere.', '');
});
