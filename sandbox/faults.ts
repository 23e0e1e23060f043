import { isRecord } from '../shared/events/json.ts';
import { ServiceError } from './wire/answer.ts';

/** What goes wrong, by how often it still will. `operation` is an operation's name, or `*` for any. */
export type FaultSettings = {
  /** Milliseconds that each call takes: before it is carried out, or, of DynamoDB's, while it is. */
  readonly latencyMs: number;
  /** Calls refused, before they have any effect. For throttling the code is `ThrottlingException`. */
  readonly errors: readonly { readonly operation: string; readonly code: string; readonly times: number }[];
  /** KMS reads answered as the same read was answered last time. */
  readonly staleReads: number;
  /** Calls carried out, whose answer is lost because the function that called crashes. */
  readonly crashAfter: readonly { readonly operation: string; readonly times: number }[];
  /** Events that never arrive, that arrive twice, and that arrive together, last first. */
  readonly events: { readonly drop: number; readonly duplicate: number; readonly reorder: number };
};

const none: FaultSettings = {
  latencyMs: 0,
  errors: [],
  staleReads: 0,
  crashAfter: [],
  events: { drop: 0, duplicate: 0, reorder: 0 },
};

/** The faults that are switched on. */
export class Faults {
  #settings: FaultSettings = none;

  /** Switches these on and all others off. */
  set(settings: Partial<FaultSettings>): void {
    this.#settings = { ...none, ...settings };
  }

  get settings(): FaultSettings {
    return this.#settings;
  }

  /** What stands before a call: waits, or throws what the service would answer. */
  async beforeCall(operation: string): Promise<void> {
    await this.wait();
    this.refuse(operation);
  }

  async wait(): Promise<void> {
    const { latencyMs } = this.#settings;
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
  }

  /** Throws what the service would answer, where the call is one that is refused. */
  refuse(operation: string): void {
    const fault = this.#settings.errors.find((each) => applies(each, operation));
    if (fault === undefined) return;
    this.set({ ...this.#settings, errors: spend(this.#settings.errors, fault) });
    const status = /^(Throttling|TooManyRequests|LimitExceeded)/.test(fault.code) ? 400 : 500;
    throw new ServiceError(fault.code, 'A fault that was switched on in the sandbox.', status);
  }

  /** Whether the caller crashes now that its call was carried out. */
  crashesAfter(operation: string): boolean {
    const fault = this.#settings.crashAfter.find((each) => applies(each, operation));
    if (fault === undefined) return false;
    this.set({ ...this.#settings, crashAfter: spend(this.#settings.crashAfter, fault) });
    return true;
  }

  takeStaleRead(): boolean {
    const { staleReads } = this.#settings;
    if (staleReads > 0) this.set({ ...this.#settings, staleReads: staleReads - 1 });
    return staleReads > 0;
  }

  takeEvent(kind: keyof FaultSettings['events']): boolean {
    const { events } = this.#settings;
    if (events[kind] === 0) return false;
    this.set({ ...this.#settings, events: { ...events, [kind]: events[kind] - 1 } });
    return true;
  }
}

type Counted = { readonly operation: string; readonly times: number };

function applies({ operation, times }: Counted, called: string): boolean {
  return times > 0 && (operation === '*' || operation === called);
}

function spend<T extends Counted>(faults: readonly T[], spent: T): readonly T[] {
  return faults.map((fault) => (fault === spent ? { ...fault, times: fault.times - 1 } : fault));
}

/** Settings that are not what `FaultSettings` says. */
export class InvalidFaults extends Error {
  readonly code = 'INVALID_FAULTS';
  constructor(at: string, expected: string) {
    super(`${at} must be ${expected}. Known are: ${Object.keys(none).join(', ')}.`);
    this.name = 'InvalidFaults';
  }
}

/** Reads settings from outside; what is left out is off. */
export function readFaults(value: unknown): FaultSettings {
  if (!isRecord(value)) throw new InvalidFaults('the body', 'a JSON object');
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(none, name));
  if (unknown !== undefined) throw new InvalidFaults(unknown, 'left out: it is no fault');
  const events = value.events ?? {};
  if (!isRecord(events)) throw new InvalidFaults('events', 'an object');
  return {
    latencyMs: count(value.latencyMs, 'latencyMs'),
    staleReads: count(value.staleReads, 'staleReads'),
    errors: list(value.errors, 'errors', (fault, at) => ({
      ...counted(fault, at),
      code: textIn(fault.code ?? 'ThrottlingException', `${at}.code`),
    })),
    crashAfter: list(value.crashAfter, 'crashAfter', counted),
    events: {
      drop: count(events.drop, 'events.drop'),
      duplicate: count(events.duplicate, 'events.duplicate'),
      reorder: count(events.reorder, 'events.reorder'),
    },
  };
}

function counted(fault: Readonly<Record<string, unknown>>, at: string): Counted {
  return {
    operation: textIn(fault.operation ?? '*', `${at}.operation`),
    times: count(fault.times ?? 1, `${at}.times`),
  };
}

function list<T>(
  value: unknown,
  at: string,
  read: (entry: Readonly<Record<string, unknown>>, at: string) => T,
): readonly T[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new InvalidFaults(at, 'a list');
  return value.map((entry: unknown, index) => {
    if (!isRecord(entry)) throw new InvalidFaults(`${at}[${index}]`, 'an object');
    return read(entry, `${at}[${index}]`);
  });
}

function count(value: unknown, at: string): number {
  if (value === undefined) return 0;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new InvalidFaults(at, 'a whole number from 0');
  return value;
}

function textIn(value: unknown, at: string): string {
  if (typeof value !== 'string') throw new InvalidFaults(at, 'a text');
  return value;
}
