import { describe, expect, test } from '@jest/globals';
import { refusal, startKms, stranger, user } from './account.ts';

const grant = { GranteePrincipal: stranger.arn, Operations: ['Encrypt', 'Decrypt'] };

describe('A grant', () => {
  test('lets a stranger decrypt until it is revoked', () => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    const { CiphertextBlob } = call('Encrypt', { KeyId, Plaintext: 'aGk=' });
    const decrypt = () => call('Decrypt', { CiphertextBlob }, stranger).Plaintext;
    expect(refusal(decrypt).code).toBe('AccessDeniedException');
    const { GrantId } = call('CreateGrant', { KeyId, ...grant });
    expect(decrypt()).toBe('aGk=');
    call('RevokeGrant', { KeyId, GrantId });
    expect(refusal(decrypt).code).toBe('AccessDeniedException');
  });

  test('of the same name and request is the same grant', () => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    const one = call('CreateGrant', { KeyId, ...grant, Name: 'app' }).GrantId;
    expect(call('CreateGrant', { KeyId, ...grant, Name: 'app' }).GrantId).toBe(one);
    expect(call('CreateGrant', { KeyId, ...grant, Name: 'other' }).GrantId).not.toBe(one);
    expect(call('ListGrants', { KeyId }).Grants).toHaveLength(2);
    expect(call('ListGrants', { KeyId, GrantId: one }).Grants).toMatchObject([{ Name: 'app', KeyId }]);
  });

  test('holds only under its encryption context', () => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    const Constraints = { EncryptionContextSubset: { Department: 'IT' } };
    call('CreateGrant', { KeyId, ...grant, Constraints });
    const encrypt = (EncryptionContext: object) =>
      call('Encrypt', { KeyId, Plaintext: 'aGk=', EncryptionContext }, stranger);
    encrypt({ Department: 'IT', Purpose: 'x' });
    expect(refusal(() => encrypt({ Department: 'HR' })).code).toBe('AccessDeniedException');
  });

  test('is retired by its retiring principal and by nobody else', () => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    const { GrantId } = call('CreateGrant', { KeyId, ...grant, RetiringPrincipal: user.arn });
    expect(call('ListRetirableGrants', { RetiringPrincipal: user.arn }).Grants).toHaveLength(1);
    expect(refusal(() => call('RetireGrant', { KeyId, GrantId })).code).toBe('AccessDeniedException');
    call('RetireGrant', { KeyId, GrantId }, user);
    expect(call('ListGrants', { KeyId }).Grants).toEqual([]);
  });

  test('grants only what a grant can', () => {
    const { call, createKey } = startKms();
    const input = { KeyId: createKey(), ...grant, Operations: ['PutKeyPolicy'] };
    expect(refusal(() => call('CreateGrant', input)).code).toBe('ValidationException');
  });
});
