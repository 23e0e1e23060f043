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

  test('that cannot be connected says why, and must be disconnected before it is tried again', () => {
    const { kms, call } = startKms();
    const { CustomKeyStoreId } = call('CreateCustomKeyStore', { CustomKeyStoreName: 'vault' });
    const connect = () => call('ConnectCustomKeyStore', { CustomKeyStoreId });
    const entry = () => call('DescribeCustomKeyStores', { CustomKeyStoreId }).CustomKeyStores;
    kms.breakKeyStore(String(CustomKeyStoreId), 'USER_LOCKED_OUT');
    connect();
    expect(entry()).toMatchObject([{ ConnectionState: 'FAILED', ConnectionErrorCode: 'USER_LOCKED_OUT' }]);
    expect(refusal(connect).code).toBe('CustomKeyStoreInvalidStateException');
    call('DisconnectCustomKeyStore', { CustomKeyStoreId });
    expect(entry()).toMatchObject([{ ConnectionState: 'DISCONNECTED' }]);
    expect(JSON.stringify(entry())).not.toContain('ErrorCode');
  });

  test('is connected again without a fault, and disconnected only once', () => {
    const { call } = startKms();
    const { CustomKeyStoreId } = call('CreateCustomKeyStore', { CustomKeyStoreName: 'vault' });
    const disconnect = () => call('DisconnectCustomKeyStore', { CustomKeyStoreId });
    call('ConnectCustomKeyStore', { CustomKeyStoreId });
    call('ConnectCustomKeyStore', { CustomKeyStoreId });
    disconnect();
    expect(refusal(disconnect).code).toBe('CustomKeyStoreInvalidStateException');
  });

  test('has a name of its own', () => {
    const { call } = startKms();
    const create = () => call('CreateCustomKeyStore', { CustomKeyStoreName: 'vault' });
    create();
    expect(refusal(create).code).toBe('CustomKeyStoreNameInUseException');
  });
});
