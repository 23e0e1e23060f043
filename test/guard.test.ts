import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { document, governedPolicy } from '../cli/demo/key-policy.ts';
import { startGuardedSandbox, type Told } from '../cli/guarded-sandbox.ts';
import { exampleStandard, readStandard } from '../cli/standard-file.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

let sandbox: Sandbox;
let told: Told[];
let clients: KMSClient[];

beforeEach(async () => {
  told = [];
  clients = [];
  sandbox = await startGuardedSandbox({
    standard: await readStandard(exampleStandard),
    report: (each) => told.push(each),
    log: () => {},
  });
});

afterEach(async () => {
  for (const client of clients) client.destroy();
  await sandbox.stop();
});

const as = (name: string) => {
  const caller = sandbox.callers[name];
  if (!caller) throw new Error(`no caller ${name}`);
  const client = new KMSClient({ endpoint: sandbox.endpoint, region: sandbox.region, credentials: caller });
  clients.push(client);
  return client;
};

const approved = () => document(governedPolicy('111122223333'));
const wide = () =>
  document([
    ...governedPolicy('111122223333'),
    {
      Sid: 'Open',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      Action: 'kms:Decrypt',
      Resource: '*',
    },
  ]);

const createKey = async (by = 'pipeline', Policy = approved()) => {
  const { KeyMetadata } = await as(by).send(new CreateKeyCommand({ Policy }));
  await sandbox.idle();
  return KeyMetadata?.KeyId ?? '';
};

const put = (KeyId: string, Policy: string, by = 'owner') =>
  as(by).send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }));

const livePolicy = async (KeyId: string) =>
  (await as('owner').send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }))).Policy;

const outcomes = () => told.flatMap((each) => (each.type === 'decision' ? each.outcome : []));
const steps = () => told.flatMap((each) => (each.type === 'step' ? each.result : []));
const alerts = () => told.filter((each) => each.type === 'alert');

