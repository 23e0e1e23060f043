import { holds } from '../policy/condition.ts';
import { isAboutKey } from '../policy/matching.ts';
import type { Condition, Statement } from '../policy/policy.ts';
import { Budget, TooManyCases } from '../policy/symbolic/budget.ts';
import { keyIds } from './key-ids.ts';

/** A key, or what stands for all the keys that statements treat alike. */
export type KeyOfAccount = { readonly arn: string; readonly region: string };

/** Regions of each partition; one that is not here is asked for where a statement names it. */
const REGIONS: Readonly<Record<string, string>> = {
  aws: `us-east-1 us-east-2 us-west-1 us-west-2 af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3
    ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6
    ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2
    eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1`,
  'aws-cn': 'cn-north-1 cn-northwest-1',
  'aws-us-gov': 'us-gov-east-1 us-gov-west-1',
};

/** Patterns of IDs that take more to tell apart are not gone through: about a second. */
const MOST_STEPS = 5_000_000;

/**
 * Keys of one account on which to ask what statements say: for each Region and each ID that statements tell apart one.
 * Undefined where patterns of IDs are too many to tell.
 */
export function keysOfAccount(
  statements: readonly Statement[],
  account: string,
  partition: string,
): readonly KeyOfAccount[] | undefined {
  try {
    return [...keysByKind(statements, account, partition).values()];
  } catch (error) {
    if (error instanceof TooManyCases) return undefined;
    throw error;
  }
}

function keysByKind(
  statements: readonly Statement[],
  account: string,
  partition: string,
): ReadonlyMap<string, KeyOfAccount> {
  const patterns = [...new Set(statements.flatMap(({ resources }) => resources.any))];
  const tests = statements.flatMap(({ conditions }) => conditions);
  const idsBehind = keyIds(patterns, new Budget(MOST_STEPS));
  const found = new Map<string, KeyOfAccount>();
  for (const region of regionsIn(patterns, tests, partition)) {
    const place = tests.map((test) => holdsIn(region, test));
    const head = `arn:${partition}:kms:${region}:${account}:key/`;
    for (const id of idsBehind(head)) {
      const arn = `${head}${id}`;
      const about = statements.map((each) =>
        isAboutKey(each, { version: '2012-10-17', statements: [], account, key: arn }),
      );
      const kind = JSON.stringify([place, about]);
      if (!found.has(kind)) found.set(kind, { arn, region });
    }
  }
  return found;
}

export const isOnRegion = ({ key }: Pick<Condition, 'key'>): boolean =>
  key.toLowerCase() === 'aws:requestedregion';

/** Of a key in this Region: KMS is asked in the key's own Region. */
const holdsIn = (region: string, condition: Condition) =>
  holds(condition, (key) => (isOnRegion({ key }) ? [region] : undefined), '2012-10-17');

function regionsIn(
  patterns: readonly string[],
  tests: readonly Condition[],
  partition: string,
): readonly string[] {
  const named = [
    ...patterns.flatMap((pattern) => pattern.split(':')),
    ...tests.flatMap(({ values }) => values),
  ];
  const published = (REGIONS[partition] ?? 'us-east-1').split(/\s/);
  return [...published, ...named].filter((name) => /^[a-z]+(-[a-z]+)+-\d+$/.test(name));
}
