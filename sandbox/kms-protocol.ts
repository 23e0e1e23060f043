import type { From } from './caller.ts';

/** The KMS behind the wire. It throws errors that have the code and HTTP status of KMS. */
export type KmsService = {
  call(operation: string, input: Readonly<Record<string, unknown>>, from: From): unknown;
};

const reads = /^(Get|List|Describe)/;

/** Remembers what reads answered, for when a stale answer is asked for. */
export class StaleReads {
  readonly #answers = new Map<string, unknown>();

  answer(operation: string, input: unknown, stale: () => boolean, read: () => unknown): unknown {
    if (!reads.test(operation)) return read();
    const question = `${operation} ${JSON.stringify(input)}`;
    if (this.#answers.has(question) && stale()) return this.#answers.get(question);
    const fresh = read();
    this.#answers.set(question, fresh);
    return fresh;
  }
}
