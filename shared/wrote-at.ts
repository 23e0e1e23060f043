import type { History, OwnWrite } from './ledger/history.ts';
import { aspectOf } from './remediation/aspect-of.ts';
import type { Step } from './remediation/step.ts';

type Kinds = readonly Step['kind'][];

/**
 * When the guardian last wrote what these steps would write, in milliseconds since the epoch; undefined where it never
 * did. That it has enabled a key makes no read of its policy doubtful. Pure.
 */
export function wroteAt(history: History, kinds: Kinds): number | undefined {
  const wrote = wroteOf(history);
  const times = kinds.flatMap((kind) => wrote[aspectOf[kind]] ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}

/** When each aspect was written last, now that there is this write, too. Pure. */
export function withWrite(history: History, { steps, at }: OwnWrite): NonNullable<History['wrote']> {
  const wrote = wroteOf(history);
  const times = steps.map((kind) => [aspectOf[kind], Math.max(at, wrote[aspectOf[kind]] ?? at)]);
  return { ...wrote, ...Object.fromEntries(times) };
}

/** Of a history older than the field, the last write alone is known. */
function wroteOf({ wrote, lastWrite }: History): NonNullable<History['wrote']> {
  if (wrote !== undefined || lastWrite === undefined) return wrote ?? {};
  return Object.fromEntries(lastWrite.steps.map((kind) => [aspectOf[kind], lastWrite.at]));
}
