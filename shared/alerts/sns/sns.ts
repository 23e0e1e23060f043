import type { MessageAttributeValue, PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import type { Channel, Notice } from '../channel.ts';
import { clip } from '../clip.ts';
import { snsBody } from './sns-body.ts';
import { snsProtocolBodies } from './sns-protocols.ts';

/** Tells an SNS topic. */
export function snsChannel(options: {
  readonly client: () => Promise<SNSClient>;
  readonly topicArn: string;
  /** A body for each protocol, in place of one for all: subscriptions then cannot filter on message attributes. */
  readonly perProtocol?: boolean;
}): Channel {
  const { client, topicArn, perProtocol = false } = options;
  return {
    name: 'sns',
    async send(notice, signal) {
      const [sns, { PublishCommand }] = await Promise.all([client(), import('@aws-sdk/client-sns')]);
      const publish = new PublishCommand({ TopicArn: topicArn, ...snsMessage(notice, perProtocol) });
      await sns.send(publish, { abortSignal: signal });
      return undefined;
    },
  };
}

/** What is published of a notice. */
export function snsMessage(notice: Notice, perProtocol: boolean): PublishCommandInput {
  return {
    Subject: subjectOf(notice),
    MessageAttributes: attributesOf(notice),
    ...(perProtocol
      ? { MessageStructure: 'json', Message: JSON.stringify(snsProtocolBodies(notice)) }
      : { Message: snsBody(notice) }),
  };
}

/**
 * ASCII without line breaks, beginning with a letter, number or punctuation mark, under 100 characters.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function subjectOf({ headline }: Pick<Notice, 'headline'>): string {
  const ascii = headline.replace(/[^\x20-\x7e]/gu, '?').trim();
  const whole = `KMS Guardian - ${ascii}`;
  return whole.length < 100 ? whole : `${whole.slice(0, 96)}...`;
}

/**
 * What subscriptions filter on. An array is told even of one rule, so that a filter always means the same. An attribute
 * without a value would be refused: what is not known is left out.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
export function attributesOf(notice: Notice): Record<string, MessageAttributeValue> {
  const of = { kind: notice.kind, severity: notice.severity };
  if (notice.kind !== 'change') return texts({ ...of, account: notice.account });
  const { outcome, about, decision } = notice;
  const rules = [...new Set(notice.broke.map(({ rule }) => rule))];
  return {
    ...texts({ ...of, outcome, account: about.account, keyClass: about.keyClass, team: decision.team }),
    ...(rules.length === 0 ? {} : { rule: { DataType: 'String.Array', StringValue: JSON.stringify(rules) } }),
  };
}

function texts(values: Readonly<Record<string, string | undefined>>): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined || value === ''
        ? []
        : [[name, { DataType: 'String', StringValue: clip(value, 256) }]],
    ),
  );
}
