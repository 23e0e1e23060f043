import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RenderError } from '../../shared/render/render-error.ts';
import { serviceControlPolicyOf } from '../../shared/render/service-control-policy.ts';
import { leftAble } from '../../shared/rules/deletion-control.ts';
import { deletionScp } from '../../shared/rules/deletion-scp.ts';
import type { Governance } from '../../shared/standard/standard.ts';
import { wholeAccount } from '../../shared/standard/whole-account.ts';
import { load, place } from '../render/judged.ts';
import { randomGovernance } from '../render/random-standard.ts';
import { fullAwsAccess, letsThrough, type Scp } from '../render/scp.ts';
import { account, governance } from '../rules/subject.ts';

const document = ({ Statement }: Scp) => JSON.stringify({ Version: '2012-10-17', Statement });

/** The account under these policies, level by level. */
const under = (...levels: readonly (readonly Scp[])[]) => ({
  arn: `arn:aws:iam::${account}:root`,
  account,
  region: 'us-east-1',
  management: false,
  levels: levels.map((policies, at) => ({
    target: `level ${at + 1}`,
    policies: policies.map((each, index) => ({ id: `p-${index}`, name: `P${index}`, text: document(each) })),
  })),
});

const principal = (name: string) => `arn:aws:iam::${account}:${name}`;
const anywhere = (name: string) => `arn:aws:iam::*:${name}`;

/** Whatever the statements below tell apart, and something that none of them names. */
const principals = [
  ...['role/A', 'role/AB', 'role/B', 'role/C', 'user/A', 'user/Zed', 'root'].map(principal),
  `arn:aws:sts::${account}:federated-user/Fred`,
];
const keys = ['us-east-1', 'eu-west-1', 'eu-north-1'].flatMap((region) =>
  [
    '1234abcd-12ab-34cd-56ef-1234567890ab',
    'mrk-1234abcd12ab34cd56ef1234567890ab',
    'mrk-77777777777777777777777777777777',
    '77777777-7777-7777-7777-777777777777',
  ].map((id) => ({ region, arn: `arn:aws:kms:${region}:${account}:key/${id}` })),
);
const windows: readonly (string | undefined)[] = [undefined, '7', '30'];
const destroy = ['kms:ScheduleKeyDeletion', 'kms:DeleteImportedKeyMaterial'];

const requests = principals.flatMap((who) =>
  keys.flatMap(({ arn, region }) =>
    destroy.flatMap((action) =>
      (action === 'kms:ScheduleKeyDeletion' ? windows : [undefined]).map((days) => ({
        action,
        resource: arn,
        context: {
          'aws:PrincipalArn': who,
          'aws:RequestedRegion': region,
          ...(days === undefined ? {} : { 'kms:ScheduleKeyDeletionPendingWindowInDays': days }),
        },
      })),
    ),
  ),
);

const some = <T>(...items: readonly T[]) => fc.constantFrom(...items);
const names = ['role/A', 'role/A*', 'role/B', 'user/*', '*'];
const whom = (place: (name: string) => string) => fc.subarray(names.map(place), { minLength: 1 });
/** In texts a `*` for the account would also stand for what a path may hold: `user/:role/B`. */
const onPrincipal = (operators: readonly string[], place: (name: string) => string) =>
  fc
    .tuple(some(...operators), whom(place))
    .map(([operator, values]): object => ({ [operator]: { 'aws:PrincipalArn': values } }));
const condition = fc.oneof(
  { weight: 3, arbitrary: some<object>({}) },
  { weight: 4, arbitrary: onPrincipal(['ArnLike', 'ArnNotLike'], anywhere) },
  { weight: 2, arbitrary: onPrincipal(['StringLike', 'StringNotLike'], principal) },
  some<object>(
    { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
    { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] } },
    { NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': '10' } },
  ),
);
const patterns = [
  'arn:aws:kms:eu-west-1:*:key/*',
  `arn:aws:kms:*:${account}:key/mrk-*`,
  'arn:aws:kms:*:*:key/*7',
  'arn:aws:kms:*:444455556666:key/*',
  'arn:aws:s3:::*',
];
const resource = fc.oneof(
  { weight: 5, arbitrary: some<object>({ Resource: '*' }) },
  fc.subarray(patterns, { minLength: 1 }).map((Resource) => ({ Resource })),
  fc.subarray(patterns, { minLength: 1 }).map((NotResource) => ({ NotResource })),
);
const action = some<object>(
  { Action: '*' },
  { Action: 'kms:*' },
  { Action: destroy },
  { Action: ['kms:Schedule*', 's3:GetObject'] },
  { Action: 'kms:DeleteImportedKeyMaterial' },
  { NotAction: ['kms:Delete*'] },
  { NotAction: destroy },
);
const statement = (Effect: string) =>
  fc
    .tuple(action, resource, condition)
    .map(([acts, on, Condition]) => ({ Effect, ...acts, ...on, Condition }));
