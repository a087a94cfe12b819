// docs/api.md says what the package does: its example runs, its types are the
// package's own.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { apiDocs } from '../../scripts/api_docs.mjs';

const page = await readFile(new URL('../../docs/api.md', import.meta.url), 'utf8');

test('the example runs, and gives the values of R', async () => {
  const [, example] = /```js\n([^]*?)```/.exec(page);
  const printed = [];
  const console = { log: (...values) => printed.push(values) };
  const { default: run } = await import(
    `data:text/javascript,${encodeURIComponent(`
      import { readFileSync } from 'node:fs';
      import { open } from ${JSON.stringify(import.meta.resolve('gradus'))};
      export default async (console) => {${example.replace(/^import .*$/gm, '')}};
    `)}`
  );
  await run(console);
  const [[sentence], [chiSquared, p], [rho, pOfRho, n]] = printed;
  assert.match(sentence, /log-rank p = 0\.14/);
  // survdiff(Surv(pfs_months, pfs_event) ~ path_grp) and cor.test(method = "spearman", exact = FALSE) in R 4.2.2.
  const close = (found, expected) => assert.ok(Math.abs(found / expected - 1) < 1e-11, `${found} is not ${expected}`);
  close(chiSquared, 2.14018903280621);
  close(p, 0.143484210049927);
  close(rho, 0.439136947927605);
  close(pOfRho, 0.0280761788249513);
  assert.equal(n, 25);
});

test('the declarations are those of the package; else run `node scripts/api_docs.mjs`', async () => {
  assert.equal(page, await apiDocs());
});
