import { guard } from '../../shared/guard.ts';
import type { KeySnapshot } from '../../shared/keys/snapshot.ts';
import type { Lease, Ledger } from '../../shared/ledger/ledger.ts';
import { MemoryLedger } from '../../shared/ledger/memory-ledger.ts';
import type { Finding, Rule } from '../../shared/rules/rule.ts';
import type { Tools } from '../../shared/tools.ts';
import type { Ward } from '../../shared/wards/ward.ts';
import { eachMethod } from '../each-method.ts';
import { account, alerts, cast, governance, region } from '../standard.ts';
import { type CallKind, Hand } from './hand.ts';

const keyId = '00000000-0000-4000-8000-000000000001';
const arn = `arn:aws:kms:${region}:${account}:key/${keyId}`;
const [good, bad] = ['{"Version":"good"}', '{"Version":"bad"}'];
const start = Date.UTC(2026, 10, 24, 10);

/** The change that everything is about, as CloudTrail tells it. */
export const change = {
  eventSource: 'kms.amazonaws.com',
  eventName: 'PutKeyPolicy',
  eventID: 'the-change',
  eventTime: new Date(start).toISOString(),
  awsRegion: region,
  recipientAccountId: account,
  userIdentity: { type: 'IAMUser', arn: cast.owner, accountId: account },
  requestParameters: { policy: bad },
  resources: [{ ARN: arn, accountId: account, type: 'AWS::KMS::Key' }],
};

/** One rule, and one remedy: so little that a schedule takes no time. */
const isGood: Rule = {
  id: 'is-good',
  title: 'The policy is good',
  severity: 'high',
  area: 'policy',
  duty: 'policy',
  rationale: '',
  fix: '',
  controls: {},
  check: ({ snapshot }) =>
    snapshot.policy === bad ? [{ message: 'It is bad.', remedy: 'revert-policy' }] : [],
};

const wasBad: Finding = {
  rule: isGood.id,
  severity: 'high',
  message: 'It was bad.',
  evidence: [],
  fix: '',
  statements: [],
};

/** What happened in a schedule. */
export type Happened = {
  readonly puts: {
    readonly by: string;
    readonly changed: boolean;
    readonly held: boolean;
    readonly alive: boolean;
  }[];
  readonly told: string[];
};

/** A key that somebody has just opened, and the guard. */
export class Stage {
  readonly ledger = new MemoryLedger();
  readonly happened: Happened = { puts: [], told: [] };
  readonly #change: (tools: Tools) => Tools;
  #policy: string = bad;
  #now = start + 1_000;
  #holder: (Lease & { readonly hand: Hand }) | undefined;
  #names = 0;

  constructor(mutate: (tools: Tools) => Tools) {
    this.#change = mutate;
  }

  get isRight(): boolean {
    return this.#policy === good;
  }

  /** Who holds the lease, and has not given it back. */
  get holder(): Hand | undefined {
    return this.#holder && this.#holder.until > this.#now ? this.#holder.hand : undefined;
  }

  pass(ms: number): void {
    this.#now += ms;
  }

  /** An invocation begins with a message. */
  begin(event: unknown, message: number): Hand {
    const hand = new Hand(`invocation ${++this.#names}`, message);
    guard(event, this.#change(this.#toolsOf(hand))).then(
      () => {
        hand.state = 'done';
      },
      () => {
        if (hand.state === 'working') hand.state = 'failed';
      },
    );
    return hand;
  }

  #toolsOf(hand: Hand): Tools {
    return {
      ledger: this.#ledgerOf(hand),
      outbox: {
        put: ({ outcome }) => hand.call('tell', () => void this.happened.told.push(outcome)),
      },
      standard: { version: 1, defaults: governance, classes: [], exemptions: [], alerts },
      rules: [isGood],
      wards: [this.#wardOf(hand)],
      now: () => this.#now,
      owner: () => hand.id,
      pause: () => hand.call('pause', () => {}),
      report: () => {},
    };
  }

  #wardOf(hand: Hand): Ward<'key'> {
    return {
      scope: 'key',
      find: () => [{ arn, account, region }],
      read: () => hand.call('read', () => this.#snapshot()),
      classOf: () => ({ name: 'default', governance }),
      shows: (made, { policy }) => made.operation !== 'PutKeyPolicy' || policy === bad,
      meanwhile: ({ change: made, snapshot }) =>
        made?.operation === 'PutKeyPolicy' && snapshot.policy !== bad ? [wasBad] : [],
      stepsFor: (_, { snapshot }) => ({
        steps: [{ kind: 'put-key-policy', policy: good, replaces: snapshot.policy }],
      }),
      take: () =>
        hand.call('write', () => {
          const alive = hand.state === 'working';
          this.happened.puts.push({ by: hand.id, changed: !this.isRight, held: this.holder === hand, alive });
          this.#policy = good;
          return { outcome: 'done' };
        }),
    };
  }

  #snapshot(): KeySnapshot {
    return {
      arn,
      keyId,
      account,
      region,
      policy: this.#policy,
      state: 'Enabled',
      manager: 'CUSTOMER',
      spec: 'SYMMETRIC_DEFAULT',
      usage: 'ENCRYPT_DECRYPT',
      origin: 'AWS_KMS',
      multiRegion: 'no',
      rotation: { kind: 'unsupported' },
      aliases: [],
      tags: {},
    };
  }

  #ledgerOf(hand: Hand): Ledger {
    const { ledger } = this;
    const gate =
      <A extends readonly unknown[], R>(kind: CallKind, method: (...asked: A) => Promise<R>) =>
      (...asked: A): Promise<R> =>
        hand.call(kind, () => method.apply(ledger, asked as never));
    return {
      ...eachMethod(ledger, (method) => gate('ledger', method)),
      baseline: gate('read', ledger.baseline) as Ledger['baseline'],
      baselines: gate('read', ledger.baselines) as Ledger['baselines'],
      decision: gate('read', ledger.decision),
      accountBreaker: gate('read', ledger.accountBreaker),
      presses: gate('read', ledger.presses),
      acquireLease: (...asked) =>
        hand.call('lease', async () => {
          const lease = await ledger.acquireLease(...asked);
          hand.refused = lease === undefined;
          if (lease) this.#holder = { ...lease, hand };
          return lease;
        }),
      releaseLease: (lease, now) =>
        hand.call('lease', async () => {
          await ledger.releaseLease(lease, now);
          if (this.#holder?.fence === lease.fence) this.#holder = undefined;
        }),
    };
  }
}
