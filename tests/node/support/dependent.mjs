// Two correlations that share a variable: the names of R's records for our values.

import { CLOSED, COUNT, TAIL } from './golden.mjs';

export function dependent(of) {
  return {
    r12: [of.r12, CLOSED], r13: [of.r13, CLOSED], r23: [of.r23, CLOSED], n: [of.n, COUNT],
    williams_t: [of.williams_t, CLOSED], williams_df: [of.df, COUNT], williams_p: [of.williams_p, TAIL],
    hotelling_t: [of.hotelling_t, CLOSED], hotelling_p: [of.hotelling_p, TAIL], dunn_clark_z: [of.dunn_clark_z, CLOSED], dunn_clark_p: [of.dunn_clark_p, TAIL],
    steiger_z: [of.steiger_z, CLOSED], steiger_p: [of.steiger_p, TAIL], meng_z: [of.meng_z, CLOSED], meng_p: [of.meng_p, TAIL],
    meng_diff_z_95: [[of.meng_lower, of.meng_upper], CLOSED], hittner_z: [of.hittner_z, CLOSED], hittner_p: [of.hittner_p, TAIL],
    zou_95: [[of.zou_lower, of.zou_upper], CLOSED],
  };
}
