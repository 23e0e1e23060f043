import type { CloudTrailRecord } from '../sandbox/cloudtrail-record.ts';
import { Kms } from '../sandbox/kms/kms.ts';
import type { Pace } from '../shared/aws/pace.ts';
import { sweepMessage } from '../shared/events/decode-sweep.ts';
import { MemoryLedger } from '../shared/ledger/memory-ledger.ts';
import type { Standard } from '../shared/standard/standard.ts';
import type { Chronicle, Handling, Truth, Write } from './chronicle.ts';
import { callerOf } from './direct-kms.ts';
import { functions } from './functions.ts';
import { Invocation } from './invocation.ts';
import { Journal } from './journal.ts';
import { KmsQuotas } from './kms-quotas.ts';
import type { Mutant } from './mutants.ts';
import { Paces } from './paces.ts';
import { FunctionQueue } from './queues.ts';
import type { Random } from './random.ts';
import { runFunction } from './run-function.ts';
import type { Scheduler } from './scheduler.ts';
import { StaleReads } from './stale-reads.ts';
import { type Actor, account, cast, region } from './standard.ts';
import { callerIn, keyOf, requestOf, truthAfter } from './truth.ts';
import type { Weather } from './weather.ts';

const guardians = functions.map(({ role }) => callerOf(role));
const callers = Object.fromEntries(Object.entries(cast).map(([name, arn]) => [name, callerOf(arn)]));

export type WorldOptions = {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly weather: Weather;
  readonly standard: Standard;
  readonly excusedUntil: number;
  readonly mutant?: Mutant;
  readonly trace: boolean;
  /** Whether KMS has quotas, and functions keep to them. */
  readonly paced?: boolean;
};

/** An account with keys, everybody who changes them, and the guard behind its queues. */
export class World {
  readonly options: WorldOptions;
  readonly ledger = new MemoryLedger();
  readonly journal: Journal;
  readonly reads: StaleReads;
  readonly kms: Kms;
  readonly quotas: KmsQuotas | undefined;
  readonly #paces = new Map<string, Paces>();
  readonly #queues: readonly FunctionQueue[];
  readonly #truths = new Map<string, Truth>();
  readonly #dropped: CloudTrailRecord[] = [];
  #handling: Handling | undefined;
  #ids = 0;
  #onWrite: (write: Write) => void = () => {};

