// What must be there before anything can be built: the packages of npm and of
// cargo, and the compiler's wasm target.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root } from './place.mjs';
import { Failed, run } from './run.mjs';
import { step } from './step.mjs';

const WASM = 'wasm32-unknown-unknown';

/** Packages as `package-lock.json` has them; fetched when they are not. */
export async function packages() {
  const inputs = ['package.json', 'package-lock.json'];
  const outputs = ['node_modules/.package-lock.json'];
  await step('npm packages', { inputs, outputs, facts: [process.version] }, async () => {
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root });
  });
}

/** The compiler by its full version, or an error that says how to get one. */
export async function compiler() {
  try {
    return (await run('rustc', ['-vV'], { cwd: root })).trim();
  } catch {
    throw new Failed('There is no Rust compiler. Install one from https://rustup.rs and run this again.');
  }
}

/** The standard library for wasm, fetched by rustup when it is missing. */
export async function wasmTarget() {
  const sysroot = (await run('rustc', ['--print', 'sysroot'], { cwd: root })).trim();
  if (existsSync(join(sysroot, 'lib', 'rustlib', WASM, 'lib'))) return;
  await step(`Rust's wasm target`, {}, async () => {
    try {
      await run('rustup', ['target', 'add', WASM], { cwd: root });
    } catch (error) {
      throw new Failed(
        `The Rust compiler has no standard library for ${WASM}. Use rustup, or install it by your system's means.`,
        error.output,
      );
    }
  });
}

/** Where cargo keeps the sources of packages, one folder a registry. */
export function registries() {
  const folder = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'registry', 'src');
  return existsSync(folder) ? readdirSync(folder).map((index) => join(folder, index)) : [];
}

/** Packages as `Cargo.lock` has them. */
export async function crates() {
  const inputs = ['Cargo.toml', 'Cargo.lock', 'xtask/Cargo.toml'];
  await step('Rust packages', { inputs, facts: registries() }, async () => {
    await run('cargo', ['fetch', '--locked'], { cwd: root });
  });
}

/** Refuses a Node that is too old, in words. */
export function nodeVersion() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const wanted = engines.node.match(/\d+/g).map(Number);
  const found = process.versions.node.split('.').map(Number);
  const old = found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1]);
  if (old) throw new Failed(`Node ${process.versions.node} is too old; ${engines.node} is needed.`);
}
