// What the engine suggests and does not do by itself: texts that may mean
// "missing", columns that may identify patients.
import { html, nothing, type TemplateResult } from 'lit';
import type { Mapping, MissingProposal } from 'gradus';
import { count } from '../format';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import type { Send } from './send';

export function proposals(state: State, send: Send): TemplateResult | typeof nothing {
  const proposal = state.opened?.value?.proposal;
  const { mapping } = decisions(state);
  if (!proposal || !mapping) return nothing;
  const { missing, identifiers } = proposal;
  if (missing.length + identifiers.length === 0) return nothing;
  return html`<section class="part">
    <h2>${words.proposals.heading}</h2>
    <ul class="strip">
      ${missing.map((one) => missingCode(mapping, one, send))}
      ${identifiers.map(
        ({ column, reason }) =>
          html`<li class="ask"><span>${words.proposals.identifier(column, reason)}</span></li>`,
      )}
    </ul>
  </section>`;
}

function missingCode(mapping: Mapping, one: MissingProposal, send: Send): TemplateResult {
  const { column, code } = one;
  const declared = isMissing(mapping, column, code);
  const flip = () => send({ do: 'decide', change: { mapping: withMissing(mapping, column, code, !declared) } });
  return html`<li>
    <span>${words.proposals.missing(code, column, count(one.count), one.reason)}</span>
    <button type="button" class="flip" aria-pressed=${declared ? 'true' : 'false'} @click=${flip}>
      ${words.proposals.declare}
    </button>
  </li>`;
}

function isMissing(mapping: Mapping, column: string, code: string): boolean {
  return mapping.missing.some((one) => one.column === column && one.codes.includes(code));
}

function withMissing(mapping: Mapping, column: string, code: string, declared: boolean): Mapping {
  const known = mapping.missing.find((one) => one.column === column)?.codes ?? [];
  const codes = declared ? [...known, code] : known.filter((one) => one !== code);
  const others = mapping.missing.filter((one) => one.column !== column);
  return { ...mapping, missing: codes.length ? [...others, { column, codes }] : others };
}
