import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateGrantCommand,
  EnableKeyRotationCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
} from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { document, governedPolicy } from '../../cli/demo/key-policy.ts';
import { createDynamoLedger } from '../../shared/ledger/dynamodb/ledger.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Governance } from '../../shared/standard/standard.ts';
import { sweepers } from '../../shared/sweep/sweep.ts';
import { account, approved, type Stage, startStage, wide } from '../guard/stage.ts';

const at = () => new Date().toISOString();

let stage: Stage;
let dynamodb: DynamoDBClient;
let ledger: Ledger;
/** Starts with a standard in which keys settle at once, unless it is said otherwise. */
async function start(deletion: Partial<Governance['deletion']> = {}, settlingMinutes = 0) {
  stage = await startStage((standard) => {
    const { creation, ...defaults } = standard.defaults;
    return {
      ...standard,
      defaults: {
        ...defaults,
        creation: { ...creation, settlingMinutes },
        deletion: { ...defaults.deletion, ...deletion },
      },
    };
  });
  const { endpoint, region, table, callers } = stage.sandbox;
  const credentials = callers.guardian ?? { accessKeyId: '', secretAccessKey: '' };
  dynamodb = new DynamoDBClient({ endpoint, region, credentials });
  ledger = createDynamoLedger({ client: dynamodb, table });
}
async function stop() {
  dynamodb.destroy();
  await stage.stop();
}
async function restart(...how: Parameters<typeof start>) {
  await stop();
  await start(...how);
}
beforeEach(() => start());
afterEach(stop);

/** The approved policy, by which administrators make grants. */
const grantable = () =>
  document(
    governedPolicy(account).map((statement) =>
      statement.Sid === 'AdministratorsManage'
        ? { ...statement, Action: [...(statement.Action as readonly string[]), 'kms:CreateGrant'] }
        : statement,
    ),
  );

/** What is done while this runs, no event tells of. */
async function unheard<T>(work: () => Promise<T>): Promise<T> {
  stage.sandbox.faults.set({ events: { drop: 1_000, duplicate: 0, reorder: 0 } });
  const done = await work();
  stage.sandbox.faults.set({});
  return done;
}

/** A key that nothing is known of. */
const unseenKey = (policy = approved(), isRotated = true) =>
  unheard(async () => {
    const key = await stage.createKey('pipeline', policy);
    if (isRotated) await stage.as('pipeline').send(new EnableKeyRotationCommand({ KeyId: key }));
    return key;
  });

const arnOf = (key: string) => `arn:aws:kms:${stage.sandbox.region}:${account}:key/${key}`;

async function sweep(id = 'one') {
  const order = { 'kms-guardian': 'sweep', id, at: at() };
  stage.sandbox.queues.SweepQueue?.send(JSON.stringify(order), { groupId: 'sweep' });
  await stage.sandbox.idle();
}

const decisions = () => stage.told.flatMap((each) => (each.type === 'decision' ? each : []));

