import { holds } from '../policy/condition.ts';
import { isAboutKey } from '../policy/matching.ts';
import type { Condition, Statement } from '../policy/policy.ts';

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

/** IDs that nobody named: of a key of one Region, and of a multi-Region key. */
const UNNAMED = [
  '1234abcd-12ab-34cd-56ef-1234567890ab',
  '9f8e7d6c-5b4a-4039-8271-6f5e4d3c2b1a',
  'mrk-1234abcd12ab34cd56ef1234567890ab',
];

/** One for each digit: what patterns take back by its digits, they leave to others. A pattern is of one digit at most. */
const OF_ONE_DIGIT = [...'0123456789abcdef'].flatMap((digit) => [
  '8-4-4-4-12'.replace(/\d+/g, (length) => digit.repeat(Number(length))),
  `mrk-${digit.repeat(32)}`,
]);

/** More patterns of IDs than this are not put together. */
const MOST_PATTERNS = 12;

const REQUESTED_REGION = 'aws:requestedregion';

/**
 * Keys of one account on which to ask what statements say: one that nobody named, and for each Region and each ID that
 * statements tell apart another. Undefined where there are too many to tell.
 */
export function keysOfAccount(
  statements: readonly Statement[],
  account: string,
  partition: string,
): readonly KeyOfAccount[] | undefined {
  const patterns = [...new Set(statements.flatMap(({ resources }) => resources.any))];
  const wild = new Set(patterns.map(idOf).filter((id) => /[*?]/.test(id) && id !== '*'));
  if (wild.size > MOST_PATTERNS) return undefined;
  const tests = statements.flatMap(({ conditions }) => conditions.filter(isOnRegion));
  const found = new Map<string, KeyOfAccount>();
  for (const region of regionsIn(patterns, tests, partition)) {
    const place = tests.map((test) => Number(isIn(region, test))).join('');
    for (const id of idsIn(patterns)) {
      const arn = `arn:${partition}:kms:${region}:${account}:key/${id}`;
      const about = statements.map((each) =>
        Number(isAboutKey(each, { version: '2012-10-17', statements: [], account, key: arn })),
      );
      const kind = `${place} ${about.join('')}`;
      if (!found.has(kind)) found.set(kind, { arn, region });
    }
  }
  return [...found.values()];
}

export const isOnRegion = ({ key }: Condition): boolean => key.toLowerCase() === REQUESTED_REGION;

/** KMS is asked in the key's own Region. */
const isIn = (region: string, condition: Condition) =>
  holds(condition, (key) => (key.toLowerCase() === REQUESTED_REGION ? [region] : undefined), '2012-10-17');

function regionsIn(
  patterns: readonly string[],
  tests: readonly Condition[],
  partition: string,
): readonly string[] {
  const named = [
    ...patterns.map((pattern) => pattern.split(':')[3] ?? ''),
    ...tests.flatMap(({ values }) => values),
  ];
  const published = (REGIONS[partition] ?? 'us-east-1').split(/\s+/);
  return [...new Set([...published, ...named.filter((name) => /^[a-z]+(-[a-z]+)+-\d+$/.test(name))])];
}

/** What follows the last slash or colon: of the ARN of a key, its ID. */
const idOf = (pattern: string) =>
  pattern.slice(Math.max(...['/', ':'].map((at) => pattern.lastIndexOf(at))) + 1);

/** IDs that each pattern alone matches, and that two match at once, as `mrk-*` and `*-9` do. */
function idsIn(patterns: readonly string[]): readonly string[] {
  const ids = patterns.map(idOf).filter((id) => id !== '*' && id !== '' && !id.includes('${'));
  const alone = ids.flatMap((id) => ['', ...UNNAMED].map((text) => filled(id, text)));
  const together = ids
    .filter((id) => id.includes('*'))
    .flatMap((id) => alone.map((text) => filled(id, text)));
  return [...new Set([...UNNAMED, ...OF_ONE_DIGIT, ...alone, ...together])].filter((id) =>
    /^[\w-]+$/.test(id),
  );
}

const filled = (pattern: string, text: string) => pattern.replaceAll('*', text).replaceAll('?', 'a');
