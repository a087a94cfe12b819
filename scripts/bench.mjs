// `npm run bench`: how long reading, curves and correlation take, natively and
// in wasm; how large the page is; how soon it shows the example's result.
// `npm run bench -- --data DIR` measures on the files d<n>.csv of a folder.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { browser } from './browser.mjs';
import { build } from './build.mjs';
import { cohort } from './cohort.mjs';
import { figureTimes } from './figure_bench.mjs';
import { main } from './main.mjs';
import { sizes } from './pack.mjs';
import { root, target } from './place.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';

const SIZES = [27, 1e3, 1e4, 1e5, 1e6];

/** The files to measure on; those that are not there are made. */
function files(folder) {
  mkdirSync(folder, { recursive: true });
  return SIZES.map((n) => {
    const path = join(folder, `d${n}.csv`);
    if (!existsSync(path)) writeFileSync(path, cohort(n));
    return path;
  });
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median in milliseconds, after one round that does not count; rounds as in benches/engine.rs. */
function time(rows, work, whole = false) {
  const [rounds, repeats] = rows <= 1e3 ? [11, whole ? 1 : 50] : [rows < 1e5 ? 11 : 5, 1];
  const milliseconds = [];
  for (let round = 0; round <= rounds; round += 1) {
    const start = performance.now();
    for (let i = 0; i < repeats; i += 1) work();
    milliseconds.push((performance.now() - start) / repeats);
  }
  return median(milliseconds.slice(1));
}

/** Per file, each task and its time in wasm. */
async function inWasm(paths, { mapping, questions }) {
  const { open } = await import(pathToFileURL(join(root, 'dist/npm/node.js')).href);
  return paths.map((path) => {
    const bytes = new Uint8Array(readFileSync(path));
    const study = open(bytes);
    const { rows } = study.table();
    const times = [['read', time(rows, () => open(bytes).free())]];
    study.map(mapping);
    for (const { name, request, most, whole } of questions) {
      if (most !== undefined && rows > most) {
        times.push([name, null]);
        continue;
      }
      const { answer, problems } = study.run(request);
      if (!answer) throw new Error(`${name}: ${JSON.stringify(problems)}`);
      times.push([name, time(rows, () => study.run(request), whole)]);
    }
    study.free();
    return { path, rows, times };
  });
}

/** The same, compiled for this machine. */
async function native(paths) {
  const printed = await run('cargo', ['bench', '--quiet', '--locked', '--target-dir', target, '--bench', 'engine', '--', ...paths], { cwd: root });
  return printed.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
}

/** Memory that the largest file needs in wasm, its own copy there included. */
async function memory(path, ...how) {
  return JSON.parse(await run(process.execPath, [join(root, 'scripts/memory.mjs'), path, ...how], { cwd: root }));
}

/** From navigation to the first result of the example, on a fresh page each time. */
async function firstResult() {
  const { chromium } = await import('playwright-core');
  const program = await chromium.launch({
    executablePath: await browser('chromium'),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const times = [];
  for (let round = 0; round <= 10; round += 1) {
    const page = await program.newPage();
    // The click of a reader with no time to lose: as soon as the example is there.
    await page.addInitScript(() => {
      const watch = new MutationObserver(() => {
        const example = document.querySelector('[data-example="sts27"]');
        if (!example) return;
        watch.disconnect();
        example.click();
      });
      watch.observe(document, { childList: true, subtree: true });
    });
    await page.goto(pathToFileURL(join(root, 'dist/index.html')).href);
    await page.waitForFunction(() => performance.getEntriesByName('first-result').length > 0);
    times.push(await page.evaluate(() => performance.getEntriesByName('first-result')[0].startTime));
    await page.close();
  }
  await program.close();
  return median(times.slice(1));
}

/** The questions that `benches/survival.R` asks of R, by its names for them. */
const AGAINST_R = {
  curves: 'Kaplan–Meier with limits, log-rank, 4 groups',
  cox: 'the same Cox regression and concordance',
};

/** What R needs for the same questions on a file, or why it was not measured: there may be no R. */
async function inR(path) {
  try {
    return JSON.parse((await run('Rscript', [join(root, 'benches/survival.R'), path], { cwd: root })).trim().split('\n').at(-1));
  } catch (cause) {
    return { why: cause.message };
  }
}

/** R's times beside those in wasm, and how many times as fast the wasm is. */
function printR(found, { rows, times }) {
  if (found.why) return console.log(`\nR: not measured (${found.why})`);
  const version = `R ${found.r}, survival ${found.survival}`;
  for (const [key, question] of Object.entries(AGAINST_R)) {
    const [, here] = times.find(([name]) => name === question);
    console.log(`\n${version}, ${rows.toLocaleString('en')} rows, ${question}: ${found[key].toFixed(0)} ms, in wasm ${here.toFixed(0)} ms: ${(found[key] / here).toFixed(1)} times as fast`);
  }
}

/** Not every question is asked of every size. */
const milliseconds = (value) => (value === null ? '–' : value < 10 ? value.toFixed(3) : value.toFixed(1));

/** One table: a line a task, a column a size; native, wasm, and their ratio. */
function print(nativeTimes, wasmTimes) {
  const lines = [['median ms', '', ...nativeTimes.map(({ rows }) => `n = ${rows.toLocaleString('en')}`)]];
  nativeTimes[0].times.forEach(([task], i) => {
    const here = nativeTimes.map(({ times }) => times[i][1]);
    const there = wasmTimes.map(({ times }) => times[i][1]);
    lines.push([task, 'native', ...here.map(milliseconds)]);
    lines.push(['', 'wasm in Node', ...there.map(milliseconds)]);
    lines.push(['', 'ratio', ...there.map((ms, k) => (ms === null ? '–' : (ms / here[k]).toFixed(2)))]);
  });
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  for (const line of lines) {
    console.log(line.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ').trimEnd());
  }
}

await main(async () => {
  const at = process.argv.indexOf('--data');
  const folder = at > 0 ? process.argv[at + 1] : join(tmpdir(), 'gradus-bench');
  await build();
  const paths = files(folder);
  const asked = JSON.parse(readFileSync(join(root, 'benches/questions.json'), 'utf8'));
  let nativeTimes;
  let wasmTimes;
  let first;
  let room;
  let drawn;
  let r;
  await step('Native', {}, async () => (nativeTimes = await native(paths)) && {});
  await step('Wasm in Node', {}, async () => (wasmTimes = await inWasm(paths, asked)) && {});
  await step('R', {}, async () => (r = await inR(paths.at(-1))) && {});
  await step('Memory', {}, async () => (room = [await memory(paths.at(-1)), await memory(paths.at(-1), 'pasted')]) && {});
  await step('Figures in Chromium', {}, async () => (drawn = await figureTimes(paths.slice(0, 4), asked.mapping)) && {});
  await step('First result in Chromium', {}, async () => (first = await firstResult()) && {});
  const [{ model }] = cpus();
  const rustc = (await run('rustc', ['-V'], { cwd: root })).trim();
  console.log(`\n${model}, ${cpus().length} cores; Node ${process.versions.node}; ${rustc}; data in ${folder}\n`);
  print(nativeTimes, wasmTimes);
  printR(r, wasmTimes.at(-1));
  const times = ({ peak, file }) => `${(peak / 1e6).toFixed(0)} MB, ${(peak / file).toFixed(2)} times the file`;
  console.log(`\nMemory of wasm to read ${room[0].rows.toLocaleString('en')} rows (${(room[0].file / 1e6).toFixed(0)} MB), the copy it reads included: ${times(room[0])}; pasted: ${times(room[1])}`);
  console.log('\nKaplan–Meier figure of 4 groups in Chromium, 700 × 2 pixels wide, median of 15:');
  for (const { rows, points, make, paint, both } of drawn) {
    console.log(`n = ${rows.toLocaleString('en')}: made in ${milliseconds(make)} ms, painted in ${milliseconds(paint)} ms, both ${milliseconds(both)} ms; ${points} points`);
  }
  const { raw, gzip, brotli } = sizes(readFileSync(join(root, 'dist/index.html')));
  console.log(`\ndist/index.html: ${raw} bytes, gzip ${gzip}, brotli ${brotli}`);
  console.log(`Navigation to the example's first result, from a file: ${first.toFixed(0)} ms (median of 10)`);
});
