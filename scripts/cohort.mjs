// Makes a cohort of any size, the same on every run, to measure on.

/** Uniform numbers from 0 to 1 by xorshift; the same ones for the same seed. */
function uniform(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
}

/** `n` patients as CSV: four groups whose hazards differ, a third or so censored. */
export function cohort(n) {
  const next = uniform(19951027);
  const normal = () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
  const grade = (x) => Math.min(6, Math.max(1, Math.round(3.5 + 1.4 * x)));
  const lines = ['id,group,age,x1,x2,pre,post,path,time,time_m,event,cause'];
  for (let id = 1; id <= n; id += 1) {
    const group = Math.floor(4 * next());
    const [x1, shared] = [normal(), normal()];
    const x2 = 0.4 * x1 + normal();
    const months = -Math.log(next()) * 30 * Math.exp(-0.25 * group - 0.2 * x1);
    const seen = 5 + 70 * next();
    const event = Number(months <= seen);
    const time = Math.max(0.001, Math.min(months, seen));
    lines.push(
      [
        id,
        'ABCD'[group],
        (57 + 13 * normal()).toFixed(1),
        x1.toFixed(4),
        x2.toFixed(4),
        grade(shared + normal()),
        grade(shared + 0.8 * normal()),
        grade(shared + 0.6 * normal()),
        time.toFixed(4),
        Math.max(1, Math.round(time)),
        event,
        event && 1 + Number(next() < 0.2),
      ].join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}
