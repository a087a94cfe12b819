// Opens the page as a reader would, and writes down what should never happen:
// errors, violations of the policy, requests after loading.

/**
 * A page in a context of its own. `watched` fills while the page lives:
 * `errors` (console and uncaught), `violations` (what the policy refused) and
 * `requests` (every one but the document itself).
 */
export async function newPage(browser, { theme = 'light', width = 1366, height = 768, ratio = 1, ...context } = {}) {
  const own = await browser.newContext({
    colorScheme: theme,
    viewport: { width, height },
    deviceScaleFactor: ratio,
    acceptDownloads: true,
    ...context,
  });
  const page = await own.newPage();
  const watched = { errors: [], violations: [], requests: [] };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') watched.errors.push(message.text());
  });
  page.on('pageerror', (error) => watched.errors.push(String(error.stack ?? error)));
  page.on('crash', () => watched.errors.push('the page crashed'));
  own.on('request', (request) => {
    const blobOrData = /^(blob|data):/.test(request.url());
    if (!request.isNavigationRequest() && !blobOrData) watched.requests.push(`${request.method()} ${request.url()}`);
  });
  await page.exposeFunction('writeDownViolation', (violation) => watched.violations.push(violation));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      window.writeDownViolation({ directive: effectiveDirective, blocked: blockedURI });
    });
  });
  return { page, watched, close: () => own.close() };
}

/** Fails with everything that was written down, if anything was. */
export function expectQuiet(assert, watched) {
  assert.deepEqual(watched, { errors: [], violations: [], requests: [] });
}
