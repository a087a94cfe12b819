// Counts what the page has asked of any network since it opened, as the browser
// itself reports it: resources loaded, and attempts that the policy refused.

export function watchTraffic(tell: (requests: number, refused: number) => void): void {
  let requests = 0;
  let refused = 0;
  const local = /^(blob|data):/;
  const seen = new PerformanceObserver((list) => {
    const sent = list.getEntries().filter((entry) => !local.test(entry.name)).length;
    if (sent === 0) return;
    requests += sent;
    tell(requests, refused);
  });
  seen.observe({ type: 'resource', buffered: true });
  document.addEventListener('securitypolicyviolation', () => {
    refused += 1;
    tell(requests, refused);
  });
}
