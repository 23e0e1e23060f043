import { textAt } from '../../shared/events/json.ts';
import type { Clock, RandomBytes } from '../clock.ts';
import { uuid } from '../identifiers.ts';
import { matches } from './pattern.ts';
import type { Deployment } from './rules.ts';

/** A CloudTrail record, as JSON. */
export type CloudTrailRecord = Readonly<Record<string, unknown>>;

/** An event as EventBridge hands it to its targets. */
export type Envelope = {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: CloudTrailRecord;
};

/**
 * The envelope around a record.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-kms.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
 */
export function envelopeOf(record: CloudTrailRecord, id: string, now: number): Envelope {
  const service = (textAt(record, 'eventSource') ?? 'kms.amazonaws.com').split('.')[0];
  const kind = record.eventType === 'AwsServiceEvent' ? 'AWS Service Event' : 'AWS API Call';
  return {
    version: '0',
    id,
    'detail-type': `${kind} via CloudTrail`,
    source: `aws.${service}`,
    account: textAt(record, 'recipientAccountId') ?? '',
    time: textAt(record, 'eventTime') ?? `${new Date(now).toISOString().slice(0, 19)}Z`,
    region: textAt(record, 'awsRegion') ?? '',
    resources: [],
    detail: record,
  };
}

/** The event bus: sends each record to the queues of the rules that match it. */
export class EventBus {
  readonly #rules: Deployment['rules'];
  readonly #send: (queue: string, body: string) => void;
  readonly #clock: Clock;
  readonly #random: RandomBytes;

  constructor(options: {
    readonly rules: Deployment['rules'];
    readonly send: (queue: string, body: string) => void;
    readonly clock: Clock;
    readonly random: RandomBytes;
  }) {
    this.#rules = options.rules;
    this.#send = options.send;
    this.#clock = options.clock;
    this.#random = options.random;
  }

  /** @returns the names of the rules that matched. */
  put(record: CloudTrailRecord): readonly string[] {
    const event = envelopeOf(record, uuid(this.#random), this.#clock());
    const matched = this.#rules.filter((rule) => matches(rule.pattern, event));
    const body = JSON.stringify(event);
    for (const { queues } of matched) for (const queue of queues) this.#send(queue, body);
    return matched.map(({ name }) => name);
  }
}
