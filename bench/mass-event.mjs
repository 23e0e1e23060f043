import { withChaos } from '../scripts/import-chaos.mjs';

const keys = Number(process.env.BENCH_KEYS ?? 5_000);

/** Thousands of keys scheduled for deletion at one moment: how long until all are enabled again, in virtual time. */
export async function massEvent() {
  const played = await withChaos({ main: 'chaos/mass-event.ts' }, (chaos) => chaos.massEvent(keys));
  const { saved, told, throttled, deadLetters, seconds, quotaSeconds } = played;
  return {
    title: `Mass event: ${keys} keys scheduled for deletion at once, in virtual time`,
    rows: [
      { what: 'saved', keys: saved, seconds },
      { what: 'told', keys: told, seconds: '' },
      { what: 'as fast as the quota of CancelKeyDeletion lets anybody', keys, seconds: quotaSeconds },
    ],
    limits: [
      { what: 'keys not saved', measured: keys - saved, limit: 0, unit: '' },
      { what: 'in times of what the quota takes', measured: seconds / quotaSeconds, limit: 1.5, unit: 'x' },
    ],
    notes: [
      `${throttled} requests were refused by KMS, ${deadLetters} messages ended in a dead-letter queue.`,
    ],
  };
}
