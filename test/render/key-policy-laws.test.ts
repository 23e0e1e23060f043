import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expandActions } from '../../shared/policy/actions.ts';
import { parsePolicyWithNotes } from '../../shared/policy/parse.ts';
import { waysOfUse } from '../../shared/render/ways-of-use.ts';
import { rolesOf } from '../../shared/standard/principals.ts';
import type { Governance } from '../../shared/standard/standard.ts';
import { account } from '../rules/subject.ts';
import { root, startKms } from '../sandbox/kms/account.ts';
import { asking, findingsOn, key, keyPolicy } from './judged.ts';
import { randomGovernance } from './random-standard.ts';

/** Somebody whom a pattern names. */
const sample = (pattern: string) => pattern.replaceAll('*', 'z7').replaceAll('?', 'q');
const full = (pattern: string) =>
  pattern.startsWith('arn:') ? pattern : `arn:aws:iam::${account}:${sample(pattern)}`;

/** A request that comes with all that the way of use asks. */
function request(condition: object): Record<string, string> {
  const asked = Object.values(condition).flatMap((keys: object) => Object.entries(keys));
  return Object.fromEntries(asked.map(([name, values]) => [name, sample(String([values].flat()[0]))]));
}

/** The principals of a role whom the standard gives no other duty. */
const only = (asked: Governance, role: keyof Governance['roles']) =>
  asked.roles[role].map(full).filter((arn) => {
    const duties = rolesOf(asked.roles, arn, account);
    return arn.includes(account) && (role === 'users' ? duties.length === 1 : !duties.includes('users'));
  });

/** Whether the standard lets a role do an action at all. */
const holds = ({ actions }: Governance, role: keyof Governance['actions'], action: string) =>
  actions[role].length === 0 || expandActions(actions[role]).has(`kms:${action}`);

const allowedIf = (isAllowed: boolean) => (isAllowed ? 'allowed' : expect.stringMatching(/denied|delegated/));

describe('The key policy of random standards', () => {
  const forAll = (check: (asked: Governance, policy: string) => void, numRuns: number) =>
    fc.assert(
      fc.property(randomGovernance, (asked) => {
        const policy = keyPolicy(asked);
        if (policy !== undefined) check(asked, policy);
      }),
      { numRuns },
    );

  test('keeps to every rule on policies, and KMS has no remark on it', () => {
    let kept = 0;
    forAll((asked, policy) => {
      expect(findingsOn(policy, asked)).toEqual([]);
      expect(parsePolicyWithNotes(policy, { account, key: key.arn }).notes).toEqual([]);
      kept += 1;
    }, 100);
    expect(kept).toBeGreaterThan(20);
  }, 60_000);

  test('lets everybody do its work directly, and no other', () => {
    forAll((asked, policy) => {
      const ask = asking(policy);
      for (const who of only(asked, 'administrators')) {
        const may = holds(asked, 'administrators', 'DisableKey');
        expect([who, ask(who, 'DisableKey')]).toEqual([who, allowedIf(may)]);
        expect([who, ask(who, 'CreateGrant')]).not.toEqual([who, 'allowed']);
      }
      for (const who of only(asked, 'owners')) expect(ask(who, 'PutKeyPolicy')).toBe('allowed');
      for (const who of only(asked, 'pipelines')) expect(ask(who, 'PutKeyPolicy')).toBe('allowed');
      for (const who of only(asked, 'guardian')) expect(ask(who, 'PutKeyPolicy')).toBe('delegated');
      for (const who of only(asked, 'users')) {
        expect([who, ask(who, 'DescribeKey')]).toEqual([
          who,
          allowedIf(holds(asked, 'users', 'DescribeKey')),
        ]);
        for (const { actions, condition } of waysOfUse(asked)) {
          for (const action of expandActions(actions)) {
            const may = holds(asked, 'users', action.slice(4));
            const answer = ask(who, action.slice(4), request(condition));
            expect([who, action, answer]).toEqual([who, action, allowedIf(may)]);
          }
        }
      }
      const stranger = asked.iamDelegation === 'forbidden' ? 'denied' : 'delegated';
      expect(ask('role/Stranger', 'PutKeyPolicy')).toBe(stranger);
      expect(ask('root', 'PutKeyPolicy')).toBe('allowed');
      const restricted = asked.rootUser === 'recovery';
      expect(ask('root', 'ScheduleKeyDeletion')).toBe(restricted ? 'denied' : 'allowed');
    }, 200);
  }, 60_000);

  test('is taken by the sandbox’s KMS from whoever may change it', () => {
    forAll((_, Policy) => {
      const { call, createKey } = startKms();
      const KeyId = createKey();
      call('PutKeyPolicy', { KeyId, PolicyName: 'default', Policy }, root);
      expect(call('GetKeyPolicy', { KeyId }, root)).toMatchObject({ Policy });
    }, 30);
  }, 60_000);
});
