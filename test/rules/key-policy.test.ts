import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../shared/policy/parse.ts';
import {
  allowsOthers,
  allowsServices,
  approvedPolicy,
  keyPolicy,
  policyOrError,
} from '../../shared/rules/key-policy.ts';
import * as given from './subject.ts';

const unreadable = given.snapshot({ policy: '{' });

test('a policy is read once for all rules', () => {
  const [snapshot, baseline] = [given.snapshot(), given.baseline()];
  expect(keyPolicy(snapshot)).toBe(keyPolicy(snapshot));
  expect(policyOrError(unreadable)).toBe(policyOrError(unreadable));
  expect(approvedPolicy(baseline, snapshot)).toBe(approvedPolicy(baseline, snapshot));
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
