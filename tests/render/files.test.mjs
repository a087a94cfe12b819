// Figures as files: other programs accept them, find their words, and draw the same
// picture as the page's canvas.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { browser } from '../../scripts/browser.mjs';
import { figures } from './support/figures.mjs';
import { difference } from './support/pixels.mjs';

/**
 * Of the squares of 6 × 6 pixels that hold ink, how many may differ by more than 40 of
 * 255 in mean lightness. Curves that stand four pixels lower, or names left out, are
 * beyond it (the last test).
 */
const MOST = 0.004;

const scratch = mkdtempSync(join(tmpdir(), 'gradus-figures-'));
const keep = process.env.KEEP;
const run = (program, args) => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 });

let program;
let page;
before(async () => {
  program = await chromium.launch({ executablePath: await browser('chromium'), args: ['--no-sandbox', '--disable-gpu'] });
  page = await program.newPage();
  const source = fileURLToPath(new URL('../../www/canvas.ts', import.meta.url));
  const bundle = await build({ entryPoints: [source], bundle: true, write: false, format: 'iife', globalName: 'painter' });
  await page.evaluate(bundle.outputFiles[0].text.replace(/^"use strict";\s*/, '').replace('var painter', 'globalThis.painter'));
  if (keep) mkdirSync(keep, { recursive: true });
});
after(async () => {
  await program.close();
  rmSync(scratch, { recursive: true });
});

/** The figure as the page paints it: a picture, and its file. */
async function painted(list) {
  const url = await page.evaluate((list) => {
    const canvas = document.createElement('canvas');
    globalThis.painter.paint(canvas, list, 'light', 1);
    return canvas.toDataURL();
  }, list);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

async function pixels(png) {
  const { width, height, data } = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let text = '';
    for (const byte of data) text += String.fromCharCode(byte);
    return { width: image.width, height: image.height, data: btoa(text) };
  }, png.toString('base64'));
  return { width, height, data: Buffer.from(data, 'base64') };
}

const words = (list) => list.items.filter(({ shape }) => shape === 'text').map(({ text }) => text).filter(Boolean);
const ENTITIES = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' };
/** Without spaces, entities read; the increment sign, as which Symbol's Δ is read back, is a Δ. */
const bare = (text) => text.replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity).replace(/\s+/g, '').replaceAll('∆', 'Δ').replaceAll('µ', 'μ');

describe('figures as files', () => {
  for (const { name, list, file } of figures()) {
    test(name, async () => {
      const canvas = await painted(list);
      const wanted = await pixels(canvas);
      if (keep) writeFileSync(join(keep, `${name}-canvas.png`), canvas);

      const svg = join(scratch, `${name}.svg`);
      writeFileSync(svg, file('svg'));
      run('xmllint', ['--noout', svg]);
      const fromSvg = join(keep ?? scratch, `${name}-svg.png`);
      run('rsvg-convert', ['--background-color=white', '-o', fromSvg, svg]);
      // Real text: every word of the list is one in the file.
      const inSvg = bare(run('xmllint', ['--xpath', '//*[local-name()="text"]//text()', svg]));
      for (const text of words(list)) assert.ok(inSvg.includes(bare(text)), `${text} in the SVG`);

      const pdf = join(scratch, `${name}.pdf`);
      writeFileSync(pdf, file('pdf'));
      run('qpdf', ['--check', pdf]);
      const inPdf = bare(run('pdftotext', ['-raw', pdf, '-']));
      for (const text of words(list)) assert.ok(inPdf.includes(bare(text)), `${text} in the PDF`);
      const fromPdf = join(keep ?? scratch, `${name}-pdf`);
      run('pdftoppm', ['-png', '-r', '96', '-singlefile', pdf, fromPdf]);

      const found = {};
      for (const [format, path] of [['svg', fromSvg], ['pdf', `${fromPdf}.png`]]) {
        const seen = await pixels(readFileSync(path));
        assert.ok(Math.abs(seen.width - wanted.width) <= 1 && Math.abs(seen.height - wanted.height) <= 1, `${format} is ${seen.width} × ${seen.height}`);
        found[format] = difference(wanted, seen);
      }
      if (keep) writeFileSync(join(keep, `${name}.json`), JSON.stringify(found));
      for (const [format, { share }] of Object.entries(found)) assert.ok(share <= MOST, `${format}: ${(share * 100).toFixed(1)} % of the squares differ`);
    });
  }

  test('the comparison sees what is not the same', async () => {
    const [{ list }] = figures();
    const wanted = await pixels(await painted(list));
    const moved = (by) => ({
      ...list,
      items: list.items.map((item) =>
        item.role.part === 'curve' || item.role.part === 'tail' ? { ...item, points: item.points.map((at, k) => (k % 2 ? at + by : at)) } : item,
      ),
    });
    const without = { ...list, items: list.items.filter(({ role }) => role.part !== 'group_label' && role.part !== 'note') };
    for (const other of [moved(4), without]) {
      const { share } = difference(wanted, await pixels(await painted(other)));
      assert.ok(share > MOST, `${share}`);
    }
  });
});
