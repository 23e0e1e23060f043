import { createHash } from 'node:crypto';
import type { Clock, RandomBytes } from '../clock.ts';
import { uuid } from '../identifiers.ts';
import { Deduplication } from './deduplication.ts';

/** A message as a receiver gets it. */
export type ReceivedMessage = {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly sentAt: number;
  readonly firstReceivedAt: number;
  readonly receiveCount: number;
  /** Absent where the message was sent without one. */
  readonly groupId?: string;
};

/** What a message is sent with. A FIFO queue needs a group; what it gets twice by one deduplication ID, it has once. */
export type SendOptions = { readonly groupId?: string; readonly deduplicationId?: string };

type Stored = {
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: number;
  readonly groupId?: string;
  receipt: string;
  receiveCount: number;
  firstReceivedAt: number;
  visibleAt: number;
};

/**
 * A queue. A received message is invisible until it is deleted, released, or its visibility timeout ends; past
 * `maxReceiveCount` it moves to the dead-letter queue. A FIFO queue hands out the messages of a group in order, and none
 * while another of the group is in flight.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export class Queue {
  readonly name: string;
  readonly arn: string;
  readonly #options: QueueOptions;
  readonly #deduplication: Deduplication;
  #messages: Stored[] = [];
  #listeners: (() => void)[] = [];

  constructor(options: QueueOptions) {
    this.name = options.name;
    this.arn = options.arn;
    this.#options = options;
    this.#deduplication = new Deduplication(options.clock);
  }

  get isFifo(): boolean {
    return this.#options.fifo !== undefined;
  }

  /** Whether a message without a deduplication ID has that of its body. */
  get deduplicatesByContent(): boolean {
    return this.#options.fifo?.contentBasedDeduplication === true;
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

  /** @returns the message's ID: of one that was sent before, the ID that it had then. */
  send(body: string, { groupId, deduplicationId }: SendOptions = {}): string {
    const now = this.#options.clock();
    const messageId = uuid(this.#options.random);
    const known = this.isFifo
      ? this.#deduplication.take(deduplicationId ?? digest('sha256', body), messageId)
      : undefined;
    if (known !== undefined) return known;
    this.#messages.push({
      messageId,
      body,
      sentAt: now,
      ...(groupId === undefined ? {} : { groupId }),
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
    const taken = this.#visible(now).slice(0, most);
    return taken.map((message) => {
      message.receipt = uuid(this.#options.random);
      message.receiveCount++;
      message.firstReceivedAt ||= now;
      message.visibleAt = now + this.#options.visibilityTimeoutSeconds * 1000;
      const { messageId, body, sentAt, firstReceivedAt, receiveCount, groupId } = message;
      const md5OfBody = digest('md5', body);
      return {
        messageId,
        body,
        md5OfBody,
        sentAt,
        firstReceivedAt,
        receiveCount,
        receiptHandle: message.receipt,
        ...(groupId === undefined ? {} : { groupId }),
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

  #visible(now: number): readonly Stored[] {
    const visible = this.#messages.filter(({ visibleAt }) => visibleAt <= now);
    if (!this.isFifo) return visible;
    const inFlight = new Set(
      this.#messages.flatMap(({ visibleAt, groupId }) => (visibleAt > now ? [groupId] : [])),
    );
    return visible.filter(({ groupId }) => !inFlight.has(groupId));
  }

  #redrive(now: number): void {
    const redrive = this.#options.redrive;
    if (redrive === undefined) return;
    const spent = (message: Stored) =>
      message.visibleAt <= now && message.receiveCount >= redrive.maxReceiveCount;
    const dead = this.#messages.filter(spent);
    this.#messages = this.#messages.filter((message) => !dead.includes(message));
    for (const { body, messageId, groupId } of dead)
      redrive.queue.send(body, {
        deduplicationId: messageId,
        ...(groupId === undefined ? {} : { groupId }),
      });
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

const digest = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');

export type QueueOptions = {
  readonly name: string;
  readonly arn: string;
  readonly visibilityTimeoutSeconds: number;
  /** Absent for a standard queue. */
  readonly fifo?: { readonly contentBasedDeduplication: boolean };
  readonly redrive?: { readonly queue: Queue; readonly maxReceiveCount: number };
  readonly clock: Clock;
  readonly random: RandomBytes;
};
