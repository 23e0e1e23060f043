import { describe, test } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../shared/policy/decide.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import type { Level, Request } from '../../shared/policy/policy.ts';
import { randomRequest, randomStatement } from './random-policies.ts';

const RANK: readonly Level[] = ['denied', 'delegated', 'allowed'];

function rank(Statement: object[], asked: Request): number {
  const policy = parsePolicy({ Version: '2012-10-17', Statement }, { account: '111122223333' });
  return RANK.indexOf(decide(policy, asked).decision);
}

/** Prints the seed where it fails, as fast-check does. */
const always = (law: (policy: object[], one: { Effect: string }, asked: Request) => boolean) =>
  fc.assert(fc.property(fc.array(randomStatement, { maxLength: 4 }), randomStatement, randomRequest, law), {
    numRuns: 10_000,
  });

describe('laws of decide', () => {
  test('R-DENY: adding an Allow never lowers an answer, adding a Deny never raises one', () => {
    always((policy, one, asked) => {
      const [before, after] = [rank(policy, asked), rank([...policy, one], asked)];
      return one.Effect === 'Allow' ? after >= before : after <= before;
    });
  });

  test('R-STATEMENT: the order of statements does not matter', () => {
    always((policy, one, asked) => rank([...policy, one], asked) === rank([one, ...policy].reverse(), asked));
  });

  test('R-LEVEL: another account is never more than delegated', () => {
    always((policy, one, asked) => rank([...policy, one], { ...asked, principal: '444455556666' }) < 2);
  });

  test('every statement said to have decided is there, with the effect of the answer', () => {
    always((policy, one, asked) => {
      const Statement = [...policy, one];
      const parsed = parsePolicy({ Version: '2012-10-17', Statement }, { account: '111122223333' });
      const { decision, statements } = decide(parsed, asked);
      const effect = decision === 'denied' ? 'Deny' : 'Allow';
      return statements.every(
        (each) => each.effect === effect && parsed.statements[each.index]?.effect === effect,
      );
    });
  });
});
