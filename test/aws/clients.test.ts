import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { describe, expect, test } from '@jest/globals';
import { createClients } from '../../shared/aws/clients.ts';

const credentials = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' };

/** A server that answers every KMS call, and tells what was asked of it. */
async function kmsServer() {
  const headers: (string | undefined)[][] = [];
  const server = createServer((request, response) => {
    headers.push([request.headers.authorization, request.headers['x-amz-security-token']?.toString()]);
    request.resume();
    response
      .writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
      .end('{"KeyMetadata":{"KeyId":"k"}}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('clients', () => {
  test('go to the endpoint of the environment they were made from, signed with its credentials', async () => {
    const [one, two] = [await kmsServer(), await kmsServer()];
    const first = createClients({ AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: one.url, ...credentials });
    const second = createClients({
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL_KMS: two.url,
      AWS_ACCESS_KEY_ID: 'AKIAOTHER',
      AWS_SECRET_ACCESS_KEY: 'other',
      AWS_SESSION_TOKEN: 'token',
    });
    await first.kms('eu-west-1').send(new DescribeKeyCommand({ KeyId: 'k' }));
    await second.kms('us-east-1').send(new DescribeKeyCommand({ KeyId: 'k' }));
    expect(one.headers).toEqual([[expect.stringContaining('AKIAEXAMPLE/'), undefined]]);
    expect(two.headers).toEqual([[expect.stringMatching(/AKIAOTHER\/\d+\/us-east-1\/kms/), 'token']]);
    one.stop();
    two.stop();
  });

  test('of one Region are one, so that its connections are used again', () => {
    const { kms, sns } = createClients({ AWS_REGION: 'eu-west-1', ...credentials });
    expect(kms('eu-west-1')).toBe(kms('eu-west-1'));
    expect(kms('us-east-1')).not.toBe(kms('eu-west-1'));
    expect(sns()).toBe(sns());
  });

  test('take the Region from the environment, and refuse to guess one', async () => {
    const { dynamodb } = createClients({ AWS_DEFAULT_REGION: 'us-east-1', ...credentials });
    expect(await dynamodb.config.region()).toBe('us-east-1');
    expect(() => createClients(credentials)).toThrow(expect.objectContaining({ code: 'MISSING_REGION' }));
  });

  test('without credentials say which variable is missing', async () => {
    const { kms } = createClients({ AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE' });
    await expect(kms('eu-west-1').send(new DescribeKeyCommand({ KeyId: 'k' }))).rejects.toMatchObject({
      code: 'MISSING_CREDENTIALS',
      message: expect.stringContaining('AWS_SECRET_ACCESS_KEY'),
    });
  });

  test('can take credentials from elsewhere', async () => {
    const { dynamodb } = createClients({ AWS_REGION: 'eu-west-1' }, async () => ({
      accessKeyId: 'AKIAELSEWHERE',
      secretAccessKey: 'example',
    }));
    expect(await dynamodb.config.credentials()).toMatchObject({ accessKeyId: 'AKIAELSEWHERE' });
  });
});
