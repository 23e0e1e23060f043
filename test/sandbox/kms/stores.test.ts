import { describe, expect, test } from '@jest/globals';
import { refusal, startKms } from './account.ts';

describe('A custom key store', () => {
  test('makes its keys unavailable when it is disconnected, and available when it is back', () => {
    const { call, createKey, describe: metadata } = startKms();
    const { CustomKeyStoreId } = call('CreateCustomKeyStore', { CustomKeyStoreName: 'vault' });
    const inStore = { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId };
    expect(refusal(() => createKey(inStore)).code).toBe('CustomKeyStoreInvalidStateException');
    call('ConnectCustomKeyStore', { CustomKeyStoreId });
    const KeyId = createKey(inStore);
    call('DisconnectCustomKeyStore', { CustomKeyStoreId });
    call('EnableKey', { KeyId });
    expect(metadata(KeyId)).toMatchObject({ KeyState: 'Unavailable', CustomKeyStoreId });
    expect(refusal(() => call('Encrypt', { KeyId, Plaintext: 'aGk=' })).code).toBe(
      'KMSInvalidStateException',
    );
    call('ConnectCustomKeyStore', { CustomKeyStoreId });
    expect(metadata(KeyId).KeyState).toBe('Enabled');
  });

  test('is not deleted while it is connected or has keys', () => {
    const { call, createKey } = startKms();
    const { CustomKeyStoreId } = call('CreateCustomKeyStore', { CustomKeyStoreName: 'vault' });
    const remove = () => call('DeleteCustomKeyStore', { CustomKeyStoreId });
    call('ConnectCustomKeyStore', { CustomKeyStoreId });
    createKey({ Origin: 'AWS_CLOUDHSM', CustomKeyStoreId });
    expect(refusal(remove).code).toBe('CustomKeyStoreInvalidStateException');
    call('DisconnectCustomKeyStore', { CustomKeyStoreId });
    expect(refusal(remove).code).toBe('CustomKeyStoreHasCMKsException');
    expect(call('DescribeCustomKeyStores').CustomKeyStores).toMatchObject([
      { CustomKeyStoreName: 'vault', ConnectionState: 'DISCONNECTED' },
    ]);
  });

  test('has a name of its own', () => {
    const { call } = startKms();
    const create = () => call('CreateCustomKeyStore', { CustomKeyStoreName: 'vault' });
    create();
    expect(refusal(create).code).toBe('CustomKeyStoreNameInUseException');
  });
});
