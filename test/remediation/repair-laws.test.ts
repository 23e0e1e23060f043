import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { comparePolicies } from '../../shared/policy/compare.ts';
import { policyOwners } from '../../shared/policy/lockout.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import { repairedPolicy } from '../../shared/remediation/repair.ts';
import { allRules } from '../../shared/rules/all.ts';
import type { Subject } from '../../shared/rules/rule.ts';
import type { Governance } from '../../shared/standard/standard.ts';
import { documentOf } from '../policy/random/draft.ts';
import { randomDraft, randomTheme } from '../policy/random/generate.ts';
import { Random } from '../policy/random/random.ts';
import { findingsOn, keyPolicy } from '../render/judged.ts';
import { randomGovernance } from '../render/random-standard.ts';
import { account, arn, snapshot } from '../rules/subject.ts';

type Json = Record<string, unknown>;
const parse = (policy: string) => parsePolicy(policy, { account, key: arn });
const document = (Statement: readonly Json[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const statementsIn = (policy: string): readonly Json[] => JSON.parse(policy).Statement;

const randomStatements = (random: Random, profile: 'exact' | 'open'): readonly Json[] =>
  documentOf(randomDraft(random, randomTheme(random, profile))).Statement as Json[];

/** A random policy, among whose statements are mostly those that the standard asks for. */
function drawn(asked: Governance, random: Random): string {
  const rendered = keyPolicy(asked);
  const known = rendered === undefined || random.chance(15) ? [] : statementsIn(rendered);
  const others = randomStatements(random, random.chance(80) ? 'exact' : 'open');
  return document(random.shuffled([...known, ...others]));
}

const subjectOf = (policy: string, governance: Governance): Subject => ({
  snapshot: snapshot({ policy }),
  governance,
});

/** What is wrong with a repair, in words: each by itself, from the policies alone. */
function faultIn(live: string, repaired: string, asked: Governance, random: Random): string | undefined {
  const [broken] = findingsOn(repaired, asked);
  if (broken !== undefined) return `breaks ${broken.rule}: ${broken.evidence}`;
  const { relation } = comparePolicies(parse(live), parse(repaired));
  if (relation !== 'equivalent' && relation !== 'narrower') return `is ${relation}`;
  if (policyOwners(parse(repaired)).length === 0) return 'nobody can change it';
  const dropped = random.shuffled(onePieces(live)).slice(0, 30);
  const back = dropped.find((piece) => canBePutBack(piece, repaired, asked));
  return back === undefined ? undefined : `lacks ${JSON.stringify(back)}`;
}

/** What each Allow lets each whom it names do, an action a piece, as a statement of its own. */
function onePieces(live: string): readonly Json[] {
  const written = statementsIn(live);
  return parse(live).statements.flatMap(({ index, effect, actions, principals }) => {
    const { NotAction, ...json } = written[index] as Json;
    if (effect === 'Deny') return [];
    const one = (type: string, name: string) => ({ Principal: { [type]: name } });
    const holders =
      principals.negated || typeof json.Principal === 'string'
        ? [{}]
        : Object.entries(json.Principal as Record<string, string | readonly string[]>).flatMap(
            ([type, names]) => [names].flat().map((name) => one(type, name)),
          );
    return holders.flatMap((holder) => [...actions].map((Action) => ({ ...json, ...holder, Action })));
  });
}

function canBePutBack(piece: Json, repaired: string, asked: Governance): boolean {
  const more = document([...statementsIn(repaired), piece]);
  const wider = JSON.stringify({ ...JSON.parse(repaired), Statement: statementsIn(more) });
  const { gained } = comparePolicies(parse(repaired), parse(wider));
  return gained.length > 0 && findingsOn(wider, asked).length === 0;
}

/** Enough to finish: the bound on the work is another matter. */
const MOST = 5_000;
const seeds = fc.integer({ min: 0, max: 2 ** 31 });

describe('the repair of random policies by random standards', () => {
  test('breaks no rule, gives nothing, keeps an owner, and leaves out nothing that could stay', () => {
    let found = 0;
    fc.assert(
      fc.property(randomGovernance, seeds, (asked, seed) => {
        const random = new Random(seed);
        const live = drawn(asked, random);
        const repaired = repairedPolicy(subjectOf(live, asked), allRules, MOST);
        if ('why' in repaired) return;
        found += 1;
        expect(faultIn(live, repaired.policy, asked, random)).toBeUndefined();
        expect(repairedPolicy(subjectOf(live, asked), allRules, MOST)).toEqual(repaired);
      }),
      { numRuns: 4 },
    );
    expect(found).toBeGreaterThan(2);
  }, 240_000);

  test('is found wherever a policy that complies is part of the live one', () => {
    let repairs = 0;
    fc.assert(
      fc.property(randomGovernance, seeds, (asked, seed) => {
        const rendered = keyPolicy(asked);
        if (rendered === undefined) return;
        const random = new Random(seed);
        const added = randomStatements(random, 'exact').filter(({ Effect }) => Effect === 'Allow');
        const live = document(random.shuffled([...statementsIn(rendered), ...added]));
        const repaired = repairedPolicy(subjectOf(live, asked), allRules, MOST);
        expect(repaired).not.toHaveProperty('why');
        if ('policy' in repaired && repaired.policy !== live) repairs += 1;
      }),
      { numRuns: 4 },
    );
    expect(repairs).toBeGreaterThan(2);
  }, 240_000);
});
