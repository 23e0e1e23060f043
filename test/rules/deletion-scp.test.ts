import { expect, test } from '@jest/globals';
import { deletionScp } from '../../shared/rules/deletion-scp.ts';
import { governance } from './subject.ts';
import { account, allow, but, deny, type Named, roleA, under } from './under-policies.ts';

const { perimeter, deletion } = governance();
const asking = (allowedTo: readonly ('role/A' | 'role/B' | `arn:${string}`)[]) =>
  governance({
    perimeter: { ...perimeter, deletionAccounts: [account] },
    deletion: { ...deletion, allowedTo: [...allowedTo] },
  });
const found = (
  levels: readonly Named[],
  allowedTo: Parameters<typeof asking>[0] = ['role/A'],
  partition = 'aws',
) => deletionScp.check({ snapshot: under(levels, partition), governance: asking(allowedTo) });

test('Who is left able is told first, then who else and why, and the statement that leaves nobody', () => {
  const [violation, ...others] = found([
    { Full: [allow()] },
    {
      Roles: [
        allow(but('ArnLike', 'arn:aws:iam::*:role/A', 'arn:aws:iam::*:role/B')),
        allow(but('ArnLike', 'arn:aws:iam::*:user/C')),
      ],
    },
  ]);
  expect(others).toEqual([]);
  expect(violation?.message).toMatch(
    /^The service control policies leave others able to destroy keys: \S.*\w\.$/,
  );
  expect(violation?.evidence?.slice(-2)).toEqual([
    'let through by Full at level 1 and Roles at level 2',
    'no policy denies it',
  ]);
  expect(violation?.fix).toContain(
    '{"Sid":"OnlyDeletersDestroyKeys","Effect":"Deny","Action":["kms:DeleteImportedKeyMaterial","kms:ScheduleKeyDeletion"],"Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/A"]}}}',
  );
  expect(violation?.severity).toBeUndefined();
});

test('The statement that would leave nobody is of the account’s partition', () => {
  const [violation] = found([{ Full: [allow()] }], ['role/A'], 'aws-cn');
  expect(violation?.fix).toContain('arn:aws-cn:iam::*:role/A');
});

test('What cannot be decided counts, beside others who are left able and alone', () => {
  const tag = deny(but('ArnNotLike', 'arn:aws:iam::*:role/${aws:PrincipalTag/team}'));
  const open = expect.stringMatching(/^could not be decided, so counts: .*the condition on aws:PrincipalArn/);
  const [alone, ...none] = found([{ Full: [allow()], Keys: [tag] }]);
  expect(none).toEqual([]);
  expect(alone?.message).toBe('Whom the service control policies leave able to destroy keys cannot be told.');
  expect(alone?.evidence?.[0]).toEqual(open);
  expect(alone?.fix).toContain('OnlyDeletersDestroyKeys');
  const both = found([{ Full: [allow()], Keys: [{ ...tag, Resource: 'arn:aws:kms:*:*:key/1*' }] }]);
  expect(both).toHaveLength(1);
  expect(both[0]?.message).toMatch(/leave others able/);
  expect(both[0]?.evidence).toContainEqual(open);
});

test('It is a lesser finding that nobody who may is left able, and who may is told', () => {
  expect(found([{ Full: [allow()], Keys: [deny()] }], ['role/A', 'role/B'])).toEqual([
    {
      message: 'The service control policies leave none of those whom the standard lets delete keys able to.',
      evidence: ['the standard lets role/A, role/B'],
      fix: expect.stringContaining('ArnNotLike'),
      severity: 'medium',
    },
  ]);
});

test.each([
  ['nobody', [], 0],
  ['one of another account', ['arn:aws:iam::444455556666:role/A'], 0],
  ['one of this account', ['arn:aws:iam::444455556666:role/A', `arn:aws:iam::${account}:role/B`], 1],
  ['one of any account', ['role/A', 'arn:aws:iam::444455556666:role/A'], 1],
] as const)(
  'Everybody may be denied where the standard lets %s delete keys, or not',
  (_, allowedTo, count) => {
    expect(found([{ Full: [allow()], Keys: [deny()] }], allowedTo)).toHaveLength(count);
  },
);

test('An account that no policy binds is told why, whatever else is attached', () => {
  const snapshot = under([{ Full: [allow()] }, {}, { Full: [allow()], Keys: [deny(roleA)] }, {}]);
  const messages = (over: object) =>
    deletionScp.check({ snapshot: { ...snapshot, ...over }, governance: asking(['role/A']) });
  expect(messages({ management: true })).toEqual([
    {
      message: expect.stringContaining('the management account'),
      evidence: [expect.stringContaining(`the keys of ${account}, the root user, too`)],
      fix: expect.any(String),
    },
  ]);
  expect(messages({ levels: [] })).toMatchObject([
    { message: expect.stringContaining('not in the organization') },
  ]);
  expect(messages({})).toMatchObject([
    {
      message: expect.stringContaining('switched off'),
      evidence: ['nothing is attached to level 2, level 4'],
    },
  ]);
});

test('An account that the standard does not name is not asked', () => {
  expect(deletionScp.check({ snapshot: under([{ Full: [allow()] }]), governance: governance() })).toEqual([]);
});
