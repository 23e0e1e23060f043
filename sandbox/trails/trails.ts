import type { From } from '../caller.ts';
import type { Clock, RandomBytes } from '../clock.ts';
import { type CloudTrailRecord, camelCased, recordOfCall } from '../cloudtrail-record.ts';
import { uuid } from '../identifiers.ts';
import { ServiceError } from '../wire/answer.ts';
import type { Json } from './input.ts';
import { type Access, selectsKms } from './logs-kms.ts';
import type { Operation } from './operation.ts';
import { descriptionOperations } from './operations/descriptions.ts';
import { loggingOperations } from './operations/logging.ts';
import { selectorOperations } from './operations/selectors.ts';
import { settingOperations } from './operations/settings.ts';
import { TrailStore } from './store.ts';

const operations: Readonly<Record<string, Operation>> = {
  ...descriptionOperations,
  ...loggingOperations,
  ...selectorOperations,
  ...settingOperations,
};

export type TrailsOptions = {
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Told of every mutating call, successful or refused. */
  readonly record: (record: CloudTrailRecord) => void;
};

/**
 * CloudTrail's trails, in memory: several accounts and Regions.
 *
 * A caller acts on the trails of its own account only, and may do anything to them: only KMS is governed
 * here. Every account may make organization trails, which show in no other account. What trails log goes
 * nowhere, and records reach the event bus whether a trail logs or not.
 */
export class Trails {
  readonly #store = new TrailStore();
  readonly #options: TrailsOptions;

  constructor(options: TrailsOptions) {
    this.#options = options;
  }

  /**
   * Makes one call.
   *
   * @throws {ServiceError} what CloudTrail would answer
   */
  call(name: string, input: Json, from: From): Json {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation)
      throw new ServiceError('UnknownOperationException', `The sandbox's CloudTrail has no ${name}.`);
    const { caller, region } = from;
    const now = this.#options.clock();
    try {
      const output = operation.run(input, { store: this.#store, caller, region, now });
      if (operation.mutates) this.#record(name, input, from, now, { output });
      return output;
    } catch (error) {
      if (operation.mutates && error instanceof ServiceError)
        this.#record(name, input, from, now, { error: { code: error.code, message: error.message } });
      throw error;
    }
  }

  /** Whether a trail of the account is logging KMS's management events, of this access, in a Region. */
  logsKms(account: string, region: string, access: Access = 'write'): boolean {
    return this.#store
      .of(account, region)
      .some(({ logging, selectors }) => logging && selectsKms(selectors, access));
  }

  /**
   * StartLogging, StopLogging and DeleteTrail answer nothing, which a record shows as `null`.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference.html
   * @see https://stratus-red-team.cloud/attack-techniques/AWS/aws.defense-evasion.cloudtrail-event-selectors/
   */
  #record(
    operation: string,
    input: Json,
    from: From,
    at: number,
    { output = {}, error }: { output?: Json; error?: { readonly code: string; readonly message: string } },
  ): void {
    const { random, record } = this.#options;
    record(
      recordOfCall({
        ...from,
        service: 'cloudtrail',
        operation,
        requestParameters: camelCased(input),
        responseElements: Object.keys(output).length === 0 ? null : camelCased(output),
        ...(error && { error }),
        readOnly: false,
        at,
        ids: { event: uuid(random), request: uuid(random) },
      }),
    );
  }
}
