/**
 * What a call is to the explorer. Calls of one kind that an invocation makes at the same time are one step; those of two
 * kinds are two steps, in either order.
 */
export type CallKind = 'lease' | 'read' | 'write' | 'ledger' | 'tell' | 'pause';

type Pending = { readonly kind: CallKind; readonly carryOut: () => void; readonly abandon: () => void };

/** One invocation, as the explorer holds it: it goes on only where a step of it is taken. */
export class Hand {
  readonly id: string;
  readonly message: number;
  #pending: Pending[] = [];
  state: 'working' | 'done' | 'failed' | 'dead' = 'working';
  /** Whether it was last refused the lease: what it reads beside that comes to nothing. */
  refused = false;

  constructor(id: string, message: number) {
    this.id = id;
    this.message = message;
  }

  call<T>(kind: CallKind, effect: () => T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.state === 'dead') return;
      const carryOut = () => {
        const outcome = new Promise<T>((made) => made(effect()));
        if (this.state === 'working') outcome.then(resolve, reject);
      };
      // Whoever waits with a limit of real time is let go, and comes to nothing: its next call is never carried out.
      const abandon = () => kind === 'tell' && reject(new Error('The function died.'));
      this.#pending.push({ kind, carryOut, abandon });
    });
  }

  /** The kinds of what it waits for. */
  get waitsFor(): readonly CallKind[] {
    return [...new Set(this.#pending.map(({ kind }) => kind))];
  }

  /** Carries out all that it waits for of a kind. */
  take(kind: CallKind): void {
    const taken = this.#pending.filter((each) => each.kind === kind);
    this.#pending = this.#pending.filter((each) => each.kind !== kind);
    for (const { carryOut } of taken) carryOut();
  }

  /** It dies as it stands. A write that is on its way may still arrive. */
  die(): void {
    this.state = 'dead';
    for (const { abandon } of this.#pending) abandon();
    this.#pending = this.#pending.filter(({ kind }) => kind === 'write');
  }

  /** What is on its way will not arrive any more. */
  forget(): void {
    this.#pending = [];
  }
}
