// One question under Correlation: its sentence with menus, and its card.
import { html, nothing, type TemplateResult } from 'lit';
import { fullest, isComing } from '../afterwards';
import type { Answer, Mapping, TableReport } from 'gradus';
import type { Sheet } from '../sheet';
import { agreement, readers } from '../sheets/agreement';
import { allPairings, coefficientSheets } from '../sheets/coefficients';
import { comparison, needed, partial, printed, printedTest, uncertainty } from '../sheets/correlations';
import { groups, twice } from '../sheets/ranks';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { askOf, isTyped, namesOf, readersOf, type Ask, type Topic } from '../topics';
import { variableChoices } from '../variables';
import { card } from './card';
import { groupSentence } from './split_sentence';
import { menu } from './menu';
import { asking, type Send } from './send';
import { typedSentence } from './typed_sentence';

type Asked = Exclude<Topic, 'relate'>;

export function topicPart(
  state: State,
  mapping: Mapping,
  table: TableReport,
  topic: Asked,
  send: Send,
): TemplateResult {
  const { questions } = decisions(state);
  const ask = askOf(mapping, table, questions);
  return html`${sentence(state, mapping, table, topic, send)}
  ${ask
    ? html`<div class="cards">${topicCard(state, topic, ask, send)}</div>`
    : html`<p class="notice">${words.topics.lacking}</p>`}`;
}

export function topicCard(
  state: State,
  topic: Asked,
  ask: Ask,
  send: Send,
): TemplateResult {
  const result = fullest(state, ask.slot);
  const coming = isComing(state, ask.slot);
  const answer = result?.value?.answer;
  return card(state, send, {
    slot: ask.slot,
    kind: ask.draw ? 'topic' : null,
    result,
    sheets: answer ? sheetsOf(answer, coming) : [],
    request: ask.request,
    title: words.topics[topic].name,
    coming: coming && ask.request.kind === 'correlation',
    doubts: words.topics[topic].doubts,
    ...(ask.figures && { figures: ask.figures, long: ask.figures.flatMap(({ slot }) => allPairings(state.results[slot]?.value?.answer)) }),
  });
}

export function sheetsOf(answer: Answer, coming: boolean): Sheet[] {
  switch (answer.kind) {
    case 'correlation':
      return coefficientSheets(answer, coming);
    case 'compare_correlations':
      return comparison(answer, coming);
    case 'partial_correlation':
      return partial(answer);
    case 'grade_uncertainty':
      return uncertainty(answer);
    case 'agreement':
      return agreement(answer);
    case 'reader_agreement':
      return readers(answer);
    case 'group_comparison':
      return groups(answer, coming);
    case 'paired_comparison':
      return twice(answer);
    case 'published_correlation':
      return printed(answer);
    case 'published_test':
      return printedTest(answer);
    case 'correlation_power':
      return needed(answer);
    default:
      return [];
  }
}

function sentence(
  state: State,
  mapping: Mapping,
  table: TableReport,
  topic: Asked,
  send: Send,
): TemplateResult {
  const { questions } = decisions(state);
  const set = asking(state, send);
  if (isTyped(topic)) return typedSentence(topic, questions, set);
  const parts = words.topics[topic].sentence;
  if (topic === 'readers') {
    return html`<p class="sentence">${parts[0]}<strong>${readersOf(mapping).join(', ')}</strong>${parts[1]}</p>`;
  }
  const choices = variableChoices(mapping, table);
  const names = namesOf(mapping, table, questions);
  const choose = (k: number) => (value: string) => {
    // A variable chosen twice changes places with the one it takes.
    const swapped = names.map((name) => (name === value ? (names[k] ?? name) : name));
    set({ variables: { ...questions.variables, [topic]: swapped.map((name, at) => (at === k ? value : name)) } });
  };
  return html`<p class="sentence">
      ${parts.map(
        (part, k) =>
          html`${part}${names[k] === undefined
            ? nothing
            : menu(words.topics.choose(k + 1), names[k], choices, choose(k))}`,
      )}
    </p>
    ${topic === 'groups' ? groupSentence(state, mapping, table, send) : nothing}`;
}
