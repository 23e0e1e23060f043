import { noHistory } from '../shared/ledger/history.ts';
import type { Ledger, NewBaseline } from '../shared/ledger/ledger.ts';
import type { Scope } from '../shared/rules/scope.ts';
import type { Tools } from '../shared/tools.ts';
import type { Thing, Ward } from '../shared/wards/ward.ts';
import { broken } from './policies.ts';

/** A guard that is broken on purpose, to see that the promise it breaks is seen to be broken. */
export type Mutant = {
  /** The promise that must be seen to be broken. */
  readonly promise: string;
  readonly what: string;
  readonly tools: (tools: Tools) => Tools;
  /** Has even what is no event pass as dealt with. */
  readonly swallows?: true;
};

const withLedger = (change: (ledger: Ledger) => Partial<Ledger>) => (tools: Tools) => ({
  ...tools,
  ledger: { ...tools.ledger, ...change(tools.ledger) },
});

const withWards = (change: (ward: Ward) => Partial<Ward>) => (tools: Tools) => ({
  ...tools,
  wards: tools.wards.map((ward) => ({ ...ward, ...change(ward) })),
});

/** By the names that `--mutant` takes. */
export const mutants: Readonly<Record<string, Mutant>> = {
  'writes-wider': {
    promise: 'never-writes-worse',
    what: 'It writes a policy that lets a stranger in, whatever the plan says.',
    tools: withWards(({ take }) => ({
      take: (step, thing) =>
        take(
          step.kind === 'put-key-policy' ? { ...step, policy: broken['open-to-stranger'] ?? '' } : step,
          thing,
        ),
    })),
  },
  'writes-at-once': {
    promise: 'once',
    what: 'It takes every step twice.',
    tools: withWards(({ take }) => ({
      take: async (step, thing) => {
        await take(step, thing);
        return take(step, thing);
      },
    })),
  },
  'no-lease': {
    promise: 'once',
    what: 'Everybody gets the lease at once.',
    tools: withLedger(({ acquireLease }) => ({
      acquireLease: async (arn, owner, now, until) =>
        (await acquireLease(arn, owner, now, until)) ?? { arn, owner, until, fence: 0, history: noHistory },
      keepHistory: async () => {},
    })),
  },
  'no-breaker': {
    promise: 'no-fight',
    what: 'It forgets what it has done to a thing.',
    tools: withLedger(({ acquireLease }) => ({
      acquireLease: async (...asked) => {
        const lease = await acquireLease(...asked);
        return lease && { ...lease, history: noHistory };
      },
    })),
  },
  'never-adopts': {
    promise: 'nothing-lost',
    what: 'It approves nothing after the first.',
    tools: withLedger(({ adopt, baseline }) => ({
      adopt: async <S extends Scope>(made: NewBaseline<S>) => (await baseline<S>(made.arn)) ?? adopt(made),
    })),
  },
  'forgets-decisions': {
    promise: 'all-recorded',
    what: 'It keeps no decision in which nothing was found.',
    tools: withLedger(({ record }) => ({
      record: async (decision) => (decision.findings.length > 0 ? record(decision) : undefined),
    })),
  },
  'tells-nobody': {
    promise: 'told',
    what: 'What people are told is lost.',
    tools: (tools) => ({ ...tools, outbox: { put: async () => {} } }),
  },
  'only-tells': {
    promise: 'put-right',
    what: 'It says that a step was taken, and takes none.',
    tools: withWards(() => ({ take: async () => ({ outcome: 'done' }) })),
  },
  'endless-exemptions': {
    promise: 'exemptions-end',
    what: 'Its exemptions last a day longer.',
    tools: (tools) => ({
      ...tools,
      standard: {
        ...tools.standard,
        exemptions: tools.standard.exemptions.map((exemption) => ({
          ...exemption,
          until: new Date(Date.parse(exemption.until) + 86_400_000).toISOString(),
        })),
      },
    }),
  },
  'always-enables': {
    promise: 'prior-state',
    what: 'It enables every key that it puts right.',
    tools: withWards(({ take }) => ({
      take: async (step, thing: Thing) => {
        const taken = await take(step, thing);
        if (step.kind === 'put-key-policy' || step.kind === 'cancel-key-deletion')
          await take({ kind: 'enable-key' }, thing);
        return taken;
      },
    })),
  },
  'swallows-garbage': {
    promise: 'bad-input',
    what: 'It takes what is no event for one that is about nothing.',
    tools: (tools) => tools,
    swallows: true,
  },
};
