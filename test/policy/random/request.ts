import { expandActions, KEY_ACTIONS } from '../../../shared/policy/actions.ts';
import { conditionKey, type KeyType } from '../../../shared/policy/condition-keys.ts';
import { ipRange } from '../../../shared/policy/ip.ts';
import { readDate, readNumber } from '../../../shared/policy/operators.ts';
import type { Request } from '../../../shared/policy/policy.ts';
import { DERIVED_KEYS } from './alphabet.ts';
import { randomCaller, withoutWildcards } from './caller.ts';
import { carries } from './carried.ts';
import type { Draft, StatementDraft } from './draft.ts';
import type { Random } from './random.ts';

/**
 * Requests that could be made and that the policies may tell apart. Most aim at one statement: at whom it names, at its
 * actions and at the values it tests.
 */
export function randomRequests(
  random: Random,
  policies: readonly Draft[],
  count: number,
): readonly Request[] {
  const statements = policies.flatMap((policy) => policy.statements);
  const tested = testedIn(statements);
  return Array.from({ length: count }, () => {
    const aim = statements.length > 0 && random.chance(75) ? random.pick(statements) : undefined;
    const { principal, context } = randomCaller(random, aim === undefined ? [] : namedBy(aim));
    const action = randomAction(random, aim);
    const wanted = aim === undefined ? undefined : testedIn([aim]);
    return { principal, action, context: { ...context, ...randomContext(random, tested, wanted, action) } };
  });
}

/** The keys that statements test, without case, and what for; keys whose values a variable takes too. */
function testedIn(statements: readonly StatementDraft[]): Tested {
  const tested = new Map<string, string[]>();
  for (const { key, values } of statements.flatMap(({ conditions }) => conditions)) {
    note(tested, key, values);
    for (const value of values) {
      for (const [, variable = ''] of value.matchAll(/\$\{([\w:/]+)/g)) {
        note(tested, variable, []);
      }
    }
  }
  return tested;
}

type Tested = ReadonlyMap<string, readonly string[]>;

function namedBy({ principals, conditions }: StatementDraft): readonly string[] {
  const arns = conditions.filter(({ key }) => key.toLowerCase() === 'aws:principalarn');
  return [...principals.names, ...arns.flatMap(({ values }) => values)];
}

function randomAction(random: Random, aim: StatementDraft | undefined): string {
  if (aim !== undefined && !aim.actions.negated && aim.actions.names.length > 0 && random.chance(60)) {
    const covered = [...expandActions([random.pick(aim.actions.names)])];
    if (covered.length > 0 && covered.length < 10) {
      return random.pick(covered);
    }
  }
  return random.pick(random.chance(85) ? USUAL_ACTIONS : ALL_ACTIONS);
}

function note(tested: Map<string, string[]>, key: string, values: readonly string[]): void {
  const name = key.toLowerCase();
  tested.set(name, [...(tested.get(name) ?? []), ...values]);
}

// Each of a kind that the actions in alphabet.ts tell apart, or that carries other condition keys.
const USUAL_ACTIONS = [
  ...['Decrypt', 'Decrypt', 'Encrypt', 'GenerateDataKey', 'CreateGrant', 'CreateGrant', 'ListGrants'],
  ...['PutKeyPolicy', 'DescribeKey', 'ReEncryptFrom', 'SynchronizeMultiRegionKey'],
].map((name) => `kms:${name}`);
const ALL_ACTIONS = [...KEY_ACTIONS];

const DERIVED = new Set(DERIVED_KEYS.map(({ name }) => name.toLowerCase()));

function randomContext(random: Random, tested: Tested, wanted: Tested | undefined, action: string) {
  const context: Record<string, string | readonly string[]> = {};
  for (const [key, values] of tested) {
    if (!DERIVED.has(key) && carries(action, key) && random.chance(75)) {
      const aimedAt = random.chance(70) ? wanted?.get(key) : undefined;
      context[key] = randomValueOf(random, key, aimedAt ?? values);
    }
  }
  return context;
}

/** One value where the key is published as single-valued, or else any number of them, none included. */
function randomValueOf(random: Random, key: string, tested: readonly string[]): string | readonly string[] {
  const published = conditionKey(key);
  const one = () => randomValue(random, published?.type ?? 'string', tested);
  if (published?.multivalued === false) {
    return random.chance(90) ? one() : [one()];
  }
  return Array.from({ length: random.pick([0, 1, 1, 2, 2, 3]) }, one);
}

const STRINGS = ['a', 'ab', 'aab', 'axb', 'A', 'AB', 'b', 'zz', 'a*'];

/** A value of the key's type: mostly one that is tested, or beside it. */
function randomValue(random: Random, type: KeyType, tested: readonly string[]): string {
  const near = tested.length > 0 && random.chance(70) ? random.pick(tested) : undefined;
  switch (type) {
    case 'bool':
      return random.pick(['true', 'false']);
    case 'numeric':
      return String(
        Math.max(0, Math.round(readNumber(near ?? '') ?? random.below(30)) + random.below(3) - 1),
      );
    case 'date': {
      const time = readDate(near ?? '') ?? Date.UTC(2025 + random.below(4), 0);
      return new Date(time + (random.below(3) - 1) * 1000).toISOString();
    }
    case 'ip':
      return addressNear(near, random);
    case 'arn': {
      const arn = withoutWildcards(near ?? '', random);
      return arn.split(':').length >= 6
        ? arn
        : random.pick(['arn:aws:s3:::a', 'arn:aws:iam::111122223333:role/ab']);
    }
    case 'string':
      return near === undefined
        ? random.pick(STRINGS)
        : random.chance(20)
          ? near
          : withoutWildcards(near, random);
  }
}

/** The first address of a range, or another. */
function addressNear(cidr: string | undefined, random: Random): string {
  const [address = ''] = (cidr ?? '').split('/');
  return ipRange(address) !== undefined && random.chance(60)
    ? address
    : random.pick(['10.1.2.3', '10.1.2.4', '10.9.9.9', '11.0.0.1', '2001:db8::1', '2001:db8::2', 'fe80::1']);
}
