import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { MappingSettings } from '../eventbridge/rules.ts';
import type { Queue, ReceivedMessage } from './queue.ts';

/** A Lambda function behind a queue. */
export type SqsHandler = (event: SQSEvent) => Promise<SQSBatchResponse | undefined>;

/** How long a failed message waits, in milliseconds of real time, by how often it was received. */
export type RetryDelay = (receiveCount: number) => number;

/** Short, so that nobody waits for a visibility timeout; long enough to outlast another's work on a key. */
const shortBackoff: RetryDelay = (receiveCount) => Math.min(50 * 2 ** (receiveCount - 1), 1000);

/**
 * The event-source mapping between a queue and a function: invokes it with batches, deletes what succeeded and
 * returns what failed to the queue.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export class EventSource {
  readonly #options: EventSourceOptions;
  #running = 0;
  #stopped = false;
  #crash: (() => void)[] = [];
  #idle: (() => void)[] = [];

  constructor(options: EventSourceOptions) {
    this.#options = options;
    options.queue.onChange(() => {
      this.#poll();
      this.#tellIdle();
    });
  }

  /** Resolves when the queue holds no message, visible or in flight. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idle.push(resolve);
      this.#tellIdle();
    });
  }

  get busy(): boolean {
    return !this.#stopped && (this.#options.queue.size > 0 || this.#running > 0);
  }

  /** Ends the invocations under way as a crash of the function does: all their messages come again. */
  crash(): void {
    for (const end of this.#crash.splice(0)) end();
  }

  /** Takes no more messages. */
  stop(): void {
    this.#stopped = true;
    this.#tellIdle();
  }

  #poll(): void {
    const { queue, mapping } = this.#options;
    while (!this.#stopped && this.#running < mapping.maximumConcurrency) {
      const batch = queue.receive(mapping.batchSize);
      if (batch.length === 0) return;
      this.#running++;
      void this.#invoke(batch).finally(() => {
        this.#running--;
        this.#poll();
        this.#tellIdle();
      });
    }
  }

  async #invoke(batch: readonly ReceivedMessage[]): Promise<void> {
    const { queue, mapping, onError } = this.#options;
    let failed: readonly ReceivedMessage[] = batch;
    try {
      const response = await this.#untilCrash(this.#options.handler(this.#eventOf(batch)));
      failed = mapping.reportsItemFailures ? failedOf(batch, response) : [];
    } catch (error) {
      onError?.(error, mapping.functionName);
    }
    for (const message of batch) if (!failed.includes(message)) queue.delete(message.receiptHandle);
    const delay = this.#options.retryDelay ?? shortBackoff;
    for (const { receiptHandle, receiveCount } of failed)
      setTimeout(() => queue.release(receiptHandle), delay(receiveCount));
  }

  #untilCrash<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = () => reject(new Error('The function crashed.'));
      this.#crash.push(end);
      work.then(resolve, reject).finally(() => {
        this.#crash = this.#crash.filter((each) => each !== end);
      });
    });
  }

  #eventOf(batch: readonly ReceivedMessage[]): SQSEvent {
    const { queue, region } = this.#options;
    const Records = batch.map(
      (message): SQSRecord => ({
        messageId: message.messageId,
        receiptHandle: message.receiptHandle,
        body: message.body,
        attributes: {
          ApproximateReceiveCount: String(message.receiveCount),
          SentTimestamp: String(message.sentAt),
          SenderId: 'events.amazonaws.com',
          ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
          ...(message.groupId === undefined ? {} : { MessageGroupId: message.groupId }),
        },
        messageAttributes: {},
        md5OfBody: message.md5OfBody,
        eventSource: 'aws:sqs',
        eventSourceARN: queue.arn,
        awsRegion: region,
      }),
    );
    return { Records };
  }

  #tellIdle(): void {
    if (this.busy) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}

/** A response that names a message which is not in the batch, or none, fails the whole batch. */
function failedOf(batch: readonly ReceivedMessage[], response: SQSBatchResponse | undefined) {
  const named = response?.batchItemFailures ?? [];
  const known = named.every(({ itemIdentifier }) =>
    batch.some(({ messageId }) => messageId === itemIdentifier),
  );
  if (!known) return batch;
  return batch.filter(({ messageId }) => named.some(({ itemIdentifier }) => itemIdentifier === messageId));
}

export type EventSourceOptions = {
  readonly queue: Queue;
  readonly handler: SqsHandler;
  readonly mapping: MappingSettings;
  readonly region: string;
  readonly retryDelay?: RetryDelay;
  readonly onError?: (error: unknown, functionName: string) => void;
};
