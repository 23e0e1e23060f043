import type { Scope } from '../rules/scope.ts';
import type { AsideAlert } from './alert-line.ts';
import type { Decision } from './decision.ts';
import { type Breaker, type History, noHistory } from './history.ts';
import type { Incident, Snooze } from './incident.ts';
import type { Baseline, Lease, Ledger, Place, RefusedCall } from './ledger.ts';
import { LedgerError } from './ledger-error.ts';
import type { MassEvent } from './mass-event.ts';
import type { KeptPress } from './press.ts';

type StoredLease = {
  readonly owner: string;
  readonly fence: number;
  readonly until: number;
  readonly endedAt?: number;
  readonly history: History;
};

/**
 * A ledger in memory, for histories that are played and forgotten. Each call takes effect at once and whole, under the
 * conditions that the DynamoDB ledger writes under; one suite of tests holds for both.
 */
export class MemoryLedger implements Ledger {
  readonly #baselines = new Map<string, Baseline<Scope>[]>();
  readonly #decisions = new Map<string, Decision>();
  readonly #leases = new Map<string, StoredLease>();
  readonly #refused = new Map<string, Map<string, RefusedCall>>();
  readonly #remediated = new Map<string, Set<string>>();
  readonly #breakers = new Map<string, Breaker>();
  readonly #incidents = new Map<string, Incident>();
  readonly #snoozes = new Map<string, Snooze>();
  readonly #massEvents = new Map<string, MassEvent>();
  readonly #aside = new Map<string, Map<string, AsideAlert>>();
  #lastDigest: string | undefined;
  readonly #presses = new Map<string, KeptPress>();
  readonly #taken = new Map<string, string>();

  async baseline<S extends Scope = 'key'>(arn: string): Promise<Baseline<S> | undefined> {
    // What lies under a thing's ARN was adopted for a thing of its scope.
    return this.#baselines.get(arn)?.at(-1) as Baseline<S> | undefined;
  }

