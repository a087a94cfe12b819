// The page's end of the worker: one task running, one waiting per slot, a newer
// one in the place of the older; a fresh worker after a trap or a stop.
import { isAfterwards } from './afterwards';
import type { Failure, FromWorker, Kind, Outcome, ReplyOf, Task, TaskOf, ToWorker } from './task';

export type { Failure } from './task';

/** Something that answers messages: a worker, or the page itself. */
export interface Desk {
  post(message: ToWorker, transfer: Transferable[]): void;
  end(): void;
}
export type MakeDesk = (hear: (message: FromWorker) => void) => Desk;

/** A task whose text may still have to be read from a file. */
interface Order { task: Task; file?: File }

interface Waiting { slot: string; order: Order; settle: (outcome: Outcome<unknown> | null) => void }

const START_LIMIT_MS = 20_000;
const STOPPED: Failure = { kind: 'stopped', what: '' };

export class Engine {
  private desk: Desk | null = null;
  private ready = false;
  private startTimer = 0;
  private running: (Waiting & { id: number }) | null = null;
  private readonly waiting = new Map<string, Waiting>();
  private lastId = 0;
  /** What a fresh engine must be told before it can go on. */
  private opened: Order | null = null;
  private mapped: Order | null = null;

  constructor(
    private readonly makeDesk: MakeDesk,
    private readonly onState: (state: 'starting' | 'ready' | Failure) => void,
  ) {}

  start(): void {
    this.ready = false;
    this.onState('starting');
    window.clearTimeout(this.startTimer);
    this.startTimer = window.setTimeout(() => {
      if (!this.ready) this.onState({ kind: 'start', what: 'It gave no sign for 20 seconds.' });
    }, START_LIMIT_MS);
    let mine: Desk | null = null;
    const hear = (message: FromWorker) => {
      if (mine === this.desk) this.hear(message);
    };
    mine = this.makeDesk(hear);
    this.desk = mine;
  }

  /** Settles with null when a newer order for the slot took its place. */
  ask<K extends Kind>(
    slot: string,
    task: TaskOf<K>,
    file?: File,
  ): Promise<Outcome<ReplyOf<K>> | null> {
    return new Promise((resolve) => {
      this.waiting.get(slot)?.settle(null);
      this.waiting.set(slot, {
        slot,
        order: { task, ...(file && { file }) },
        settle: resolve as Waiting['settle'],
      });
      void this.next();
    });
  }

  /** Ends what runs and what waits; a fresh engine gets the table again. */
  stop(): void {
    this.abandon(STOPPED);
    this.restart();
  }

  /** Forgets the table as well. */
  wipe(): void {
    this.opened = this.mapped = null;
    this.abandon(null);
    this.restart();
  }

  private abandon(failure: Failure | null): void {
    const outcome = failure && ({ ok: false, failure } as const);
    this.running?.settle(outcome);
    this.running = null;
    for (const waiting of this.waiting.values()) waiting.settle(outcome);
    this.waiting.clear();
  }

  private restart(): void {
    this.desk?.end();
    this.desk = null;
    const rest = [...this.waiting.values()];
    this.waiting.clear();
    for (const order of [this.opened, this.mapped]) {
      if (!order) continue;
      const slot = `again:${order.task.do}`;
      this.waiting.set(slot, { slot, order, settle: () => {} });
    }
    for (const waiting of rest) this.waiting.set(waiting.slot, waiting);
    this.start();
  }

  private async next(): Promise<void> {
    if (!this.ready || this.running) return;
    const all = [...this.waiting.values()];
    const first = all.find(({ slot }) => !isAfterwards(slot)) ?? all[0];
    if (!first || !this.desk) return;
    this.waiting.delete(first.slot);
    const id = ++this.lastId;
    this.running = { ...first, id };
    const { task, file } = first.order;
    if (task.do !== 'open' || !file) return this.desk.post({ id, task }, []);
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (this.running?.id !== id) return;
      this.desk.post({ id, task: { ...task, text: bytes } }, [bytes.buffer]);
    } catch (error) {
      const failure: Failure = { kind: 'unread', what: String(error) };
      this.hear({ id, outcome: { ok: false, failure } });
    }
  }

  private hear(message: FromWorker): void {
    if ('ready' in message) {
      window.clearTimeout(this.startTimer);
      this.ready = message.ready;
      this.onState(message.ready ? 'ready' : message.failure);
      if (message.ready) void this.next();
      return;
    }
    const done = this.running;
    if (!done || done.id !== message.id) return;
    this.running = null;
    const { outcome } = message;
    if (outcome.ok) {
      if (done.order.task.do === 'open') {
        this.opened = done.order;
        this.mapped = null;
      }
      if (done.order.task.do === 'map') this.mapped = done.order;
    }
    done.settle(outcome);
    if (!outcome.ok && outcome.failure.kind === 'trap') return this.restart();
    void this.next();
  }
}
