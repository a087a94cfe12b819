// Finds the browsers and other programs that tests need; installs Debian's where it may.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failed, run } from './run.mjs';
import { step } from './step.mjs';

/** The first of `names` (paths, or programs on the PATH) that can be run. */
export function findProgram(names) {
  for (const name of names) {
    const folders = name.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter).filter(Boolean);
    for (const folder of folders) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here.
      }
    }
  }
  return undefined;
}

const find = {
  chromium: () =>
    findProgram([
      ...(process.env.CHROME_PATH ? [process.env.CHROME_PATH] : []),
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ]),
  'firefox-esr': () => findProgram(['firefox-esr', 'firefox']),
  'webkit2gtk-driver': () => findProgram(['WebKitWebDriver']),
  xvfb: () => findProgram(['Xvfb']),
};

/** Debian's package installed, when we may; in any case the program's path, or an error that says what to do. */
export function browser(debianPackage) {
  return installed(debianPackage, find[debianPackage]);
}

/** The same for any other program. */
export function program(debianPackage, name) {
  return installed(debianPackage, () => findProgram([name]));
}

async function installed(debianPackage, search) {
  const found = search();
  if (found) return found;
  const apt = findProgram(['apt-get']);
  if (!apt || process.getuid?.() !== 0) {
    const own = debianPackage === 'chromium' ? ', or set CHROME_PATH to a Chrome or Chromium you have' : '';
    throw new Failed(
      `${debianPackage} is needed and was not found. Install it (Debian: sudo apt-get install --no-install-recommends ${debianPackage})${own}.`,
    );
  }
  await step(`Debian's ${debianPackage}`, {}, async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run(apt, ['update', '-q'], { env });
    await run(apt, ['install', '-y', '-q', '--no-install-recommends', debianPackage], { env });
  });
  const there = search();
  if (!there) throw new Failed(`${debianPackage} was installed, and its program still was not found.`);
  return there;
}
