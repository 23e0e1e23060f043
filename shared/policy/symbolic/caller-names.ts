import type { Policy, Principal } from '../policy.ts';
import { lastPartOf } from './caller-class.ts';
import type { ValueTest } from './value-test.ts';

/** The callers that policies name, as principals or in conditions. */
export type CallerNames = {
  readonly partitions: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
  /** By partition, account and kind: `App`, `team/App`; of a session `App/alice`. */
  readonly byKind: ReadonlyMap<string, ReadonlySet<string>>;
  /** Accounts and names of the roles that are principals: KMS takes only those that exist. */
  readonly rolesThatExist: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly providers: ReadonlySet<string>;
};

export type NamedKind = 'user' | 'role' | 'assumed-role' | 'federated-user';

/** Keys that can hold an account: `aws:userid` is the account for its root user. */
export const ACCOUNT_KEYS = ['aws:principalaccount', 'kms:calleraccount', 'aws:userid'];

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'];

/** A caller's ARN. One with a wildcard in its name, which a condition can hold as it stands, is nobody's. */
const ARN =
  /^arn:(aws[\w-]*):(?:iam|sts)::(\d{12}):(?:root|(user|role|assumed-role(?=\/[^/]+\/.)|federated-user)\/([^*?]+))$/;

/** Collects the names in two policies of one key. `testsOf` gives the tests on a key that follows from the principal. */
export function callerNames(
  policies: readonly Policy[],
  principals: readonly Principal[],
  testsOf: (key: string) => readonly ValueTest[],
): CallerNames {
  const names = {
    partitions: new Set<string>(),
    accounts: new Set<string>(),
    byKind: new Map<string, Set<string>>(),
    rolesThatExist: new Set<string>(),
    services: new Set<string>(),
    providers: new Set<string>(),
  };
  const addArn = (arn: string) => {
    const [, partition, account, kind, name] = ARN.exec(arn) ?? [];
    if (partition !== undefined && account !== undefined) {
      names.partitions.add(partition);
      names.accounts.add(account);
      if (kind !== undefined && name !== undefined) {
        const of = placeOf(partition, account, kind as NamedKind);
        names.byKind.set(of, (names.byKind.get(of) ?? new Set()).add(name));
      }
    }
  };
  for (const principal of principals) {
    if (principal.kind === 'role') {
      names.rolesThatExist.add(`${principal.account} ${lastPartOf(principal.arn)}`);
    }
    if ('arn' in principal) addArn(principal.arn);
    else if (principal.kind === 'account') names.accounts.add(principal.account);
    else if (principal.kind === 'service') names.services.add(principal.service.toLowerCase());
    else if (principal.kind === 'federated') names.providers.add(principal.provider);
  }
  const texts = (key: string) => testsOf(key).flatMap((test) => [...test.texts]);
  texts('aws:principalarn').forEach(addArn);
  for (const { values } of ACCOUNT_KEYS.flatMap(testsOf)) {
    for (const value of values) names.accounts.add(value);
  }
  for (const { values } of testsOf('aws:principalarn')) {
    for (const value of values) addHead(value, names);
  }
  for (const service of texts('aws:principalservicename')) names.services.add(service);
  for (const { account, key } of policies) {
    names.accounts.add(account);
    const partition = /^arn:(aws[\w-]*):/.exec(key ?? '')?.[1];
    if (partition !== undefined) names.partitions.add(partition);
  }
  if (names.partitions.size === 0) names.partitions.add('aws');
  return names;
}

/** A pattern names its partition, or those it covers, and its account where that is fixed: `arn:aws:iam::*:role/*`. */
function addHead(value: string, names: { partitions: Set<string>; accounts: Set<string> }): void {
  const [, partition = '', rest = ''] = /^arn:([\w*?-]+)(:.*)?$/.exec(value) ?? [];
  if (/[*?]/.test(partition)) {
    const pattern = new RegExp(`^${partition.replaceAll('*', '.*').replaceAll('?', '.')}$`);
    for (const known of PARTITIONS) if (pattern.test(known)) names.partitions.add(known);
  } else if (partition.startsWith('aws')) {
    names.partitions.add(partition);
  }
  const account = /^:(?:iam|sts)::(\d{12}):/.exec(rest)?.[1];
  if (account !== undefined) names.accounts.add(account);
}

export function placeOf(partition: string, account: string, kind: NamedKind): string {
  return `${partition}:${account}:${kind}`;
}
