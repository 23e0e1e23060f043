import { quotas } from '../shared/aws/quotas.ts';
import { compliant } from './policies.ts';
import { Random } from './random.ts';
import { Scheduler } from './scheduler.ts';
import { standardUntil } from './standard.ts';
import { calm } from './weather.ts';
import { World } from './world.ts';

const start = Date.UTC(2026, 10, 24, 10);

/** What became of a mass of keys that were scheduled for deletion at the same moment. */
export type MassEvent = {
  readonly keys: number;
  /** Keys that are enabled again in the end. */
  readonly saved: number;
  /** Keys whose deletion people were told of. */
  readonly told: number;
  readonly deadLetters: number;
  /** Requests that KMS refused, since they were too many in a second. */
  readonly throttled: number;
  /** Virtual seconds from the deletions to the last key that was enabled again. */
  readonly seconds: number;
  /** How long KMS's quota makes it take at least. */
  readonly quotaSeconds: number;
};

/** The root user, or one who has become it, schedules every key for deletion at once. */
export async function massEvent(count: number, seed = 1): Promise<MassEvent> {
  const scheduler = new Scheduler(start);
  const random = new Random(seed, 0);
  const standard = standardUntil(start);
  const weather = calm;
  const world = new World({
    scheduler,
    random,
    weather,
    standard,
    excusedUntil: start,
    trace: false,
    paced: true,
  });
  for (let made = 0; made < count; made += 1)
    world.act('pipeline', 'CreateKey', { Policy: compliant.governed });
  await scheduler.run();
  const began = scheduler.now();
  for (const KeyId of world.keys) world.act('root', 'ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
  await scheduler.run();
  const { writes, tellings, deadLetters } = await world.chronicle();
  const enabled = writes.filter(({ operation }) => operation === 'EnableKey');
  return {
    keys: count,
    saved: world.keys.filter((key) => world.truthOf(key)?.state === 'Enabled').length,
    told: new Set(tellings.map(({ key }) => key)).size,
    deadLetters: deadLetters.length,
    throttled: world.quotas?.refused ?? 0,
    seconds: Math.round(((enabled.at(-1)?.at ?? began) - began) / 1_000),
    quotaSeconds: count / (quotas.CancelKeyDeletion ?? 1),
  };
}
