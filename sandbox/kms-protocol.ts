import { isRecord } from '../shared/events/json.ts';
import type { Caller } from './caller.ts';
import { ServiceError } from './wire/answer.ts';

/** The KMS behind the wire. It throws errors that have the code and HTTP status of KMS. */
export type KmsService = {
  call(operation: string, input: Readonly<Record<string, unknown>>, context: KmsContext): unknown;
};

export type KmsContext = {
  readonly caller: Caller;
  readonly region: string;
  readonly sourceIp: string;
  readonly userAgent: string;
};

/**
 * The operation that `X-Amz-Target: TrentService.PutKeyPolicy` names.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
 */
export function readTarget(target: string | undefined): string {
  const [, operation] = /^TrentService\.(\w+)$/.exec(target ?? '') ?? [];
  if (operation === undefined)
    throw new ServiceError('UnknownOperationException', 'The X-Amz-Target header names no operation of KMS.');
  return operation;
}

/** The input of a call: a JSON object, or nothing at all. */
export function readInput(body: string): Readonly<Record<string, unknown>> {
  if (body.trim() === '') return {};
  try {
    const input: unknown = JSON.parse(body);
    if (isRecord(input)) return input;
  } catch {
    throw new ServiceError('SerializationException', 'The body is not valid JSON.');
  }
  throw new ServiceError('SerializationException', 'The body is no JSON object.');
}

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
