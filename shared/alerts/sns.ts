import type { MessageAttributeValue, SNSClient } from '@aws-sdk/client-sns';
import type { Channel } from './channel.ts';
import type { Message } from './message.ts';
import { snsBody } from './sns-body.ts';

/** Tells an SNS topic. */
export function snsChannel(options: {
  readonly client: () => Promise<SNSClient>;
  readonly topicArn: string;
}): Channel {
  const { client, topicArn } = options;
  return {
    name: 'sns',
    async send(message, signal) {
      const [sns, { PublishCommand }] = await Promise.all([client(), import('@aws-sdk/client-sns')]);
      const publish = new PublishCommand({
        TopicArn: topicArn,
        Subject: subjectOf(message),
        Message: snsBody(message),
        MessageAttributes: attributesOf(message),
      });
      await sns.send(publish, { abortSignal: signal });
    },
  };
}

/**
 * ASCII without line breaks, beginning with a letter, number or punctuation mark, under 100 characters.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function subjectOf({ headline }: Message): string {
  const ascii = headline.replace(/[^\x20-\x7e]/gu, '?').trim();
  const whole = `KMS Guardian - ${ascii}`;
  return whole.length < 100 ? whole : `${whole.slice(0, 96)}...`;
}

/**
 * What subscriptions filter on. An array is told even of one rule, so that a filter always means the same.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
export function attributesOf(message: Message): Record<string, MessageAttributeValue> {
  const text = (value: string) => ({ DataType: 'String', StringValue: value });
  const rules = [...new Set(message.broke.map(({ rule }) => rule))];
  return {
    severity: text(message.severity),
    outcome: text(message.outcome),
    account: text(message.about.account),
    keyClass: text(message.about.keyClass),
    ...(rules.length === 0 ? {} : { rule: { DataType: 'String.Array', StringValue: JSON.stringify(rules) } }),
  };
}
