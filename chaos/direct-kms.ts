import type { KMSClient } from '@aws-sdk/client-kms';
import type { Caller } from '../sandbox/caller.ts';
import { KmsError } from '../sandbox/kms/errors.ts';
import type { Kms } from '../sandbox/kms/kms.ts';
import type { Pace } from '../shared/aws/pace.ts';
import { AwsError, type Invocation } from './invocation.ts';
import type { KmsQuotas } from './kms-quotas.ts';
import { asSdk } from './sdk-output.ts';
import type { StaleReads } from './stale-reads.ts';
import { account, region } from './standard.ts';

type Json = Readonly<Record<string, unknown>>;

/** How long the SDK waits after the first refusal of this kind, at most, in milliseconds. */
const throttledMs = 500;

/** KMS's quotas, and the function's way of keeping to them. */
type Limits = { readonly pace?: Pace | undefined; readonly quotas?: KmsQuotas | undefined };

/** The reads that tell what the guardian puts right. */
const partsOfLook: readonly string[] = ['DescribeKey', 'GetKeyPolicy', 'GetKeyRotationStatus'];

/** The sandbox's KMS without the wire: what a function's SDK client would come to. */
export class DirectKms {
  readonly #kms: Kms;
  readonly #reads: StaleReads;
  readonly #invocation: Invocation;
  readonly #caller: Caller;
  readonly #writing: (by: Invocation | undefined, resent: boolean, key?: string) => void;
  readonly #limits: Limits;

  constructor(
    kms: Kms,
    reads: StaleReads,
    invocation: Invocation,
    caller: Caller,
    writing: (by: Invocation | undefined, resent: boolean, key?: string) => void,
    limits: Limits = {},
  ) {
    this.#kms = kms;
    this.#reads = reads;
    this.#invocation = invocation;
    this.#caller = caller;
    this.#writing = writing;
    this.#limits = limits;
  }

  /** The client, as the guard takes it: it uses no more of one than `send`. */
  client(): KMSClient {
    return this as unknown as KMSClient;
  }

  async send(command: { readonly input: object }): Promise<unknown> {
    const name = command.constructor.name.replace(/Command$/, '');
    const input = command.input as Json;
    await this.#limits.pace?.turn(name);
    const ask = () => this.#invocation.call((resent) => this.#carryOut(name, input, resent));
    return this.#limits.quotas === undefined ? ask() : this.#patiently(ask);
  }

  /** As the SDK does, which asks four times in all: see `maxAttempts` in shared/aws/settings.ts. */
  async #patiently(ask: () => Promise<unknown>): Promise<unknown> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof AwsError) || error.name !== 'ThrottlingException' || attempt >= 3) throw error;
        await this.#invocation.pause(throttledMs * 2 ** attempt);
      }
    }
  }

  #carryOut(name: string, input: Json, resent: boolean): Json {
    try {
      this.#limits.quotas?.ask(name);
      if (this.#reads.isRead(name)) {
        if (partsOfLook.includes(name)) this.#invocation.looks(name);
        return this.#reads.answer(name, input, this.#caller);
      }
      this.#writing(this.#invocation, resent, String(input.KeyId));
      return asSdk(this.#kms.call(name, input, { caller: this.#caller, region }));
    } catch (error) {
      throw error instanceof KmsError ? new AwsError(error.code, error.message) : error;
    } finally {
      this.#writing(undefined, false);
    }
  }
}

/** Somebody with this ARN; the keys to sign with are not needed here. */
export const callerOf = (arn: string): Caller => ({
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: '',
  account,
  arn,
});
