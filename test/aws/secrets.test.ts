import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { readSecret, type SecretEdges, secretEdges } from '../../shared/aws/secrets.ts';
import type { Environment } from '../../shared/aws/settings.ts';
import { startIdleSandbox } from '../sandbox/idle-sandbox.ts';

let sandbox: Sandbox;
let environment: Environment;
let time: number;
let edges: SecretEdges;

beforeAll(async () => {
  ({ sandbox, environment } = await startIdleSandbox());
});

afterAll(() => sandbox.stop());

beforeEach(() => {
  time = 1_000_000;
  edges = secretEdges(environment, () => time);
});

const minutes = (count: number) => count * 60_000;

/** How it is refused, all that there is to see of it. */
async function refusal(reference: string, by: SecretEdges = edges) {
  const error: unknown = await readSecret(reference, by).then(
    () => undefined,
    (reason) => reason,
  );
  if (!(error instanceof Error)) throw new Error('the secret was read');
  return { error, all: `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}` };
}

describe('A secret', () => {
  test.each([
    ['of Secrets Manager by name', 'team/by-name', 'team/by-name'],
    ['of Parameter Store', '/team/by-path', 'ssm:/team/by-path'],
  ])('%s is read', async (_, name, reference) => {
    sandbox.secrets.set(name, '{"botToken":"xoxb-1"}');
    expect(await readSecret(reference, edges)).toEqual({ botToken: 'xoxb-1' });
  });

  test('of another Region is read there, by its ARN', async () => {
    const arn = sandbox.secrets.set('team/by-arn', '{"a":"b"}');
    const elsewhere = secretEdges({ ...environment, AWS_REGION: 'eu-west-1' }, () => time);
    expect(await readSecret(arn, elsewhere)).toEqual({ a: 'b' });
    await expect(readSecret('team/by-arn', elsewhere)).rejects.toMatchObject({ code: 'SECRET_NOT_FOUND' });
  });

  test('is read again after five minutes, and not before', async () => {
    sandbox.secrets.set('team/kept', '{"a":"first"}');
    await readSecret('team/kept', edges);
    sandbox.secrets.set('team/kept', '{"a":"second"}');
    time += minutes(5) - 1;
    expect(await readSecret('team/kept', edges)).toEqual({ a: 'first' });
    time += 1;
    expect(await readSecret('team/kept', edges)).toEqual({ a: 'second' });
  });

  test('is kept by its reference', async () => {
    sandbox.secrets.set('team/one', '{"a":"one"}');
    sandbox.secrets.set('team/two', '{"a":"two"}');
    expect(await Promise.all(['team/one', 'team/two'].map((name) => readSecret(name, edges)))).toEqual([
      { a: 'one' },
      { a: 'two' },
    ]);
  });

  test('is read once for two who ask at the same time', async () => {
    sandbox.secrets.set('team/together', '{"a":"b"}');
    const [one, two] = await Promise.all([
      readSecret('team/together', edges),
      readSecret('team/together', edges),
    ]);
    expect(one).toBe(two);
  });

  test('that could not be read is read again at once', async () => {
    await expect(readSecret('team/late', edges)).rejects.toMatchObject({ code: 'SECRET_NOT_FOUND' });
    sandbox.secrets.set('team/late', '{"a":"b"}');
    expect(await readSecret('team/late', edges)).toEqual({ a: 'b' });
  });
});

describe('An error names the reference and what to do, and nothing that is in the secret:', () => {
  test.each(['team/none', 'ssm:/team/none'])('%s is not there', async (reference) => {
    expect((await refusal(reference)).error).toMatchObject({
      name: 'SecretError',
      code: 'SECRET_NOT_FOUND',
      reference,
      message: `The secret ${reference} is not there, or has no value yet; put one there, in the Region and account of the function, or correct the reference.`,
    });
  });

  test.each([
    ['a bare token', 'xoxb-hidden'],
    ['JSON that was cut off', '{"botToken":"xoxb-hidden"'],
    ['a list', '["xoxb-hidden"]'],
    ['a text of JSON', '"xoxb-hidden"'],
    ['nothing', 'null'],
    ['a field that is no text', '{"xoxb-hidden":{"botToken":"xoxb-hidden"}}'],
  ])('%s', async (_, text) => {
    sandbox.secrets.set('team/broken', text);
    const { error, all } = await refusal('team/broken');
    expect(error).toMatchObject({
      code: 'SECRET_INVALID',
      message:
        'The secret team/broken is no JSON object whose values are all texts; write it as {"name": "text"}.',
    });
    expect(all).not.toContain('hidden');
  });

  test.each([
    ['team/denied', 'secretsmanager:GetSecretValue'],
    ['ssm:/team/denied', 'ssm:GetParameter'],
  ])('%s may not be read', async (reference, action) => {
    const denied = await answering(400, '{"__type":"AccessDeniedException","message":"not for you"}');
    expect((await refusal(reference, denied.edges)).error).toMatchObject({
      code: 'SECRET_NOT_ALLOWED',
      message: `The secret ${reference} may not be read; allow the function's role ${action} on it, and kms:Decrypt where it is under a key of your own.`,
    });
    await denied.close();
  });

  test('what else the service says is repeated', async () => {
    const body = '{"__type":"InvalidRequestException","message":"It is scheduled for deletion."}';
    const gone = await answering(400, body);
    expect((await refusal('team/gone', gone.edges)).error).toMatchObject({
      code: 'SECRET_UNREADABLE',
      message: expect.stringContaining('InvalidRequestException: It is scheduled for deletion.'),
    });
    await gone.close();
  });

  test('an answer that cannot be read is not', async () => {
    const garbled = await answering(200, 'xoxb-hidden, "SecretString"');
    const { error, all } = await refusal('team/garbled', garbled.edges);
    expect(error).toMatchObject({ code: 'SECRET_UNREADABLE' });
    expect(all).not.toContain('hidden');
    await garbled.close();
  });

  test('a function without credentials is told so', async () => {
    const { AWS_ENDPOINT_URL, AWS_REGION } = environment;
    const nobody = secretEdges({ AWS_ENDPOINT_URL, AWS_REGION }, () => time);
    expect((await refusal('team/any', nobody)).error).toMatchObject({ code: 'MISSING_CREDENTIALS' });
    const nowhere = secretEdges({}, () => time);
    expect((await refusal('team/any', nowhere)).error).toMatchObject({ code: 'MISSING_REGION' });
  });

  test('a service that does not answer is told by the name of the fault', async () => {
    const nowhere = secretEdges({ ...environment, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, () => time);
    expect((await refusal('team/far', nowhere)).error).toMatchObject({
      code: 'SECRET_UNREADABLE',
      message: expect.stringContaining('see that the function reaches the service'),
    });
  });
});

/** A service that answers everything so. */
async function answering(status: number, body: string) {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    edges: secretEdges({ ...environment, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` }, () => time),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