  constructor(options: WorldOptions) {
    this.options = options;
    const { scheduler, random, weather } = options;
    this.journal = new Journal(scheduler.now, options.trace);
    this.kms = new Kms({
      clock: scheduler.now,
      // IDs that are counted, not drawn: the keys of all histories have the same ARNs, and their policies are read once.
      random: (length) => this.#id(length),
      record: (record) => this.#recorded(record),
    });
    this.quotas = options.paced ? new KmsQuotas(scheduler.now) : undefined;
    this.reads = new StaleReads(this.kms, scheduler.now, random, weather);
    const around = { scheduler, random, weather, mishap: this.journal.mishap };
    this.#queues = functions.map(
      (of) =>
        new FunctionQueue(
          of,
          scheduler,
          (length) => this.#id(length),
          (batch, done) => {
            const name = `${of.name}-${++this.#ids}`;
            const invocation = new Invocation(name, around, () => done([]));
            runFunction(this, of, invocation, batch, done);
          },
        ),
    );
  }

  /** The turns that a run of a function takes at KMS; undefined where KMS has no quotas. */
  paceOf(name: string, invocation: Invocation): Pace | undefined {
    if (this.quotas === undefined) return undefined;
    const { scheduler } = this.options;
    const wait = (ms: number) => new Promise<void>((resolve) => scheduler.after(ms, resolve));
    const paces = this.#paces.get(name) ?? new Paces(scheduler.now, wait);
    this.#paces.set(name, paces);
    return paces.of(invocation);
  }

  /** Told of every change to a key, when it takes effect. */
  watch(onWrite: (write: Write) => void): void {
    this.#onWrite = onWrite;
  }

  truthOf(key: string): Truth | undefined {
    return this.#truths.get(key);
  }

  get keys(): readonly string[] {
    return [...this.#truths.keys()];
  }

  /** Somebody calls KMS; false where KMS refuses. */
  act(by: Actor, operation: string, input: Readonly<Record<string, unknown>>): boolean {
    const caller = callers[by];
    if (caller === undefined) return false;
    try {
      this.changing(String(input.KeyId ?? ''));
      this.kms.call(operation, input, { caller, region });
      return true;
    } catch (error) {
      this.journal.line(`${by} ${operation}: refused, ${error instanceof Error ? error.message : error}`);
      return false;
    }
  }

  /** A key is about to be changed. */
  changing(key: string): void {
    if (key !== '') this.reads.changing(key, guardians);
  }

  /** What is written from now on is part of this work of the guard; undefined: it is somebody else's. */
  handle(handling: Handling | undefined): void {
    this.#handling = handling;
  }

  /** Puts a text that is no event into a queue. */
  litter(text: string): void {
    this.journal.garbage.push(text);
    this.options.random.pick(this.#queues).send(text);
  }

  deliverDropped(): void {
    for (const record of this.#dropped.splice(0)) this.#deliver(record, 'late, after it was dropped');
  }

  /** Has every key looked at by every function, as the sweep does. */
  sweep(): void {
    for (const key of this.keys)
      for (const queue of this.#queues) {
        const id = `sweep-${queue.settings.name}-${++this.#ids}`;
        queue.send(
          JSON.stringify(sweepMessage(key, id, new Date(this.options.scheduler.now()).toISOString())),
        );
      }
  }

  async chronicle(): Promise<Chronicle> {
    const { standard, excusedUntil, weather, scheduler } = this.options;
    const { journal, ledger, keys } = this;
    return {
      ...journal,
      standard,
      excusedUntil,
      keys,
      deadLetters: this.#queues.flatMap(({ deadLetters }) => deadLetters),
      decisions: ledger.decisions(),
      baselines: (await Promise.all(keys.map((key) => ledger.baselines(key)))).flat(),
      histories: Object.fromEntries(keys.map((key) => [key, ledger.history(key)])),
      accountBreaker: (await ledger.accountBreaker({ account, region })) !== undefined,
      endedAt: scheduler.now(),
      staleMs: weather.staleMs,
    };
  }

  #id(length: number): Uint8Array {
    const bytes = Buffer.alloc(length);
    bytes.writeUInt32BE(++this.#ids, length - 4);
    return bytes;
  }

  #recorded(record: CloudTrailRecord): void {
    if (record.errorCode !== undefined) return;
    const key = keyOf(record);
    const before = this.#truths.get(key);
    const after = truthAfter(before, record);
    this.#truths.set(key, after);
    const write: Write = {
      at: this.options.scheduler.now(),
      eventId: String(record.eventID),
      key,
      operation: String(record.eventName),
      request: requestOf(record),
      by: callerIn(record),
      before,
      after,
      ...(this.#handling && { handling: this.#handling }),
    };
    this.journal.wrote(write);
    this.#send(record);
    this.#onWrite(write);
  }

  #send(record: CloudTrailRecord): void {
    const { random, weather } = this.options;
    if (random.chance(weather.dropped)) {
      this.#dropped.push(record);
      this.journal.line(`  its event ${String(record.eventID).slice(-6)} is dropped`);
      return;
    }
    this.#deliverLater(record);
    if (random.chance(weather.duplicated)) this.#deliverLater(record);
  }

  #deliverLater(record: CloudTrailRecord): void {
    const { random, weather, scheduler } = this.options;
    const delay = random.chance(weather.late) ? random.between(3_000, 600_000) : random.between(100, 3_000);
    scheduler.after(delay, () => this.#deliver(record, ''));
  }

  #deliver(record: CloudTrailRecord, how: string): void {
    const queue = this.#queues.find(({ settings }) => settings.operations.includes(String(record.eventName)));
    if (queue === undefined) return;
    const delivery = { eventId: String(record.eventID), key: keyOf(record), to: queue.settings.name };
    this.journal.delivered(delivery, how);
    queue.send(JSON.stringify({ source: 'aws.kms', detail: record }));
  }
}
