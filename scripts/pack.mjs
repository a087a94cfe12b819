// Packs the page into one file that runs hosted and by double-click, under a
// policy that lets it send nothing.

import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from './place.mjs';

/** Policies of Trusted Types: lit's own, and ours for the worker's address. */
const TRUSTED_TYPES = 'lit-html gradus-worker';

/** One TypeScript file and all it imports, as one classic script. */
async function bundle(entry) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    minify: true,
    legalComments: 'eof',
    loader: { '.csv': 'text' },
    logLevel: 'error',
    // Example cohorts travel in the script.
    loader: { '.csv': 'text' },
    define: { 'import.meta.url': '""' },
  });
  return outputFiles[0].text;
}

/** The style with all it imports, as one sheet. */
async function minifiedStyle(entry) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    charset: 'utf8',
    minify: true,
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

const hashSource = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What the page may do. `connect-src 'none'` is why it cannot send anything. */
function policy(script, style) {
  return [
    `default-src 'none'`,
    `script-src ${hashSource(script)} 'wasm-unsafe-eval'`,
    `style-src ${hashSource(style)}`,
    `img-src blob: data:`,
    `worker-src blob:`,
    `connect-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types ${TRUSTED_TYPES}`,
  ].join('; ');
}

/** Puts each part in the place of its marker; a marker must be there exactly once. */
function fill(template, parts) {
  let page = template;
  for (const [name, part] of Object.entries(parts)) {
    const pieces = page.split(`<!-- gradus:${name} -->`);
    if (pieces.length !== 2) throw new Error(`www/index.html must hold <!-- gradus:${name} --> exactly once`);
    page = pieces.join(part);
  }
  return page;
}

const refuseEndTag = (text, what) => {
  if (/<\/(script|style)|<!--[^]*<script/i.test(text)) throw new Error(`${what} holds text that would end or hide its element`);
  return text;
};

/** Bytes a page cannot hold as they are, and the rare letters that stand for them. */
const STAND_INS = new Map([
  [0x3c, 'N'],
  [0x0d, 'W'],
  [0x00, 'Z'],
]);
const RARE = new Set([...STAND_INS.values()].map((letter) => letter.charCodeAt(0)));

/**
 * The engine as text, one character a byte; `www/unpack.ts` is the way back.
 * A server's brotli sees the engine's own patterns through it, and gets a fifth
 * more out of them than a deflate of ours under base64 would leave it.
 */
function asText(bytes) {
  let text = '';
  for (const byte of bytes) {
    text += STAND_INS.get(byte) ?? String.fromCharCode(RARE.has(byte) ? byte + 0x100 : byte);
  }
  return text;
}

/** Sizes as they are sent: raw, gzip -9, brotli 11. */
export function sizes(content) {
  return {
    raw: content.length,
    gzip: gzipSync(content, { level: 9 }).length,
    brotli: brotliCompressSync(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    }).length,
  };
}

/** Writes `dist/index.html`; returns its sizes in words. */
export async function packPage() {
  const [template, style, script, worker, wasm] = await Promise.all([
    readFile(join(root, 'www', 'index.html'), 'utf8'),
    minifiedStyle('www/style.css'),
    bundle('www/main.ts'),
    bundle('www/worker.ts'),
    readFile(join(root, 'dist', 'npm', 'gradus_bg.wasm')),
  ]);
  const page = fill(template, {
    policy: `<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">`,
    style: `<style>${refuseEndTag(style, 'The style')}</style>`,
    worker: `<script type="text/plain" id="packed-worker">${refuseEndTag(worker, 'The worker')}</script>`,
    engine: `<script type="text/plain" id="packed-engine">${asText(wasm)}</script>`,
    script: `<script>${refuseEndTag(script, 'The script')}</script>`,
  });
  const content = Buffer.from(page);
  await writeFile(join(root, 'dist', 'index.html'), content);
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
  const { raw, gzip, brotli } = sizes(content);
  return `dist/index.html ${kilobytes(raw)}, gzip ${kilobytes(gzip)}, brotli ${kilobytes(brotli)}`;
}
