// How long a figure takes in Chromium, from the question to the painted canvas, at
// two device pixels a pixel; and how many points its display list has.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { browser } from './browser.mjs';
import { root } from './place.mjs';

const REQUEST = { kind: 'survival', endpoint: 'survival', by: { by: 'label', column: 'group' } };
const ROUNDS = 15;

/** For each file: rows, medians of making and of painting in milliseconds, points. */
export async function figureTimes(paths, mapping) {
  const source = `export { default as init, open } from './dist/npm/gradus.js'; export { paint } from './www/canvas.ts';`;
  const bundle = await build({ stdin: { contents: source, resolveDir: root, loader: 'ts' }, bundle: true, write: false, format: 'iife', globalName: 'gradus', define: { 'import.meta.url': '""' } });
  const { chromium } = await import('playwright-core');
  const program = await chromium.launch({ executablePath: await browser('chromium'), args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await program.newPage({ viewport: { width: 1366, height: 768 } });
    await page.evaluate(bundle.outputFiles[0].text.replace(/^"use strict";\s*/, '').replace('var gradus', 'globalThis.gradus'));
    await page.evaluate(async (wasm) => {
      const bytes = Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0));
      await globalThis.gradus.init({ module_or_path: bytes });
      document.body.append(document.createElement('canvas'));
    }, readFileSync(join(root, 'dist/npm/gradus_bg.wasm')).toString('base64'));
    const measured = [];
    for (const path of paths) {
      measured.push(
        await page.evaluate(
          async ({ text, mapping, request, rounds }) => {
            const { open, paint } = globalThis.gradus;
            const study = open(text);
            const { rows } = study.table();
            study.map(mapping);
            const canvas = document.querySelector('canvas');
            const times = [];
            let points = 0;
            for (let round = 0; round <= rounds; round += 1) {
              const start = performance.now();
              const { display_list } = study.figure(request, { width: 700 });
              const made = performance.now();
              paint(canvas, display_list, 'light', 2);
              // Waits for the strokes: a pixel cannot be read before.
              canvas.getContext('2d').getImageData(0, 0, 1, 1);
              if (round > 0) times.push([made - start, performance.now() - made]);
              points = display_list.items.reduce((sum, item) => sum + (item.points?.length ?? 2) / 2, 0);
              await new Promise((next) => setTimeout(next));
            }
            study.free();
            const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
            return { rows, points, make: median(times.map(([make]) => make)), paint: median(times.map(([, paint]) => paint)), both: median(times.map(([make, paint]) => make + paint)) };
          },
          { text: readFileSync(path, 'utf8'), mapping, request: REQUEST, rounds: ROUNDS },
        ),
      );
    }
    return measured;
  } finally {
    await program.close();
  }
}
