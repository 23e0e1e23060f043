import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, DescribeKeyCommand, DisableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { PublishBatchCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Caller } from '../../sandbox/caller.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { deploymentOf } from './deployment.ts';
import { standardOf } from './standard.ts';

const deployment = deploymentOf('policy', {
  source: 'aws.kms',
  detail: '{ eventName: [DisableKey], errorCode: [{ exists: false }] }',
  batchSize: 5,
});

let sandbox: Sandbox;
let environment: Readonly<Record<string, string>>;
let received: { eventName: string; keyId: string }[];
let changes: string[];
let meanwhile: () => Promise<void>;

beforeEach(async () => {
  received = [];
  changes = [];
  meanwhile = async () => {};
  sandbox = await startSandbox({
    standard: standardOf(),
    deployment,
    retryDelay: () => 0,
    failed: () => {},
    handlers(given) {
      environment = given;
      return {
        async policy({ Records }) {
          for (const { body } of Records) {
            const { detail } = JSON.parse(body);
            received.push({ eventName: detail.eventName, keyId: detail.requestParameters.keyId });
          }
          await meanwhile();
          return { batchItemFailures: [] };
        },
      };
    },
    report: ({ operation }) => changes.push(operation),
  });
});

afterEach(() => sandbox.stop());

function settings({ accessKeyId, secretAccessKey }: Pick<Caller, 'accessKeyId' | 'secretAccessKey'>) {
  const { endpoint, region } = sandbox;
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 };
}

function caller(name: string): Caller {
  const found = sandbox.callers[name];
  if (!found) throw new Error(`There is no caller ${name}.`);
  return found;
}

const kmsAs = (name: string) => new KMSClient(settings(caller(name)));

async function createKey(): Promise<string> {
  const { KeyMetadata } = await kmsAs('administrator').send(new CreateKeyCommand({}));
  return KeyMetadata?.KeyId ?? '';
}

const switchOn = (faults: object) =>
  fetch(`${sandbox.endpoint}/sandbox/faults`, { method: 'POST', body: JSON.stringify(faults) });

