import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../shared/policy/parse.ts';
import { Budget } from '../../../shared/policy/symbolic/budget.ts';
import { worldOf } from '../../../shared/policy/symbolic/world.ts';

const OWN = '111122223333';
const OTHER = '444455556666';
const iam = (name: string, account = OWN, partition = 'aws') => `arn:${partition}:iam::${account}:${name}`;
const sts = (name: string, account = OWN, partition = 'aws') => `arn:${partition}:sts::${account}:${name}`;
const allow = (Principal: object | string, Condition = {}) => ({
  Effect: 'Allow',
  Principal,
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition,
});
const like = (...arns: string[]) => allow('*', { ArnLike: { 'aws:PrincipalArn': arns } });
const where = (key: string, operator: string, ...values: string[]) =>
  allow('*', { [operator]: { [key]: values } });

/** The callers that some statements tell apart, one of each kind. */
function callersOf(Statement: object[], key?: string) {
  const policy = parsePolicy({ Version: '2012-10-17', Statement }, { account: OWN, ...(key && { key }) });
  const { callers } = worldOf({ baseline: policy, candidate: policy }, new Budget(200_000));
  return callers.flatMap(({ classes }) => classes);
}
const arnsOf = (...of: Parameters<typeof callersOf>) =>
  callersOf(...of)
    .map(({ caller }) => caller.arn)
    .sort();
const sorted = (...arns: string[]) => arns.sort();
/** Those of them in an account, or of a kind. */
const those = (part: string, ...statements: object[]) =>
  arnsOf(statements).filter((arn) => arn.includes(part));

/** Everyone in an account of whom nothing is known. */
const anyone = (account: string, partition = 'aws') => [
  iam('root', account, partition),
  iam('user/Anyone', account, partition),
  iam('role/Anyone', account, partition),
  sts('assumed-role/Anyone/session', account, partition),
  sts('federated-user/Anyone', account, partition),
];

