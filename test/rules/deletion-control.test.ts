import { describe, expect, test } from '@jest/globals';
import { leftAble } from '../../shared/rules/deletion-control.ts';
import { allow, but, deny, judged, key, type Named, roleA, under } from './under-policies.ts';

const anybody = /^any user, roles such as .* may DeleteImportedKeyMaterial and ScheduleKeyDeletion$/;

describe('Those who are left able to destroy keys', () => {
  test('are told once where it is so for all keys, and by one key where it is so for some', () => {
    const all = judged({ Full: [allow()], Keys: [deny({ ...key('mrk-*'), Action: 's3:*' })] });
    expect(all.others).toEqual([expect.stringMatching(anybody)]);
    const some = judged({
      Full: [allow()],
      Keys: [deny(key('mrk-*')), deny({ ...key('0*'), Action: 'kms:Delete*' })],
    });
    expect(some.others).toEqual([
      expect.stringMatching(
        /^on keys such as arn:aws:kms:us-east-1:111122223333:key\/00000000-\S+: any user.* may Sch\w+$/,
      ),
      expect.stringMatching(
        /^on keys such as arn:aws:kms:us-east-1:111122223333:key\/1234abcd-\S+: any user.* Del.* and Sch/,
      ),
    ]);
  });

  test('are nobody where those who may alone are excepted, and nothing is said', () => {
    const one = judged({ Full: [allow()], Keys: [deny(roleA)], Vain: [allow({ Action: 'kms:Schedule*' })] });
    expect(one).toEqual({ others: [], because: [], undecided: [], deleters: true });
    expect(leftAble(under([{ Full: [allow()], Keys: [deny()] }]), [])).toMatchObject({
      others: [],
      deleters: false,
    });
  });

  test.each([
    ['role/A', 'aws-cn', 'arn:aws-cn:iam::111122223333:role/A'],
    ['role/A', 'aws', 'arn:aws:iam::111122223333:role/A'],
    ['arn:aws:iam::*:user/Zed', 'aws', 'arn:aws:iam::*:user/Zed'],
  ] as const)('are not those whom the standard names: %s in %s', (name, partition, arn) => {
    const levels = [{ Full: [allow()], Keys: [deny(but('ArnNotLike', arn))] }];
    expect(leftAble(under(levels, partition), [name])).toMatchObject({ others: [], deleters: true });
    expect(leftAble(under(levels, partition), ['role/B']).others).toHaveLength(1);
  });

  test('are not service-linked roles, nor principals of other accounts', () => {
    const linked = 'arn:aws:iam::*:role/aws-service-role/*';
    const except = [linked, 'arn:aws:iam::*:role/A', 'arn:aws:iam::444455556666:role/B'];
    expect(judged({ Full: [allow()], Keys: [deny(but('ArnNotLike', ...except))] }).others).toEqual([]);
  });
});

describe('Those who may delete keys are left able to', () => {
  const left = (...keys: readonly object[]) => judged({ Full: [allow()], Keys: keys }).deleters;

  test.each([
    ['where no Deny is about them', [deny(roleA)], true],
    ['where a Deny is about some keys alone', [deny(key('1*'))], true],
    [
      'where they can schedule a deletion alone',
      [deny({ Action: 'kms:DeleteImported*' }), deny(roleA)],
      true,
    ],
    [
      'not where they can delete imported key material alone',
      [deny({ Action: 'kms:Schedule*' }), deny(roleA)],
      false,
    ],
    ['not where everybody is denied', [deny()], false],
    ['not where others are excepted', [deny(but('ArnNotLike', 'arn:aws:iam::*:role/B'))], false],
    [
      'where it cannot be told',
      [deny(but('ArnNotLike', 'arn:aws:iam::*:role/${aws:PrincipalTag/team}'))],
      true,
    ],
  ])('%s', (_, statements, able) => {
    expect(left(...statements)).toBe(able);
  });
});

describe('Nothing is known of the account', () => {
  const roles = (count: number) =>
    Array.from({ length: count }, (_, at) => allow(but('ArnLike', `arn:aws:iam::*:role/${at}`)));
  const middles = [...'0123456789abcdef'].map((digit) => deny(key(`*${digit}?${digit}??${digit}*`)));

  test.each<[string, readonly Named[], string]>([
    [
      'a policy is none',
      [{ Full: [allow()] }, { Keys: [deny({ Principal: '*' })] }],
      'Keys at level 2 cannot be read: $.Statement[0].Principal: an SCP has no Principal',
    ],
    [
      'too many ways lead through the levels',
      [{ Keys: roles(11) }, { Keys: roles(11) }],
      'there are too many ways through the levels',
    ],
    [
      'too many patterns tell keys apart',
      [{ Full: [allow()], Keys: middles }],
      'the policies tell too many keys apart',
    ],
  ])('where %s', (_, levels, why) => {
    expect(judged(...levels)).toEqual({ others: [], because: [], undecided: [why], deleters: true });
  });

  test('but of keys, where statements on other things tell many apart', () => {
    const others = middles.map((each) => ({ ...each, Action: 'kms:Encrypt' }));
    expect(judged({ Full: [allow()], Keys: [deny(roleA), ...others] })).toMatchObject({
      others: [],
      undecided: [],
    });
  });
});
