import { beforeEach, describe, expect, test } from '@jest/globals';
import { FULL, MANAGEMENT, MEMBER, organizationScene, SCP } from './scene.ts';

let scene: ReturnType<typeof organizationScene>;
beforeEach(() => {
  scene = organizationScene();
});

test('FullAWSAccess is attached to the root and to every OU and account, from their first day', () => {
  const unit = scene.createUnit('Workloads');
  const later = scene.organizations.addAccount();
  for (const target of [scene.root, unit, MANAGEMENT, MEMBER, later])
    expect(scene.attached(target)).toEqual([FULL]);
  const { Targets } = scene.call('ListTargetsForPolicy', { PolicyId: FULL });
  expect(Targets.map(({ TargetId, Type }) => [TargetId, Type])).toEqual([
    [scene.root, 'ROOT'],
    [MANAGEMENT, 'ACCOUNT'],
    [MEMBER, 'ACCOUNT'],
    [unit, 'ORGANIZATIONAL_UNIT'],
    [later, 'ACCOUNT'],
  ]);
});

describe('a policy', () => {
  test('is listed for what it is attached to, not for what is below', () => {
    const policy = scene.createPolicy('Keys');
    scene.call('AttachPolicy', { PolicyId: policy, TargetId: scene.root });
    expect(scene.attached(scene.root)).toEqual([FULL, policy]);
    expect(scene.attached(MEMBER)).toEqual([FULL]);
  });

  test('is not attached to the same target twice', () => {
    const input = { PolicyId: scene.createPolicy('Keys'), TargetId: MEMBER };
    scene.call('AttachPolicy', input);
    expect(scene.refusal('AttachPolicy', input)).toBe('DuplicatePolicyAttachmentException');
  });

  test('is not detached from what it is not attached to', () => {
    const PolicyId = scene.createPolicy('Keys');
    expect(scene.refusal('DetachPolicy', { PolicyId, TargetId: MEMBER })).toBe('PolicyNotAttachedException');
  });

  test('is not detached where it is the last one', () => {
    expect(scene.refusal('DetachPolicy', { PolicyId: FULL, TargetId: MEMBER })).toBe(
      'ConstraintViolationException MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
    );
    scene.call('AttachPolicy', { PolicyId: scene.createPolicy('Keys'), TargetId: MEMBER });
    expect(scene.refusal('DetachPolicy', { PolicyId: FULL, TargetId: MEMBER })).toBe('none');
  });

  test('is not attached where ten are', () => {
    for (const name of '123456789')
      scene.call('AttachPolicy', { PolicyId: scene.createPolicy(name), TargetId: MEMBER });
    expect(scene.refusal('AttachPolicy', { PolicyId: scene.createPolicy('10'), TargetId: MEMBER })).toBe(
      'ConstraintViolationException MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
    );
  });

  test.each([
    ['p-00000000', MEMBER, 'PolicyNotFoundException'],
    ['Keys', MEMBER, 'InvalidInputException INVALID_PATTERN'],
    [FULL, '999999999999', 'TargetNotFoundException'],
    [FULL, 'ou-0000-00000000', 'TargetNotFoundException'],
    [FULL, 'Production', 'InvalidInputException INVALID_PATTERN_TARGET_ID'],
  ])('%s is not attached to %s: %s', (PolicyId, TargetId, refusal) => {
    expect(scene.refusal('AttachPolicy', { PolicyId, TargetId })).toBe(refusal);
  });
});

describe('disabling SCPs', () => {
  const type = () => ({ RootId: scene.root, PolicyType: SCP });

  test('detaches all of them, and deletes none', () => {
    const policy = scene.createPolicy('Keys');
    scene.call('AttachPolicy', { PolicyId: policy, TargetId: scene.root });
    expect(scene.call('DisablePolicyType', type()).Root.PolicyTypes).toEqual([]);
    expect(scene.attached(scene.root)).toEqual([]);
    expect(scene.refusal('DescribePolicy', { PolicyId: policy })).toBe('none');
    expect(scene.refusal('AttachPolicy', { PolicyId: policy, TargetId: scene.root })).toBe(
      'PolicyTypeNotEnabledException',
    );
  });

  test('leaves FullAWSAccess alone once they are enabled again', () => {
    scene.call('AttachPolicy', { PolicyId: scene.createPolicy('Keys'), TargetId: scene.root });
    scene.call('DisablePolicyType', type());
    const later = scene.organizations.addAccount();
    expect(scene.attached(later)).toEqual([]);
    expect(scene.call('EnablePolicyType', type()).Root.PolicyTypes).toEqual([
      { Type: SCP, Status: 'ENABLED' },
    ]);
    for (const target of [scene.root, MEMBER, later]) expect(scene.attached(target)).toEqual([FULL]);
  });

  test('is not done twice, nor in another root', () => {
    expect(scene.refusal('EnablePolicyType', type())).toBe('PolicyTypeAlreadyEnabledException');
    scene.call('DisablePolicyType', type());
    expect(scene.refusal('DisablePolicyType', type())).toBe('PolicyTypeNotEnabledException');
    expect(scene.refusal('EnablePolicyType', { ...type(), RootId: 'r-zzzz' })).toBe('RootNotFoundException');
  });
});
