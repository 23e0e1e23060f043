import { describe, expect, test } from '@jest/globals';
import { newScene, stranger } from './scene.ts';

const shared = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws:iam::111122223333:root', 'arn:aws:iam::444455556666:root'] },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});

describe('a caller of another account', () => {
  test('is refused where neither the policy nor a grant lets it in', () => {
    const { newKey, codeOf } = newScene();
    expect(codeOf('DescribeKey', { KeyId: newKey() }, stranger)).toBe('AccessDeniedException');
  });

  test.each([
    ['DescribeKey', 'accepted'],
    ['GetKeyPolicy', 'NotFoundException'],
    ['DisableKey', 'NotFoundException'],
    ['ScheduleKeyDeletion', 'NotFoundException'],
  ])('%s on a key that its account may use is answered with %s', (operation, answer) => {
    const { newKey, codeOf } = newScene();
    expect(codeOf(operation, { KeyId: newKey({ Policy: shared }) }, stranger)).toBe(answer);
  });

  test('may do what a grant gives it, until the grant is revoked', () => {
    const { newKey, call, codeOf } = newScene();
    const KeyId = newKey();
    const grant = { KeyId, GranteePrincipal: stranger.arn, Operations: ['DescribeKey'] };
    const { GrantId } = call('CreateGrant', grant);
    expect(codeOf('DescribeKey', { KeyId }, stranger)).toBe('accepted');
    call('RevokeGrant', { KeyId, GrantId });
    expect(codeOf('DescribeKey', { KeyId }, stranger)).toBe('AccessDeniedException');
  });
});