describe('R-COMPARE: the callers there are', () => {
  test("without statements: one of each kind in the key's account and another, a service, a provider", () => {
    expect(arnsOf([])).toEqual(
      sorted(
        ...anyone(OWN),
        ...anyone(OTHER),
        'any-service.amazonaws.com',
        iam('saml-provider/Other', OTHER),
      ),
    );
  });

  test("in the partition of the key's ARN", () => {
    const key = `arn:aws-cn:kms:cn-north-1:${OWN}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    expect(arnsOf([], key)).toEqual(
      sorted(
        ...anyone(OWN, 'aws-cn'),
        ...anyone(OTHER, 'aws-cn'),
        'any-service.amazonaws.com',
        iam('saml-provider/Other', OTHER, 'aws-cn'),
      ),
    );
  });

  test.each<[string, string[]]>([
    ['arn:aws-us-gov:iam::*:role/App', ['aws-us-gov']],
    ['arn:aws*:iam::*:role/App', ['aws', 'aws-cn', 'aws-us-gov']],
    ['arn:aws-??:iam::*:role/App', ['aws-cn']],
    ['arn:aws-iso-b:iam::*:role/App', ['aws-iso-b']],
    ['arn:gcp:iam::*:role/App', ['aws']],
    ['*arn:aws-cn:iam::*:role/App', ['aws']],
    ['arn:aws-cn*', ['aws-cn']],
  ])('in the partitions that a pattern on ARNs covers: %s', (pattern, partitions) => {
    const found = arnsOf([where('aws:PrincipalArn', 'StringLike', pattern)]).flatMap(
      (arn) => /^arn:(.*):iam::\d+:root$/.exec(arn)?.[1] ?? [],
    );
    expect([...new Set(found)].sort()).toEqual(partitions);
  });

  test('of the accounts that statements name, in whichever way, and one more', () => {
    const accounts = (...statements: object[]) =>
      those(':root', ...statements).map((arn) => arn.replace(/\D/g, ''));
    const named = (...more: string[]) => expect.arrayContaining([OWN, ...more]);
    for (const statement of [
      allow({ AWS: OTHER }),
      allow({ AWS: iam('role/App', OTHER) }),
      like(iam('role/App', OTHER)),
      like(iam('role/*', OTHER)),
      like(sts('federated-user/*', OTHER)),
      where('aws:PrincipalAccount', 'StringEquals', OTHER),
      where('kms:CallerAccount', 'StringLike', OTHER),
      where('aws:userid', 'StringEquals', OTHER),
    ]) {
      expect(accounts(statement)).toEqual(named(OTHER));
      expect(accounts(statement)).toHaveLength(3);
    }
    expect(accounts(where('aws:PrincipalAccount', 'StringLike', '55*'))).toEqual(named('554444444444'));
    expect(accounts(where('aws:SourceAccount', 'StringEquals', '999999999999'))).toEqual([OWN, OTHER]);
  });

  test('where a pattern covers roles of some accounts, one such account', () => {
    expect(those(':role/', like('arn:aws:iam::55*:role/App'))).toEqual(
      sorted(
        iam('role/Anyone'),
        iam('role/Anyone', '222233334444'),
        iam('role/App', '554444444444'),
        iam('role/Whoever', '554444444444'),
      ),
    );
  });

  test('each who is named, and one more of its kind', () => {
    expect(those(`:${OWN}:`, allow({ AWS: [iam('user/ops/bob'), sts('federated-user/eve')] }))).toEqual(
      sorted(
        iam('root'),
        iam('user/ops/bob'),
        iam('user/Anyone'),
        iam('role/Anyone'),
        sts('assumed-role/Anyone/session'),
        sts('federated-user/eve'),
        sts('federated-user/Anyone'),
      ),
    );
    expect(those('user/', like(iam('user/bob'), iam('user/*/eve')))).toContain(iam('user/bob'));
  });

  test('each user whose name, whatever its path, is named or matches', () => {
    expect(those(`${OWN}:user/`, where('aws:username', 'StringEquals', 'alice'))).toEqual(
      sorted(iam('user/alice'), iam('user/Anyone')),
    );
    const both = {
      ArnLike: { 'aws:PrincipalArn': iam('user/ops/*') },
      StringLike: { 'aws:username': 'al*' },
    };
    expect(those(`${OWN}:user/`, allow('*', both))).toEqual(
      expect.arrayContaining([iam('user/ops/al'), iam('user/al')]),
    );
  });

  test.each<[string, string[], string[]]>([
    ['services', ['s3.amazonaws.com'], ['s3.amazonaws.com', 'any-service.amazonaws.com']],
    [
      'services of the China Regions',
      ['s3.amazonaws.com.cn'],
      ['any-service.amazonaws.com', 's3.amazonaws.com.cn', 'any-service.amazonaws.com.cn'],
    ],
    [
      'any service whose name is taken',
      ['any-service.amazonaws.com'],
      ['any-service.amazonaws.com', 'other-service.amazonaws.com'],
    ],
  ])('each of the %s that is named', (_name, services, expected) => {
    expect(those('amazonaws', allow({ Service: services }))).toEqual(sorted(...expected));
    expect(those('amazonaws', where('aws:PrincipalServiceName', 'StringEquals', ...services))).toEqual(
      sorted(...expected),
    );
  });

  test('one service of each class that patterns make', () => {
    expect(those('amazonaws', where('aws:PrincipalServiceName', 'StringLike', 's*'))).toEqual(
      sorted(
        's.amazonaws.com',
        'other-service.amazonaws.com',
        's.amazonaws.com.cn',
        'other-service.amazonaws.com.cn',
      ),
    );
  });

  test.each<[string[], string[]]>([
    [[iam('saml-provider/Okta')], [iam('saml-provider/Okta'), iam('saml-provider/Other', OTHER)]],
    [
      [iam('saml-provider/Other', OTHER)],
      [iam('saml-provider/Other', OTHER), iam('saml-provider/AnyOther', OTHER)],
    ],
    [
      [iam('oidc-provider/x', OWN, 'aws-cn')],
      [iam('oidc-provider/x', OWN, 'aws-cn'), iam('saml-provider/Other', OTHER)],
    ],
    [['accounts.google.com'], [iam('saml-provider/Other', OTHER)]],
  ])('each identity provider by its ARN: %j', (Federated, expected) => {
    const found = callersOf([allow({ Federated })]).filter(({ caller }) => caller.kind === 'federated');
    expect(found.map(({ caller }) => caller.arn).sort()).toEqual(sorted(...expected));
    expect(found.flatMap(({ caller, named }) => (named ? [] : caller.arn))).toEqual(expected.slice(-1));
  });
});

describe('R-PRINCIPAL: the sessions there are', () => {
  const sessions = (...statements: object[]) =>
    callersOf(statements)
      .filter(({ caller }) => caller.kind === 'session' && caller.account === OWN)
      .map(({ caller: { arn, role }, context, named }) => {
        expect(context).toEqual({ 'aws:PrincipalArn': role });
        return `${arn.split('/').slice(1).join('/')} of ${role?.replace(/.*:role\//, '')}${named ? '' : ', any'}`;
      })
      .sort();
  const session = (name: string) => allow({ AWS: sts(`assumed-role/${name}`) });

  test.each<[string, object[], string[]]>([
    ['any', [], ['Anyone/session of Anyone, any']],
    [
      'of a role that is named, with its path',
      [allow({ AWS: iam('role/team/App') })],
      ['App/session of team/App', 'Anyone/session of Anyone, any'],
    ],
    [
      'one that is named and another of its role',
      [session('App/alice')],
      ['App/alice of App', 'App/session of App', 'Anyone/session of Anyone, any'],
    ],
    [
      'another, where the name is taken that stands for any',
      [session('App/session')],
      ['App/session of App', 'App/any-other-session of App', 'Anyone/session of Anyone, any'],
    ],
    [
      'of the one role of a name, where it is a principal',
      [session('App/alice'), allow({ AWS: iam('role/team/App') })],
      ['App/alice of team/App', 'App/session of team/App', 'Anyone/session of Anyone, any'],
    ],
    [
      'of several roles of a name, where conditions name them',
      [session('App/alice'), like(iam('role/team/App'))],
      [
        'App/alice of team/App',
        'App/session of team/App',
        'App/alice of App',
        'App/session of App',
        'Anyone/session of Anyone, any',
      ],
    ],
    [
      'of roles that a pattern covers',
      [like(iam('role/App*'))],
      ['AppAny/session of AppAny, any', 'Anyone/session of Anyone, any'],
    ],
  ])('%s', (_name, statements, expected) => {
    expect(sessions(...statements)).toEqual(sorted(...expected));
  });
});
