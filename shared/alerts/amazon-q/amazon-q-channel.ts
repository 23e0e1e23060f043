import type { SNSClient } from '@aws-sdk/client-sns';
import type { Channel } from '../channel.ts';
import { customNotification } from './amazon-q.ts';

/**
 * Tells the chat channels that Amazon Q Developer is set up for, by the SNS topic that it listens to. The topic is its own:
 * Amazon Q drops what is no custom notification, and people would read JSON.
 */
export function amazonQChannel(options: {
  readonly client: () => Promise<SNSClient>;
  readonly topicArn: string;
}): Channel {
  const { client, topicArn } = options;
  return {
    name: 'amazon-q',
    async send(notice, signal) {
      const [sns, { PublishCommand }] = await Promise.all([client(), import('@aws-sdk/client-sns')]);
      const publish = new PublishCommand({
        TopicArn: topicArn,
        Message: JSON.stringify(customNotification(notice)),
      });
      await sns.send(publish, { abortSignal: signal });
      return undefined;
    },
  };
}
