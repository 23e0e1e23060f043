import { ipRange } from '../ip.ts';
import { readDate, readNumber } from '../operators.ts';
import type { ValueTest } from './value-test.ts';

/** One number of each kind that limits tell apart: each limit itself, and one between, below and above. */
export function sampleNumbers(tests: readonly ValueTest[], whole: boolean): readonly string[] {
  return samplesOf(limitsOf(tests, readNumber), whole, 1).map(String);
}

/** The first and the last instant that a date can be written for. */
const [EARLIEST, LATEST] = ['0000-01-01T00:00:00+14:00', '99999999999999'];

/** The same for dates, to the millisecond. */
export function sampleDates(tests: readonly ValueTest[]): readonly string[] {
  const times = samplesOf(limitsOf(tests, readDate), true, 86_400_000);
  return [...times.flatMap((time) => written(time) ?? []), EARLIEST, LATEST];
}

/** As a W3C date, or where these end, as seconds. */
function written(time: number): string | undefined {
  const date = new Date(time);
  if (!Number.isNaN(date.getTime()) && /^\d{4}-/.test(date.toISOString())) {
    return date.toISOString();
  }
  return time >= 1e7 ? (time / 1000).toFixed(3) : undefined;
}

function limitsOf(tests: readonly ValueTest[], read: (text: string) => number | undefined): number[] {
  const limits = tests.flatMap(({ values }) => values.flatMap((value) => read(value) ?? []));
  return [...new Set(limits)].sort((a, b) => a - b);
}

function samplesOf(limits: readonly number[], whole: boolean, margin: number): number[] {
  const [first, last] = [limits[0] ?? 0, limits[limits.length - 1] ?? 0];
  const between = limits.slice(1).flatMap((limit, at) => gap(limits[at] as number, limit, whole) ?? []);
  const below = whole ? Math.ceil(first) - margin : first - margin;
  const above = whole ? Math.floor(last) + margin : last + margin;
  // Where numbers are so large that a step is lost, the largest there is.
  const outside = [below < first ? below : -Number.MAX_VALUE, above > last ? above : Number.MAX_VALUE];
  return [...limits, ...between, ...outside].filter((sample) => !whole || Number.isInteger(sample));
}

/** A number between two, a whole one where only whole ones count; undefined where there is none. */
function gap(low: number, high: number, whole: boolean): number | undefined {
  const middle = low / 2 + high / 2;
  const candidates = whole ? [Math.floor(low) + 1, Math.floor(middle), Math.ceil(middle)] : [middle];
  return candidates.find((each) => each > low && each < high);
}

/** One address of each kind that ranges tell apart, of both families. */
export function sampleAddresses(tests: readonly ValueTest[]): readonly string[] {
  const ranges = tests.flatMap(({ values }) => values.flatMap((value) => ipRange(value) ?? []));
  return ([32, 128] as const).flatMap((bits) => {
    const own = ranges.filter((range) => range.bits === bits);
    const most = (1n << BigInt(bits)) - 1n;
    const ends = own.flatMap(({ first, last }) => [first - 1n, first, last, last + 1n]);
    const inside = ends.filter((value) => value >= 0n && value <= most);
    return [...new Set([...inside, bits === 32 ? OUTSIDE_4 : OUTSIDE_6])].map((value) =>
      bits === 32 ? dotted(value) : coloned(value),
    );
  });
}

/** Addresses kept for documentation: 203.0.113.1 and 2001:db8::1. */
const OUTSIDE_4 = 0xcb007101n;
const OUTSIDE_6 = 0x20010db8_00000000_00000000_00000001n;

function dotted(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

function coloned(value: bigint): string {
  const groups = [7n, 6n, 5n, 4n, 3n, 2n, 1n, 0n].map((at) => ((value >> (16n * at)) & 65535n).toString(16));
  return groups.join(':').replace(/(^|:)0(:0)+(:|$)/, '::');
}
