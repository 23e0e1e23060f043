import { beforeEach, describe, expect, test } from '@jest/globals';
import { FULL, MANAGEMENT, MEMBER, organizationScene, SCP, scp } from './scene.ts';

let scene: ReturnType<typeof organizationScene>;
beforeEach(() => {
  scene = organizationScene();
});

const last = () => scene.records.at(-1);

describe('the record of a change', () => {
  test('is of us-east-1 and the management account, whichever Region was called', () => {
    scene.call('AttachPolicy', { PolicyId: scene.createPolicy('Keys'), TargetId: MEMBER });
    expect(last()).toMatchObject({
      eventSource: 'organizations.amazonaws.com',
      eventName: 'AttachPolicy',
      eventType: 'AwsApiCall',
      awsRegion: 'us-east-1',
      recipientAccountId: MANAGEMENT,
      readOnly: false,
      managementEvent: true,
      userIdentity: { type: 'AssumedRole', accountId: MANAGEMENT },
      tlsDetails: { clientProvidedHostHeader: 'organizations.us-east-1.amazonaws.com' },
    });
    expect(last()).not.toHaveProperty('resources');
  });

  test('names policy and target, and has no answer, for AttachPolicy and DetachPolicy', () => {
    const PolicyId = scene.createPolicy('Keys');
    for (const eventName of ['AttachPolicy', 'DetachPolicy']) {
      scene.call(eventName, { PolicyId, TargetId: MEMBER });
      expect(last()).toMatchObject({
        eventName,
        requestParameters: { policyId: PolicyId, targetId: MEMBER },
        responseElements: null,
      });
    }
  });

  test('has the whole policy, asked and answered, for UpdatePolicy', () => {
    const policyId = scene.createPolicy('Keys');
    const content = scp({ Action: 'kms:DisableKey' });
    scene.call('UpdatePolicy', { PolicyId: policyId, Content: content });
    expect(last()).toMatchObject({
      requestParameters: { policyId, content },
      responseElements: {
        policy: {
          policySummary: {
            id: policyId,
            name: 'Keys',
            description: '',
            type: SCP,
            awsManaged: false,
            arn: expect.stringContaining(policyId),
          },
          content,
        },
      },
    });
  });

  test('names both parents for MoveAccount', () => {
    const unit = scene.createUnit('Workloads');
    scene.call('MoveAccount', { AccountId: MEMBER, SourceParentId: scene.root, DestinationParentId: unit });
    expect(last()).toMatchObject({
      requestParameters: { accountId: MEMBER, sourceParentId: scene.root, destinationParentId: unit },
      responseElements: null,
    });
  });

  test('hides name and email for CreateAccount', () => {
    scene.call('CreateAccount', { AccountName: 'Dev', Email: 'a@example.com' });
    expect(last()).toMatchObject({
      requestParameters: { accountName: '****', email: '****' },
      responseElements: {
        createAccountStatus: { accountName: '****', requestedTimestamp: 'Jan 1, 2026, 12:00:00 AM' },
      },
    });
  });

  test('tells why it was refused', () => {
    scene.refusal('DetachPolicy', { PolicyId: FULL, TargetId: MEMBER });
    expect(last()).toMatchObject({
      errorCode: 'ConstraintViolationException',
      errorMessage: expect.stringContaining('You cannot remove the last policy'),
      requestParameters: { policyId: FULL, targetId: MEMBER },
      responseElements: null,
    });
  });

  test('of a refused member account is in that account', () => {
    const member = scene.callers.add(`arn:aws:iam::${MEMBER}:user/mallory`);
    scene.refusal('DetachPolicy', { PolicyId: FULL, TargetId: MEMBER }, member);
    expect(last()).toMatchObject({ errorCode: 'AccessDenied', recipientAccountId: MEMBER });
  });
});

test('reads leave no record, nor do accounts that are there to begin with', () => {
  scene.organizations.addAccount();
  for (const operation of ['DescribeOrganization', 'ListRoots', 'ListAccounts']) scene.call(operation);
  expect(scene.records).toEqual([]);
});
