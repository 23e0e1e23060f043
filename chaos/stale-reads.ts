import type { Caller } from '../sandbox/caller.ts';
import type { Kms } from '../sandbox/kms/kms.ts';
import type { Random } from './random.ts';
import { asSdk } from './sdk-output.ts';
import { region } from './standard.ts';
import type { Weather } from './weather.ts';

type Json = Readonly<Record<string, unknown>>;
type Answer = { readonly output: Json } | { readonly error: unknown };

/** The answers to all reads of a key, from one change to the next. */
type Version = { until: number; readonly answers: Map<string, Answer> };

/**
 * The reads of a key. Right after a change each may still answer, by itself, what it would have answered before. As an
 * answer depends on nothing but the key, it is found once for each change.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/accessing-kms.html#programming-eventual-consistency
 */
export class StaleReads {
  readonly #versions = new Map<string, Version[]>();
  readonly #kms: Kms;
  readonly #now: () => number;
  readonly #random: Random;
  readonly #weather: Weather;

  constructor(kms: Kms, now: () => number, random: Random, weather: Weather) {
    this.#kms = kms;
    this.#now = now;
    this.#random = random;
    this.#weather = weather;
  }

  isRead(name: string): boolean {
    return /^(Describe|Get|List)/.test(name);
  }

  answer(name: string, input: Json, caller: Caller): Json {
    const versions = this.#of(String(input.KeyId));
    const recent = versions.filter(({ until }) => until > this.#now() - this.#weather.staleMs);
    const stale = recent.length > 1 && this.#random.chance(this.#weather.stale);
    const version = stale ? this.#random.pick(recent) : versions.at(-1);
    const found = version && this.#read(version, name, input, caller);
    if (found === undefined || 'error' in found) throw found?.error;
    return found.output;
  }

  /** A key is about to change: what it answers now is still answered for a while. */
  changing(key: string, callers: readonly Caller[]): void {
    const versions = this.#of(key);
    const last = versions.at(-1);
    if (last === undefined) return;
    if (this.#weather.stale > 0)
      for (const caller of callers)
        for (const [name, input] of everyRead) this.#read(last, name, { KeyId: key, ...input }, caller);
    last.until = this.#now();
    versions.push({ until: Number.POSITIVE_INFINITY, answers: new Map() });
  }

  #of(key: string): Version[] {
    const versions = this.#versions.get(key) ?? [{ until: Number.POSITIVE_INFINITY, answers: new Map() }];
    this.#versions.set(key, versions);
    return versions;
  }

  #read({ answers }: Version, name: string, input: Json, caller: Caller): Answer {
    const asked = `${name} ${caller.arn}`;
    let found = answers.get(asked);
    if (found === undefined) {
      found = this.#ask(name, input, caller);
      answers.set(asked, found);
    }
    return found;
  }

  #ask(name: string, input: Json, caller: Caller): Answer {
    try {
      return { output: asSdk(this.#kms.call(name, input, { caller, region })) };
    } catch (error) {
      return { error };
    }
  }
}

const everyRead: readonly (readonly [string, Json])[] = [
  ['DescribeKey', {}],
  ['GetKeyPolicy', { PolicyName: 'default' }],
  ['GetKeyRotationStatus', {}],
  ['ListAliases', {}],
  ['ListResourceTags', {}],
  ['ListGrants', { Limit: 100 }],
  ['GetKeyLastUsage', {}],
];
