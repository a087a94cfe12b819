// No record of another program lies unused: every method of every reference
// file is checked in one of the tests beside this one.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { checked, listOnly, methods } from './support/golden.mjs';

listOnly();
const beside = readdirSync(new URL('.', import.meta.url)).filter((name) => /^golden-(?!complete).*\.test\.mjs$/.test(name));
await Promise.all(beside.map((name) => import(`./${name}`)));

for (const [file, all] of methods()) {
  test(`${file}.json: all ${all.length} methods are checked`, () => {
    assert.deepEqual(all.filter((method) => !checked[file]?.includes(method)), []);
  });
}
