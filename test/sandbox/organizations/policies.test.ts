import { beforeEach, describe, expect, test } from '@jest/globals';
import { FULL, organizationScene, SCP, scp } from './scene.ts';

let scene: ReturnType<typeof organizationScene>;
beforeEach(() => {
  scene = organizationScene();
});

const create = (more: Readonly<Record<string, unknown>> = {}) =>
  ({ Name: 'Keys', Description: '', Content: scp(), Type: SCP, ...more }) as const;

describe('an SCP', () => {
  test('is kept as it was given', () => {
    const content = JSON.stringify(JSON.parse(scp()), null, 2);
    const { PolicySummary: made } = scene.call('CreatePolicy', create({ Content: content })).Policy;
    expect(made).toMatchObject({ Name: 'Keys', Type: SCP, AwsManaged: false });
    expect(made.Arn).toMatch(
      /^arn:aws:organizations::111122223333:policy\/o-\w+\/service_control_policy\/p-\w{8}$/,
    );
    expect(scene.call('DescribePolicy', { PolicyId: made.Id }).Policy).toEqual({
      PolicySummary: made,
      Content: content,
    });
  });

  test('keeps what an update leaves out', () => {
    const PolicyId = scene.createPolicy('Keys');
    const Content = scp({ Action: 'kms:DisableKey' });
    expect(scene.call('UpdatePolicy', { PolicyId, Content }).Policy).toMatchObject({
      PolicySummary: { Name: 'Keys' },
      Content,
    });
  });

  test('may be updated under its own name, but not under that of another', () => {
    const PolicyId = scene.createPolicy('Keys');
    scene.createPolicy('Other');
    expect(scene.refusal('UpdatePolicy', { PolicyId, Name: 'Keys' })).toBe('none');
    expect(scene.refusal('UpdatePolicy', { PolicyId, Name: 'Other' })).toBe('DuplicatePolicyException');
    expect(scene.refusal('CreatePolicy', create())).toBe('DuplicatePolicyException');
  });

  test('may have 10,240 characters, white space and all', () => {
    const ofLength = (length: number) => scp().padEnd(length);
    expect(scene.refusal('CreatePolicy', create({ Content: ofLength(10_240) }))).toBe('none');
    expect(scene.refusal('CreatePolicy', create({ Content: ofLength(10_241), Name: 'More' }))).toBe(
      'ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED',
    );
  });

  test.each([
    ['no JSON', '{'],
    ['no version', JSON.stringify({ Statement: JSON.parse(scp()).Statement })],
    ['no statement', JSON.stringify({ Version: '2012-10-17', Statement: [] })],
    ['a principal', scp({ Principal: '*' })],
    ['no effect', scp({ Effect: undefined })],
    ['another effect', scp({ Effect: 'Forbid' })],
    ['no action', scp({ Action: undefined })],
    ['an action of no service', scp({ Action: 'DisableKey' })],
    ['actions and others', scp({ NotAction: 'kms:*' })],
    ['no resource', scp({ Resource: undefined })],
    ['a resource that is no ARN', scp({ Resource: 'key/*' })],
    ['conditions in a list', scp({ Condition: [] })],
  ])('with %s is malformed', (_, Content) => {
    expect(scene.refusal('CreatePolicy', create({ Content }))).toBe('MalformedPolicyDocumentException');
  });

  test.each([
    [
      'one statement outside a list',
      JSON.stringify({ Version: '2012-10-17', Statement: JSON.parse(scp()).Statement[0] }),
    ],
    [
      'NotAction and NotResource',
      scp({ Action: undefined, NotAction: ['iam:*'], Resource: undefined, NotResource: 'arn:aws:s3:::*' }),
    ],
    ['conditions', scp({ Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Deploy' } } })],
  ])('with %s is well formed', (_, Content) => {
    expect(scene.refusal('CreatePolicy', create({ Content }))).toBe('none');
  });

  test('is not deleted while it is attached', () => {
    const PolicyId = scene.createPolicy('Keys');
    scene.call('AttachPolicy', { PolicyId, TargetId: scene.root });
    expect(scene.refusal('DeletePolicy', { PolicyId })).toBe('PolicyInUseException');
    scene.call('DetachPolicy', { PolicyId, TargetId: scene.root });
    scene.call('DeletePolicy', { PolicyId });
    expect(scene.refusal('DescribePolicy', { PolicyId })).toBe('PolicyNotFoundException');
  });
});

test('FullAWSAccess is of AWS: it can be neither changed nor deleted', () => {
  const { PolicySummary } = scene.call('DescribePolicy', { PolicyId: FULL }).Policy;
  expect(PolicySummary).toMatchObject({
    AwsManaged: true,
    Arn: `arn:aws:organizations::aws:policy/service_control_policy/${FULL}`,
  });
  for (const operation of ['UpdatePolicy', 'DeletePolicy'])
    expect(scene.refusal(operation, { PolicyId: FULL })).toBe('InvalidInputException IMMUTABLE_POLICY');
});

test('there are no policies of other types', () => {
  expect(scene.call('ListPolicies', { Filter: 'TAG_POLICY' }).Policies).toEqual([]);
  expect(scene.refusal('CreatePolicy', create({ Type: 'TAG_POLICY' }))).toBe(
    'InvalidInputException INVALID_ENUM_POLICY_TYPE',
  );
});

describe('a list', () => {
  test('comes in pages of twenty at most', () => {
    for (let number = 1; number < 22; number += 1) scene.createPolicy(`Keys ${number}`);
    const first = scene.call('ListPolicies', { Filter: SCP });
    expect(first.Policies).toHaveLength(20);
    const second = scene.call('ListPolicies', { Filter: SCP, NextToken: first.NextToken });
    expect(second.Policies).toHaveLength(2);
    expect(second).not.toHaveProperty('NextToken');
  });

  test.each([
    [{ MaxResults: 21 }, 'MAX_VALUE_EXCEEDED'],
    [{ MaxResults: 0 }, 'MIN_VALUE_EXCEEDED'],
    [{ NextToken: 'made up' }, 'INVALID_NEXT_TOKEN'],
  ])('is refused with %j', (input, reason) => {
    expect(scene.refusal('ListPolicies', { Filter: SCP, ...input })).toBe(`InvalidInputException ${reason}`);
  });
});
