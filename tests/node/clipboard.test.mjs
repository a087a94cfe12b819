// Both forms of one clipboard through the package: which is read, and how to choose.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { open } from 'gradus';

const file = (name) => readFile(new URL(`../tables/${name}`, import.meta.url), 'utf8');
const text = await file('clipboard_excel_german.txt');
const html = await file('clipboard_excel_german.html');

test('the table in HTML is read, and its decision leads to the text', () => {
  const study = open(text, {}, html);
  const { understanding } = study.table();
  assert.equal(understanding.read_as, 'html_table');
  assert.equal(study.cells(1, 2)[0][3], '1234,5678');
  const decision = understanding.decisions.find(({ code }) => code === 'read_as');
  assert.deepEqual(decision.flip, { read_as: 'text' });
  study.free();
  const other = open(text, decision.flip, html);
  assert.equal(other.table().understanding.read_as, 'text');
  assert.equal(other.cells(1, 2)[0][3], '1.234,6');
  other.free();
});

test('HTML without a table, and no HTML, leave the text as it is', () => {
  for (const other of [undefined, '', '<p>id months</p>']) {
    const study = open('id\tmonths\nA\t3\n', undefined, other);
    assert.equal(study.table().understanding.read_as, undefined);
    assert.deepEqual(study.cells(0, 1), [['A', '3']]);
    study.free();
  }
});

test('HTML alone is read, and so is a file of it', async () => {
  for (const study of [open('', {}, html), open(html), open(new TextEncoder().encode(html))]) {
    assert.equal(study.table().rows, 3);
    assert.equal(study.table().understanding.decisions.find(({ code }) => code === 'read_as').flip, undefined);
    study.free();
  }
});
