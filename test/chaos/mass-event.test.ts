import { expect, test } from '@jest/globals';
import { massEvent } from '../../chaos/mass-event.ts';

test('keys that are scheduled for deletion at once are all saved and told, at the pace of KMS’s quotas', async () => {
  const { seconds, quotaSeconds, ...rest } = await massEvent(60);
  expect(rest).toMatchObject({ keys: 60, saved: 60, told: 60, deadLetters: 0 });
  expect(seconds).toBeGreaterThanOrEqual(quotaSeconds);
  expect(seconds).toBeLessThan(3 * quotaSeconds + 10);
}, 120_000);
