// Curves, limits, quantiles, restricted means and tests of the wasm that ships,
// on every record of R's survival.

import { check } from './support/golden.mjs';
import { SURVIVAL } from './support/survival_records.mjs';

check('survival', SURVIVAL);
