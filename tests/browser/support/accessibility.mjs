// What axe-core finds on the screen as it is now.

import axe from 'axe-core';

/** Violations, each with the elements it concerns; empty when there are none. */
export async function accessibilityProblems(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })) }));
}