describe('what real time missed is found by the sweep', () => {
  test('a policy that was opened is put back, once, and told', async () => {
    const key = await stage.createKey();
    await unheard(() => stage.put(key, wide()));
    stage.told.length = 0;
    await sweep();
    expect(await stage.livePolicy(key)).toBe(approved());
    expect(stage.steps().map(({ step }) => step.kind)).toEqual(['put-key-policy', 'enable-key-rotation']);
    expect(stage.alerts().map(({ headline }) => headline)).toContainEqual(
      expect.stringMatching(/^Reverted: the sweep found key .* as it must not be$/),
    );
    await sweep('two');
    expect(stage.steps()).toHaveLength(2);
  });

  test('a tag that counts is taken away again', async () => {
    const key = await stage.createKey();
    await unheard(() => {
      const Tags = [{ TagKey: 'data-class', TagValue: 'customer' }];
      return stage.as('administrator').send(new TagResourceCommand({ KeyId: key, Tags }));
    });
    stage.told.length = 0;
    await sweep();
    expect(stage.steps().map(({ step }) => step.kind)).toContain('untag-key');
  });

  test('a grant to a stranger is told, and left to people: no event says who made it', async () => {
    const key = await stage.createKey('pipeline', grantable());
    await unheard(() =>
      stage.as('administrator').send(
        new CreateGrantCommand({
          KeyId: key,
          GranteePrincipal: 'arn:aws:iam::444455556666:role/Outsider',
          Operations: ['Decrypt'],
        }),
      ),
    );
    stage.told.length = 0;
    await sweep();
    const grants = decisions().find(({ changeId }) => changeId === 'sweep-grants-one');
    expect(grants).toMatchObject({ arn: arnOf(key), outcome: 'alerted' });
    expect(stage.steps().map(({ step }) => step.kind)).not.toContain('revoke-grant');
  });

  test('a key that is to be deleted is told, since nobody knows by whom', async () => {
    const key = await stage.createKey();
    await unheard(() =>
      stage.as('administrator').send(new ScheduleKeyDeletionCommand({ KeyId: key, PendingWindowInDays: 30 })),
    );
    stage.told.length = 0;
    await sweep();
    const decision = decisions().find(({ changeId }) => changeId === 'sweep-lifecycle-one');
    expect(decision).toMatchObject({ arn: arnOf(key), outcome: 'alerted' });
    expect(stage.steps()).toEqual([]);
  });

  test('a key that nobody may delete is saved', async () => {
    await restart({ protected: true });
    const key = await stage.createKey();
    await unheard(() =>
      stage.as('administrator').send(new ScheduleKeyDeletionCommand({ KeyId: key, PendingWindowInDays: 7 })),
    );
    stage.told.length = 0;
    await sweep();
    expect(stage.steps().map(({ step }) => step.kind)).toContain('cancel-key-deletion');
  });
});

describe('the first baseline', () => {
  test('of a key that complies is taken, as found by the sweep', async () => {
    const key = await unseenKey();
    await sweep();
    expect(await ledger.baseline(arnOf(key))).toMatchObject({
      version: 1,
      policy: approved(),
      state: 'Enabled',
      stateAsFound: true,
      by: { kind: 'service', service: 'sweep' },
      why: 'nothing was approved before, and the key complies as found by the sweep',
      changeId: expect.stringMatching(/^sweep-\w+-one$/),
    });
    expect(await ledger.baselines(arnOf(key))).toHaveLength(1);
    expect(stage.alerts()).toEqual([]);
    await sweep('two');
    expect(await ledger.baselines(arnOf(key))).toHaveLength(1);
    await stage.put(key, wide());
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(approved());
  });

  test('of a key that breaks any rule waits until that is put right', async () => {
    const key = await unseenKey(approved(), false);
    await sweep();
    expect(stage.findings().map(({ rule }) => rule)).toContain('rotation-enabled');
    await sweep('two');
    expect(await ledger.baselines(arnOf(key))).toMatchObject([{ rotation: { kind: 'enabled' } }]);
  });

  test('of a key that was just created waits for its event, which may be late', async () => {
    await restart({}, 15);
    const key = await unseenKey();
    await sweep();
    expect(await ledger.baseline(arnOf(key))).toBeUndefined();
  });

  test('of a key whose policy does not comply is not taken', async () => {
    const key = await unseenKey(wide());
    stage.told.length = 0;
    await sweep();
    expect(stage.findings().map(({ rule }) => rule)).toContain('trusted-accounts');
    expect(stage.alerts()).not.toEqual([]);
    for (const baseline of await ledger.baselines(arnOf(key)))
      expect(baseline.policy).not.toContain('444455556666');
  });
});

