// One table inside the engine: takes tasks, gives plain data. Lives in the
// worker, or in the page where no worker can start.
import { initSync, open, type Study } from 'gradus';
import type { Failure, Outcome, Task } from './task';

export class Session {
  private study: Study | null = null;

  constructor(wasm: Uint8Array) {
    initSync({ module: wasm as BufferSource });
  }

  answer(task: Task): Outcome<unknown> {
    try {
      return { ok: true, value: this.perform(task) };
    } catch (error) {
      return { ok: false, failure: failureFrom(error) };
    }
  }

  private perform(task: Task): unknown {
    if (task.do === 'open') {
      this.study?.free();
      this.study = null;
      this.study = open(task.text, task.options, task.html);
      return { table: this.study.table(), proposal: this.study.propose() };
    }
    if (!this.study) throw new Error('No table has been read yet.');
    switch (task.do) {
      case 'map':
        return this.study.map(task.mapping);
      case 'cells': {
        const { from, to } = task;
        return { cells: this.study.cells(from, to), lines: [...this.study.lines(from, to)] };
      }
      case 'values':
        return this.study.values(task.column);
      case 'file':
        return this.study.file(task.request, task.options, task.file);
      case 'panels':
        return this.study.panels(task.requests, task.options);
      case 'panels_file':
        return this.study.panelsFile(task.requests, task.options, task.file);
      case 'run':
        return this.study.run(task.request);
      case 'figure':
        return this.study.figure(task.request, task.options);
      case 'teach':
        return this.study.teach(task.request);
    }
  }
}

/** A `RuntimeError` is a trap: the instance must not be used again. */
function failureFrom(error: unknown): Failure {
  const trapped = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
  const what = error instanceof Error ? error.message : String(error);
  return { kind: trapped ? 'trap' : 'refused', what };
}
