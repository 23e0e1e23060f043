import { expect, test } from '@jest/globals';
import { parseControlPolicy } from '../../shared/rules/control-policy.ts';

test('An SCP with a key that is there twice is refused, and the place is said', () => {
  const statement = '{ "Effect": "Deny", "Effect": "Allow", "Action": "kms:*", "Resource": "*" }';
  const text = `{ "Version": "2012-10-17", "Statement": [${statement}] }`;
  expect(() => parseControlPolicy(text, '111122223333')).toThrow(
    expect.objectContaining({ code: 'DuplicateKey', path: '$.Statement[0].Effect' }),
  );
});
