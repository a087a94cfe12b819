// How much memory the engine needs to read a file: run as its own program, for
// memory of wasm never shrinks. Prints a line of JSON.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './place.mjs';

const engine = join(root, 'dist/npm/gradus.js');
const { initSync, open } = await import(pathToFileURL(engine).href);
const { memory } = initSync({ module: readFileSync(join(root, 'dist/npm/gradus_bg.wasm')) });
const before = memory.buffer.byteLength;
const bytes = new Uint8Array(readFileSync(process.argv[2]));
const input = process.argv[3] === 'pasted' ? new TextDecoder().decode(bytes) : bytes;
// What the page does with a table before anything is asked.
const study = open(input);
const { rows } = study.table();
study.propose();
console.log(JSON.stringify({ rows, file: bytes.length, peak: memory.buffer.byteLength - before }));
