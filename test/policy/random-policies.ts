import fc from 'fast-check';
import type { Request } from '../../shared/policy/policy.ts';

const APP = 'arn:aws:iam::111122223333:role/App';
const PRINCIPALS = [
  '*',
  { AWS: '111122223333' },
  { AWS: APP },
  { AWS: ['arn:aws:sts::111122223333:assumed-role/App/alice', '444455556666'] },
  { Service: 's3.amazonaws.com' },
];
const VALUES = ['a', 'b', 'a*', APP, '111122223333'];
const KEYS = ['aws:SourceVpce', 'kms:EncryptionContextKeys', 'aws:PrincipalArn', 'kms:CallerAccount'];
const OPERATORS = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'].flatMap((name) => [
  name,
  `${name}IfExists`,
  `ForAllValues:${name}`,
  `ForAnyValue:${name}`,
]);

const condition = fc
  .tuple(fc.constantFrom(...OPERATORS), fc.constantFrom(...KEYS), fc.subarray(VALUES, { minLength: 1 }))
  .map(([operator, key, values]) => ({ [operator]: { [key]: values } }));

/** A statement in JSON, of any features that decide a request. */
export const randomStatement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    principal: fc.tuple(fc.constantFrom('Principal', 'NotPrincipal'), fc.constantFrom(...PRINCIPALS)),
    action: fc.tuple(
      fc.constantFrom('Action', 'NotAction'),
      fc.constantFrom('kms:*', 'kms:Decrypt', 'kms:*crypt'),
    ),
    Condition: fc.option(condition, { nil: undefined }),
  })
  .map(({ Effect, principal, action, Condition }) => ({
    Effect,
    [principal[0]]: principal[1],
    [action[0]]: action[1],
    Resource: '*',
    ...(Condition === undefined ? {} : { Condition }),
  }));

/** A request the statements may tell apart. */
export const randomRequest: fc.Arbitrary<Request> = fc.record({
  principal: fc.constantFrom(
    '111122223333',
    APP,
    'arn:aws:sts::111122223333:assumed-role/App/alice',
    'arn:aws:iam::444455556666:user/bob',
    's3.amazonaws.com',
  ),
  action: fc.constantFrom('kms:Decrypt', 'kms:Encrypt', 'kms:PutKeyPolicy'),
  context: fc.dictionary(fc.constantFrom(...KEYS.slice(0, 2)), fc.subarray(VALUES)),
});
