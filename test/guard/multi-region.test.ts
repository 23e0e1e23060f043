import {
  CreateKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  ReplicateKeyCommand,
} from '@aws-sdk/client-kms';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { approved, type Stage, startStage, wide } from './stage.ts';

let stage: Stage;
let replicas: Awaited<ReturnType<typeof replicaIn>>;
beforeEach(async () => {
  stage = await startStage();
  replicas = await replicaIn('eu-west-1');
});
afterEach(() => stage.stop());

/** A multi-Region key whose primary and replica, in another Region, have a policy of their own each. */
async function replicaIn(region: string) {
  const clientOf = (name: string, where: string) => {
    const { endpoint, callers } = stage.sandbox;
    const credentials = callers[name];
    if (!credentials) throw new Error(`no caller ${name}`);
    return new KMSClient({ endpoint, region: where, credentials, maxAttempts: 1 });
  };
  const put = (by: string, where: string, KeyId: string, Policy: string) =>
    clientOf(by, where).send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }));
  const live = async (where: string, KeyId: string) =>
    (await clientOf('owner', where).send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }))).Policy;
  const primary = clientOf('root', stage.sandbox.region);
  const { KeyMetadata } = await primary.send(new CreateKeyCommand({ MultiRegion: true, Policy: approved() }));
  const key = KeyMetadata?.KeyId ?? '';
  await primary.send(new ReplicateKeyCommand({ KeyId: key, ReplicaRegion: region, Policy: approved() }));
  await put('pipeline', region, key, approved());
  await stage.sandbox.idle();
  return { key, region, put, live };
}

test('a replica’s policy is restored in its own Region, and the primary’s left alone', async () => {
  const { key, region, put, live } = replicas;
  stage.told.length = 0;
  await put('owner', region, key, wide());
  await stage.sandbox.idle();
  expect(await live(region, key)).toBe(approved());
  expect(await live(stage.sandbox.region, key)).toBe(approved());
  const decided = stage.told.flatMap((each) => (each.type === 'decision' ? each : []));
  expect(decided.map(({ outcome }) => outcome)).toEqual(['remediated', 'clean']);
  expect(decided[0]?.arn).toContain(`:${region}:`);
});

test('the primary’s is restored in its Region, whatever the replica’s is', async () => {
  const { key, region, put, live } = replicas;
  const narrowed = approved().replace('"kms:GenerateDataKey",', '');
  await put('pipeline', region, key, narrowed);
  await put('owner', stage.sandbox.region, key, wide());
  await stage.sandbox.idle();
  expect(await live(stage.sandbox.region, key)).toBe(approved());
  expect(await live(region, key)).toBe(narrowed);
});
