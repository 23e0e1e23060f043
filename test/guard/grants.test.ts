import {
  CreateGrantCommand,
  type CreateGrantCommandInput,
  ListGrantsCommand,
  RevokeGrantCommand,
} from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { document, governedPolicy } from '../../cli/demo/key-policy.ts';
import type { CloudTrailRecord } from '../../sandbox/eventbridge/bus.ts';
import type { Standard } from '../../shared/standard/standard.ts';
import { account, type Stage, startStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.stop());

const outsider = 'arn:aws:iam::444455556666:role/Outsider';

/** The approved policy, by which administrators make grants, and the guardian may not do these things with them. */
const policyWithout = (...guardian: readonly string[]) =>
  document(
    governedPolicy(account).map((statement) => {
      const actions = statement.Action as readonly string[];
      const more = ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'];
      if (statement.Sid === 'AdministratorsManage') return { ...statement, Action: [...actions, ...more] };
      if (statement.Sid !== 'GuardianPutsRight') return statement;
      return { ...statement, Action: actions.filter((action) => !guardian.includes(action)) };
    }),
  );

/** Makes a key and then forgets what was told of it. */
async function newKey(text = policyWithout()): Promise<string> {
  const key = await stage.createKey('pipeline', text);
  stage.told.length = 0;
  return key;
}

async function grant(KeyId: string, more: Partial<CreateGrantCommandInput> = {}): Promise<string> {
  const request = { KeyId, GranteePrincipal: outsider, Operations: ['Decrypt' as const], ...more };
  return (await stage.as('administrator').send(new CreateGrantCommand(request))).GrantId ?? '';
}

const grantsOf = async (KeyId: string) =>
  ((await stage.as('administrator').send(new ListGrantsCommand({ KeyId }))).Grants ?? []).map(
    ({ GrantId }) => GrantId,
  );

const lastRecord = (): CloudTrailRecord => {
  const record = stage.sandbox.records.findLast(({ eventName }) => eventName === 'CreateGrant');
  if (!record) throw new Error('no grant was made');
  return record;
};

/** Makes a grant of which no event comes, and delivers the event that comes of it where a service made it. */
async function grantThrough(invokedBy: string, KeyId: string, more: Partial<CreateGrantCommandInput>) {
  stage.sandbox.faults.set({ events: { drop: 1, duplicate: 0, reorder: 0 } });
  const id = await grant(KeyId, more);
  const record = lastRecord();
  stage.sandbox.deliver({
    ...record,
    userIdentity: { ...(record.userIdentity as object), invokedBy },
    sourceIPAddress: invokedBy,
    userAgent: invokedBy,
  });
  await stage.sandbox.idle();
  return id;
}

/** What people read: the mail, whole. */
const mail = () => stage.sandbox.sns.messages.map((each) => JSON.stringify(each)).join('\n');

describe('a grant to a stranger', () => {
  test('is revoked, and told with what it gave to whom', async () => {
    const key = await newKey();
    const id = await grant(key, { Operations: ['Decrypt', 'CreateGrant'] });
    await stage.sandbox.idle();
    expect(await grantsOf(key)).toEqual([]);
    expect(stage.outcomes()).toEqual(['remediated', 'clean']);
    expect(stage.alerts()).toHaveLength(2);
    const [finding] = stage.findings();
    expect(finding).toMatchObject({ rule: 'grantee', severity: 'critical' });
    expect(finding?.evidence).toEqual([
      'gained: role/Outsider of account 444455556666 could Decrypt and CreateGrant',
      'by CreateGrant it may hand the same on to anybody',
    ]);
    expect(mail()).toMatch(/Access that it gave \(for about \d+ s\)/);
    expect(mail()).toContain('role/Outsider of account 444455556666 could Decrypt and CreateGrant');
    expect(mail()).toContain(`revoke grant ${id}`);
  });

  test('delivered ten times at once is one revocation and one telling', async () => {
    const key = await newKey();
    await grant(key);
    for (let again = 0; again < 9; again += 1) stage.sandbox.deliver(lastRecord());
    await stage.sandbox.idle();
    expect(stage.steps()).toMatchObject([{ step: { kind: 'revoke-grant' }, outcome: 'done' }]);
    expect(stage.alerts()).toHaveLength(2);
  }, 20_000);

  test('that somebody has revoked already is told as put right', async () => {
    const key = await newKey();
    stage.sandbox.faults.set({ events: { drop: 2, duplicate: 0, reorder: 0 } });
    const GrantId = await grant(key);
    await stage.as('administrator').send(new RevokeGrantCommand({ KeyId: key, GrantId }));
    stage.sandbox.deliver(lastRecord());
    await stage.sandbox.idle();
    expect(stage.outcomes()).toEqual(['already-right']);
    expect(stage.alerts()).toHaveLength(2);
    expect(mail()).toContain('Access that it gave (from ');
  });

  test('is revoked when KMS lets it, where KMS throttles', async () => {
    const key = await newKey();
    stage.sandbox.faults.set({
      errors: [{ operation: 'RevokeGrant', code: 'ThrottlingException', times: 6 }],
    });
    await grant(key);
    await stage.sandbox.idle();
    expect(await grantsOf(key)).toEqual([]);
    expect(stage.alerts()).toHaveLength(2);
  }, 60_000);

  test('is revoked by a guardian that may not list grants', async () => {
    const key = await newKey(policyWithout('kms:ListGrants'));
    await grant(key);
    await stage.sandbox.idle();
    expect(await grantsOf(key)).toEqual([]);
  });

  test('that the guardian may not revoke is told as a failure, with the command', async () => {
    const key = await newKey(policyWithout('kms:RevokeGrant'));
    const id = await grant(key);
    await stage.sandbox.idle();
    expect(stage.outcomes()).toEqual(['failed']);
    expect(mail()).toContain(`aws kms revoke-grant --region us-east-1`);
    expect(mail()).toContain(`--grant-id ${id}`);
  });

  test('stays beside no other: only the one that was made is revoked', async () => {
    const key = await newKey();
    const kept = await grant(key, { GranteePrincipal: `arn:aws:iam::${account}:role/KeyUser` });
    await grant(key);
    await stage.sandbox.idle();
    expect(await grantsOf(key)).toEqual([kept]);
  });
});

