import {
  CreateTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  type PublishCommandInput,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { type Case, ending, type Subject, type Target } from '../target.ts';

const newTopic = async ({ sns, newName }: Target) =>
  (await sns.send(new CreateTopicCommand({ Name: newName() }))).TopicArn ?? '';

const taking = (name: string, input: Omit<PublishCommandInput, 'TopicArn'>, aws: string): Case => ({
  name,
  async seen(target) {
    const TopicArn = await newTopic(target);
    return ending(target.sns.send(new PublishCommand({ TopicArn, ...input })));
  },
  aws,
});

const attribute = (DataType: string, StringValue: string) => ({
  Message: 'hello',
  MessageAttributes: { rule: { DataType, StringValue } },
});

const refused = 'InvalidParameterException';

export const topics: Subject = {
  name: 'topics, subscriptions and messages',
  pages: [
    'https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html',
    'https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html',
    'https://docs.aws.amazon.com/sns/latest/api/API_Publish.html',
    'https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html',
  ],
  cases: [
    {
      name: 'the ARN of a topic is of its Region, account and name, and making it again finds it',
      async seen({ sns, newName, region, account }) {
        const Name = newName();
        const made = await sns.send(new CreateTopicCommand({ Name }));
        const again = await sns.send(new CreateTopicCommand({ Name }));
        return [
          made.TopicArn === `arn:aws:sns:${region}:${account}:${Name}`,
          again.TopicArn === made.TopicArn,
        ];
      },
      aws: [true, true],
    },
    {
      name: 'a topic has a name of letters, digits, hyphens and underscores',
      seen: ({ sns }) => ending(sns.send(new CreateTopicCommand({ Name: 'no spaces' }))),
      aws: refused,
    },
    {
      name: 'the ARN of a subscription begins with that of its topic',
      async seen(target) {
        const TopicArn = await newTopic(target);
        const Endpoint = `arn:aws:sqs:${target.region}:${target.account}:alerts`;
        const subscribe = new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint });
        return (await target.sns.send(subscribe)).SubscriptionArn?.startsWith(`${TopicArn}:`);
      },
      aws: true,
    },
    {
      name: 'a topic that is not there takes neither messages nor subscriptions',
      async seen({ sns, region, account, newName }) {
        const TopicArn = `arn:aws:sns:${region}:${account}:${newName()}`;
        const Endpoint = `arn:aws:sqs:${region}:${account}:alerts`;
        return [
          await ending(sns.send(new PublishCommand({ TopicArn, Message: 'hello' }))),
          await ending(sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }))),
        ];
      },
      aws: ['NotFoundException', 'NotFoundException'],
    },
    {
      name: 'each message gets an ID of its own',
      async seen(target) {
        const publish = new PublishCommand({ TopicArn: await newTopic(target), Message: 'hello' });
        const ids = [await target.sns.send(publish), await target.sns.send(publish)];
        return new Set(ids.map(({ MessageId }) => MessageId)).size;
      },
      aws: 2,
    },
    taking('a message with a subject is taken', { Message: 'hello', Subject: 'KMS Guardian' }, 'answered'),
    taking('a subject of 99 characters is taken', { Message: 'hello', Subject: 'x'.repeat(99) }, 'answered'),
    taking('a subject of 101 characters is refused', { Message: 'hello', Subject: 'x'.repeat(101) }, refused),
    taking('a subject of two lines is refused', { Message: 'hello', Subject: 'one\ntwo' }, refused),
    taking('an empty message is refused', { Message: '' }, refused),
    taking('a message of 256 KiB is taken', { Message: 'x'.repeat(262_144) }, 'answered'),
    taking('a message of more than 256 KiB is refused', { Message: 'x'.repeat(262_145) }, refused),
    taking('an attribute may be a text', attribute('String', 'high'), 'answered'),
    taking('an attribute may be a list of texts', attribute('String.Array', '["policy-drift"]'), 'answered'),
    taking(
      'an attribute of another type is refused',
      attribute('Text', 'high'),
      'InvalidParameterValueException',
    ),
    taking(
      'an attribute without a value is refused',
      attribute('String', ''),
      'InvalidParameterValueException',
    ),
    taking(
      'a message for each protocol needs one for the others',
      { Message: '{"email":"hello"}', MessageStructure: 'json' },
      refused,
    ),
    {
      name: 'up to ten messages are taken at once, each with an ID',
      async seen(target) {
        const TopicArn = await newTopic(target);
        const entries = (count: number) =>
          Array.from({ length: count }, (_, at) => ({ Id: `m${at}`, Message: 'hello' }));
        const ten = { TopicArn, PublishBatchRequestEntries: entries(10) };
        const eleven = { TopicArn, PublishBatchRequestEntries: entries(11) };
        return [
          (await target.sns.send(new PublishBatchCommand(ten))).Successful?.length,
          await ending(target.sns.send(new PublishBatchCommand(eleven))),
        ];
      },
      aws: [10, 'TooManyEntriesInBatchRequestException'],
    },
  ],
};