const scp = fc
  .oneof(
    { weight: 3, arbitrary: fc.array(statement('Deny'), { minLength: 1, maxLength: 3 }) },
    fc.array(fc.oneof(statement('Allow'), statement('Deny')), { minLength: 1, maxLength: 3 }),
  )
  .map((Statement) => ({ Statement }) as Scp);
const level = fc.oneof(
  some<readonly Scp[]>([fullAwsAccess]),
  { weight: 2, arbitrary: scp.map((each): readonly Scp[] => [fullAwsAccess, each]) },
  fc.array(scp, { minLength: 1, maxLength: 2 }),
);

describe('Whom service control policies leave able to destroy keys', () => {
  test('is what an evaluator of single requests says, whatever the policies', () => {
    let [holes, shut] = [0, 0];
    fc.assert(
      fc.property(fc.array(level, { minLength: 1, maxLength: 3 }), (levels) => {
        const through = requests.filter((request) => levels.every((each) => letsThrough(each, request)));
        const ofA = ({ context }: (typeof requests)[number]) =>
          context['aws:PrincipalArn'] === principal('role/A');
        const { others, undecided, deleters } = leftAble(under(...levels), ['role/A']);
        expect(undecided).toEqual([]);
        const hole = through.some((request) => !ofA(request));
        expect(others.length > 0).toBe(hole);
        expect(deleters).toBe(
          through.some((request) => ofA(request) && request.action === 'kms:ScheduleKeyDeletion'),
        );
        if (hole) holes += 1;
        else shut += 1;
      }),
      { numRuns: 300 },
    );
    expect(Math.min(holes, shut)).toBeGreaterThan(20);
  }, 120_000);

  test('is told with the policies that let them, the Deny that misses them, and what is in vain', () => {
    const deny: Scp = {
      Statement: [
        {
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
          Condition: { ArnNotLike: { 'aws:PrincipalArn': [anywhere('role/A'), anywhere('role/B')] } },
        },
      ],
    };
    const allow: Scp = { Statement: [{ Effect: 'Allow', Action: 'kms:Schedule*', Resource: '*' }] };
    const { others, because } = leftAble(under([fullAwsAccess, deny], [fullAwsAccess, allow]), ['role/A']);
    expect(others).toEqual([
      `roles such as role/B in account ${account} may DeleteImportedKeyMaterial and ScheduleKeyDeletion`,
    ]);
    expect(because).toEqual([
      'let through by P0 at level 1, level 2',
      'no Deny reaches them: not that of statement 1 of P1 at level 1',
      expect.stringMatching(/^P1 at level 2 only allows, which limits nobody: P0, attached beside it, /),
    ]);
  });
});

/** The account with the rendered policy on its root; undefined where it is too large. */
function rendered(...classes: readonly Governance[]) {
  try {
    const { document: made } = serviceControlPolicyOf(classes, place);
    return under([fullAwsAccess, JSON.parse(JSON.stringify(made)) as Scp], [fullAwsAccess]);
  } catch (error) {
    if (error instanceof RenderError) return undefined;
    throw error;
  }
}

const asking = (asked: Governance): Governance => ({
  ...asked,
  perimeter: { ...asked.perimeter, deletionAccounts: [account] },
});

describe('The SCP that is rendered', () => {
  test('keeps to the rule, whatever the standard', () => {
    fc.assert(
      fc.property(randomGovernance, (asked) => {
        const snapshot = rendered(asked);
        if (snapshot === undefined) return;
        expect(deletionScp.check({ snapshot, governance: asking(asked) })).toEqual([]);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  test('of a standard with classes keeps to the rule: whom any class lets delete may', () => {
    const standard = load(`version: 1
roles: { administrators: [role/Admin] }
classes:
  - { name: precious, match: { aliases: [alias/p-*] }, deletion: { allowedTo: [role/Deploy] } }
`);
    const snapshot = rendered(standard.defaults, ...standard.classes.map((each) => each.governance));
    if (snapshot === undefined) throw new Error('it is not too large');
    const found = (asked: Governance) => deletionScp.check({ snapshot, governance: asking(asked) });
    expect(found(wholeAccount(standard))).toEqual([]);
    expect(found(standard.defaults)).toHaveLength(1);
  });

  test('in the partition of the account keeps to the rule', () => {
    const asked = governance();
    const china = { account, partition: 'aws-cn' };
    const text = JSON.stringify(serviceControlPolicyOf([asked], china).document);
    const snapshot = {
      ...under([fullAwsAccess, JSON.parse(text) as Scp]),
      arn: `arn:aws-cn:iam::${account}:root`,
    };
    expect(deletionScp.check({ snapshot, governance: asking(asked) })).toEqual([]);
  });
});
