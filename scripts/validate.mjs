// `npm run validate`: what tests, intervals and formulas promise, held against
// 20,000 samples of a known truth each, and written to docs/validation.md. An
// ordinary test run does the same with 1,000.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { main } from './main.mjs';
import { root, target } from './place.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';

const REPETITIONS = 20_000;

const page = (rows) => `# What is promised, and what comes of it

Samples drawn from a truth that is known, analysed by the engine's own tests, intervals and
formulas: how often a test rejects where there is nothing to find (type I error), how often an
interval holds the truth (coverage), how often a test finds what is there (power), against the
closed form. ${REPETITIONS.toLocaleString('en')} repetitions each, fixed seeds; the error is the Monte Carlo standard error of
the promised share, the next column how many of them the result is off.

Made by \`npm run validate\`, which fails where a result is further off than four of its errors (for
“≤”, above). Where the promise itself is an approximation, the last column says why; the slack for it
is stated in \`tests/validation\`. Each seed can be changed there; the same checks with 1,000
repetitions are part of \`npm test\`.

| Promise | Of what | Promised | Found | Error | Errors off | |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`;

/** In the order a reader looks for them, whichever thread was first. */
const ORDER = ['Type I error', 'Coverage', 'Power', 'Known answer'];

await main(async () => {
  const env = { CARGO_TARGET_DIR: target, GRADUS_REPETITIONS: String(REPETITIONS), CARGO_TERM_COLOR: 'never' };
  const args = ['test', '--quiet', '--locked', '--test', 'validation', '--', '--nocapture', '--test-threads=1'];
  await step('Promises held against made data', {}, async () => {
    const printed = await run('cargo', args, { cwd: root, env });
    // A line may follow the name of its test.
    const lines = printed.match(/\| (?:Type I error|Coverage|Power|Known answer) \| .* \|$/gm) ?? [];
    const rows = ORDER.flatMap((kind) => lines.filter((line) => line.startsWith(`| ${kind} |`)));
    await writeFile(join(root, 'docs', 'validation.md'), page(rows));
    return { note: `${rows.length} promises` };
  });
});
