/**
 * So many keys a second are read of one account and Region. Of what is read of a key, grants have the smallest quota: 100
 * requests a second, of which a scan takes no more than four fifths, as others work on the same account. The other reads
 * have 500 or more.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
 */
export const keysASecond = 80;

/** Lets callers through one by one, so many a second: resolves when it is the caller's turn. */
export function turnstile(
  perSecond: number,
  { now, pause }: { readonly now: () => number; readonly pause: (ms: number) => Promise<void> },
): () => Promise<void> {
  let free = 0;
  return async () => {
    const at = now();
    const turn = Math.max(at, free);
    free = turn + 1_000 / perSecond;
    if (turn > at) await pause(turn - at);
  };
}
