// Permutation log-rank tests and thresholds of the wasm that ships, on every
// record of coin, maxstat and full enumeration.

import { check } from './support/golden.mjs';
import { ALLOCATIONS, CUTPOINTS } from './support/permutation_records.mjs';

check('exact', ALLOCATIONS);
check('cutpoint_perm', CUTPOINTS);
