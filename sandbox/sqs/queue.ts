import { createHash } from 'node:crypto';
import type { Clock, RandomBytes } from '../clock.ts';
import { uuid } from '../identifiers.ts';

/** A message as a receiver gets it. */
export type ReceivedMessage = {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly sentAt: number;
  readonly firstReceivedAt: number;
  readonly receiveCount: number;
};

type Stored = {
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: number;
  receipt: string;
  receiveCount: number;
  firstReceivedAt: number;
  visibleAt: number;
};

/**
 * A standard queue: at least once, in no promised order. A received message is invisible until it is deleted,
 * released, or its visibility timeout ends; past `maxReceiveCount` it moves to the dead-letter queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export class Queue {
  readonly name: string;
  readonly arn: string;
  readonly #options: QueueOptions;
  #messages: Stored[] = [];
  #listeners: (() => void)[] = [];

  constructor(options: QueueOptions) {
    this.name = options.name;
    this.arn = options.arn;
    this.#options = options;
  }

  /** Messages not yet deleted: visible and in flight. */
  get size(): number {
    return this.#messages.length;
  }

  /** The bodies of all messages, for those who look on. */
  get bodies(): readonly string[] {
    return this.#messages.map(({ body }) => body);
  }

  /** Calls back whenever a message may have become visible, or the queue may have emptied. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  send(body: string): string {
    const now = this.#options.clock();
    const messageId = uuid(this.#options.random);
    this.#messages.push({
      messageId,
      body,
      sentAt: now,
      receipt: '',
      receiveCount: 0,
      firstReceivedAt: 0,
      visibleAt: now,
    });
    this.#changed();
    return messageId;
  }

  /** Up to `most` visible messages; they turn invisible. */
  receive(most: number): readonly ReceivedMessage[] {
    const now = this.#options.clock();
    this.#redrive(now);
    const taken = this.#messages.filter(({ visibleAt }) => visibleAt <= now).slice(0, most);
    return taken.map((message) => {
      message.receipt = uuid(this.#options.random);
      message.receiveCount++;
      message.firstReceivedAt ||= now;
      message.visibleAt = now + this.#options.visibilityTimeoutSeconds * 1000;
      const { messageId, body, sentAt, firstReceivedAt, receiveCount } = message;
      const md5OfBody = createHash('md5').update(body).digest('hex');
      return {
        messageId,
        body,
        md5OfBody,
        sentAt,
        firstReceivedAt,
        receiveCount,
        receiptHandle: message.receipt,
      };
    });
  }

  /** Deletes a message by its latest receipt; an older receipt deletes nothing. */
  delete(receiptHandle: string): void {
    this.#messages = this.#messages.filter(({ receipt }) => receipt !== receiptHandle || receipt === '');
    this.#changed();
  }

  /** Makes a received message visible again at once, or moves it to the dead-letter queue. */
  release(receiptHandle: string): void {
    const now = this.#options.clock();
    const message = this.#messages.find(({ receipt }) => receipt === receiptHandle);
    if (message === undefined) return;
    message.visibleAt = now;
    this.#redrive(now);
    this.#changed();
  }

  #redrive(now: number): void {
    const redrive = this.#options.redrive;
    if (redrive === undefined) return;
    const spent = (message: Stored) =>
      message.visibleAt <= now && message.receiveCount >= redrive.maxReceiveCount;
    const dead = this.#messages.filter(spent);
    this.#messages = this.#messages.filter((message) => !dead.includes(message));
    for (const { body } of dead) redrive.queue.send(body);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

export type QueueOptions = {
  readonly name: string;
  readonly arn: string;
  readonly visibilityTimeoutSeconds: number;
  readonly redrive?: { readonly queue: Queue; readonly maxReceiveCount: number };
  readonly clock: Clock;
  readonly random: RandomBytes;
};
