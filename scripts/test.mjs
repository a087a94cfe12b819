// `npm test`: everything that must hold, from formatting to walks through the
// page. `npm test -- --all` repeats also what has not changed; so does CI.

import { browser } from './browser.mjs';
import { build } from './build.mjs';
import { explain, main } from './main.mjs';
import { runTests, sum } from './node_tests.mjs';
import { root, target } from './place.mjs';
import { compiler, wasmTarget } from './prepare.mjs';
import { Failed, run } from './run.mjs';
import { filesBelow } from './stamp.mjs';
import { step } from './step.mjs';

const again = process.argv.includes('--all') || Boolean(process.env.CI);
const RUST = ['Cargo.toml', 'Cargo.lock', 'rustfmt.toml', 'src', 'plain_derive', 'data', 'xtask', 'benches'];
const HARNESS = ['scripts/test.mjs', 'scripts/node_tests.mjs', 'scripts/run.mjs', 'scripts/step.mjs'];

const total = { passed: 0, failed: 0 };

/** Runs a step that counts; a failure is explained and does not stop the others. */
async function check(name, options, work) {
  try {
    const counts = await step(name, { again, reused: 'unchanged, passed before', ...options }, async () => {
      const { passed, failed = 0, skipped = 0, output } = await work();
      if (failed + skipped > 0) {
        throw Object.assign(new Failed(`${name}: ${failed} failed, ${skipped} skipped`, output), { passed, failed: failed + skipped });
      }
      if (passed === 0) throw new Failed(`${name}: no test ran`, output);
      return { note: `${passed} passed`, passed };
    });
    total.passed += counts.passed;
  } catch (error) {
    total.passed += error.passed ?? 0;
    total.failed += error.failed ?? 1;
    explain(error);
  }
}

/** Runs cargo; its tests are counted, or else the whole run is one check. */
async function cargo(...args) {
  let failure;
  const output = await run('cargo', args, { cwd: root, env: { CARGO_TARGET_DIR: target, CARGO_TERM_COLOR: 'never' } }).catch((error) => {
    failure = error;
    return error.output;
  });
  if (args[0] !== 'test') {
    if (failure) throw failure;
    return { passed: 1 };
  }
  const counts = {
    passed: sum(output, /^test result: .* (\d+) passed/gm),
    failed: sum(output, /^test result: .* (\d+) failed/gm),
    skipped: sum(output, /^test result: .* (\d+) ignored/gm),
  };
  if (failure && !counts.failed) throw Object.assign(failure, counts, { failed: 1 });
  const passing = /^(running \d+ tests?|[.]+( \d+\/\d+)?|test result: ok\. .* 0 failed; 0 ignored.*|)$/;
  return { ...counts, output: output.split('\n').filter((line) => !passing.test(line)).join('\n') };
}

async function native(facts) {
  const tests = filesBelow(['tests']).filter((file) => !/^tests\/(node|browser|render)\//.test(file));
  const inputs = [...RUST, ...tests, ...HARNESS];
  await check('Rust formatting', { inputs, facts }, () => cargo('fmt', '--all', '--check'));
  await check('Rust tests', { inputs, facts }, () => cargo('test', '--quiet', '--locked', '--no-fail-fast'));
  const deny = ['--', '-D', 'warnings'];
  await check('Rust lints', { inputs, facts }, () => cargo('clippy', '--locked', '--all-targets', ...deny));
  await check('Rust lints for wasm', { inputs, facts }, () =>
    cargo('clippy', '--locked', '--lib', '--target', 'wasm32-unknown-unknown', '--profile', 'tool', ...deny),
  );
  await check('Rust lints of xtask', { inputs, facts }, () =>
    cargo('clippy', '--locked', '--package', 'xtask', '--package', 'plain_derive', '--profile', 'tool', ...deny),
  );
}

/** The build, then what reads it. False when there is nothing to walk through. */
async function built() {
  try {
    await build();
  } catch (error) {
    total.failed += 1;
    explain(error);
    return false;
  }
  const types = ['www', 'tsconfig.json', 'dist/npm/gradus.d.ts', 'package-lock.json', ...HARNESS];
  await check('TypeScript types', { inputs: types }, async () => {
    await run(process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit'], { cwd: root });
    return { passed: 1 };
  });
  await check('Package in Node', { inputs: ['tests/node', 'tests/golden', 'tests/hard', 'dist/npm', ...HARNESS], facts: [process.version] }, () =>
    runTests('tests/node'),
  );
  return true;
}

async function walks() {
  const inputs = ['tests/browser', 'tests/golden', 'tests/hard', 'dist', 'package-lock.json', 'scripts/serve.mjs', ...HARNESS];
  try {
    const chromium = await browser('chromium');
    await check('Page in Chromium', { inputs, facts: [process.version, chromium] }, () => runTests('tests/browser', { env: { CHROME_PATH: chromium } }));
  } catch (error) {
    total.failed += 1;
    explain(error);
  }
}

await main(async () => {
  const facts = [await compiler()];
  await wasmTarget();
  // Both are at work on the compiler's account; the browser gets the machine for itself.
  const [page] = await Promise.all([built(), native(facts)]);
  if (page) await walks();
  console.log(`${total.passed} passed, ${total.failed} failed`);
  if (total.failed) process.exitCode = 1;
});
