// The role of a column, as a menu on its chip.
import { html, type TemplateResult } from 'lit';
import type { Column, Mapping } from 'gradus';
import { roleOf, withRole } from '../roles';
import type { State } from '../state';
import { words } from '../strings/en';
import { menu, type Choice } from './menu';
import type { Send } from './send';

export function roleMenu(state: State, mapping: Mapping, column: Column, send: Send): TemplateResult {
  const role = roleOf(mapping, column.name);
  const { roleMenu: names } = words;
  const choices: Choice[] = [
    { value: 'none', label: names.none },
    { value: 'id', label: names.id },
    { value: 'pre', label: names.pre },
    { value: 'post', label: names.post },
    { value: 'pathology', label: names.pathology },
    { value: 'other', label: names.other },
    ...mapping.endpoints.flatMap(({ name }, k) => [
      { value: `time:${k}`, label: names.time(name) },
      { value: `event:${k}`, label: names.event(name) },
      { value: `entry:${k}`, label: names.entry(name) },
    ]),
    { value: 'time:new', label: names.newTime },
    { value: 'group', label: names.group },
    { value: 'exclude', label: names.exclude },
  ];
  const before = state.walk?.column === column.name ? state.walk.mapping : mapping;
  const choose = (chosen: string) =>
    send({
      do: 'decide',
      change: { mapping: withRole(before, column, chosen) },
      walk: { column: column.name, mapping: before },
    });
  return html`${menu(names.label(column.name), role, choices, choose, 'field')}`;
}
