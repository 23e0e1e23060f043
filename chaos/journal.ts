import type { Chronicle, Delivery, Mishap, Telling, Write } from './chronicle.ts';
import { policyName } from './policies.ts';

type Kept = Pick<Chronicle, 'writes' | 'deliveries' | 'garbage' | 'tellings' | 'mishaps'>;

/** Keeps what happens in a history, and for a trace says it in lines that people can read. */
export class Journal implements Kept {
  readonly writes: Write[] = [];
  readonly deliveries: Delivery[] = [];
  readonly garbage: string[] = [];
  readonly tellings: Telling[] = [];
  readonly mishaps: Mishap[] = [];
  readonly #now: () => number;
  readonly #lines: string[] | undefined;

  constructor(now: () => number, trace: boolean) {
    this.#now = now;
    this.#lines = trace ? [] : undefined;
  }

  get trace(): readonly string[] {
    return this.#lines ?? [];
  }

  line(text: string): void {
    this.#lines?.push(`${new Date(this.#now()).toISOString().slice(11, 23)}  ${text}`);
  }

  wrote(write: Write): void {
    this.writes.push(write);
    if (!this.#lines) return;
    const { by, operation, request, key, eventId, handling } = write;
    const policy = typeof request.policy === 'string' ? ` ${policyName(request.policy)}` : '';
    const work = handling ? ` [${handling.invocation} for ${shortId(handling.changeId)}]` : '';
    const again = handling?.resent ? ' (sent again)' : '';
    this.line(
      `${by.split(':').at(-1)} ${operation}${policy} on ${shortKey(key)}, event ${shortId(eventId)}${work}${again}`,
    );
  }

  delivered(delivery: Delivery, how: string): void {
    this.deliveries.push(delivery);
    this.line(`  event ${shortId(delivery.eventId)} arrives for ${delivery.to}${how && ` (${how})`}`);
  }

  told(telling: Telling): void {
    this.tellings.push(telling);
    this.line(`  told: ${telling.outcome}, of ${shortId(telling.changeId)} on ${shortKey(telling.key)}`);
  }

  readonly mishap = (mishap: Mishap): void => {
    this.mishaps.push(mishap);
    this.line(`  ${mishap.invocation}: ${mishap.kind}`);
  };
}

const shortKey = (arn: string) => `key ${arn.slice(-4)}`;
const shortId = (id: string) => (id.startsWith('sweep') ? id : id.slice(-6));
