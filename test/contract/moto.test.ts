import { CreateTopicCommand } from '@aws-sdk/client-sns';
import { describe, test } from '@jest/globals';
import { clientsOf } from './clients.ts';
import { motoEndpoint } from './moto-endpoint.ts';
import { contractOf } from './suite.ts';
import type { Target } from './target.ts';

const region = 'us-east-1';
const anybody = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' };

/** moto takes any credentials, and keeps apart by account only those who assumed a role of another. */
async function startTarget(endpoint: string): Promise<Target> {
  const outsider = await assumeRole(endpoint, 'arn:aws:iam::444455556666:role/Outsider');
  const clients = clientsOf({ endpoint, region }, anybody, outsider);
  const { TopicArn } = await clients.sns.send(new CreateTopicCommand({ Name: clients.newName() }));
  return {
    ...clients,
    region,
    account: TopicArn?.split(':')[4] ?? '',
    stop: async () => clients.destroy(),
  };
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
async function assumeRole(endpoint: string, RoleArn: string) {
  const body = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn,
    RoleSessionName: 'contract',
  });
  const scope = `${anybody.accessKeyId}/20260101/${region}/sts/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
  const answer = await (await fetch(endpoint, { method: 'POST', body, headers: { authorization } })).text();
  const at = (name: string) => {
    const value = new RegExp(`<${name}>([^<]+)</${name}>`).exec(answer)?.[1];
    if (value === undefined) throw new Error(`AssumeRole answered no ${name}: ${answer}`);
    return value;
  };
  return {
    accessKeyId: at('AccessKeyId'),
    secretAccessKey: at('SecretAccessKey'),
    sessionToken: at('SessionToken'),
  };
}

const endpoint = motoEndpoint(process.env);

describe('moto', () => {
  if (endpoint === undefined) test.skip('is asked by npm run test:moto, which starts it', () => {});
  else contractOf('moto', () => startTarget(endpoint));
});