describe('In the sandbox', () => {
  test('a change made with the SDK reaches the function behind the matching rule, and no other call does', async () => {
    const KeyId = await createKey();
    await kmsAs('administrator').send(new DescribeKeyCommand({ KeyId }));
    await kmsAs('administrator').send(new DisableKeyCommand({ KeyId }));
    await sandbox.idle();
    expect(received).toHaveLength(1);
    expect(received[0]?.eventName).toBe('DisableKey');
    expect(changes).toEqual(['CreateKey', 'DisableKey']);
  });

  test('a record can be delivered again', async () => {
    const KeyId = await createKey();
    await kmsAs('administrator').send(new DisableKeyCommand({ KeyId }));
    const record = sandbox.records.findLast(({ eventName }) => eventName === 'DisableKey');
    sandbox.deliver(record ?? {});
    await sandbox.idle();
    expect(received).toHaveLength(2);
  });

  test('there is a caller for each role of the standard, the root user and an outsider', () => {
    const arns = Object.fromEntries(Object.entries(sandbox.callers).map(([name, { arn }]) => [name, arn]));
    expect(arns).toEqual({
      administrator: 'arn:aws:iam::111122223333:role/KeyAdministrator',
      owner: 'arn:aws:iam::111122223333:role/KeyOwner',
      user: 'arn:aws:iam::111122223333:role/KeyUser',
      guardian: 'arn:aws:iam::111122223333:role/kms-guardian/guardian',
      pipeline: 'arn:aws:iam::111122223333:role/Deploy',
      root: 'arn:aws:iam::111122223333:root',
      outsider: 'arn:aws:iam::444455556666:role/Outsider',
    });
    expect(sandbox.accounts).toEqual(['111122223333', '444455556666']);
  });

  test('another caller can be made, and must be a role, a user or a root user', async () => {
    const make = (arn: string) =>
      fetch(`${sandbox.endpoint}/sandbox/callers`, { method: 'POST', body: JSON.stringify({ arn }) });
    const made = (await (await make('arn:aws:iam::111122223333:user/alice')).json()) as Caller;
    const kms = new KMSClient(settings(made));
    await kms.send(new CreateKeyCommand({}));
    expect(sandbox.records[0]).toMatchObject({
      userIdentity: { arn: 'arn:aws:iam::111122223333:user/alice' },
    });
    const refused = await make('alice');
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: 'INVALID_CALLER' });
  });

  test('an unknown access key is refused as each service refuses it', async () => {
    const nobody = settings({ accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' });
    const describe = new KMSClient(nobody).send(new DescribeKeyCommand({ KeyId: 'k' }));
    await expect(describe).rejects.toThrow(expect.objectContaining({ name: 'UnrecognizedClientException' }));
    const publish = new SNSClient(nobody).send(new PublishCommand({ TopicArn: 'arn:x', Message: 'm' }));
    await expect(publish).rejects.toThrow(expect.objectContaining({ name: 'InvalidClientTokenId' }));
  });

  test('an error of KMS has its name and message at the client', async () => {
    const describe = kmsAs('administrator').send(
      new DescribeKeyCommand({ KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }),
    );
    await expect(describe).rejects.toThrow(expect.objectContaining({ name: 'NotFoundException' }));
  });

  test('KMS refuses a body that is no JSON', async () => {
    const { accessKeyId } = caller('administrator');
    const response = await fetch(sandbox.endpoint, {
      method: 'POST',
      headers: {
        'x-amz-target': 'TrentService.DescribeKey',
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261124/us-east-1/kms/aws4_request, SignedHeaders=host, Signature=x`,
      },
      body: '{',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'SerializationException' });
  });

  test('the table of the deployment is there', async () => {
    const dynamodb = new DynamoDBClient(settings(caller('guardian')));
    const TableName = environment.LEDGER_TABLE;
    await dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: 'a' }, n: { N: '1' } } }));
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: 'a' } } }));
    expect(Item).toEqual({ pk: { S: 'a' }, n: { N: '1' } });
  });

  test('the topic keeps what is published, with its attributes', async () => {
    const sns = new SNSClient(settings(caller('guardian')));
    const TopicArn = environment.ALERT_TOPIC_ARN;
    const MessageAttributes = { severity: { DataType: 'String', StringValue: 'high & <dry>' } };
    const { MessageId } = await sns.send(
      new PublishCommand({ TopicArn, Message: 'a+b é', MessageAttributes }),
    );
    expect(sandbox.sns.messages).toEqual([
      {
        messageId: MessageId,
        topicArn: TopicArn,
        message: 'a+b é',
        attributes: { severity: { type: 'String', value: 'high & <dry>' } },
      },
    ]);
    const { Successful } = await sns.send(
      new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [{ Id: '1', Message: 'c' }] }),
    );
    expect(Successful?.[0]).toMatchObject({ Id: '1', MessageId: sandbox.sns.messages[1]?.messageId });
  });

  test('SNS refuses a topic that is not there, and a message over 256 KB', async () => {
    const sns = new SNSClient(settings(caller('guardian')));
    const TopicArn = environment.ALERT_TOPIC_ARN;
    const nowhere = sns.send(new PublishCommand({ TopicArn: `${TopicArn}x`, Message: 'm' }));
    await expect(nowhere).rejects.toThrow(expect.objectContaining({ name: 'NotFoundException' }));
    const long = sns.send(new PublishCommand({ TopicArn, Message: 'm'.repeat(262_145) }));
    await expect(long).rejects.toThrow(expect.objectContaining({ name: 'InvalidParameterException' }));
    expect(sandbox.sns.messages).toEqual([]);
  });

  test('Slack takes a message, and refuses what Slack refuses', async () => {
    const post = async (body: string) => {
      const response = await fetch(sandbox.slackUrl, { method: 'POST', body });
      return [response.status, await response.text()];
    };
    const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
    expect(await post(JSON.stringify({ text: 'hello' }))).toEqual([200, 'ok']);
    expect(await post('hello')).toEqual([400, 'invalid_payload']);
    expect(await post('{}')).toEqual([400, 'no_text']);
    expect(await post(JSON.stringify({ blocks: [section('x'.repeat(3001))] }))).toEqual([
      400,
      'invalid_blocks',
    ]);
    expect(await post(JSON.stringify({ blocks: Array(51).fill(section('x')) }))).toEqual([
      400,
      'invalid_blocks',
    ]);
    const kept = await (await fetch(`${sandbox.endpoint}/slack/messages`)).json();
    expect(kept).toEqual({ messages: [{ text: 'hello' }] });
  });
});

describe('A fault', () => {
  test('throttles as often as it is told to', async () => {
    const KeyId = await createKey();
    await switchOn({ errors: [{ operation: 'DisableKey', code: 'ThrottlingException', times: 1 }] });
    const disable = () => kmsAs('administrator').send(new DisableKeyCommand({ KeyId }));
    await expect(disable()).rejects.toThrow(expect.objectContaining({ name: 'ThrottlingException' }));
    await disable();
    expect(changes).toEqual(['CreateKey', 'DisableKey']);
  });

  test('drops an event, or delivers it twice', async () => {
    const KeyId = await createKey();
    await switchOn({ events: { drop: 1 } });
    await kmsAs('administrator').send(new DisableKeyCommand({ KeyId }));
    await sandbox.idle();
    expect(received).toHaveLength(0);
    await switchOn({ events: { duplicate: 1 } });
    await kmsAs('administrator').send(new DisableKeyCommand({ KeyId }));
    await sandbox.idle();
    expect(received).toHaveLength(2);
  });

  test('delivers events last first', async () => {
    const [one, two] = [await createKey(), await createKey()];
    await switchOn({ events: { reorder: 2 } });
    for (const KeyId of [one, two]) await kmsAs('administrator').send(new DisableKeyCommand({ KeyId }));
    await sandbox.idle();
    expect(received.map(({ keyId }) => keyId.split('/').at(-1))).toEqual([two, one]);
  });

  test('answers a read as it was before', async () => {
    const KeyId = await createKey();
    const state = async () =>
      (await kmsAs('administrator').send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState;
    expect(await state()).toBe('Enabled');
    await kmsAs('administrator').send(new DisableKeyCommand({ KeyId }));
    await switchOn({ staleReads: 1 });
    expect(await state()).toBe('Enabled');
    expect(await state()).toBe('Disabled');
  });

  test('crashes a function after its call was carried out, and its message comes again', async () => {
    const KeyId = await createKey();
    const kms = new KMSClient({ ...settings(caller('guardian')), maxAttempts: 1 });
    meanwhile = async () => void (await kms.send(new CreateKeyCommand({})));
    await switchOn({ crashAfter: [{ operation: 'CreateKey' }] });
    await kmsAs('administrator').send(new DisableKeyCommand({ KeyId }));
    await sandbox.idle();
    expect(received).toHaveLength(2);
    expect(changes).toEqual(['CreateKey', 'DisableKey', 'CreateKey', 'CreateKey']);
  });

  test('that does not exist is refused by name', async () => {
    const response = await switchOn({ latency: 5 });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'INVALID_FAULTS',
      message: expect.stringContaining('latency'),
    });
  });
});
