import { parseKeyArn } from '../../events/decode.ts';
import type { Decision } from '../../ledger/decision.ts';
import type { Scope } from '../../rules/scope.ts';

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
  if (scope === 'principal')
    return /^arn:[^/]+:((?:role|user|federated-user)\/.+|root)$/.exec(arn)?.[1] ?? arn;
  if (scope === 'account') return arn.split(':')[4] ?? arn;
  if (scope === 'alias') return arn.slice(arn.indexOf('alias/'));
  return /^arn:[^/]+\/(.+)$/.exec(arn)?.[1] ?? arn.split(':').at(-1) ?? arn;
}

/** Where the thing is, which need not be where it was changed: a member account is changed from the management account. */
export function placeOf({ arn, change }: Pick<Decision, 'arn' | 'change'>) {
  const [, region, account] = /^arn:[^:]+:[^:]+:([^:]*):(\d{12}):/.exec(arn) ?? [];
  return { account: account ?? change.account, region: region || change.region };
}

/** What class the thing is of, said of what it is: an alias is of its key's. */
export const classTitle = (noun: string) => (noun === 'key' || noun === 'alias' ? 'Key class' : 'Class');

/** An account by what people call it, where they do, and by its digits. */
export const accountIn = ({
  account,
  accountName,
}: {
  readonly account: string;
  readonly accountName?: string;
}): string => (accountName === undefined ? account : `${accountName} (${account})`);
