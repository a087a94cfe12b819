// Cox regression of the wasm that ships, on every record of R's survival.

import { check } from './support/golden.mjs';
import { COX } from './support/cox_records.mjs';

check('cox', COX);
