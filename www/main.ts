// Starts the page: the state, the engine, and the loop between them.
import { render } from 'lit';
import { waitsForRest } from './afterwards';
import { announcement } from './announce';
import { receiveFiles } from './dropped';
import { pageDesk, workerDesk } from './desk';
import { Engine, type MakeDesk } from './engine';
import { wanted, type Want } from './plan';
import * as route from './route';
import { followCell } from './grid_focus';
import { measure } from './measure';
import { awaited, decisions, initial, phase, type State } from './state';
import type { Failure } from './task';
import { words } from './strings/en';
import { keep, openFile } from './keep';
import { isPlaying, STEP_MS } from './show_how';
import { takeAway } from './take_away';
import { presenting, pressed, screenOf } from './present';
import { watchTraffic } from './traffic';
import { whenThemeChanges } from './theme';
import { update, type Event } from './update';
import { page } from './views/page';

const SLOW_MS = 200;
/** A hand that moves a slider is heard from more often than this. */
const REST_MS = 100;

const first = route.read(location.hash);
let state: State = initial(first.place, first.questions, 'system');
let drawing = false;
/** The cell last jumped to, so that each jump moves the focus once. */
let lastFound: State['found'] = null;
const root = document.getElementById('page') ?? document.body;

/** The only way in: an event changes the state, then what is missing is asked. */
function send(event: Event): void {
  const before = state;
  if (event.do === 'again') forgetFailed(state);
  state = update(state, event);
  if (event.do === 'wipe') engine.wipe();
  if (event.do === 'take') void takeAway(engine, event.take, send);
  if (event.do === 'file') void openFile(event.file, send);
  if (event.do === 'save') void keep(state, event.what, send);
  if (state === before) return;
  address(before);
  keepPlaying();
  askWhatIsWanted();
  drawSoon();
}

let player = 0;

/** Demonstrations that play go on by a clock; nothing plays unless asked to. */
function keepPlaying(): void {
  if (!isPlaying(state)) {
    window.clearTimeout(player);
    player = 0;
  } else if (player === 0) {
    player = window.setTimeout(() => {
      player = 0;
      send({ do: 'onward' });
    }, STEP_MS);
  }
}

function drawSoon(): void {
  if (drawing) return;
  drawing = true;
  queueMicrotask(draw);
}

function draw(): void {
  drawing = false;
  const { dataset, style } = document.documentElement;
  style.colorScheme = state.theme === 'system' ? 'light dark' : state.theme;
  dataset.theme = state.theme;
  dataset.present = presenting(state) ? 'on' : 'off';
  const screen = screenOf(state);
  if (screen !== dataset.screen) window.scrollTo(0, 0);
  dataset.screen = screen;
  dataset.place = state.source ? state.place : 'start';
  document.title = state.source ? `${words.places[state.place]} – ${words.title}` : words.title;
  const focused = document.activeElement;
  const jumped = state.found !== null && state.found !== lastFound && state.page?.status === 'done';
  const follow = followCell(root, jumped);
  render(page(state, send, stop), root);
  const inGrid = follow();
  if (jumped && inGrid) lastFound = state.found;
  // What had the focus may be gone with its place: go on reading where the new one begins.
  if (!inGrid && focused && !focused.isConnected) document.getElementById('main')?.focus({ preventScroll: true });
  if (measure(root, state, send)) return;
  dataset.state = phase(state);
  if (dataset.state !== 'result') return;
  if (performance.getEntriesByName('first-result').length === 0) performance.mark('first-result');
  const text = announcement(state);
  if (text !== state.announcement) send({ do: 'announce', text });
}

/** Asks for what the screen needs and does not have; each want is asked once. */
const asked = new Map<string, string>();

function askWhatIsWanted(): void {
  if (!state.source) asked.clear();
  for (const want of wanted(state)) {
    if (asked.get(want.slot) === want.key) continue;
    asked.set(want.slot, want.key);
    const { slot, key } = want;
    queueMicrotask(() => send({ do: 'asked', slot, key, since: performance.now() }));
    if (waitsForRest(slot)) window.setTimeout(() => asked.get(slot) === key && order(want), REST_MS);
    else order(want);
    window.setTimeout(noticeSlowness, SLOW_MS);
  }
}

function order({ slot, key, task, file }: Want): void {
  void engine.ask(slot, task, file).then((outcome) => {
    if (!outcome) return;
    if (outcome.ok) send({ do: 'answered', slot, key, value: outcome.value });
    else send({ do: 'not_answered', slot, key, failure: outcome.failure });
  });
}

/** What failed is asked once more. */
function forgetFailed({ results }: State): void {
  for (const [slot, { status }] of Object.entries(results)) {
    if (status === 'failed') asked.delete(slot);
  }
}

function noticeSlowness(): void {
  const [first] = awaited(state);
  const slow = first ? Math.floor((performance.now() - first[1]) / 1000) : null;
  if (slow !== state.slow) send({ do: 'slow', slow });
  if (first) window.setTimeout(noticeSlowness, SLOW_MS);
}

function address(before: State): void {
  if (!state.source) return;
  const now = route.write(state.place, decisions(state).questions);
  if (now === location.hash) return;
  if (before.place !== state.place && before.source) history.pushState(null, '', now);
  else replaceAddress(now);
}

let later = 0;

/** A browser may refuse a hundred changes in half a minute, as a slider makes them: then the last
 *  of them waits. */
function replaceAddress(now: string): void {
  window.clearTimeout(later);
  try {
    history.replaceState(null, '', now);
  } catch {
    later = window.setTimeout(() => replaceAddress(now), 1000);
  }
}

let inPage = false;
const makeDesk: MakeDesk = (hear) => {
  if (inPage) return pageDesk(hear);
  try {
    return workerDesk(hear);
  } catch (error) {
    queueMicrotask(() => hear({ ready: false, failure: { kind: 'start', what: String(error) } }));
    return { post: () => {}, end: () => {} };
  }
};

function engineChanged(now: 'starting' | 'ready' | Failure): void {
  if (now === 'starting') return;
  if (now === 'ready') {
    return send({ do: 'engine', engine: inPage ? 'page' : 'worker', failure: state.failure });
  }
  if (inPage) return send({ do: 'engine', engine: 'failed', failure: now });
  inPage = true;
  engine.start();
}

function stop(): void {
  engine.stop();
}

const engine = new Engine(makeDesk, engineChanged);
engine.start();
// A lesson's address needs no table.
if (first.place === 'learn') send({ do: 'go', ...first });
window.addEventListener('keydown', (event) => {
  const typing = (event.target as Element | null)?.closest?.('input, textarea') != null;
  if (!(event.ctrlKey || event.metaKey) || event.altKey || typing || !state.source) return;
  const key = event.key.toLowerCase();
  if (key !== 'z' && key !== 'y') return;
  event.preventDefault();
  send({ do: key === 'y' || event.shiftKey ? 'redo' : 'undo' });
});
window.addEventListener('keydown', (event) => {
  const asks = pressed(state, event);
  if (!asks) return;
  event.preventDefault();
  send(asks);
});
window.addEventListener('popstate', () => {
  const { place, questions } = route.read(location.hash);
  send({ do: 'go', place, questions });
});
new ResizeObserver(drawSoon).observe(root);
whenThemeChanges(drawSoon);
receiveFiles(
  () => state.source === null,
  (file) => send({ do: 'file', file }),
);
watchTraffic((requests, refused) => send({ do: 'traffic', requests, refused }));
draw();
