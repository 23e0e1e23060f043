import type { Scope } from '../../shared/rules/scope.ts';
import type { Thing } from '../../shared/wards/ward.ts';

/** A thing that the guardian looks after, and of which kind. */
export type NamedThing = Thing & { readonly scope: Exclude<Scope, 'account' | 'principal'> };

/** What was given is the ARN of nothing that the guardian looks after. */
export class UnknownThing extends Error {
  readonly code = 'UNKNOWN_THING';
  constructor(given: string, wanted = 'a key, an alias, a custom key store, a trail or a VPC endpoint') {
    super(
      `"${given}" is not the ARN of ${wanted}. Write it as the alert has it, such as arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab.`,
    );
    this.name = 'UnknownThing';
  }
}

const kinds: readonly (readonly [NamedThing['scope'], RegExp])[] = [
  ['key', /^kms:[^:]+:\d{12}:key\/[\w-]+$/],
  ['alias', /^kms:[^:]+:\d{12}:alias\/[\w/:-]+$/],
  ['key-store', /^kms:[^:]+:\d{12}:custom-key-store\/[\w-]+$/],
  ['trail', /^cloudtrail:[^:]+:\d{12}:trail\/[\w.-]+$/],
  ['vpc-endpoint', /^ec2:[^:]+:\d{12}:vpc-endpoint\/[\w-]+$/],
];

/** Takes an ARN apart. @throws {UnknownThing} */
export function thingNamed(arn: string): NamedThing {
  const [, rest = ''] = /^arn:aws[\w-]*:(.+)$/.exec(arn) ?? [];
  const scope = kinds.find(([, pattern]) => pattern.test(rest))?.[0];
  const [, region = '', account = ''] = rest.split(':');
  if (scope === undefined) throw new UnknownThing(arn);
  return { arn, region, account, scope };
}

/** The same of a key alone. @throws {UnknownThing} */
export function keyNamed(arn: string): NamedThing & { readonly keyId: string } {
  const [, keyId] = /^arn:aws[\w-]*:kms:[^:]+:\d{12}:key\/([\w-]+)$/.exec(arn) ?? [];
  if (keyId === undefined) throw new UnknownThing(arn, 'a key');
  return { ...thingNamed(arn), keyId };
}
