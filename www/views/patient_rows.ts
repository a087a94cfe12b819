// Several rows of one patient: the rule that makes one of them, for the user to pick.
import { html, nothing, type TemplateResult } from 'lit';
import type { RowRule } from 'gradus';
import { allProblems } from '../all_problems';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { choicesOf, menu } from './menu';
import type { Send } from './send';

export function patientRows(state: State, send: Send): TemplateResult | typeof nothing {
  const table = state.opened?.value?.table;
  const { options, mapping } = decisions(state);
  const { one_row } = options;
  const record = table?.understanding.redcap;
  const repeated = allProblems(state).find(({ code }) => code === 'duplicate_id');
  const id = one_row?.id ?? (record?.several_rows ? record.record : repeated ? mapping?.id : null);
  if (!id) return nothing;
  const say = words.proposals.rows;
  const rules = choicesOf(say.rules);
  const choose = (rule: string) => {
    const { one_row: _, ...rest } = options;
    const next = rule === 'as_they_are' ? rest : { ...rest, one_row: { id, rule: rule as RowRule } };
    send({ do: 'decide', change: { options: next } });
  };
  return html`<li class=${one_row ? '' : 'ask'} data-part="patient-rows">
    <span>${say.what(id)}</span>
    ${menu(say.label, one_row?.rule ?? 'as_they_are', rules, choose, 'field')}
  </li>`;
}
