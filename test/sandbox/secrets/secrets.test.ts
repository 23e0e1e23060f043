import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { startIdleSandbox } from '../idle-sandbox.ts';

let sandbox: Sandbox;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  ({ sandbox, environment } = await startIdleSandbox(() => Date.parse('2026-11-24T10:00:00.500Z')));
});

afterAll(() => sandbox.stop());

function settings(region: string) {
  const { accessKeyId = '', secretAccessKey = '' } = sandbox.callers.guardian ?? {};
  return {
    endpoint: sandbox.endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  };
}

const secret = (SecretId: string, region = 'us-east-1') =>
  new SecretsManagerClient(settings(region)).send(new GetSecretValueCommand({ SecretId }));

const parameter = (Name: string, WithDecryption: boolean, region = 'us-east-1') =>
  new SSMClient(settings(region)).send(new GetParameterCommand({ Name, WithDecryption }));

describe('Secrets Manager', () => {
  test('gives a secret by its name and by its ARN', async () => {
    const arn = sandbox.secrets.set('team/app', 'first');
    expect(arn).toMatch(/^arn:aws:secretsmanager:us-east-1:111122223333:secret:team\/app-\w{6}$/);
    for (const id of ['team/app', arn])
      expect(await secret(id)).toMatchObject({
        ARN: arn,
        Name: 'team/app',
        SecretString: 'first',
        VersionStages: ['AWSCURRENT'],
        CreatedDate: new Date('2026-11-24T10:00:00Z'),
      });
  });

  test('gives the newest version, under the same ARN', async () => {
    const arn = sandbox.secrets.set('team/rotated', 'first');
    const { VersionId } = await secret('team/rotated');
    expect(sandbox.secrets.set('team/rotated', 'second')).toBe(arn);
    const after = await secret('team/rotated');
    expect(after.SecretString).toBe('second');
    expect(after.VersionId).not.toBe(VersionId);
  });

  test('has no secret of another name, or in another Region', async () => {
    sandbox.secrets.set('team/here', 'first');
    const refused = {
      name: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret.",
    };
    await expect(secret('team/her')).rejects.toMatchObject(refused);
    await expect(secret('team/here', 'eu-west-1')).rejects.toMatchObject(refused);
  });

  test('holds what the guardian speaks in Slack with, under the name that its functions are given', async () => {
    const { SecretString = '' } = await secret(environment.SLACK_SECRET ?? '');
    expect(JSON.parse(SecretString)).toEqual({
      webhookUrl: sandbox.slackUrl,
      botToken: 'xoxb-sandbox',
      signingSecret: 'sandbox-signing-secret',
    });
  });
});

describe('Parameter Store', () => {
  test('gives a parameter in the clear only to who asks for that', async () => {
    sandbox.secrets.set('/team/app', 'first');
    const { Parameter } = await parameter('/team/app', true);
    expect(Parameter).toMatchObject({
      ARN: 'arn:aws:ssm:us-east-1:111122223333:parameter/team/app',
      Name: '/team/app',
      Type: 'SecureString',
      Value: 'first',
      Version: 1,
      LastModifiedDate: new Date('2026-11-24T10:00:00Z'),
    });
    expect((await parameter('/team/app', false)).Parameter?.Value).not.toContain('first');
  });

  test('has no parameter of another name, or in another Region', async () => {
    await expect(parameter('/team/ap', true)).rejects.toMatchObject({ name: 'ParameterNotFound' });
    await expect(parameter('/team/app', true, 'eu-west-1')).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
  });

  test('says that it has no other operation', async () => {
    const put = new PutParameterCommand({ Name: '/a', Value: 'b', Type: 'SecureString' });
    await expect(new SSMClient(settings('us-east-1')).send(put)).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: 'The sandbox has no Systems Manager operation PutParameter.',
    });
  });
});

test('Who has no access key is given nothing', async () => {
  const credentials = { accessKeyId: 'AKIAUNKNOWNUNKNOWN00', secretAccessKey: 'none' };
  const client = new SecretsManagerClient({ ...settings('us-east-1'), credentials });
  await expect(
    client.send(new GetSecretValueCommand({ SecretId: 'kms-guardian/slack' })),
  ).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
  });
});
