import { describe, expect, test } from '@jest/globals';
import { exampleSubject } from '../../cli/explain/example-subject.ts';
import { adoptedKeyStore } from '../../shared/remediation/adopt-key-store.ts';
import { keyStoreSteps } from '../../shared/remediation/key-store-steps.ts';
import { keyStoreConnected } from '../../shared/rules/key-store-connected.ts';
import type { Example } from '../../shared/rules/rule.ts';

const subject = (example: Omit<Example<'key-store'>, 'name'>) =>
  exampleSubject<'key-store'>({ name: 'a key store', ...example }, 'key-store');
const found = (example: Omit<Example<'key-store'>, 'name'>) => keyStoreConnected.check(subject(example));
const by = (role: string, operation = 'DisconnectCustomKeyStore') => ({ operation, by: `role/${role}` });

describe('a key store that is not connected', () => {
  test.each<readonly [string, Omit<Example<'key-store'>, 'name'>, string | undefined]>([
    [
      'is connected again where it was approved',
      { snapshot: { connection: 'DISCONNECTED' } },
      'connect-key-store',
    ],
    [
      'is connected again where somebody has just disconnected it',
      { snapshot: { connection: 'DISCONNECTING' }, baseline: 'none', change: by('KeyOwner') },
      'connect-key-store',
    ],
    [
      'is left to a person where it was perhaps never connected',
      { snapshot: { connection: 'DISCONNECTED' }, baseline: 'none' },
      undefined,
    ],
    ['is left to a person where KMS could not connect it', { snapshot: { connection: 'FAILED' } }, undefined],
    ['is left to a person where it is gone', { snapshot: { connection: 'DELETED' } }, undefined],
  ])('%s', (_, example, remedy) => {
    expect(found(example).map((violation) => violation.remedy)).toEqual([remedy]);
  });

  test('is told with who did it, and with what is approved', () => {
    expect(found({ snapshot: { connection: 'DISCONNECTED' }, change: by('KeyOwner') })).toMatchObject([
      {
        message: 'role/KeyOwner disconnected the key store: none of its keys can be used.',
        evidence: ['its connection is DISCONNECTED', 'baseline version 1 says it is connected'],
      },
    ]);
  });

  test('is told without a baseline where nothing is approved', () => {
    expect(found({ snapshot: { connection: 'DISCONNECTED' }, baseline: 'none' })).toMatchObject([
      { evidence: ['its connection is DISCONNECTED'] },
    ]);
  });

  test.each([
    ['role/KeyOwner deleted', by('KeyOwner', 'DeleteCustomKeyStore')],
    ['Somebody deleted', by('KeyOwner', 'UpdateCustomKeyStore')],
    ['Somebody deleted', undefined],
  ])('is told where it is gone: %s it (%#)', (who, change) => {
    expect(found({ snapshot: { connection: 'DELETED' }, ...(change && { change }) })).toMatchObject([
      {
        message: `${who} the key store. It held no key any more.`,
        evidence: ['baseline version 1 says it is connected'],
      },
    ]);
  });

  test.each([
    ['USER_NOT_FOUND', 'the CloudHSM cluster has no user kmsuser'],
    ['SOMETHING_NEW', 'KMS gives no reason that is known'],
    [undefined, 'KMS gives no reason that is known'],
  ])('because of %s is told in words', (error, words) => {
    const snapshot = { connection: 'FAILED', ...(error && { error }) } as const;
    expect(found({ snapshot })).toMatchObject([
      {
        message: expect.stringContaining(words),
        evidence: [`KMS says: ${error ?? 'nothing'}`, 'baseline version 1 says it is connected'],
      },
    ]);
  });
});

describe('what becomes the baseline of a key store', () => {
  const adopted = (example: Omit<Example<'key-store'>, 'name'>) =>
    adoptedKeyStore(subject(example), 0)?.connected;
  const connected = { snapshot: { connection: 'CONNECTING' }, baseline: { connected: false } } as const;
  const disconnected = { snapshot: { connection: 'DISCONNECTED' } } as const;

  test('a pipeline’s connection and disconnection', () => {
    expect(adopted({ ...connected, change: by('Deploy', 'ConnectCustomKeyStore') })).toBe(true);
    expect(adopted({ ...disconnected, change: by('Deploy') })).toBe(false);
  });

  test('anybody’s connection, where the standard asks for one, and nobody’s disconnection', () => {
    const change = by('KeyOwner', 'ConnectCustomKeyStore');
    expect(adopted({ ...connected, change })).toBe(true);
    expect(adopted({ ...connected, change, standard: 'keyStores: { connected: optional }' })).toBeUndefined();
    expect(adopted({ ...disconnected, change: by('KeyOwner') })).toBeUndefined();
  });

  test('nothing that is so already, that has changed since, or that is about something else', () => {
    const change = by('Deploy', 'ConnectCustomKeyStore');
    expect(adopted({ change })).toBeUndefined();
    expect(adopted({ ...disconnected, change })).toBeUndefined();
    expect(adopted({ snapshot: { connection: 'DELETED' }, change: by('Deploy') })).toBeUndefined();
    expect(adopted({ ...disconnected, change: by('Deploy', 'UpdateCustomKeyStore') })).toBeUndefined();
    expect(adopted(disconnected)).toBeUndefined();
  });
});

test('a key store is connected, and nothing else is done to it', () => {
  expect(keyStoreSteps('connect-key-store', subject({}))).toEqual({
    steps: [{ kind: 'connect-key-store', keyStoreId: 'cks-1234567890abcdef0' }],
  });
  expect(keyStoreSteps('disable-key', subject({}))).toHaveProperty('why');
});
