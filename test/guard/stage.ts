import { CreateKeyCommand, GetKeyPolicyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { document, governedPolicy } from '../../cli/demo/key-policy.ts';
import { startGuardedSandbox, type Told } from '../../cli/guarded-sandbox.ts';
import { exampleStandard, readStandard } from '../../cli/standard-file.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Standard } from '../../shared/standard/standard.ts';

export const account = '111122223333';

/** The approved policy of the keys on the stage, and the same with a stranger let in. */
export const approved = () => document(governedPolicy(account));
export const wide = () =>
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

/** A guarded sandbox, and what the guard tells of its work. */
export type Stage = Awaited<ReturnType<typeof startStage>>;

/** Starts a guarded sandbox with the example's standard, changed as asked. */
export async function startStage(change: (standard: Standard) => Standard = (each) => each) {
  const told: Told[] = [];
  const lines: string[] = [];
  const clients: KMSClient[] = [];
  const sandbox: Sandbox = await startGuardedSandbox({
    standard: change(await readStandard(exampleStandard)),
    report: (each) => told.push(each),
    log: (line) => lines.push(line),
  });
  /** KMS as one of the standard's roles: `owner`, `pipeline`, `administrator`, `root`. */
  const as = (name: string) => {
    const caller = sandbox.callers[name];
    if (!caller) throw new Error(`no caller ${name}`);
    const client = new KMSClient({
      endpoint: sandbox.endpoint,
      region: sandbox.region,
      credentials: caller,
      maxAttempts: 1,
    });
    clients.push(client);
    return client;
  };
  return {
    sandbox,
    told,
    /** All that the functions have logged. */
    log: () => lines.join('\n'),
    as,
    async createKey(by = 'pipeline', Policy = approved()) {
      const { KeyMetadata } = await as(by).send(new CreateKeyCommand({ Policy }));
      await sandbox.idle();
      return KeyMetadata?.KeyId ?? '';
    },
    put: (KeyId: string, Policy: string, by = 'owner') =>
      as(by).send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy })),
    livePolicy: async (KeyId: string) =>
      (await as('owner').send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }))).Policy,
    outcomes: () => told.flatMap((each) => (each.type === 'decision' ? each.outcome : [])),
    findings: () => told.flatMap((each) => (each.type === 'finding' ? each.finding : [])),
    steps: () => told.flatMap((each) => (each.type === 'step' ? each.result : [])),
    alerts: () => told.flatMap((each) => (each.type === 'alert' ? each : [])),
    async stop() {
      for (const client of clients) client.destroy();
      await sandbox.stop();
    },
  };
}
