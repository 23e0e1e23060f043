import { parseKeyArn } from '../events/decode.ts';
import type { Decision } from '../ledger/decision.ts';
import type { Scope } from '../rules/scope.ts';

/** What people call each kind of thing. */
export const nounFor: Readonly<Record<Scope, string>> = {
  key: 'key',
  alias: 'alias',
  'key-store': 'key store',
  trail: 'trail',
  'vpc-endpoint': 'VPC endpoint',
  account: 'account',
  principal: 'principal',
};

/** What people call this one: a key by its alias, the rest by the end of the ARN. */
export function nameOf({ scope, arn, aliases }: Pick<Decision, 'scope' | 'arn' | 'aliases'>): string {
  if (scope === 'key') return aliases[0] ?? parseKeyArn(arn)?.keyId ?? arn;
  if (scope === 'account') return arn.split(':')[4] ?? arn;
  if (scope === 'alias') return arn.slice(arn.indexOf('alias/'));
  return /^arn:[^/]+\/(.+)$/.exec(arn)?.[1] ?? arn.split(':').at(-1) ?? arn;
}
