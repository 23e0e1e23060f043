import {
  type CloudTrailClient,
  CreateTrailCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CreateGrantCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  type KMSClient,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import type { Outcome } from '../../shared/ledger/decision.ts';
import { document, governedPolicy, type StatementJson } from './key-policy.ts';

/** What a scene plays with: a client for each caller, the key, and what the sandbox can do beside. */
export type Stage = {
  readonly account: string;
  readonly as: (caller: string) => KMSClient;
  readonly trails: (caller: string) => CloudTrailClient;
  readonly keyId: () => string;
  readonly remember: (keyId: string) => void;
  /** Delivers the newest event of this name once more, as EventBridge may. */
  readonly deliverAgain: (eventName: string) => void;
};

/** One scene: what somebody does, and how it must end. */
export type Scene = {
  readonly name: string;
  readonly play: (stage: Stage) => Promise<void>;
  readonly event: string;
  readonly expected: Outcome;
  /** The remedying call that the key must have seen exactly so often. */
  readonly writes: number;
  /** The policy that must be live afterwards, where the scene changes what is approved. */
  readonly approves?: (account: string) => string;
};

const put = (stage: Stage, caller: string, statements: readonly StatementJson[]) =>
  stage
    .as(caller)
    .send(
      new PutKeyPolicyCommand({ KeyId: stage.keyId(), PolicyName: 'default', Policy: document(statements) }),
    );

const stranger = (account: string): readonly StatementJson[] => [
  ...governedPolicy(account),
  {
    Sid: 'Partner',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::444455556666:root' },
    Action: ['kms:Decrypt', 'kms:DescribeKey'],
    Resource: '*',
  },
];

const reviewed = (account: string): readonly StatementJson[] => [
  ...governedPolicy(account),
  {
    Sid: 'AuditorsLook',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: ['kms:DescribeKey', 'kms:GetKeyPolicy'],
    Resource: '*',
    Condition: { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/Auditor` } },
  },
];

/** The whole story, in order: each scene starts from the state the one before must have left. */
export const scenes: readonly Scene[] = [
  {
    name: 'A pipeline sets up a key as the governance model says',
    event: 'CreateKey',
    expected: 'adopted',
    writes: 0,
    approves: (account) => document(governedPolicy(account)),
    async play(stage) {
      const Policy = document(governedPolicy(stage.account));
      const kms = stage.as('pipeline');
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy, Description: 'payments' }));
      stage.remember(KeyMetadata?.KeyId ?? '');
      await kms.send(new EnableKeyRotationCommand({ KeyId: stage.keyId(), RotationPeriodInDays: 180 }));
    },
  },
  {
    name: 'The owner adds a stranger’s account to the key policy',
    event: 'PutKeyPolicy',
    expected: 'remediated',
    writes: 1,
    play: async (stage) => void (await put(stage, 'owner', stranger(stage.account))),
  },
  {
    name: 'The owner helps itself to Decrypt',
    event: 'PutKeyPolicy',
    expected: 'remediated',
    writes: 1,
    async play(stage) {
      const statements = governedPolicy(stage.account).map((statement) =>
        statement.Sid === 'OwnersSetThePolicy'
          ? { ...statement, Action: ['kms:GetKeyPolicy', 'kms:PutKeyPolicy', 'kms:Decrypt'] }
          : statement,
      );
      await put(stage, 'owner', statements);
    },
  },
  {
    name: 'The root user schedules the key for deletion',
    event: 'ScheduleKeyDeletion',
    expected: 'remediated',
    writes: 2,
    async play(stage) {
      await stage
        .as('root')
        .send(new ScheduleKeyDeletionCommand({ KeyId: stage.keyId(), PendingWindowInDays: 7 }));
    },
  },
  {
    name: 'An administrator switches rotation off',
    event: 'DisableKeyRotation',
    expected: 'remediated',
    writes: 1,
    async play(stage) {
      await stage.as('administrator').send(new DisableKeyRotationCommand({ KeyId: stage.keyId() }));
    },
  },
  {
    name: 'An administrator disables the key',
    event: 'DisableKey',
    expected: 'remediated',
    writes: 1,
    async play(stage) {
      await stage.as('administrator').send(new DisableKeyCommand({ KeyId: stage.keyId() }));
    },
  },
  {
    name: 'The owner writes the same policy in another order',
    event: 'PutKeyPolicy',
    expected: 'clean',
    writes: 0,
    play: async (stage) => void (await put(stage, 'owner', governedPolicy(stage.account).toReversed())),
  },
  {
    name: 'The pipeline lets auditors look at the key',
    event: 'PutKeyPolicy',
    expected: 'adopted',
    writes: 0,
    approves: (account) => document(reviewed(account)),
    play: async (stage) => void (await put(stage, 'pipeline', reviewed(stage.account))),
  },
  {
    name: 'A stranger is added again, and the event comes twice',
    event: 'PutKeyPolicy',
    expected: 'remediated',
    writes: 1,
    async play(stage) {
      await put(stage, 'owner', stranger(stage.account));
      stage.deliverAgain('PutKeyPolicy');
    },
  },
  {
    name: 'The root user grants a stranger the use of the key',
    event: 'CreateGrant',
    expected: 'remediated',
    writes: 1,
    async play(stage) {
      await stage.as('root').send(
        new CreateGrantCommand({
          KeyId: stage.keyId(),
          GranteePrincipal: 'arn:aws:iam::444455556666:role/Partner',
          Operations: ['Decrypt'],
        }),
      );
    },
  },
  {
    name: 'A pipeline sets up a trail that logs every call',
    event: 'CreateTrail',
    expected: 'clean',
    writes: 0,
    async play(stage) {
      const trails = stage.trails('pipeline');
      await trails.send(
        new CreateTrailCommand({ Name: 'audit', S3BucketName: 'audit-logs', IsMultiRegionTrail: true }),
      );
      await trails.send(new StartLoggingCommand({ Name: 'audit' }));
    },
  },
  {
    name: 'An administrator stops the trail',
    event: 'StopLogging',
    expected: 'remediated',
    writes: 1,
    play: async (stage) =>
      void (await stage.trails('administrator').send(new StopLoggingCommand({ Name: 'audit' }))),
  },
];
