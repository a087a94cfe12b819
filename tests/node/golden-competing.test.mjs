// Competing risks of the wasm that ships, on every record of cmprsk and survival.

import { check } from './support/golden.mjs';
import { COMPETING_RISKS } from './support/competing_records.mjs';

check('competing_risks', COMPETING_RISKS);
