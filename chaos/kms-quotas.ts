import { quotas } from '../shared/aws/quotas.ts';
import { AwsError } from './invocation.ts';

/** What KMS does to an account that asks too much of it in one second. */
export class KmsQuotas {
  readonly #now: () => number;
  readonly #asked = new Map<string, number>();
  /** How many requests were refused. */
  refused = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @throws ThrottlingException where the operation was asked for as often as its quota says in this second. */
  ask(operation: string): void {
    const quota = quotas[operation];
    if (quota === undefined) return;
    const second = `${operation} ${Math.floor(this.#now() / 1_000)}`;
    const asked = (this.#asked.get(second) ?? 0) + 1;
    this.#asked.set(second, asked);
    if (asked <= quota) return;
    this.refused += 1;
    throw new AwsError('ThrottlingException', 'You have exceeded the rate at which you may call KMS.');
  }
}
