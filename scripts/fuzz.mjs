// `npm run fuzz`: made and spoilt inputs for every reader, with a clock and a
// count of memory. `-- --cases 10000000` how many in all, `--first 5000001` from
// which seed. What is found is kept in tests/hard/.

import { main } from './main.mjs';
import { root, target } from './place.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';

const option = (name, usual) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : usual;
};

await main(async () => {
  const env = {
    CARGO_TARGET_DIR: target,
    GRADUS_CASES: option('cases', '1000000'),
    GRADUS_FIRST_SEED: option('first', '1'),
    RUST_BACKTRACE: '0',
  };
  const args = ['test', '--quiet', '--locked', '--profile', 'fuzz', '--test', 'fuzz', '--', '--nocapture', '--test-threads=1'];
  await step('Readers fed with anything', {}, async () => {
    const printed = await run('cargo', args, { cwd: root, env });
    console.log(printed.match(/fuzz \w+: .*/g)?.join('\n'));
    return {};
  });
});
