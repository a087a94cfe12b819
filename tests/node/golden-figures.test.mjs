// What only figures show, on the wasm that ships: records of R made by
// tests/golden/scripts/figures.R.

import { CLOSED, ITERATED, answer, check } from './support/golden.mjs';

const endpoint = (time, event) => ({ name: 'endpoint', time, event, coding: { event: ['1'], censored: ['0'] } });

/** A largest statistic over random orders: coin drew 100,000, the engine 9,999; four standard errors of the two. */
const DRAWN = { relative: 0, absolute: 0.06 };

check('figures', {
  smooth: ({ dataset, args: { covariates, which } }) => {
    const of = (column) => (column === 'sex' ? { as: 'factor', by: { by: 'label', column, levels: ['male', 'female'] } } : { as: 'number', variable: column });
    const { residuals } = answer(dataset, { kind: 'cox', endpoint: endpoint('time', 'event'), covariates: covariates.map(of), residuals: true });
    const { time, estimate, lower, upper } = residuals.smooth[which];
    // Half the width of 95 % limits.
    const se = upper.map((end, k) => (end - lower[k]) / 2 / 1.959963984540054);
    return { time: [time, CLOSED], estimate: [estimate, ITERATED], se: [se, ITERATED] };
  },
  envelope: ({ dataset, args: { time, event, marker } }) => {
    const { envelope } = answer(dataset, { kind: 'thresholds', endpoint: endpoint(time, event), variable: marker });
    return { largest: [envelope.largest, DRAWN] };
  },
  fan: ({ dataset, args: { group } }) => {
    const { labels, fans } = answer(dataset, { kind: 'influence', endpoint: endpoint('time', 'event'), by: { by: 'label', column: 'treat' } });
    const { time, survival, lowest, highest } = fans[labels.indexOf(group)];
    return { time: [time, CLOSED], survival: [survival, CLOSED], lowest: [lowest, CLOSED], highest: [highest, CLOSED] };
  },
});