  async baselines<S extends Scope = 'key'>(arn: string): Promise<readonly Baseline<S>[]> {
    return [...(this.#baselines.get(arn) ?? [])].reverse() as unknown as Baseline<S>[];
  }

  adopt: Ledger['adopt'] = async <S extends Scope>(adopted: Parameters<typeof this.adopt<S>>[0]) => {
    const versions = this.#baselines.get(adopted.arn) ?? [];
    const before = versions.at(-1);
    if (before?.changeId === adopted.changeId) return before as Baseline<S>;
    const next = { ...adopted, version: (before?.version ?? 0) + 1 } as unknown as Baseline<S>;
    this.#baselines.set(adopted.arn, [...versions, next as Baseline<Scope>]);
    return next;
  };

  async decision(arn: string, changeId: string): Promise<Decision | undefined> {
    return this.#decisions.get(`${changeId} ${arn}`);
  }

  async record(decision: Decision): Promise<void> {
    const name = `${decision.changeId} ${decision.arn}`;
    if (this.#decisions.get(name)?.told !== true) this.#decisions.set(name, decision);
  }

  async acquireLease(arn: string, owner: string, now: number, until: number): Promise<Lease | undefined> {
    const old = this.#leases.get(arn);
    if (old && old.endedAt === undefined && old.until > now && old.owner !== owner) return undefined;
    const lease = { owner, until, fence: (old?.fence ?? 0) + 1, history: old?.history ?? noHistory };
    this.#leases.set(arn, lease);
    const ended = old?.endedAt ?? old?.until;
    return { arn, ...lease, ...(ended !== undefined && { previousEndedAt: new Date(ended).toISOString() }) };
  }

  async keepHistory(lease: Lease, history: History): Promise<void> {
    const held = this.#held(lease);
    if (held === undefined)
      throw new LedgerError('LEASE_LOST', `The lease of ${lease.arn} has passed to another. Try again.`);
    this.#leases.set(lease.arn, { ...held, history });
  }

  async releaseLease(lease: Lease, now: number): Promise<void> {
    const held = this.#held(lease);
    if (held !== undefined) this.#leases.set(lease.arn, { ...held, endedAt: now });
  }

  #held({ arn, owner, fence }: Lease): StoredLease | undefined {
    const lease = this.#leases.get(arn);
    return lease?.owner === owner && lease.fence === fence && lease.endedAt === undefined ? lease : undefined;
  }

  countAttempt: Ledger['countAttempt'] = async (attempt) => {
    const { principal, id, operation, at, withinMinutes } = attempt;
    const span = withinMinutes * 60_000;
    const window = Math.floor(at / span);
    const callsOf = (number: number) => this.#refused.get(`${principal} ${withinMinutes} ${number}`);
    const calls = callsOf(window) ?? new Map<string, RefusedCall>();
    if (calls.size < mostAttempts) calls.set(`${at} ${operation} ${id}`, attempt);
    this.#refused.set(`${principal} ${withinMinutes} ${window}`, calls);
    const recent = [...calls.values(), ...(callsOf(window - 1)?.values() ?? [])].filter(
      (call) => call.at > at - span,
    );
    return {
      window,
      count: Math.min(recent.length, mostAttempts),
      operations: [...new Set(recent.map((call) => call.operation))].sort(),
    };
  };

  countRemediation: Ledger['countRemediation'] = async ({ arn, changeId, at, withinMinutes, ...place }) => {
    const name = `${nameOf(place)} ${withinMinutes} ${Math.floor(at / (withinMinutes * 60_000))}`;
    const those = this.#remediated.get(name) ?? new Set<string>();
    if (those.size >= mostRemediations) return mostRemediations;
    this.#remediated.set(name, those.add(`${changeId} ${arn}`));
    return those.size;
  };

  async accountBreaker(place: Place): Promise<Breaker | undefined> {
    return this.#breakers.get(nameOf(place));
  }

  async openAccountBreaker(place: Place, breaker: Breaker): Promise<void> {
    if (!this.#breakers.has(nameOf(place))) this.#breakers.set(nameOf(place), breaker);
  }

  async closeAccountBreaker(place: Place): Promise<void> {
    this.#breakers.delete(nameOf(place));
    for (const name of this.#remediated.keys())
      if (name.startsWith(`${nameOf(place)} `)) this.#remediated.delete(name);
  }

  async incident(arn: string, cause: string): Promise<Incident | undefined> {
    const incident = this.#incidents.get(`${cause} ${arn}`);
    const snoozed = this.#snoozes.get(`${cause} ${arn}`);
    return incident && { ...incident, ...(snoozed === undefined ? {} : { snoozed }) };
  }

  async keepIncident(arn: string, { snoozed: _, ...incident }: Incident): Promise<void> {
    this.#incidents.set(`${incident.cause} ${arn}`, incident);
  }

  async snooze(arn: string, cause: string, snooze: Snooze): Promise<void> {
    this.#snoozes.set(`${cause} ${arn}`, snooze);
  }

  async massEvent(key: string): Promise<MassEvent | undefined> {
    return this.#massEvents.get(key);
  }

  async keepMassEvent(event: MassEvent): Promise<void> {
    this.#massEvents.set(event.key, event);
  }

  async openMassEvents(): Promise<readonly MassEvent[]> {
    return [...this.#massEvents.values()].filter(({ open }) => open !== undefined);
  }

  async putAside(day: string, alert: AsideAlert): Promise<void> {
    const those = this.#aside.get(day) ?? new Map<string, AsideAlert>();
    this.#aside.set(day, those.set(`${alert.changeId} ${alert.arn}`, alert));
  }

  async asideOf(day: string): Promise<readonly AsideAlert[]> {
    return [...(this.#aside.get(day)?.values() ?? [])];
  }

  async lastDigest(): Promise<string | undefined> {
    return this.#lastDigest;
  }

  async keepLastDigest(day: string): Promise<void> {
    this.#lastDigest = day;
  }

  async keepPress(press: KeptPress): Promise<void> {
    this.#presses.set(`${press.arn} ${press.at}#${press.id}`, press);
  }

  async presses(arn: string): Promise<readonly KeptPress[]> {
    const order = ({ at, id }: KeptPress) => `${at}#${id}`;
    const found = [...this.#presses.values()].filter((press) => press.arn === arn);
    return found.sort((a, b) => (order(a) < order(b) ? 1 : -1)).slice(0, mostPresses);
  }

  async takeOnce(name: string, owner: string): Promise<boolean> {
    const taken = this.#taken.get(name) ?? owner;
    this.#taken.set(name, taken);
    return taken === owner;
  }

  /** Every decision, in the order in which the changes were first decided. */
  decisions(): readonly Decision[] {
    return [...this.#decisions.values()];
  }

  /** What has been done to a thing so far, whoever holds its lease. */
  history(arn: string): History {
    return this.#leases.get(arn)?.history ?? noHistory;
  }
}

/** As many as the DynamoDB ledger counts. */
const mostAttempts = 100;
const mostRemediations = 1_000;
const mostPresses = 100;

const nameOf = ({ account, region }: Place) => `${account} ${region}`;
