import type { Random } from './random.ts';

/** How much goes wrong in one history. Probabilities are of one call, or one event. */
export type Weather = {
  readonly name: string;
  /** Milliseconds that a call takes there and back, mostly. */
  readonly latencyMs: number;
  /** Calls that take up to three seconds, as long as the SDK waits. */
  readonly slow: number;
  readonly refused: number;
  /** Calls that are carried out, whose answer never comes: the SDK gives up. */
  readonly lost: number;
  /** Calls that the SDK sends again, because the first answer did not come. */
  readonly resent: number;
  readonly crash: number;
  readonly stale: number;
  readonly staleMs: number;
  readonly outboxFails: number;
  readonly dropped: number;
  readonly duplicated: number;
  /** Events that come minutes late, out of their order. */
  readonly late: number;
  /** How far each function's clock may be off, in milliseconds. */
  readonly skewMs: number;
};

export const calm: Weather = {
  name: 'calm',
  latencyMs: 20,
  slow: 0,
  refused: 0,
  lost: 0,
  resent: 0,
  crash: 0,
  stale: 0,
  staleMs: 0,
  outboxFails: 0,
  dropped: 0,
  duplicated: 0.1,
  late: 0,
  skewMs: 400,
};

const stale = { stale: 0.4, staleMs: 4_000 };
const events = { dropped: 0.1, duplicated: 0.4, late: 0.2 };
const errors = { refused: 0.03, lost: 0.01, resent: 0.02, outboxFails: 0.1, slow: 0.02 };

const kinds: readonly Weather[] = [
  calm,
  { ...calm, name: 'unordered', ...events },
  { ...calm, name: 'slow', slow: 0.3, latencyMs: 200 },
  { ...calm, name: 'throttled', ...errors, refused: 0.15 },
  { ...calm, name: 'crashing', crash: 0.03, duplicated: 0.3 },
  { ...calm, name: 'stale', ...stale, duplicated: 0.4 },
  { ...calm, name: 'storm', ...stale, ...events, ...errors, crash: 0.01 },
];

/** One kind of weather or another. */
export const someWeather = (random: Random): Weather => random.pick(kinds);

/** What becomes of one call. */
export type Fate = {
  readonly outMs: number;
  readonly backMs: number;
  readonly kind: 'answered' | 'refused' | 'lost' | 'resent' | 'crash-before' | 'crash-after';
  /** Whether the call still takes effect when its caller dies while it is on its way. */
  readonly survives: boolean;
};

export function fateOf(weather: Weather, random: Random): Fate {
  const way = () =>
    random.chance(weather.slow) ? random.between(100, 1_400) : random.between(1, weather.latencyMs);
  return {
    outMs: way(),
    backMs: way(),
    kind: kindOf(weather, random.fraction()),
    survives: random.chance(0.5),
  };
}

function kindOf({ refused, lost, resent, crash }: Weather, drawn: number): Fate['kind'] {
  const limits: readonly (readonly [number, Fate['kind']])[] = [
    [refused, 'refused'],
    [lost, 'lost'],
    [resent, 'resent'],
    [crash / 2, 'crash-before'],
    [crash / 2, 'crash-after'],
  ];
  let limit = 0;
  for (const [share, kind] of limits) {
    limit += share;
    if (drawn < limit) return kind;
  }
  return 'answered';
}
