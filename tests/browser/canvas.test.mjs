// The painter: straight lines of a figure are crisp at every pixel ratio, and
// letters stand where the list says.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { openBrowser } from './support/browser.mjs';

const source = fileURLToPath(new URL('../../www/canvas.ts', import.meta.url));

const line = (part, points, width) => ({
  shape: 'line', role: { part, axis: 'x' }, points, ink: 'text', width, dash: [],
});
const text = (x, y, anchor) => ({
  shape: 'text', role: { part: 'title' }, x, y, text: 'HIH', size: 20, bold: true, anchor, rotate: 0, ink: 'text', halo: false,
});
const list = {
  width: 120, height: 80,
  // Off the pixels on purpose: 1/8 and 5/8.
  items: [
    line('tick', [20.125, 4, 20.125, 30], 1),
    line('axis_line', [4, 40.625, 60, 40.625], 1),
    text(90, 30, 'middle'),
  ],
  colours: [
    { ink: 'text', light: '#000000', dark: '#ffffff' },
    { ink: 'paper', light: '#ffffff', dark: '#000000' },
  ],
  summary: '', caption: '',
};

let site;
let code;
before(async () => {
  site = await openBrowser();
  const bundle = await build({ entryPoints: [source], bundle: true, write: false, format: 'iife', globalName: 'painter' });
  code = bundle.outputFiles[0].text;
});
after(() => site.close());

/** How dark each device pixel is, from 0 to 255, row by row. */
async function painted(theme, ratio) {
  const page = await site.browser.newPage();
  await page.evaluate(code.replace(/^"use strict";\s*/, '').replace('var painter', 'globalThis.painter'));
  const pixels = await page.evaluate(([list, theme, ratio]) => {
    const canvas = document.createElement('canvas');
    globalThis.painter.paint(canvas, list, theme, ratio);
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return { width: canvas.width, height: canvas.height, red: Array.from(data).filter((_, k) => k % 4 === 0) };
  }, [list, theme, ratio]);
  await page.close();
  const ink = (x, y) => {
    const red = pixels.red[y * pixels.width + x];
    return theme === 'light' ? 255 - red : red;
  };
  return { ...pixels, ink };
}

describe('the painter', () => {
  for (const theme of ['light', 'dark']) {
    for (const ratio of [1, 2, 3]) {
      test(`lines are whole pixels, ${theme}, ratio ${ratio}`, async () => {
        const { width, height, ink } = await painted(theme, ratio);
        assert.deepEqual([width, height], [120 * ratio, 80 * ratio]);
        const across = Array.from({ length: 20 * ratio }, (_, x) => ink(x + 10 * ratio, 15 * ratio));
        const down = Array.from({ length: 20 * ratio }, (_, y) => ink(30 * ratio, y + 32 * ratio));
        for (const profile of [across, down]) {
          // As many full pixels as the ratio, side by side, and none half full.
          assert.deepEqual(profile.filter((value) => value > 0), Array(ratio).fill(255));
        }
      });

      test(`letters are centred, ${theme}, ratio ${ratio}`, async () => {
        const { ink } = await painted(theme, ratio);
        const columns = [];
        for (let x = 62 * ratio; x < 120 * ratio; x += 1) {
          for (let y = 10 * ratio; y < 32 * ratio; y += 1) if (ink(x, y) > 128) columns.push(x + 0.5);
        }
        const middle = (Math.min(...columns) + Math.max(...columns)) / 2 / ratio;
        assert.ok(Math.abs(middle - 90) <= 0.75, `${middle}`);
      });
    }
  }
});
