import { describe, expect, test } from '@jest/globals';
import { comparePolicies } from '../../../shared/policy/compare.ts';
import { parsePolicy } from '../../../shared/policy/parse.ts';

const OWN = '111122223333';
const OTHER = '444455556666';
/** To tell what it matches from the rest takes more states than a pattern is given. */
const HARD = `*a${'?'.repeat(13)}`;

const allow = (Principal: object | string, Condition = {}, Action: string | string[] = 'kms:Decrypt') => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource: '*',
  Condition,
});
const deny = (Condition: object) => ({ ...allow('*', Condition), Effect: 'Deny' });
const compare = (baseline: object[], candidate: object[]) => {
  const policyOf = (Statement: object[]) =>
    parsePolicy({ Version: '2012-10-17', Statement }, { account: OWN });
  return comparePolicies(policyOf(baseline), policyOf(candidate));
};

const APP = { AWS: `arn:aws:iam::${OWN}:role/App` };
const WHO = 'aws:PrincipalArn is compared as something else than text, or by too many patterns';
const roles = { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/${HARD}` } };
const everywhere = { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/${HARD}` } };
const endpoint = { StringLike: { 'aws:SourceVpce': HARD } };

describe('R-UNKNOWN: where patterns tell too much apart', () => {
  test('callers: an example of a new pattern is shown, and the rest is unknown', () => {
    const shown = { principal: `arn:aws:iam::${OTHER}:role/anya${'x'.repeat(13)}`, to: 'delegated' };
    const rest = [{ reason: WHO, statements: [{ index: 0 }] }];
    for (const condition of [roles, everywhere]) {
      expect(compare([], [allow('*', condition)])).toMatchObject({ gained: [shown], unknown: rest });
    }
  });

  test('callers: an example of a pattern of services is shown, too', () => {
    const services = { StringLike: { 'aws:PrincipalServiceName': `${HARD}.amazonaws.com` } };
    expect(compare([], [allow('*', services)]).gained).toMatchObject([
      { principal: `anya${'x'.repeat(13)}.amazonaws.com`, to: 'allowed' },
    ]);
  });

  test('callers: the same pattern on both sides cancels', () => {
    const same = allow('*', roles);
    expect(compare([same], [same]).relation).toBe('equivalent');
    expect(compare([same], [same, allow(APP)])).toMatchObject({
      relation: 'wider',
      gained: [{ principal: APP.AWS, from: 'denied', to: 'allowed' }],
      unknown: [],
    });
    expect(compare([same], [allow('*', roles, ['kms:Decrypt', 'kms:Encrypt'])])).toMatchObject({
      relation: 'unknown',
      unknown: [{ reason: WHO }],
    });
  });

  test('callers: one who is named is told from the pattern all the same', () => {
    expect(compare([allow(APP), deny(roles)], [allow(APP)]).relation).toBe('equivalent');
    const own = { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:role/${HARD}` } };
    const named = { AWS: `arn:aws:iam::${OWN}:role/ba${'x'.repeat(13)}` };
    expect(compare([allow(named), deny(own)], [allow(named)]).gained).toMatchObject([
      { principal: named.AWS, from: 'denied', to: 'allowed' },
    ]);
  });

  test('values: a pattern that is new is unknown', () => {
    expect(compare([], [allow(APP, endpoint)])).toMatchObject({
      relation: 'unknown',
      unknown: [{ reason: 'conditions tell too many values of aws:SourceVpce apart' }],
    });
  });

  test('values: the same condition on both sides cancels, and to drop it is wider', () => {
    expect(compare([allow(APP, endpoint)], [allow(APP, endpoint)]).relation).toBe('equivalent');
    const other = { StringLike: { 'aws:SourceVpce': `${HARD}?` } };
    expect(compare([allow(APP, endpoint)], [allow(APP, other)]).relation).toBe('unknown');
    expect(compare([allow(APP, endpoint)], [allow(APP)])).toMatchObject({ relation: 'wider', unknown: [] });
  });
});
