import { join } from 'node:path';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  EnableKeyRotationCommand,
  KMSClient,
  type Tag,
} from '@aws-sdk/client-kms';
import { document, governedPolicy } from '../../../cli/demo/key-policy.ts';
import { startIdleSandbox } from '../../sandbox/idle-sandbox.ts';
import { type BuiltCommand, root } from '../built-command.ts';

export const account = '111122223333';
export const standard = join(root, 'standard.yaml');

/** A policy that keeps to the example's standard. */
export const governed = () => document(governedPolicy(account));

/** The same, which lets a stranger decrypt. */
export const open = () =>
  document([
    ...governedPolicy(account),
    {
      Sid: 'Open',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      Action: 'kms:Decrypt',
      Resource: '*',
    },
  ]);

/** The same, which shuts the pipeline out of some reads. */
export const shut = (...actions: readonly string[]) =>
  document([
    ...governedPolicy(account),
    {
      Sid: 'Shut',
      Effect: 'Deny',
      Principal: { AWS: `arn:aws:iam::${account}:role/Deploy` },
      Action: actions,
      Resource: '*',
    },
  ]);

type NewKey = {
  readonly policy?: string;
  readonly rotates?: boolean;
  readonly alias?: string;
  readonly tags?: readonly Tag[];
  readonly region?: string;
};

export type ScanStage = Awaited<ReturnType<typeof startScanStage>>;

/** A sandbox that nobody guards, with keys that its pipeline scans. */
export async function startScanStage() {
  const { sandbox } = await startIdleSandbox();
  const clients: KMSClient[] = [];
  const kms = (caller: string, region = sandbox.region) => {
    const credentials = sandbox.callers[caller];
    if (credentials === undefined) throw new Error(`no caller ${caller}`);
    const client = new KMSClient({ endpoint: sandbox.endpoint, region, credentials });
    clients.push(client);
    return client;
  };
  const environment = {
    AWS_ACCESS_KEY_ID: sandbox.callers.pipeline?.accessKeyId,
    AWS_SECRET_ACCESS_KEY: sandbox.callers.pipeline?.secretAccessKey,
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_REGION: undefined,
    AWS_DEFAULT_REGION: undefined,
  };
  return {
    sandbox,
    kms,
    /** What the pipeline has in its environment. */
    environment,
    /** Creates a key and gives its ARN; one that complies, where nothing else is said. */
    async newKey({ policy = governed(), rotates = true, alias, tags = [], region }: NewKey = {}) {
      const client = kms('root', region);
      const { KeyMetadata } = await client.send(new CreateKeyCommand({ Policy: policy, Tags: [...tags] }));
      const { Arn: arn = '', KeyId } = KeyMetadata ?? {};
      if (rotates) await client.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
      if (alias !== undefined)
        await client.send(new CreateAliasCommand({ TargetKeyId: arn, AliasName: alias }));
      return arn;
    },
    async stop() {
      for (const client of clients) client.destroy();
      await sandbox.stop();
    },
  };
}

/** Types `scan` as the pipeline; what is typed later comes before what is typed always. */
export function typing(command: BuiltCommand, stage: ScanStage) {
  return (
    args: readonly string[],
    environment: Readonly<Record<string, string | undefined>> = {},
    endpoint = stage.sandbox.endpoint,
  ) =>
    command.run(['scan', '--standard', standard, '--endpoint', endpoint, ...args], '', {
      ...stage.environment,
      ...environment,
    });
}
