import { createHash } from 'node:crypto';
import type { Caller } from '../caller.ts';
import type { Callers } from '../callers.ts';
import type { Clock } from '../clock.ts';
import { ServiceError } from '../wire/answer.ts';
import type { QueryParameters } from '../wire/query-parameters.ts';
import type { Xml } from '../wire/xml.ts';

/** Who the caller is, and other roles to be. Every caller may assume every role: only KMS is governed here. */
export class Sts {
  readonly #callers: Callers;
  readonly #clock: Clock;

  constructor({ callers, clock }: { readonly callers: Callers; readonly clock: Clock }) {
    this.#callers = callers;
    this.#clock = clock;
  }

  /** One call of the query protocol; `undefined` for an action the sandbox has not. */
  call(action: string, parameters: QueryParameters, caller: Caller): Xml | undefined {
    switch (action) {
      case 'GetCallerIdentity':
        return { Arn: shownArn(caller), UserId: userIdOf(caller), Account: caller.account };
      case 'AssumeRole':
        return this.#assumeRole(parameters);
      default:
        return undefined;
    }
  }

  /** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
  #assumeRole(parameters: QueryParameters): Xml {
    const arn = parameters.get('RoleArn') ?? '';
    const session = parameters.get('RoleSessionName') ?? '';
    const duration = Number(parameters.get('DurationSeconds') ?? 3600);
    if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(arn))
      throw new ServiceError('ValidationError', `${arn} is invalid`);
    if (!/^[\w+=,.@-]{2,64}$/.test(session))
      throw new ServiceError('ValidationError', 'RoleSessionName must be 2 to 64 letters, digits or _+=,.@-');
    if (!Number.isInteger(duration) || duration < 900 || duration > 43_200)
      throw new ServiceError('ValidationError', 'DurationSeconds must be from 900 to 43200');
    const assumed = this.#callers.add(arn, session);
    return {
      Credentials: {
        AccessKeyId: assumed.accessKeyId,
        SecretAccessKey: assumed.secretAccessKey,
        SessionToken: `sandbox-${assumed.accessKeyId}`,
        Expiration: new Date(this.#clock() + duration * 1000).toISOString(),
      },
      AssumedRoleUser: { AssumedRoleId: userIdOf(assumed), Arn: shownArn(assumed) },
    };
  }
}

/** A role shows itself as its session, without its path. */
function shownArn({ arn, account, session }: Caller): string {
  if (session === undefined) return arn;
  return `arn:aws:sts::${account}:assumed-role/${arn.split('/').at(-1)}/${session}`;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
function userIdOf({ arn, account, session }: Caller): string {
  if (arn.endsWith(':root')) return account;
  const id = createHash('sha256').update(arn).digest('hex').toUpperCase().slice(0, 17);
  return session === undefined ? `AIDA${id}` : `AROA${id}:${session}`;
}
