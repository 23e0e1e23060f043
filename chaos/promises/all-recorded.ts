import type { Promised } from './promise.ts';

export const allRecorded: Promised = {
  name: 'all-recorded',
  promise:
    'No change is lost: each that was delivered ends as a decision in the ledger, or in a dead-letter queue.',
  broken: ({ deliveries, decisions, deadLetters }) => {
    const decided = new Set(
      decisions
        .filter(({ told, outcome }) => told && outcome !== 'started')
        .map(({ arn, changeId }) => `${changeId} ${arn}`),
    );
    return deliveries
      .filter(({ eventId, key }) => !decided.has(`${eventId} ${key}`))
      .filter(({ eventId }) => !deadLetters.some((body) => body.includes(eventId)))
      .map(
        ({ eventId, to }) =>
          `event ${eventId.slice(-6)} came to ${to}, and is neither decided nor in its dead-letter queue`,
      );
  },
};