describe('the grant of an AWS service', () => {
  const restricted = (standard: Standard): Standard => {
    const grants = {
      grantees: ['role/KeyUser'],
      operations: ['Encrypt'],
      constraints: 'required',
      maximum: 1,
    } as const;
    return { ...standard, classes: [], defaults: { ...standard.defaults, grants } };
  };
  beforeEach(async () => {
    await stage.stop();
    stage = await startStage(restricted);
  });

  test.each([
    [
      'EBS, for a volume',
      'ec2.amazonaws.com',
      { GranteePrincipal: `arn:aws:sts::${account}:assumed-role/aws:ec2-infrastructure/i-5d476fab` },
    ],
    [
      'DynamoDB, for a table',
      'dynamodb.amazonaws.com',
      { GranteePrincipal: 'dynamodb.us-east-1.amazonaws.com' },
    ],
    [
      'AWS Lambda, for the role of a function',
      'lambda.amazonaws.com',
      { GranteePrincipal: `arn:aws:sts::${account}:assumed-role/Orders/orders` },
    ],
  ])('is left alone, and not told: %s', async (_, service, request) => {
    const key = await newKey();
    const id = await grantThrough(service, key, request);
    expect(await grantsOf(key)).toEqual([id]);
    expect(stage.outcomes()).toEqual(['clean']);
    expect(stage.alerts()).toEqual([]);
  });

  test('is left alone where a person makes it for a service-linked role', async () => {
    const key = await newKey();
    const role = 'role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling';
    const id = await grant(key, { GranteePrincipal: `arn:aws:iam::${account}:${role}` });
    await stage.sandbox.idle();
    expect(await grantsOf(key)).toEqual([id]);
    expect(stage.alerts()).toEqual([]);
  });

  test('is not what Step Functions makes for whoever tells it to', async () => {
    const key = await newKey();
    await grantThrough('states.amazonaws.com', key, {
      GranteePrincipal: `arn:aws:iam::${account}:role/Other`,
    });
    expect(await grantsOf(key)).toEqual([]);
    expect(stage.outcomes()).toContain('remediated');
  });

  test('is not what a service makes for a stranger', async () => {
    const key = await newKey();
    await grantThrough('ec2.amazonaws.com', key, {
      GranteePrincipal: 'arn:aws:sts::444455556666:assumed-role/aws:ec2-infrastructure/i-5d476fab',
    });
    expect(await grantsOf(key)).toEqual([]);
  });

  test('is not what only looks like one: its name, its context, who may retire it, the user agent', async () => {
    const key = await newKey();
    await grant(key, {
      Name: 'ebs',
      GranteePrincipal: `arn:aws:iam::${account}:role/Other`,
      RetiringPrincipal: `arn:aws:sts::${account}:assumed-role/aws:ec2-infrastructure/i-5d476fab`,
      Constraints: { EncryptionContextSubset: { 'aws:ebs:id': 'vol-5cccfb4e' } },
    });
    stage.sandbox.deliver({ ...lastRecord(), userAgent: 'AWS Internal' });
    await stage.sandbox.idle();
    expect(await grantsOf(key)).toEqual([]);
  });
});

test('a grant for a service by a person is told, and left', async () => {
  const key = await newKey();
  const id = await grant(key, { GranteePrincipal: 'sns.amazonaws.com' });
  await stage.sandbox.idle();
  expect(await grantsOf(key)).toEqual([id]);
  expect(stage.outcomes()).toEqual(['alerted']);
});

test('a key with more grants than are read at once is counted whole', async () => {
  await stage.stop();
  stage = await startStage((standard) => ({
    ...standard,
    classes: [],
    defaults: { ...standard.defaults, grants: { ...standard.defaults.grants, maximum: 100 } },
  }));
  const key = await newKey();
  for (let made = 0; made < 101; made += 1)
    await grant(key, { GranteePrincipal: `arn:aws:iam::${account}:role/KeyUser` });
  stage.told.length = 0;
  stage.sandbox.deliver({ ...lastRecord(), eventID: 'b1a2c3d4-0000-4000-8000-000000000000' });
  await stage.sandbox.idle();
  expect(stage.findings()).toContainEqual(
    expect.objectContaining({ message: 'The key has 101 grants, and may have 100.' }),
  );
}, 60_000);

test('a grant on a key of another account is that account’s business, though KMS tells the caller’s too', async () => {
  const key = await newKey();
  stage.sandbox.faults.set({ events: { drop: 1, duplicate: 0, reorder: 0 } });
  await grant(key);
  const record = lastRecord();
  const theirs = `arn:aws:kms:us-east-1:444455556666:key/${key}`;
  stage.sandbox.deliver({
    ...record,
    resources: [{ ARN: theirs, accountId: '444455556666', type: 'AWS::KMS::Key' }],
    requestParameters: { ...(record.requestParameters as object), keyId: theirs },
  });
  await stage.sandbox.idle();
  expect(stage.told).toContainEqual(expect.objectContaining({ type: 'ignored', eventName: 'CreateGrant' }));
  expect(stage.outcomes()).toEqual([]);
});
