// Whoever is not used is left out under exactly one reason, whatever the table
// holds: over random tables with blanks, odd cells, exclusions and made columns.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from 'gradus';

/** Numbers from 0 to 1, the same on every machine. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const GRADES = ['<5', '5-25', '25-50', '50-75', '75-95', '>95', '40', '30-60', '', 'x', 'NA'];
const coding = { event: ['1'], censored: ['0'], competing: ['2'], excluded: ['9'] };
const grade = (column, role) => ({ column, role, scale: 'paper6', boundary: 'lower_inclusive' });

function table(random) {
  const of = (list) => list[Math.floor(random() * list.length)];
  const rows = Array.from({ length: 3 + Math.floor(random() * 40) }, () =>
    [of(GRADES), of(GRADES), of(GRADES), of(['', '0', '1.5', '2', '7', '-1', '12', 'x']), of(['0', '1', '1', '2', '9', '', '5']), of(['A', 'B', 'C', '']), of(['yes', 'no', ''])].join('\t'),
  );
  return ['pre\tpost\tpath\tt\te\tarm\tok', ...rows].join('\n');
}

const endpoint = 'OS';
const cut = { by: 'threshold', variable: 'path', at: 50 };
const REQUESTS = [
  { kind: 'grades', delta: { pre: 'pre', post: 'post' } },
  { kind: 'correlation', x: 'post', y: 'path' },
  { kind: 'correlation', x: { post: 'post', pre: 'pre', score: 'midpoints' }, y: 'made' },
  { kind: 'agreement', x: 'post', y: 'path' },
  { kind: 'group_comparison', variable: 'path', by: { by: 'label', column: 'arm' } },
  { kind: 'paired_comparison', x: 'post', y: 'pre' },
  { kind: 'survival', endpoint },
  { kind: 'survival', endpoint, by: { by: 'label', column: 'arm' } },
  { kind: 'survival', endpoint, by: { by: 'threshold', variable: 'path', at: 50 }, selection: { keep: [{ column: 'arm', values: ['A', 'B'] }], complete: ['pre'] } },
  { kind: 'cox', endpoint, covariates: [{ as: 'number', variable: 'path' }] },
  { kind: 'incidence', endpoint, by: { by: 'label', column: 'arm' } },
  { kind: 'influence', endpoint, by: cut },
  { kind: 'correlation_influence', x: 'post', y: 'path' },
  { kind: 'family', endpoints: [endpoint], markers: [{ as: 'number', variable: 'path' }], draws: 99 },
  { kind: 'grade_survival', endpoint, grade: 'path', at: 50, draws: 99 },
  { kind: 'simulated_power', endpoint, by: cut, hazard_ratios: [0.5], draws: 20 },
  { kind: 'median_bootstrap', endpoint, by: cut, draws: 20 },
];

test('used and left out add up to the rows, and groups to those used', () => {
  let answered = 0;
  for (let seed = 1; seed <= 60; seed += 1) {
    const study = open(table(generator(seed)), { delimiter: 'tab' });
    study.map({
      id: null, groups: ['arm'], grades: [grade('pre', 'pre'), grade('post', 'post'), grade('path', 'pathology')],
      endpoints: [{ name: endpoint, time: 't', event: 'e', coding, time_zero: ['keep', 'leave_out', 'half_day'][seed % 3] }],
      missing: [{ column: 'path', codes: ['NA'] }], exclude: [{ column: 'ok', values: ['no'] }],
      derived: [{ kind: 'delta', name: 'made', post: 'post', pre: 'pre', score: 'steps' }],
    });
    const { rows } = study.table();
    for (const request of REQUESTS) {
      const { answer, problems } = study.run(request);
      const what = `seed ${seed}, ${request.kind}`;
      if (!answer) {
        assert.ok(problems.length > 0, what);
        continue;
      }
      answered += 1;
      const { accounting } = answer;
      const left = accounting.left_out.reduce((sum, { count }) => sum + count, 0);
      assert.deepEqual([accounting.rows, accounting.used + left], [rows, rows], what);
      const named = accounting.left_out.flatMap((one) => one.rows);
      assert.equal(new Set(named).size, left, what);
      const sizes = answer.groups?.map((group) => group.n) ?? answer.sizes;
      if (sizes?.every(Number.isInteger)) assert.equal(sizes.reduce((sum, n) => sum + n, 0), accounting.used, what);
      const flow = study.figure(request, { view: 'counted', width: 500 }).display_list;
      assert.match(flow.summary, new RegExp(`In the table: ${rows} rows?\\..*Analysed: ${accounting.used}\\.`), what);
    }
  }
  assert.ok(answered > 400, `${answered} answers`);
});
