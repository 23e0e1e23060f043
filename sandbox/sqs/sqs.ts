import { createHash } from 'node:crypto';
import { isRecord, textAt } from '../../shared/events/json.ts';
import { ServiceError } from '../wire/answer.ts';
import type { Queue } from './queue.ts';

type Json = Readonly<Record<string, unknown>>;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const LIMIT = 1_048_576;

/** So many messages may be in a batch. */
const BATCH_LIMIT = 10;

/** What clients may ask of the queues: to take a message. Receiving is the event sources'. */
export class Sqs {
  readonly #queues: ReadonlyMap<string, Queue>;
  #sent = 0;

  constructor(queues: readonly Queue[]) {
    this.#queues = new Map(queues.map((queue) => [queue.arn, queue]));
  }

  call(operation: string, input: Json, region: string): unknown {
    switch (operation) {
      case 'SendMessage':
        return this.#sendMessage(input, region);
      case 'SendMessageBatch':
        return this.#sendMessageBatch(input, region);
      default:
        throw new ServiceError('UnknownOperationException', `The sandbox has no SQS operation ${operation}.`);
    }
  }

  #sendMessage(input: Json, region: string): Json {
    const queue = this.#queueAt(textAt(input, 'QueueUrl') ?? '', region);
    const body = textAt(input, 'MessageBody') ?? '';
    const groupId = textAt(input, 'MessageGroupId');
    const deduplicationId = textAt(input, 'MessageDeduplicationId');
    if (body === '') throw missing('MessageBody');
    if (Buffer.byteLength(body) > LIMIT)
      throw invalid(
        `One or more parameters are invalid. Reason: Message must be shorter than ${LIMIT} bytes.`,
      );
    for (const [name, value] of Object.entries({ groupId, deduplicationId }))
      if (value !== undefined && !/^[!-~]{1,128}$/.test(value))
        throw invalid(
          `Value for the message's ${name} is invalid: 1 to 128 characters of ASCII punctuation.`,
        );
    if (!queue.isFifo && deduplicationId !== undefined)
      throw invalid('The request includes a parameter that is not valid for this queue type');
    if (queue.isFifo && groupId === undefined) throw missing('MessageGroupId');
    if (queue.isFifo && deduplicationId === undefined && !queue.deduplicatesByContent)
      throw invalid(
        'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
      );
    const MessageId = queue.send(body, {
      ...(groupId === undefined ? {} : { groupId }),
      ...(deduplicationId === undefined ? {} : { deduplicationId }),
    });
    return {
      MessageId,
      MD5OfMessageBody: createHash('md5').update(body).digest('hex'),
      ...(queue.isFifo ? { SequenceNumber: String(++this.#sent).padStart(20, '0') } : {}),
    };
  }

  /**
   * A batch is refused as a whole, or each of its messages is taken or not.
   *
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
   */
  #sendMessageBatch({ QueueUrl, Entries }: Json, region: string): Json {
    this.#queueAt(typeof QueueUrl === 'string' ? QueueUrl : '', region);
    const entries = Array.isArray(Entries) ? Entries.filter(isRecord) : [];
    const ids = entries.map((entry) => textAt(entry, 'Id') ?? '');
    if (entries.length === 0)
      throw new ServiceError('EmptyBatchRequest', 'There should be at least one entry in the request.');
    if (entries.length > BATCH_LIMIT)
      throw new ServiceError('TooManyEntriesInBatchRequest', `Maximum number of entries is ${BATCH_LIMIT}.`);
    if (ids.some((id) => !/^[\w-]{1,80}$/.test(id)))
      throw new ServiceError(
        'InvalidBatchEntryId',
        'An Id has 1 to 80 letters, digits, hyphens, underscores.',
      );
    if (new Set(ids).size < ids.length)
      throw new ServiceError('BatchEntryIdsNotDistinct', 'Two entries have the same Id.');
    const length = (entry: Json) => Buffer.byteLength(textAt(entry, 'MessageBody') ?? '');
    if (entries.reduce((sum, entry) => sum + length(entry), 0) > LIMIT)
      throw new ServiceError('BatchRequestTooLong', `Batch requests cannot be longer than ${LIMIT} bytes.`);
    const Successful: Json[] = [];
    const Failed: Json[] = [];
    for (const entry of entries) {
      const Id = textAt(entry, 'Id');
      try {
        Successful.push({ Id, ...this.#sendMessage({ ...entry, QueueUrl }, region) });
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
      }
    }
    return { Successful, ...(Failed.length > 0 ? { Failed } : {}) };
  }

  /** A queue's URL ends in its account and name, on whatever host. */
  #queueAt(url: string, region: string): Queue {
    const [account, name] = url.split('/').slice(-2);
    const queue = this.#queues.get(`arn:aws:sqs:${region}:${account}:${name}`);
    if (queue === undefined)
      throw new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  }
}

const missing = (name: string) =>
  new ServiceError('MissingParameter', `The request must contain the parameter ${name}.`);

const invalid = (message: string) => new ServiceError('InvalidParameterValue', message);
