import type { Chronicle } from '../chronicle.ts';

/**
 * Why a key may be left as it is, though it is not right: people have been told so since this time, by failure or by an
 * open breaker; or what would have told the guard lies in a dead-letter queue, which has an alarm on it.
 */
export function whyLeft(chronicle: Chronicle, key: string, since: number): string | undefined {
  const { decisions, tellings, histories, accountBreaker, deadLetters } = chronicle;
  if (histories[key]?.breaker) return 'its breaker is open';
  if (accountBreaker) return "the account's breaker is open";
  const told = new Set(tellings.map(({ changeId, outcome }) => `${changeId} ${outcome}`));
  const failed = decisions.find(
    ({ arn, outcome, decidedAt, changeId }) =>
      arn === key &&
      (outcome === 'failed' || outcome === 'held') &&
      // The clocks of functions differ from the true one.
      Date.parse(decidedAt) >= since - 1_000 &&
      told.has(`${changeId} ${outcome}`),
  );
  if (failed) return `it was told as ${failed.outcome}`;
  return deadLetters.some((body) => body.includes(key)) ? 'an event is in a dead-letter queue' : undefined;
}
