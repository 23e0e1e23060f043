/**
 * The first of these times that is one, in ISO 8601, UTC, to the millisecond. CloudTrail's own times are texts that nobody
 * has checked, and the services that findings go to refuse what is no time.
 */
export function instant(...times: readonly string[]): string {
  return new Date(millis(...times)).toISOString();
}

/** The same, in milliseconds since the epoch. */
export function millis(...times: readonly string[]): number {
  return times.map((time) => Date.parse(time)).find((time) => time >= 0 && time <= LAST) ?? 0;
}

/** The end of the year 9999: later years have another form. */
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** A time as people read it: CloudTrail tells whole seconds. */
export const inSeconds = (time: string): string => time.replace(/\.\d{3}Z$/, 'Z');