describe('a key that cannot be read', () => {
  const shut = () => {
    const iam = `arn:aws:iam::${account}:role/kms-guardian/*`;
    return document([
      ...governedPolicy(account),
      {
        Sid: 'NoGuardian',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: ['kms:DescribeKey', 'kms:GetKeyPolicy'],
        Resource: '*',
        Condition: { ArnLike: { 'aws:PrincipalArn': iam } },
      },
    ]);
  };

  test('is told, is never in order, and stops nothing else', async () => {
    const hidden = await unseenKey(shut());
    const other = await unseenKey();
    await sweep();
    const of = (key: string) => decisions().filter(({ arn }) => arn === arnOf(key));
    expect(new Set(of(hidden).map(({ outcome }) => outcome))).toEqual(new Set(['failed']));
    expect(of(hidden)).toHaveLength(sweepers.length);
    expect(await ledger.baseline(arnOf(hidden))).toBeUndefined();
    expect(await ledger.baseline(arnOf(other))).toBeDefined();
    expect(stage.alerts()[0]?.headline).toMatch(/^NOT JUDGED: the sweep could not read key /);
  });

  test('whatever the reason, is told at the last try and not only in a dead-letter queue', async () => {
    const key = await unseenKey();
    stage.sandbox.faults.set({
      errors: [{ operation: 'GetKeyPolicy', code: 'KMSInternalException', times: 10_000 }],
    });
    await sweep();
    expect(decisions().map(({ arn, outcome }) => [arn, outcome])).toEqual(
      sweepers.map(() => [arnOf(key), 'failed']),
    );
    expect(stage.alerts()[0]?.headline).toMatch(/^NOT JUDGED: the sweep could not read key /);
    expect(stage.sandbox.queues.PolicySweepDeadLetterQueue?.size).toBe(0);
  }, 60_000);
});

describe('nothing is decided twice', () => {
  test.each([
    ['a sweep dies between two requests', 'SendMessageBatch'],
    ['a function dies over a key', 'UpdateItem'],
    ['a function dies when it has put a key right', 'PutKeyPolicy'],
  ])(
    'where %s',
    async (_, operation) => {
      const keys = await Promise.all([1, 2, 3].map(() => stage.createKey()));
      await unheard(() => Promise.all(keys.map((key) => stage.put(key, wide()))));
      stage.told.length = 0;
      stage.sandbox.faults.set({ crashAfter: [{ operation, times: 1 }] });
      await sweep();
      const looks = decisions().map(({ arn, changeId }) => `${arn} ${changeId}`);
      const ofSweep = looks.filter((look) => look.endsWith('-one'));
      expect(new Set(ofSweep).size).toBe(keys.length * sweepers.length);
      for (const key of keys) {
        expect(await stage.livePolicy(key)).toBe(approved());
        const history = (await ledger.decision(arnOf(key), 'sweep-policy-one'))?.outcome;
        expect(history).toBe('remediated');
      }
      for (const key of keys) {
        const now = Date.now();
        const lease = await ledger.acquireLease(arnOf(key), 'test', now, now + 1_000);
        // The breaker counts what was put right: each key once for its policy and once for its rotation.
        const by = lease?.history.remediations.map(({ changeId }) => changeId).sort();
        expect(by).toEqual(['sweep-policy-one', 'sweep-rotation-one']);
      }
    },
    60_000,
  );

  test('where the same sweep is ordered again', async () => {
    const key = await stage.createKey();
    await unheard(() => stage.put(key, wide()));
    await sweep();
    const before = { steps: stage.steps().length, decisions: decisions().length };
    const again = { 'kms-guardian': 'sweep', id: 'one', at: at(), again: true };
    stage.sandbox.queues.SweepQueue?.send(JSON.stringify(again), { groupId: 'sweep' });
    await stage.sandbox.idle();
    expect({ steps: stage.steps().length, decisions: decisions().length }).toEqual(before);
    expect(stage.told.filter(({ type }) => type === 'sweep-ended')).toHaveLength(2);
  });
});
