import { describe, expect, test } from '@jest/globals';
import { DESTROY } from '../../shared/render/service-control-policy.ts';
import { parseControlPolicy } from '../../shared/rules/control-policy.ts';
import { ControlReport } from '../../shared/rules/control-report.ts';
import { effectiveControl } from '../../shared/rules/effective-control.ts';
import { account, allow, but, deny, judged, key, type Named, roleA, scp } from './under-policies.ts';

const roleB = but('ArnLike', 'arn:aws:iam::*:role/B');

describe('It is said because of what', () => {
  const because = (...levels: readonly Named[]) => judged(...levels).because;

  test('ways lead through, by the policies at their levels', () => {
    expect(
      because(
        { Full: [allow()] },
        { Full: [allow()] },
        { Roles: [allow({ Sid: 'Some', ...but('ArnLike', '*') })] },
      ),
    ).toEqual(['let through by Full at level 1, level 2 and Roles at level 3', 'no policy denies it']);
  });

  test('ways that let nobody through who may not are not told', () => {
    const allows = [allow(but('ArnLike', 'arn:aws:iam::*:role/A'))];
    const lists = [...allows, allow(but('ArnLike', 'arn:aws:iam::*:role/B'))];
    expect(because({ Mine: allows, Theirs: lists.slice(1) })).toEqual([
      'let through by Theirs at level 1',
      'no policy denies it',
    ]);
  });

  test('Denies miss them, each once', () => {
    const misses = deny(but('ArnLike', 'arn:aws:iam::*:role/C'));
    expect(
      because(
        { Full: [allow()], Keys: [deny({ Sid: 'Mine', ...roleB }), misses] },
        { Full: [allow()], More: [misses] },
      ),
    ).toEqual([
      'let through by Full at level 1, level 2',
      'no Deny reaches them: not that of statement 1 ("Mine") of Keys at level 1, nor that of statement 2 of Keys at level 1, nor that of statement 1 of More at level 2',
    ]);
  });

  test('ways and Denies are told apart where it may be any of them', () => {
    const place = (name: string, each: object) => ({
      target: 'r-ab12',
      name,
      policy: parseControlPolicy(scp([each]), account),
    });
    const level = [place('Full', allow()), place('Keys', deny())];
    const of = {
      account,
      key: { arn: `arn:aws:kms:eu-west-1:${account}:key/1`, region: 'eu-west-1' },
      actions: DESTROY,
    };
    const control = effectiveControl([level], of);
    const report = new ControlReport(1);
    if (control) report.leaveOpen('too much', of.key, control, [{ index: 0 }, { index: 1 }, { index: 2 }]);
    expect(report.told([level])).toMatchObject({
      because: [
        'let through by Full at r-ab12',
        'no Deny reaches them: not that of statement 1 of Keys at r-ab12',
      ],
      undecided: ['too much'],
    });
  });

  test('it cannot be told', () => {
    const tag = deny(but('ArnNotLike', 'arn:aws:iam::*:role/${aws:PrincipalTag/team}'));
    const {
      others,
      because: why,
      undecided,
    } = judged({
      Full: [allow()],
      Keys: [
        { ...tag, ...key('mrk-*') },
        { ...deny(roleA), NotResource: 'arn:aws:kms:*:*:key/mrk-*', Resource: undefined },
      ],
    });
    expect(others).toEqual([]);
    expect(undecided).toEqual([
      expect.stringMatching(/^on keys such as \S+:key\/mrk-1234\w+: the condition on aws:PrincipalArn/),
    ]);
    expect(why).toEqual([
      'let through by Full at level 1',
      'no Deny reaches them: not that of statement 1 of Keys at level 1',
    ]);
  });

  const loose = /^statement 2 of Keys at level 1 compares aws:PrincipalArn as a text/;
  const everyRole = 'arn:aws:iam::*:role/A*';
  test.each([
    [
      'beside another condition',
      deny({
        Condition: {
          StringNotLike: { 'aws:PrincipalArn': everyRole },
          Bool: { 'aws:SecureTransport': 'true' },
        },
      }),
      1,
    ],
    ['with a star for the account', deny(but('StringNotLike', everyRole)), 1],
    [
      'with a question mark for a digit of it',
      deny(but('StringNotLike', 'arn:aws:iam::11112222333?:role/B')),
      1,
    ],
    [
      'however the key is spelt',
      deny({ Condition: { StringNotLike: { 'AWS:PrincipalARN': everyRole } } }),
      1,
    ],
    ['among other values', deny(but('StringNotLike', `arn:aws:iam::${account}:role/A`, everyRole)), 1],
    ['with a star for the name alone', deny(but('StringNotLike', `arn:aws:iam::${account}:role/*:x`)), 0],
    ['as an ARN', deny(but('ArnNotLike', everyRole)), 0],
    ['of another key', deny({ Condition: { StringNotLike: { 'aws:userid': everyRole } } }), 0],
    ['in a Deny of other actions', deny({ ...but('StringNotLike', everyRole), Action: 'kms:Encrypt' }), 0],
    ['in an Allow', allow(but('StringNotLike', everyRole)), 0],
  ])('an exception is wider than it looks, or is not: %s', (_, each, count) => {
    const lines = because({ Full: [allow()], Keys: [deny(key('0*')), each] });
    expect(lines.filter((line) => loose.test(line))).toHaveLength(count);
  });

  const vain =
    'Keys at level 1 only allows, which limits nobody: Full, attached beside it, allows everything. Without Full it would forbid the account all that it does not allow';
  const schedules = allow({ Action: 'kms:Schedule*' });
  test.each<[string, Named, number]>([
    [
      'it allows something else, too',
      { Full: [allow()], Keys: [schedules, allow({ Action: 'kms:Encrypt' })] },
      1,
    ],
    ['it only allows', { Full: [allow()], Keys: [schedules] }, 1],
    [
      'one before it allows everything among other things',
      { Keys: [schedules], Full: [schedules, allow({ Resource: ['arn:aws:s3:::x', '*'] })] },
      1,
    ],
    [
      'not if it denies something',
      { Full: [allow()], Keys: [schedules, deny({ Action: 'kms:Encrypt' })] },
      0,
    ],
    ['not if it is about other actions', { Full: [allow()], Keys: [allow({ Action: 'kms:Encrypt' })] }, 0],
    ['not if it allows everything itself', { Full: [allow()], Keys: [allow(), schedules] }, 0],
    ['not beside one that allows KMS to some', { Full: [allow(but('ArnLike', '*'))], Keys: [schedules] }, 0],
    ['not beside one that allows a part', { Full: [allow({ Action: 'kms:Sch*' })], Keys: [schedules] }, 0],
    ['not beside one that allows some keys', { Full: [allow(key('*'))], Keys: [schedules] }, 0],
    [
      'not beside one that allows everything but everything',
      { Full: [{ ...allow(), Resource: undefined, NotResource: '*' }], Keys: [schedules] },
      0,
    ],
  ])('a policy is in vain: %s', (_, policies, count) => {
    const lines = because({ ...policies });
    expect(lines.filter((line) => line === vain)).toHaveLength(count);
    expect(lines.filter((line) => line.includes('limits nobody'))).toHaveLength(count);
  });
});
