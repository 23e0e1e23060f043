import { conditionKey } from '../../../shared/policy/condition-keys.ts';
import { FOREIGN, ARNS as PATTERNS, STRINGS, variable } from './alphabet.ts';
import type { RandomCaller } from './caller.ts';
import { OWN } from './draft.ts';
import { inEachCase } from './other-words.ts';

/**
 * Callers and values enough for every combination of answers that the names, patterns and values of alphabet.ts can
 * give: all short texts over the letters in them and one that is not, each in both cases.
 */

/** All texts of one to `longest` of these letters. */
function texts(letters: readonly string[], longest: number): readonly string[] {
  const shorter = longest > 1 ? texts(letters, longest - 1) : [''];
  const grown = shorter.flatMap((text) => letters.map((letter) => text + letter));
  return [...new Set([...shorter, ...grown])].filter((text) => text !== '');
}

/** A name may be any text without wildcards, also one that holds a variable in a policy. */
const PATTERNS_AS_NAMES = [...new Set([...STRINGS, variable(''), `a${variable('')}`])].filter(
  (name) => !/[*?]/.test(name),
);
const NAMES = [
  ...texts(['a', 'b', 'x', 'A', 'B'], 2),
  ...['aab', 'axb', 'xab', ...PATTERNS_AS_NAMES].flatMap(inEachCase),
  'xxx',
];
const FEW_NAMES = ['a', 'A', 'ab', 'AB', 'aab', 'b', 'x', 'xx'];
/** A star in a text, unlike one in an ARN, goes on over colons: `*:root` is like the end of these. */
const NAMES_WITH_COLONS = ['x', 'a', 'x/x'].flatMap((beginning) =>
  ['root', 'role/ab', 'role/a', 'role/aab', 'role/b', 'role/x'].map((end) => `${beginning}:${end}`),
);
const OTHER_NAMES = [...new Set([...FEW_NAMES, ...PATTERNS_AS_NAMES])];
const PATHS = ['x/', 'X/', 'y/', 'x/y/', 'a/', 'ab/', 'xb/'];

// Beside those that are named, one for each way to be like the patterns on accounts: by its beginning and by its end.
const OTHER_ACCOUNTS = ['7777', '1111', '9999'].flatMap((beginning) =>
  ['88882222', '88886666', '55556666'].map((end) => beginning + end),
);
const LIKE_OWN = `9${OWN.slice(1)}`;

const named = (principal: string): RandomCaller => ({ principal, context: {} });

function callersIn(
  account: string,
  names: readonly string[],
  paths: readonly string[],
  sessions: readonly string[],
) {
  const inPaths = paths.flatMap((path) => FEW_NAMES.map((name) => path + name));
  const places = [...names, ...inPaths, ...NAMES_WITH_COLONS];
  return [
    named(`arn:aws:iam::${account}:root`),
    ...places.flatMap((place) => {
      const role = `arn:aws:iam::${account}:role/${place}`;
      const name = place.slice(place.lastIndexOf('/') + 1);
      const context = { 'aws:PrincipalArn': role };
      const session = (id: string) => ({
        principal: `arn:aws:sts::${account}:assumed-role/${name}/${id}`,
        context,
      });
      return [named(role), named(`arn:aws:iam::${account}:user/${place}`), ...sessions.map(session)];
    }),
    ...[...names, ...NAMES_WITH_COLONS].map((name) =>
      named(`arn:aws:sts::${account}:federated-user/${name}`),
    ),
  ];
}

/** Who can call, all of one partition, as the key is; `decide` takes an identity provider for a caller too. */
export const CALLERS: readonly RandomCaller[] = [
  ...callersIn(OWN, NAMES, PATHS, ['s1', 's2', 'zz']),
  ...callersIn(FOREIGN, OTHER_NAMES, ['x/', 'x/y/'], ['s1', 's2', 'zz']),
  ...[...OTHER_ACCOUNTS, LIKE_OWN].flatMap((account) => callersIn(account, OTHER_NAMES, ['x/'], ['zz'])),
  ...['amazonaws.com', 'amazonaws.com.cn'].flatMap((domain) =>
    ['s3', 'ec2', 's3x', 'zz'].map((name) => named(`${name}.${domain}`)),
  ),
  named(`arn:aws:iam::${OWN}:saml-provider/Corporate`),
];

const TEXTS = [
  ...texts(['a', 'b', 'A', 'B', 'x'], 4),
  // As they stand, values with wildcards are texts too, and in version 2008-10-17 so are those with variables.
  ...[...STRINGS, ...['', 'x'].map((name) => `a${variable(name)}`)].flatMap(inEachCase),
];

const SOME_ARNS = ['aws', 'aws-cn'].flatMap((partition) =>
  ['iam:', 'sts:', 'iam:us-east-1'].flatMap((place) =>
    [OWN, FOREIGN, ...OTHER_ACCOUNTS, LIKE_OWN].flatMap((account) =>
      [
        ...['role/', 'ROLE/'].flatMap((type) =>
          ['ab', 'AB', 'a', 'A', 'aab', 'b', 'x', 'xx', 'x/ab', 'x/x', 'a/b'].map((name) => type + name),
        ),
        ...['user/a', 'user/x', 'root', 'ROOT', 'federated-user/x', 'assumed-role/ab/x', 'x', 'x:role/ab'],
      ].map((resource) => `arn:${partition}:${place}:${account}:${resource}`),
    ),
  ),
);

/** An ARN with its last part in upper case, with its name alone, and all in one case. */
function inSomeCases(arn: string): readonly string[] {
  const upper = (text: string) => text.toUpperCase();
  const cases = [
    arn,
    arn.replace(/[^:]*$/, upper),
    arn.replace(/[^:/]*$/, upper),
    arn.replace(/[^:/]*\//, upper),
  ];
  return [...new Set([...cases, arn.toUpperCase(), arn.toLowerCase()])];
}

// As they stand, the policies' patterns are values too, and a key for ARNs may hold what is like one, or is not.
const ARNS = [
  ...SOME_ARNS,
  ...[OWN, FOREIGN, ...OTHER_ACCOUNTS, LIKE_OWN].flatMap((account) =>
    ['', 'role/', 'user/'].flatMap((type) =>
      NAMES_WITH_COLONS.map((name) => `arn:aws:iam::${account}:${type}${name}`),
    ),
  ),
  ...PATTERNS.flatMap(inSomeCases),
  ...['x', 'a', 'arn:x', ':role/ab', 'a:role/ab', 'arn:role/ab', 'arn:aws::role/ab'],
];

const DAYS = ['1970-01-02', '2025-12-31', '2026-01-01', '2026-01-01T12:00:00Z', '2026-01-02', '2026-06-01'];
const DATES = [...DAYS, '2027-06-01T10:00:00Z', '2100-01-01'];
const ADDRESSES = [
  ...['10.1.2.3', '10.1.2.4', '10.1.200.1', '10.2.0.1', '10.200.0.1', '11.0.0.1', '192.168.0.1'],
  ...['2001:db8::1', '2001:db8::2', '2001:db8:9000::1', '3001::1', 'fe80::1'],
];
const NUMBERS = Array.from({ length: 30 }, (_, number) => String(number));

/** What a request can carry for a key: values of its type. */
export function valuesOf(key: string): readonly string[] {
  switch (conditionKey(key)?.type ?? 'string') {
    case 'string':
      return TEXTS;
    case 'arn':
      return ARNS;
    case 'bool':
      return ['true', 'false'];
    case 'numeric':
      return NUMBERS;
    case 'date':
      return DATES;
    case 'ip':
      return ADDRESSES;
  }
}
