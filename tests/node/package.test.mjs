// The package as a script meets it: what is imported is ready at once.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import init, { version } from 'gradus';

const manifest = JSON.parse(await readFile(new URL('../../dist/npm/package.json', import.meta.url), 'utf8'));

test('the engine is ready when it is imported, and says its version', async () => {
  assert.equal(version(), manifest.version);
  await init();
  assert.equal(version(), manifest.version);
});

test('every file the package promises is there', async () => {
  for (const file of manifest.files) await readFile(new URL(`../../dist/npm/${file}`, import.meta.url));
});
