// `npm run build`: compiles the engine, binds it to JavaScript, and packs
// `dist/npm` (the package) and `dist/index.html` (the page).

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { main } from './main.mjs';
import { writePackage } from './npm_package.mjs';
import { root, target } from './place.mjs';
import { compiler, crates, nodeVersion, packages, registries, wasmTarget } from './prepare.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';

const ENGINE = ['Cargo.toml', 'Cargo.lock', 'src', 'plain_derive', 'data', 'wasm', 'xtask'];
const SCRIPTS = ['scripts/build.mjs', 'scripts/npm_package.mjs', 'scripts/pack.mjs'];

/** Several numbers at once: Chromium 91, Firefox 89, Safari 16.4 and later have it. */
const VECTORS = '-C target-feature=+simd128';

/**
 * Panic messages name source files: by paths that are the same on every
 * machine, so that everybody's engine is the same to the byte.
 */
const withoutPaths = () =>
  [[root, '/gradus'], ...registries().map((registry) => [registry, '/packages'])]
    .map(([from, to]) => `--remap-path-prefix=${from}=${to}`)
    .join(' ');

/**
 * The profile of the engine: `release`, what ships, unless
 * `npm run build -- --profile dev` asks for one that compiles in a few seconds.
 */
const PROFILE = (() => {
  const at = process.argv.indexOf('--profile');
  return at < 0 ? 'release' : process.argv[at + 1];
})();

/** Builds what has changed. Resolves when `dist/` is up to date. */
export async function build() {
  nodeVersion();
  const rustc = await compiler();
  const fetched = packages();
  fetched.catch(() => {});
  await wasmTarget();
  await crates();

  const engine = step('Engine', { inputs: [...ENGINE, ...SCRIPTS, 'LICENSE-MIT', 'LICENSE-APACHE'], outputs: ['dist/npm'], facts: [rustc, PROFILE] }, async () => {
    const cargo = (...args) =>
      run('cargo', ['build', '--locked', '--target-dir', target, ...args], { cwd: root, env: { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: `${VECTORS} ${withoutPaths()}` } });
    await Promise.all([
      cargo('--package', 'gradus_wasm', '--profile', PROFILE, '--target', 'wasm32-unknown-unknown'),
      cargo('--package', 'xtask', '--profile', 'tool'),
    ]);
    const wasm = join(target, 'wasm32-unknown-unknown', PROFILE === 'dev' ? 'debug' : PROFILE, 'gradus_wasm.wasm');
    await run(join(target, 'tool', 'xtask'), ['bind', wasm, join(root, 'dist', 'npm')]);
    await writePackage();
  });
  await Promise.all([engine, fetched]);

  await step('Page', { inputs: [...SCRIPTS, 'www', 'dist/npm', 'package-lock.json'], outputs: ['dist/index.html'] }, async () => {
    const { packPage } = await import('./pack.mjs');
    return { note: await packPage() };
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(build);
