import type { Caller } from '../caller.ts';
import type { RandomBytes } from '../clock.ts';
import { uuid } from '../identifiers.ts';
import { ServiceError } from '../wire/answer.ts';
import { entriesAt, type QueryParameters } from '../wire/query-parameters.ts';
import type { Xml } from '../wire/xml.ts';
import { checkMessage, type PublishedMessage, sizeOf } from './message.ts';

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const LIMIT = 262_144;

/** Topics and what was published to them. Nothing is delivered: subscriptions are only kept. */
export class Sns {
  readonly messages: PublishedMessage[] = [];
  readonly subscriptions: {
    readonly arn: string;
    readonly topicArn: string;
    readonly protocol: string;
    readonly endpoint: string;
  }[] = [];
  readonly #topics = new Set<string>();
  readonly #random: RandomBytes;

  constructor({ random }: { readonly random: RandomBytes }) {
    this.#random = random;
  }

  /** Makes a topic, or finds the one that is there. */
  createTopic(name: string, account: string, region: string): string {
    if (!/^[\w-]{1,256}$/.test(name))
      throw new ServiceError('InvalidParameter', 'Invalid parameter: Topic Name');
    const arn = `arn:aws:sns:${region}:${account}:${name}`;
    this.#topics.add(arn);
    return arn;
  }

  /** One call of the query protocol; `undefined` for an action the sandbox has not. */
  call(action: string, parameters: QueryParameters, caller: Caller, region: string): Xml | undefined {
    switch (action) {
      case 'CreateTopic':
        return { TopicArn: this.createTopic(parameters.get('Name') ?? '', caller.account, region) };
      case 'ListTopics':
        return { Topics: [...this.#topics].map((TopicArn) => ({ TopicArn })) };
      case 'Subscribe':
        return { SubscriptionArn: this.#subscribe(parameters) };
      case 'Publish':
        return { MessageId: this.#publish(this.#topicOf(parameters), parameters) };
      case 'PublishBatch':
        return this.#publishBatch(parameters);
      default:
        return undefined;
    }
  }

  #topicOf(parameters: QueryParameters): string {
    const arn = parameters.get('TopicArn') ?? parameters.get('TargetArn') ?? '';
    if (!arn.startsWith('arn:')) throw new ServiceError('InvalidParameter', 'Invalid parameter: TopicArn');
    if (!this.#topics.has(arn)) throw new ServiceError('NotFound', 'Topic does not exist', 404);
    return arn;
  }

  #subscribe(parameters: QueryParameters): string {
    const topicArn = this.#topicOf(parameters);
    const arn = `${topicArn}:${uuid(this.#random)}`;
    const protocol = parameters.get('Protocol') ?? '';
    this.subscriptions.push({ arn, topicArn, protocol, endpoint: parameters.get('Endpoint') ?? '' });
    return arn;
  }

  #publish(topicArn: string, parameters: QueryParameters): string {
    const message = checkMessage(topicArn, uuid(this.#random), parameters);
    if (sizeOf(message) > LIMIT)
      throw new ServiceError('InvalidParameter', 'Invalid parameter: Message too long');
    this.messages.push(message);
    return message.messageId;
  }

  /** @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
  #publishBatch(parameters: QueryParameters): Xml {
    const topicArn = this.#topicOf(parameters);
    const entries = entriesAt(parameters, 'PublishBatchRequestEntries.member');
    if (entries.length === 0)
      throw new ServiceError('EmptyBatchRequest', 'The batch request has no entries.');
    if (entries.length > 10)
      throw new ServiceError('TooManyEntriesInBatchRequest', 'The batch request has more than 10 entries.');
    const ids = entries.map((entry) => entry.get('Id') ?? '');
    if (new Set(ids).size < ids.length)
      throw new ServiceError(
        'BatchEntryIdsNotDistinct',
        'Two entries of the batch request have the same ID.',
      );
    const messages = entries.map((entry) => checkMessage(topicArn, uuid(this.#random), entry));
    if (messages.reduce((sum, message) => sum + sizeOf(message), 0) > LIMIT)
      throw new ServiceError('BatchRequestTooLong', 'The batch request is longer than 262144 bytes.');
    this.messages.push(...messages);
    const Successful = messages.map(({ messageId }, index) => ({
      Id: ids[index] ?? '',
      MessageId: messageId,
    }));
    return { Successful, Failed: [] };
  }
}
