import { describe, expect, test } from '@jest/globals';
import { explore } from '../../../chaos/exhaustive/explore.ts';
import { situations } from '../../../chaos/exhaustive/explore-everything.ts';
import { mutants } from '../../../chaos/mutants.ts';

const [one, dying, twice, twiceAndDying] = situations;

const minute = 60_000;

describe('whatever the order, it is put right once, told, and written under the lease alone', () => {
  test.each([one, dying, twice, twiceAndDying].map((each) => [each?.name ?? '', each] as const))(
    '%s',
    async (_, situation) => {
      if (situation === undefined) throw new Error('there is no such situation');
      const { schedules, broken } = await explore(situation);
      expect(broken).toEqual([]);
      expect(schedules).toBeGreaterThan(1);
    },
    2 * minute,
  );
});

test.each(['no-lease', 'writes-at-once', 'tells-nobody', 'only-tells'])('%s is found out', async (name) => {
  const mutate = mutants[name]?.tools;
  if (mutate === undefined || twice === undefined) throw new Error('there is no such mutant');
  const { broken } = await explore({ ...twice, mutate });
  expect(broken).not.toEqual([]);
});
