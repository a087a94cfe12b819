// The address: which place is open and by which settings, never any data.
import { saneQuiz } from './quiz';
import { FIRST_CONVERSION, GRADE_TOPICS, type Conversion } from './grade_topics';
import { LESSONS } from './lessons';
import { words } from './strings/en';
import { choiceText, FIRST_CHOICES, saneChoices, type Choices } from './choices';
import { OUTCOMES } from './outcomes';
import { isPlace } from './place';
import { FIRST_SIMULATED, sane, type Simulated } from './simulated';
import { FIRST_TYPED, isTyped, PRINTED, TOPICS, type Typed } from './topics';
import { PLACES, type Place, type Questions } from './state';

interface Route { place: Place; questions: Partial<Questions> }

const TYPED = Object.keys(FIRST_TYPED) as (keyof Typed)[];

const CONVERSION = Object.keys(FIRST_CONVERSION) as (keyof Conversion)[];

const SIDES = { ge: 'at_least', gt: 'above' } as const;

/** Reads `#survival?by=pathology&at=50&side=ge`; what it cannot read it leaves out. */
export function read(fragment: string): Route {
  const [name = '', query = ''] = fragment.replace(/^#/, '').split('?');
  const place = PLACES.find((known) => known === name) ?? 'data';
  const given = new URLSearchParams(query);
  const questions: Partial<Questions> = {};
  const by = given.get('by');
  if (by && /^(pre|post|pathology|delta|none|column-\d+)$/.test(by)) questions.by = by;
  const at = Number(given.get('at'));
  if (given.has('at') && Number.isFinite(at)) questions.at = at;
  const side = given.get('side');
  if (side === 'ge' || side === 'gt') questions.side = SIDES[side];
  const delta = given.get('delta');
  if (delta === 'steps' || delta === 'midpoints') questions.score = delta;
  const endpoint = Number(given.get('endpoint'));
  if (Number.isInteger(endpoint) && endpoint > 0) questions.endpoint = endpoint;
  const own = { correlation: topicOf, grades: gradeTopicOf, survival: outcomeOf, learn: lessonOf, data: () => ({}) }[place];
  return { place, questions: { ...questions, ...own(given) } };
}

function writeSplit(given: URLSearchParams, questions: Questions): void {
  given.set('by', questions.by);
  if (questions.by === 'none' || isPlace(questions.by)) return;
  given.set('at', String(questions.at));
  given.set('side', questions.side === 'at_least' ? 'ge' : 'gt');
}

/** `ask=more&of=pathology,post,delta-steps`, and the numbers typed, each by its name. */
function topicOf(given: URLSearchParams): Partial<Questions> {
  const topic = TOPICS.find((known) => known === given.get('ask'));
  if (!topic) return { topic: 'relate' };
  const variables = given.get('of')?.split(',').filter((name) => /^[a-z]+(-[a-z0-9]+)?$/.test(name));
  const typed: Typed = { ...FIRST_TYPED };
  for (const name of TYPED) {
    if (given.get(name) === '') Object.assign(typed, { [name]: null });
    else if (given.has(name) && Number.isFinite(Number(given.get(name)))) typed[name] = Number(given.get(name));
  }
  const printed = PRINTED.find((known) => known === given.get('stat'));
  return { topic, ...(printed && { printed }), ...(variables && { variables: { [topic]: variables } }), ...(isTyped(topic) && { typed }) };
}

/** `ask=convert&from=paper6&value=75-95&to=huvos_msk`. */
function gradeTopicOf(given: URLSearchParams): Partial<Questions> {
  const grades = GRADE_TOPICS.find((known) => known === given.get('ask')) ?? 'cohort';
  const conversion: Conversion = { ...FIRST_CONVERSION };
  for (const name of CONVERSION) {
    const text = given.get(name);
    if (text !== null) Object.assign(conversion, { [name]: text });
  }
  if (!(conversion.boundary in words.gradeTopics.boundary)) conversion.boundary = FIRST_CONVERSION.boundary;
  return grades === 'cohort' ? { grades } : { grades, conversion };
}

function writeGradeTopic(given: URLSearchParams, { grades, conversion }: Questions): void {
  if (grades === 'cohort') return;
  given.set('ask', grades);
  for (const name of CONVERSION) {
    if (conversion[name] !== FIRST_CONVERSION[name]) given.set(name, conversion[name]);
  }
}

function writeTopic(given: URLSearchParams, questions: Questions): void {
  const { topic, typed } = questions;
  if (topic === 'relate') return given.set('delta', questions.score);
  given.set('ask', topic);
  const of = questions.variables[topic];
  if (of) given.set('of', of.join(','));
  if (topic === 'groups') writeSplit(given, questions);
  if (!isTyped(topic)) return;
  if (topic === 'printed' && questions.printed !== 'rho') given.set('stat', questions.printed);
  for (const name of TYPED) {
    if (typed[name] !== FIRST_TYPED[name]) given.set(name, String(typed[name] ?? ''));
  }
}

/** `ask=cox&covariates=groups,column-2&ties=exact`. */
function outcomeOf(given: URLSearchParams): Partial<Questions> {
  const outcome = OUTCOMES.find((known) => known === given.get('ask'));
  return { outcome: outcome ?? 'curves', choices: saneChoices(Object.fromEntries(given)) };
}

function writeOutcome(given: URLSearchParams, { outcome, choices }: Questions): void {
  if (outcome !== 'curves') given.set('ask', outcome);
  for (const name of Object.keys(FIRST_CHOICES) as (keyof Choices)[]) {
    const text = choiceText(choices, name);
    if (text !== choiceText(FIRST_CHOICES, name)) given.set(name, text);
  }
}

/** `ask=trial&size=27&ratio=0.5&seed=7`. */
function lessonOf(given: URLSearchParams): Partial<Questions> {
  const lesson = LESSONS.find((known) => known === given.get('ask')) ?? 'contents';
  if (lesson === 'contents') return { lesson };
  const stop = Number(given.get('stop'));
  const walk = { stop: Number.isInteger(stop) && stop > 0 ? stop : 1, present: given.has('present') };
  const [simulated, quiz] = [sane(Object.fromEntries(given)), saneQuiz(given.get('level'), given.get('set'))];
  return { lesson, simulated, quiz, ...walk };
}

function writeLesson(given: URLSearchParams, { lesson, simulated, stop, present, quiz }: Questions): void {
  if (lesson === 'contents') return;
  given.set('ask', lesson);
  if (lesson === 'questions') {
    given.set('level', quiz.level);
    given.set('set', String(quiz.seed));
  }
  if (lesson === 'tour') given.set('stop', String(stop));
  if (present) given.set('present', '1');
  for (const name of Object.keys(FIRST_SIMULATED) as (keyof Simulated)[]) {
    if (simulated[name] !== FIRST_SIMULATED[name]) given.set(name, String(simulated[name]));
  }
}

export function write(place: Place, questions: Questions): string {
  const given = new URLSearchParams();
  if (place === 'survival') {
    if (questions.endpoint > 0) given.set('endpoint', String(questions.endpoint));
    writeSplit(given, questions);
    writeOutcome(given, questions);
  }
  if (place === 'correlation') writeTopic(given, questions);
  if (place === 'grades') writeGradeTopic(given, questions);
  if (place === 'learn') writeLesson(given, questions);
  const query = given.toString();
  return `#${place}${query ? `?${query}` : ''}`;
}
