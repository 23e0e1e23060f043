import { createHash } from 'node:crypto';
import { textAt } from '../../shared/events/json.ts';
import { ServiceError } from '../wire/answer.ts';
import type { Queue } from './queue.ts';

type Json = Readonly<Record<string, unknown>>;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const LIMIT = 1_048_576;

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
