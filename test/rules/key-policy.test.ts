import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../shared/policy/parse.ts';
import {
  allowsOthers,
  allowsServices,
  approvedPolicy,
  keyPolicy,
  policyOrError,
  readPolicy,
} from '../../shared/rules/key-policy.ts';
import * as given from './subject.ts';

const unreadable = given.snapshot({ policy: '{' });

test('a policy is read once for all rules', () => {
  const [snapshot, baseline] = [given.snapshot(), given.baseline()];
  expect(keyPolicy(snapshot)).toBe(keyPolicy(snapshot));
  expect(policyOrError(unreadable)).toBe(policyOrError(unreadable));
  expect(approvedPolicy(baseline, snapshot)).toBe(approvedPolicy(baseline, snapshot));
});

describe('a policy that was read before', () => {
  const other = { arn: `${given.snapshot().arn.slice(0, -1)}0` };
  const read = (text: string, over = {}) => readPolicy(text, given.snapshot(over));
  const spaced = JSON.stringify(JSON.parse(given.approvedPolicy), null, 4);

  test('is the same one in another snapshot, with other white space, and on another key of the account', () => {
    const policy = read(given.approvedPolicy);
    expect(read(spaced)).toBe(policy);
    expect(read(given.approvedPolicy, other)).toBe(policy);
  });

  test('is another one in another account', () => {
    expect(read(given.approvedPolicy, { account: '444455556666' })).not.toBe(read(given.approvedPolicy));
  });

  test('is another one where white space within a text differs', () => {
    const named = (Sid: string) => given.policy({ ...given.approvedStatements[0], Sid });
    expect(read(named('a b'))).not.toBe(read(named('ab')));
  });

  test('is of its own key where it names a key', () => {
    const { arn } = given.snapshot();
    const own = { ...given.statement('Own', given.role('App'), 'kms:Decrypt'), Resource: arn };
    const text = given.policy(...given.approvedStatements, own);
    expect(read(text)).toMatchObject({ key: arn });
    expect(read(text, other)).toMatchObject({ key: other.arn });
  });
});

describe('whom a key policy lets in by name', () => {
  const decrypt = (principal: object) => ({ ...given.statement('S', '*', 'kms:Decrypt'), ...principal });
  const other = { AWS: '444455556666' };
  const service = { Service: 's3.amazonaws.com' };

  test.each<[string, object, boolean, boolean]>([
    ['a role of the account', { Principal: { AWS: given.role('App') } }, false, false],
    ['the account', { Principal: { AWS: given.account } }, false, false],
    ['another account', { Principal: other }, true, false],
    [
      'a role of the account, and another account',
      { Principal: { AWS: [given.role('App'), other.AWS] } },
      true,
      false,
    ],
    ['a service', { Principal: service }, true, true],
    ['everybody', { Principal: '*' }, true, true],
    ['everybody but a role', { Principal: undefined, NotPrincipal: { AWS: given.role('App') } }, true, true],
    ['nobody, by a Deny for everybody', { Principal: '*', Effect: 'Deny' }, false, false],
  ])('%s', (_, principal, others, services) => {
    const policy = parsePolicy(given.policy(...given.approvedStatements, decrypt(principal)), given);
    expect([allowsOthers(policy), allowsServices(policy)]).toEqual([others, services]);
  });
});
