import { beforeAll, describe, expect, test } from '@jest/globals';
import { comparePolicies } from '../../shared/policy/compare.ts';
import { type Classes, classesOf } from './random/classes.ts';
import { policyOf } from './random/draft.ts';
import { randomPair } from './random/edit.ts';
import { type Changes, changesByEnumeration } from './random/enumeration.ts';
import { randomTheme } from './random/generate.ts';
import { announce, type Case, holdsFor, PAIRS, type Two } from './random/laws.ts';
import type { Random } from './random/random.ts';
import { randomRequests } from './random/request.ts';
import { canCall } from './random/roles.ts';
import { riseOf } from './random/soundness.ts';

/** To enumerate the requests takes as long as some ten comparisons. */
const ENUMERATED = Math.ceil(PAIRS / 40);

/** A pair with more requests is left out: one in some two hundred. */
const MOST_REQUESTS = 20_000;

function draw(random: Random): Case<Two> {
  const policies = randomPair(random, randomTheme(random, 'exact'));
  return { policies, requests: randomRequests(random, policies, 8), seed: random.next() };
}

/** What is listed has to be there, and what is there has to be listed. */
const within = (some: Changes, all: Changes) => (!some.rises || all.rises) && (!some.falls || all.falls);

describe('R-COMPARE: comparePolicies and all requests there are', () => {
  beforeAll(() => announce(`all requests for ${ENUMERATED} pairs of policies`));

  test('what is gained and lost is what decide answers otherwise, a request of each kind asked', () => {
    let enumerated = 0;
    const fault = ({ policies, requests }: Case<Two>) => {
      const [baseline, candidate] = [policyOf(policies[0]), policyOf(policies[1])];
      const changes = (classes: Classes) => changesByEnumeration(baseline, candidate, classes, MOST_REQUESTS);
      const classes = classesOf(policies, () => true);
      const possible = changes(classes);
      // Roles that another of their name rules out may count or not: see canCall.
      const exists = canCall([baseline, candidate]);
      const certain = classes.callers.every(exists) ? possible : changes(classesOf(policies, exists));
      if (possible === undefined || certain === undefined) {
        return undefined;
      }
      enumerated++;
      const missed = requests.find((request) => {
        const rise = riseOf(baseline, candidate, request);
        return !within({ rises: rise > 0, falls: rise < 0 }, possible);
      });
      if (missed !== undefined) {
        return `there is no request of this kind among the enumerated: ${JSON.stringify(missed)}`;
      }
      const comparison = comparePolicies(baseline, candidate);
      const found: Changes = { rises: comparison.gained.length > 0, falls: comparison.lost.length > 0 };
      return within(certain, found) && within(found, possible) && comparison.unknown.length === 0
        ? undefined
        : `enumerated ${JSON.stringify(certain)}, compared ${JSON.stringify(comparison)}`;
    };
    holdsFor(ENUMERATED, { draw, fault }, 'all requests');
    expect(enumerated).toBeGreaterThan(ENUMERATED * 0.9);
  }, 3_600_000);
});