describe('the guard', () => {
  test('a widened policy is back, told once on each channel', async () => {
    const key = await createKey();
    await put(key, wide());
    await sandbox.idle();
    expect(await livePolicy(key)).toBe(approved());
    expect(alerts()).toMatchObject([{ ok: true }, { ok: true }]);
  });

  test('its own writes come back as receipts, and cause nothing', async () => {
    const key = await createKey();
    await put(key, wide());
    await sandbox.idle();
    expect(outcomes()).toEqual(['adopted', 'remediated', 'clean']);
  });

  test('the same event ten times at once is one revert and one telling', async () => {
    const key = await createKey();
    await put(key, wide());
    const record = sandbox.records.findLast(({ eventName }) => eventName === 'PutKeyPolicy');
    for (let again = 0; again < 9 && record; again += 1) sandbox.deliver(record);
    await sandbox.idle();
    expect(steps()).toHaveLength(1);
    expect(alerts()).toHaveLength(2);
  }, 20_000);

  test('a key that was created public has no baseline to go back to, and that is told', async () => {
    const open = document([
      ...governedPolicy('111122223333'),
      { Sid: 'Open', Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' },
    ]);
    const key = await createKey('pipeline', open);
    expect(outcomes()).toEqual(['failed']);
    expect(alerts()).toHaveLength(2);
    expect(await livePolicy(key)).toBe(open);
  });

  test('an attacker who is quicker than the first look does not get its policy approved', async () => {
    const pipeline = as('pipeline');
    const owner = as('owner');
    const { KeyMetadata } = await pipeline.send(new CreateKeyCommand({ Policy: approved() }));
    const KeyId = KeyMetadata?.KeyId ?? '';
    await owner.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: wide() }));
    await sandbox.idle();
    expect(await livePolicy(KeyId)).toBe(approved());
  });

  test('a key whose policy shuts the guardian out is told as a failure', async () => {
    const withoutGuardian = governedPolicy('111122223333').filter(({ Sid }) => Sid !== 'GuardianPutsRight');
    const key = await createKey();
    await put(key, document(withoutGuardian));
    await sandbox.idle();
    expect(outcomes()).toEqual(['adopted', 'failed']);
    expect(alerts()).toHaveLength(2);
  });

  test('what is no CloudTrail record ends in the dead-letter queue, and stops nothing', async () => {
    const key = await createKey();
    sandbox.queues.PolicyQueue?.send('this is not JSON');
    await put(key, wide());
    await sandbox.idle();
    expect(await livePolicy(key)).toBe(approved());
    expect(sandbox.queues.PolicyDeadLetterQueue?.size).toBe(1);
  }, 60_000);

  test('of two wide policies in a row, the second put right with the first, both are told', async () => {
    const key = await createKey();
    sandbox.faults.set({ events: { drop: 0, duplicate: 0, reorder: 2 } });
    const owner = as('owner');
    await owner.send(new PutKeyPolicyCommand({ KeyId: key, PolicyName: 'default', Policy: wide() }));
    await owner.send(
      new PutKeyPolicyCommand({ KeyId: key, PolicyName: 'default', Policy: wide().replace('Decrypt', '*') }),
    );
    await sandbox.idle();
    expect(await livePolicy(key)).toBe(approved());
    expect(outcomes().filter((outcome) => outcome === 'remediated')).toHaveLength(1);
    expect(outcomes()).toContain('already-right');
    expect(steps()).toHaveLength(1);
  });

  test('a throttled revert is made when KMS lets it, and told once', async () => {
    const key = await createKey();
    await put(key, approved());
    await sandbox.idle();
    told.length = 0;
    const owner = as('owner');
    await owner.send(new PutKeyPolicyCommand({ KeyId: key, PolicyName: 'default', Policy: wide() }));
    sandbox.faults.set({ errors: [{ operation: 'PutKeyPolicy', code: 'ThrottlingException', times: 6 }] });
    await sandbox.idle();
    expect(await livePolicy(key)).toBe(approved());
    expect(alerts()).toHaveLength(2);
  }, 60_000);

  test.each(['GetKeyPolicy', 'PutKeyPolicy', 'PutItem', 'UpdateItem', 'Publish'])(
    'a crash after %s leaves the policy put right, and told',
    async (operation) => {
      const key = await createKey();
      const owner = as('owner');
      await owner.send(new PutKeyPolicyCommand({ KeyId: key, PolicyName: 'default', Policy: wide() }));
      sandbox.faults.set({ crashAfter: [{ operation, times: 1 }] });
      await sandbox.idle();
      expect(await livePolicy(key)).toBe(approved());
      expect(alerts().length).toBeGreaterThanOrEqual(2);
    },
    90_000,
  );

  test.each([
    ['of a key store that is gone', 'clean', { customKeyStoreId: 'cks-1234567890abcdef0' }],
    ['that does not say of what', 'recorded', {}],
  ])('a change %s ends in the ledger too', async (_, outcome, requestParameters) => {
    await createKey();
    const [creation] = sandbox.records;
    if (!creation) throw new Error('no record of the creation');
    sandbox.deliver({
      ...creation,
      eventID: 'b1a2c3d4-0000-4000-8000-000000000000',
      eventName: 'DisconnectCustomKeyStore',
      requestParameters,
      responseElements: null,
      resources: [],
    });
    await sandbox.idle();
    expect(outcomes()).toEqual(['adopted', outcome]);
  });

  test('a deletion and a disabling are undone', async () => {
    const key = await createKey();
    await as('root').send(new ScheduleKeyDeletionCommand({ KeyId: key, PendingWindowInDays: 7 }));
    await sandbox.idle();
    await as('administrator').send(new DisableKeyCommand({ KeyId: key }));
    await sandbox.idle();
    const { KeyMetadata } = await as('administrator').send(new DescribeKeyCommand({ KeyId: key }));
    expect(KeyMetadata?.KeyState).toBe('Enabled');
  });
});
