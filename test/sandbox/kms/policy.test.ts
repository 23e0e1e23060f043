import { describe, expect, test } from '@jest/globals';
import { administrator, allow, policyOf, refusal, startKms, stranger, user } from './account.ts';

const policyIn = (answer: unknown) => JSON.parse((answer as { Policy: string }).Policy);
const only = (arn: string, action: string) => JSON.stringify({ Statement: [allow(arn, action)] });

describe('A key policy', () => {
  test('is the default policy of the API where none is given', () => {
    const { call, createKey } = startKms();
    const policy = policyIn(call('GetKeyPolicy', { KeyId: createKey(), PolicyName: 'default' }));
    expect(policy.Id).toBe('key-default-1');
    expect(policy.Statement).toHaveLength(1);
    expect(policy.Statement[0].Principal).toEqual({ AWS: 'arn:aws:iam::111122223333:root' });
  });

  test('is answered as it was put', () => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    const Policy = policyOf(allow(user.arn, 'kms:Decrypt'));
    call('PutKeyPolicy', { KeyId, PolicyName: 'default', Policy });
    expect(call('GetKeyPolicy', { KeyId })).toEqual({ Policy, PolicyName: 'default' });
  });

  test.each([
    ['that is no JSON', '{'],
    [
      'without a principal',
      JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] }),
    ],
    ['that locks its caller out', only(user.arn, 'kms:*')],
    ['that names a unique ID', policyOf(allow('AROAABCDEFGHIJKLMNOPQ', 'kms:Decrypt'))],
  ])('%s is refused as malformed, and the old one stays', (_, Policy) => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    const before = call('GetKeyPolicy', { KeyId });
    const { code } = refusal(() => call('PutKeyPolicy', { KeyId, PolicyName: 'default', Policy }));
    expect(code).toBe('MalformedPolicyDocumentException');
    expect(call('GetKeyPolicy', { KeyId })).toEqual(before);
  });

  test('may lock its caller out where the safety check is bypassed', () => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    const Policy = only(user.arn, 'kms:*');
    call('PutKeyPolicy', { KeyId, Policy, BypassPolicyLockoutSafetyCheck: true });
    expect(refusal(() => call('GetKeyPolicy', { KeyId })).code).toBe('AccessDeniedException');
    expect(call('GetKeyPolicy', { KeyId }, user)).toMatchObject({ Policy });
  });

  test('may be 32 KB and no larger', () => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    const base = policyOf();
    const exact = base + ' '.repeat(32_768 - base.length);
    call('PutKeyPolicy', { KeyId, Policy: exact });
    const { code } = refusal(() => call('PutKeyPolicy', { KeyId, Policy: `${exact} ` }));
    expect(code).toBe('LimitExceededException');
  });

  test('of another name than default does not exist', () => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    expect(refusal(() => call('GetKeyPolicy', { KeyId, PolicyName: 'other' })).code).toBe(
      'NotFoundException',
    );
    expect(call('ListKeyPolicies', { KeyId }).PolicyNames).toEqual(['default']);
  });

  test('shows a session as its role', () => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    const session = 'arn:aws:sts::111122223333:assumed-role/App/one';
    call('PutKeyPolicy', { KeyId, Policy: policyOf(allow(session, 'kms:Decrypt')) });
    const policy = policyIn(call('GetKeyPolicy', { KeyId }));
    expect(policy.Statement[1].Principal).toEqual({ AWS: 'arn:aws:iam::111122223333:role/App' });
  });

  test('shows the unique ID of a principal that was deleted, and a new one cannot name it', () => {
    const { kms, call, createKey } = startKms();
    const Policy = policyOf(allow([user.arn, stranger.arn], 'kms:Decrypt'));
    const KeyId = createKey({ Policy });
    kms.deletePrincipal(user.arn);
    const [first, second] = policyIn(call('GetKeyPolicy', { KeyId })).Statement[1].Principal.AWS;
    expect(first).toMatch(/^AROA[A-Z2-7]{17}$/);
    expect(second).toBe(stranger.arn);
    expect(refusal(() => call('PutKeyPolicy', { KeyId, Policy }))).toEqual({
      code: 'MalformedPolicyDocumentException',
      message: 'Policy contains a statement with one or more invalid principals.',
    });
  });

  test('may come back with its principals in another order', () => {
    const { call, createKey } = startKms({ reorderPrincipals: true });
    const KeyId = createKey({ Policy: policyOf(allow([user.arn, stranger.arn], 'kms:Decrypt')) });
    const policy = policyIn(call('GetKeyPolicy', { KeyId }));
    expect(policy.Statement[1].Principal.AWS).toEqual([stranger.arn, user.arn]);
  });

  test('decides who may call: a stranger only by ARN, and only what it allows', () => {
    const { call, createKey } = startKms();
    const KeyId = createKey({ Policy: policyOf(allow(stranger.arn, ['kms:Encrypt', 'kms:PutKeyPolicy'])) });
    call('Encrypt', { KeyId, Plaintext: 'aGk=' }, stranger);
    expect(refusal(() => call('Decrypt', { KeyId, CiphertextBlob: 'x' }, stranger)).code).toBe(
      'AccessDeniedException',
    );
    const id = KeyId.split('/')[1];
    expect(refusal(() => call('Encrypt', { KeyId: id, Plaintext: 'aGk=' }, stranger)).code).toBe(
      'NotFoundException',
    );
    expect(refusal(() => call('PutKeyPolicy', { KeyId, Policy: policyOf() }, stranger)).code).toBe(
      'NotFoundException',
    );
  });

  test('sees the pending window that a condition asks about', () => {
    const { call, createKey } = startKms();
    const deny = {
      ...allow('*', 'kms:ScheduleKeyDeletion'),
      Effect: 'Deny',
      Condition: { NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': '30' } },
    };
    const KeyId = createKey({ Policy: policyOf(deny) });
    const { message } = refusal(() =>
      call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }, administrator),
    );
    expect(message).toContain('explicit deny');
    call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 30 });
  });
});
