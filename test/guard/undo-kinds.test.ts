import {
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  ListGrantsCommand,
  ListResourceTagsCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-kms';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { document, governedPolicy } from '../../cli/demo/key-policy.ts';
import { account, type Stage, startStage } from './stage.ts';
import { lastChange, undoOnStage } from './undo-on-stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage((standard) => ({
    ...standard,
    defaults: {
      ...standard.defaults,
      labels: { ...standard.defaults.labels, protectedTags: ['team', 'cost'] },
    },
  }));
});
afterEach(() => stage.stop());

const more = [
  'GetKeyRotationStatus',
  'ListGrants',
  'CreateGrant',
  'RevokeGrant',
  'ListResourceTags',
  'UntagResource',
  'CreateAlias',
  'UpdateAlias',
  'DeleteAlias',
];
const policy = () =>
  document(
    governedPolicy(account).map((statement) =>
      statement.Sid === 'AdministratorsManage' || statement.Sid === 'PipelineDeploys'
        ? {
            ...statement,
            Action: [...(statement.Action as readonly string[]), ...more.map((a) => `kms:${a}`)],
          }
        : statement,
    ),
  );

const admin = () => stage.as('administrator');
const arnOf = (resource: string) => `arn:aws:kms:${stage.sandbox.region}:${account}:${resource}`;

/** Undoes the remediation of the newest call of an operation, and checks that the guard leaves it so. */
async function undoLast(operation: string, resource: string) {
  const change = lastChange(stage, operation);
  await stage.sandbox.idle();
  stage.told.length = 0;
  const undone = await undoOnStage(stage, change, arnOf(resource), { by: 'administrator' });
  expect(undone).toMatchObject({ outcome: 'undone' });
  expect(stage.steps()).toEqual([]);
  expect(stage.outcomes()).toContain('alerted');
}

const stateOf = async (KeyId: string) =>
  (await admin().send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState;

test('a deletion is scheduled again with the window it had', async () => {
  const key = await stage.createKey('pipeline', policy());
  await admin().send(new ScheduleKeyDeletionCommand({ KeyId: key, PendingWindowInDays: 9 }));
  await undoLast('ScheduleKeyDeletion', `key/${key}`);
  const { KeyMetadata } = await admin().send(new DescribeKeyCommand({ KeyId: key }));
  expect(KeyMetadata?.KeyState).toBe('PendingDeletion');
  const days = (Number(KeyMetadata?.DeletionDate) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(9);
});

test('a key is disabled again', async () => {
  const key = await stage.createKey('pipeline', policy());
  await admin().send(new DisableKeyCommand({ KeyId: key }));
  await undoLast('DisableKey', `key/${key}`);
  expect(await stateOf(key)).toBe('Disabled');
  await admin().send(new EnableKeyCommand({ KeyId: key }));
  await stage.sandbox.idle();
  expect(await stateOf(key)).toBe('Enabled');
});

test('rotation is off again, or has the period it had', async () => {
  const key = await stage.createKey('pipeline', policy());
  await stage.as('pipeline').send(new EnableKeyRotationCommand({ KeyId: key, RotationPeriodInDays: 180 }));
  await stage.sandbox.idle();
  const rotation = () => admin().send(new GetKeyRotationStatusCommand({ KeyId: key }));
  await admin().send(new DisableKeyRotationCommand({ KeyId: key }));
  await undoLast('DisableKeyRotation', `key/${key}`);
  expect((await rotation()).KeyRotationEnabled).toBe(false);

  await admin().send(new EnableKeyRotationCommand({ KeyId: key, RotationPeriodInDays: 2000 }));
  await undoLast('EnableKeyRotation', `key/${key}`);
  expect(await rotation()).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 2000 });
});

test('a grant is made again, with what it gave', async () => {
  const key = await stage.createKey('pipeline', policy());
  const grant = {
    GranteePrincipal: 'arn:aws:iam::444455556666:role/Outsider',
    Operations: ['Decrypt' as const, 'Encrypt' as const],
    Constraints: { EncryptionContextSubset: { app: 'a' } },
  };
  await admin().send(new CreateGrantCommand({ KeyId: key, ...grant }));
  await undoLast('CreateGrant', `key/${key}`);
  const { Grants } = await admin().send(new ListGrantsCommand({ KeyId: key }));
  expect(Grants).toMatchObject([grant]);
  // A grant that gives anything else is another matter.
  await admin().send(new CreateGrantCommand({ KeyId: key, ...grant, Operations: ['Decrypt'] }));
  await stage.sandbox.idle();
  expect((await admin().send(new ListGrantsCommand({ KeyId: key }))).Grants).toMatchObject([grant]);
});

test('tags have the values again that they were given, and those that were added are there', async () => {
  const { KeyMetadata } = await stage
    .as('pipeline')
    .send(new CreateKeyCommand({ Policy: policy(), Tags: [{ TagKey: 'team', TagValue: 'a' }] }));
  const key = KeyMetadata?.KeyId ?? '';
  await stage.sandbox.idle();
  const Tags = [
    { TagKey: 'team', TagValue: 'b' },
    { TagKey: 'cost', TagValue: 'none' },
  ];
  await admin().send(new TagResourceCommand({ KeyId: key, Tags }));
  await undoLast('TagResource', `key/${key}`);
  const tags = (await admin().send(new ListResourceTagsCommand({ KeyId: key }))).Tags ?? [];
  expect(tags).toHaveLength(2);
  expect(tags).toEqual(expect.arrayContaining(Tags));
});

test('an alias points again to where it was moved, or is gone again', async () => {
  const first = await stage.createKey('pipeline', policy());
  const second = await stage.createKey('pipeline', policy());
  const AliasName = 'alias/payments';
  await stage.as('pipeline').send(new CreateAliasCommand({ AliasName, TargetKeyId: first }));
  await stage.sandbox.idle();
  const target = async () =>
    (await admin().send(new DescribeKeyCommand({ KeyId: AliasName }))).KeyMetadata?.KeyId;
  await admin().send(new UpdateAliasCommand({ AliasName, TargetKeyId: second }));
  await undoLast('UpdateAlias', AliasName);
  expect(await target()).toBe(second);

  await admin().send(new DeleteAliasCommand({ AliasName }));
  await undoLast('DeleteAlias', AliasName);
  await expect(target()).rejects.toThrow(/not found/);
});
