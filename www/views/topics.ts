// The questions under Correlation: links where there is room, a menu where there
// is none; the open one is marked.
import { html, type TemplateResult } from 'lit';
import * as route from '../route';
import { decisions, type State } from '../state';
import { words } from '../strings/en';
import { TOPICS } from '../topics';
import { menu } from './menu';

export function topicLinks(state: State): TemplateResult {
  const { questions } = decisions(state);
  const address = (topic: (typeof TOPICS)[number]) => route.write('correlation', { ...questions, topic });
  const choices = TOPICS.map((topic) => ({ value: address(topic), label: words.topics[topic].name }));
  const go = (to: string) => (location.hash = to);
  return html`<nav class="topics" aria-label=${words.topics.label}>
    ${menu(words.topics.label, address(questions.topic), choices, go, 'field')}
    <ul>
      ${TOPICS.map(
        (topic) =>
          html`<li>
            <a
              href=${address(topic)}
              aria-current=${topic === questions.topic ? 'true' : 'false'}
              >${words.topics[topic].name}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
}
