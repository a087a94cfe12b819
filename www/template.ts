// An empty table with the columns of the study this page began with.
import { save } from './hand_out';

const COLUMNS = 'id,mri_pre,mri_post,path_necrosis,pfs_months,pfs_event,lrfs_months,lrfs_event,dss_months,dss_event,histology';

export function saveTemplate(): void {
  save('gradus-template.csv', 'text/csv', `\ufeff${COLUMNS}\r\n`);
}
