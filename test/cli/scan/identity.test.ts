import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { approved, type Stage, startStage, wide } from '../../guard/stage.ts';
import { BuiltCommand } from '../built-command.ts';
import { standard } from './scan-stage.ts';

jest.setTimeout(60_000);

let command: BuiltCommand;
let stage: Stage;
let arn: string;

beforeAll(async () => {
  command = await BuiltCommand.build();
  stage = await startStage();
  const id = await stage.createKey();
  arn = `arn:aws:kms:${stage.sandbox.region}:111122223333:key/${id}`;
}, 60_000);
afterAll(async () => {
  await stage?.stop();
  await command?.remove();
});

const nobody = {
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
  AWS_REGION: undefined,
  AWS_DEFAULT_REGION: undefined,
  AWS_PROFILE: undefined,
};

async function scan(args: readonly string[], environment: Readonly<Record<string, string | undefined>>) {
  const { code, out, err } = await command.run(
    ['scan', '--standard', standard, '--endpoint', stage.sandbox.endpoint, '--format', 'json', ...args],
    '',
    { ...nobody, ...environment },
  );
  return { code, err, scan: out === '' ? undefined : JSON.parse(out) };
}

describe('a profile', () => {
  let environment: Readonly<Record<string, string>>;
  beforeEach(async () => {
    const { accessKeyId, secretAccessKey } = stage.sandbox.callers.pipeline ?? {};
    const config = await command.file(
      'config',
      `[profile audit]\nregion = us-east-1\ncredential_process = ${process.execPath} ${command.folder}/give.mjs\n[profile half]\nregion = us-east-1\n`,
    );
    await command.file(
      'give.mjs',
      `import { appendFileSync } from 'node:fs';
       appendFileSync('${command.folder}/asked', 'x');
       console.log(JSON.stringify({ Version: 1, AccessKeyId: '${accessKeyId}', SecretAccessKey: '${secretAccessKey}', Expiration: new Date(Date.now() + 3600000).toISOString() }));`,
    );
    environment = {
      AWS_CONFIG_FILE: `${command.folder}/${config}`,
      AWS_SHARED_CREDENTIALS_FILE: `${command.folder}/none`,
    };
  });

  test('gives credentials and Region, by whichever way of the provider chain, and is asked once', async () => {
    await command.file('asked', '');
    const { scan: found } = await scan(['--profile', 'audit'], environment);
    expect(found).toMatchObject({ regions: ['us-east-1'], unread: [], totals: { keys: 1 } });
    const { readFile } = await import('node:fs/promises');
    expect(await readFile(`${command.folder}/asked`, 'utf8')).toBe('x');
  });

  test('comes before what the environment holds; AWS_PROFILE only where it holds nothing', async () => {
    const outsider = {
      AWS_ACCESS_KEY_ID: stage.sandbox.callers.outsider?.accessKeyId,
      AWS_SECRET_ACCESS_KEY: stage.sandbox.callers.outsider?.secretAccessKey,
      AWS_REGION: 'us-east-1',
    };
    const given = await scan(['--profile', 'audit'], { ...environment, ...outsider });
    expect(given.scan.totals.keys).toBe(1);
    const both = await scan([], { ...environment, ...outsider, AWS_PROFILE: 'audit' });
    expect(both.scan.totals.keys).toBe(0);
    const alone = await scan([], { ...environment, AWS_PROFILE: 'audit' });
    expect(alone.scan.totals.keys).toBe(1);
  });

  test('that holds no credentials ends with 2, and not in those of somebody else', async () => {
    const { accessKeyId, secretAccessKey } = stage.sandbox.callers.pipeline ?? {};
    const { code, err } = await scan(['--profile', 'half'], {
      ...environment,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    });
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/The profile half gives no credentials: .*sso login/),
    ]);
  });
});

describe('--table', () => {
  const pipeline = () => ({
    AWS_ACCESS_KEY_ID: stage.sandbox.callers.pipeline?.accessKeyId,
    AWS_SECRET_ACCESS_KEY: stage.sandbox.callers.pipeline?.secretAccessKey,
    AWS_REGION: 'us-east-1',
  });
  const rules = async (...args: readonly string[]) => {
    const { scan: found } = await scan(args, pipeline());
    return found.keys.find((key: { arn: string }) => key.arn === arn).rules;
  };

  test('compares each key with its baseline', async () => {
    await stage.sandbox.faults.set({ events: { drop: 1_000, duplicate: 0, reorder: 0 } });
    await stage.put(arn, wide());
    expect(await rules()).not.toContain('policy-drift');
    expect(await rules('--table', stage.sandbox.table)).toContain('policy-drift');
    await stage.put(arn, approved());
    expect(await rules('--table', stage.sandbox.table)).not.toContain('policy-drift');
  });

  test('a key of which nothing is approved is judged by the standard alone', async () => {
    await stage.sandbox.faults.set({ events: { drop: 1_000, duplicate: 0, reorder: 0 } });
    await stage.as('pipeline').send(new CreateKeyCommand({ Policy: wide() }));
    const { scan: found } = await scan(['--table', stage.sandbox.table], pipeline());
    expect(found.totals).toMatchObject({ keys: 2, unread: 0 });
  });
});
