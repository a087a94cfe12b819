// To the view for a room, and out of it.
import { html, type TemplateResult } from 'lit';
import * as route from '../route';
import type { Questions } from '../state';
import { words } from '../strings/en';

export function presentButton(questions: Questions): TemplateResult {
  const { present } = questions;
  return html`<a class="button present" title=${words.tour.presentTitle} href=${route.write('learn', { ...questions, present: !present })}
    >${present ? words.tour.leave : words.tour.present}</a
  >`;
}
