import type { Caller } from '../caller.ts';
import type { Clock, RandomBytes } from '../clock.ts';
import { type CloudTrailRecord, recordOfCall } from '../cloudtrail-record.ts';
import { uuid } from '../identifiers.ts';
import { ServiceError } from '../wire/answer.ts';
import type { QueryParameters } from '../wire/query-parameters.ts';
import type { Xml } from '../wire/xml.ts';
import { recordedAs, recordedCode } from './cloudtrail.ts';
import { dryRun } from './errors.ts';
import { flag, onlyKnown } from './input.ts';
import type { Operation, Scene } from './operation.ts';
import { endpointOperations } from './operations/endpoints.ts';
import { groupOperations } from './operations/groups.ts';
import { readOperations } from './operations/reads.ts';
import { ruleOperations } from './operations/rules.ts';
import { Store } from './store.ts';

const operations: Readonly<Record<string, Operation>> = {
  ...endpointOperations,
  ...groupOperations,
  ...readOperations,
  ...ruleOperations,
};

/** Who calls, from where, and what the call is known by. */
export type Ec2From = {
  readonly caller: Caller;
  readonly region: string;
  readonly sourceIp?: string;
  readonly userAgent?: string;
  readonly requestId?: string;
};

export type Ec2Options = {
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Told of every mutating call, successful or refused, as CloudTrail is. */
  readonly record: (record: CloudTrailRecord) => void;
};

/**
 * VPC endpoints and security groups, in memory: several accounts and Regions. Callers may do anything in their own
 * account, since it is KMS's permissions that are governed here; what another account has does not exist for them.
 */
export class Ec2 {
  readonly #store = new Store();
  readonly #options: Ec2Options;

  constructor(options: Ec2Options) {
    this.#options = options;
  }

  /**
   * One call of the query protocol; `undefined` for an action the sandbox has not. Throws what EC2 would answer, as
   * a `ServiceError`.
   */
  call(action: string, parameters: QueryParameters, from: Ec2From): Xml | undefined {
    const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
    if (!operation) return undefined;
    const call: Call = { action, parameters, from, at: this.#options.clock() };
    try {
      onlyKnown(parameters, operation.takes);
      if (flag(parameters, 'DryRun')) throw dryRun();
      const answer = operation.run(parameters, this.#sceneOf(call));
      this.#record(operation, call, answer);
      return answer;
    } catch (error) {
      if (error instanceof ServiceError) this.#record(operation, call, undefined, error);
      throw error;
    }
  }

  #sceneOf({ from: { caller, region }, at }: Call): Scene {
    const { random } = this.#options;
    const placeOf = (account: string) => this.#store.place(account, region);
    return {
      account: caller.account,
      region,
      partition: caller.arn.split(':')[1] ?? 'aws',
      place: placeOf(caller.account),
      placeOf,
      now: at,
      newId: (kind) => `${kind}-${Buffer.from(random(9)).toString('hex').slice(-17)}`,
    };
  }

  #record(
    { record: style }: Operation,
    { action, parameters, from, at }: Call,
    answer: Readonly<Record<string, Xml | undefined>> | undefined,
    error?: ServiceError,
  ): void {
    if (style === 'none') return;
    const { random, record } = this.#options;
    const request = from.requestId ?? uuid(random);
    record(
      recordOfCall({
        ...from,
        ...recordedAs(style, action, parameters, answer, request),
        service: 'ec2',
        operation: action,
        readOnly: false,
        at,
        ids: { event: uuid(random), request },
        ...(error && { error: { code: recordedCode(error.code, error.status), message: error.message } }),
      }),
    );
  }
}

type Call = {
  readonly action: string;
  readonly parameters: QueryParameters;
  readonly from: Ec2From;
  readonly at: number;
};
