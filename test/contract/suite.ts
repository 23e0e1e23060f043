import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { KnownDifference } from './known-difference.ts';
import { knownDifferences } from './known-differences.ts';
import { subjects } from './subjects.ts';
import type { Target } from './target.ts';

/**
 * Asks everything of one target: each case is what AWS does, unless it is listed as a known difference of this target,
 * in which case it is what is listed. So neither a difference that is not listed passes, nor one that is no more.
 */
export function contractOf(of: KnownDifference['of'], start: () => Promise<Target>): void {
  let target: Target;
  beforeAll(async () => {
    target = await start();
  });
  afterAll(() => target?.stop());

  const known = new Map(
    knownDifferences.filter((each) => each.of === of).flatMap(({ seen }) => Object.entries(seen)),
  );
  describe.each(subjects)('$name', ({ cases }) => {
    for (const { name, seen, aws } of cases) {
      const title = known.has(name) ? `known to be different: ${name}` : name;
      const expected = known.has(name) ? known.get(name) : aws;
      test(title, async () => expect(await seen(target)).toEqual(expected));
    }
  });
}
