import type { KeyState } from '../../../shared/keys/snapshot.ts';
import { KmsError } from '../errors.ts';
import { type Json, oneOf, requiredText, text } from '../input.ts';
import type { KeyStore } from '../key-store.ts';
import type { Operation, Scene } from '../operation.ts';
import { page } from '../paging.ts';

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html */
const createCustomKeyStore: Operation = {
  mutates: true,
  run(input, scene) {
    const name = requiredText(input, 'CustomKeyStoreName');
    const type = oneOf(input, 'CustomKeyStoreType', ['AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE']);
    requireFreeName(name, scene);
    const cluster = text(input, 'CloudHsmClusterId');
    const store: KeyStore = {
      id: `cks-${scene.newId().replaceAll('-', '').slice(0, 17)}`,
      account: scene.caller.account,
      region: scene.region,
      type: type === 'EXTERNAL_KEY_STORE' ? type : 'AWS_CLOUDHSM',
      createdAt: scene.now,
      name,
      ...(cluster === undefined ? {} : { cluster }),
      connection: 'DISCONNECTED',
    };
    scene.store.keyStores.set(store.id, store);
    return { output: { CustomKeyStoreId: store.id } };
  },
};

const describeCustomKeyStores: Operation = {
  mutates: false,
  run(input, scene) {
    const [id, name] = [text(input, 'CustomKeyStoreId'), text(input, 'CustomKeyStoreName')];
    const found = storesOf(scene).filter(
      (each) => (id === undefined || each.id === id) && (name === undefined || each.name === name),
    );
    if (found.length === 0 && (id ?? name) !== undefined) throw noStore(id ?? name ?? '');
    const { items, ...more } = page(found.map(entry), input, 1000);
    return { output: { CustomKeyStores: items, ...more } };
  },
};

/**
 * Its keys can be used again. The sandbox connects at once, or fails to; KMS takes a while for either.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ConnectCustomKeyStore.html
 */
const connectCustomKeyStore: Operation = {
  mutates: true,
  run(input, scene) {
    const keyStore = storeIn(input, scene);
    if (keyStore.connection === 'FAILED') throw invalidState(keyStore);
    keyStore.connection = keyStore.fault === undefined ? 'CONNECTED' : 'FAILED';
    if (keyStore.connection === 'CONNECTED') switchKeys(keyStore, 'Unavailable', 'Enabled', scene);
    return { output: {} };
  },
};

/** Its keys become unavailable, without any key having been disabled. */
const disconnectCustomKeyStore: Operation = {
  mutates: true,
  run(input, scene) {
    const keyStore = storeIn(input, scene);
    if (keyStore.connection === 'DISCONNECTED') throw invalidState(keyStore);
    keyStore.connection = 'DISCONNECTED';
    switchKeys(keyStore, 'Enabled', 'Unavailable', scene);
    return { output: {} };
  },
};

function switchKeys({ id }: KeyStore, from: KeyState, to: KeyState, { store }: Scene): void {
  for (const key of store.all()) if (key.customKeyStoreId === id && key.state === from) key.state = to;
}

const updateCustomKeyStore: Operation = {
  mutates: true,
  run(input, scene) {
    const keyStore = storeIn(input, scene);
    if (keyStore.connection !== 'DISCONNECTED') throw invalidState(keyStore);
    const name = text(input, 'NewCustomKeyStoreName');
    if (name !== undefined && name !== keyStore.name) requireFreeName(name, scene);
    keyStore.name = name ?? keyStore.name;
    return { output: {} };
  },
};

const deleteCustomKeyStore: Operation = {
  mutates: true,
  run(input, scene) {
    const keyStore = storeIn(input, scene);
    if (keyStore.connection !== 'DISCONNECTED') throw invalidState(keyStore);
    if (scene.store.all().some(({ customKeyStoreId }) => customKeyStoreId === keyStore.id))
      throw new KmsError(
        'CustomKeyStoreHasCMKsException',
        `Custom key store ${keyStore.id} contains KMS keys.`,
      );
    scene.store.keyStores.delete(keyStore.id);
    return { output: {} };
  },
};

const storesOf = ({ store, caller, region }: Scene) =>
  [...store.keyStores.values()].filter((each) => each.account === caller.account && each.region === region);

function storeIn(input: Json, scene: Scene): KeyStore {
  const id = requiredText(input, 'CustomKeyStoreId');
  const found = storesOf(scene).find((each) => each.id === id);
  if (!found) throw noStore(id);
  return found;
}

function requireFreeName(name: string, scene: Scene): void {
  if (storesOf(scene).some((each) => each.name === name))
    throw new KmsError('CustomKeyStoreNameInUseException', `The name ${name} is in use.`);
}

const noStore = (name: string) =>
  new KmsError('CustomKeyStoreNotFoundException', `Custom key store ${name} does not exist.`);
const invalidState = ({ connection }: KeyStore) =>
  new KmsError('CustomKeyStoreInvalidStateException', `The custom key store is ${connection}.`);

const entry = ({ id, name, cluster, connection, fault, createdAt, type }: KeyStore) => ({
  CustomKeyStoreId: id,
  CustomKeyStoreName: name,
  ...(cluster === undefined ? {} : { CloudHsmClusterId: cluster }),
  ConnectionState: connection,
  ...(connection === 'FAILED' ? { ConnectionErrorCode: fault } : {}),
  CreationDate: createdAt / 1000,
  CustomKeyStoreType: type,
});

export const storeOperations: Readonly<Record<string, Operation>> = {
  CreateCustomKeyStore: createCustomKeyStore,
  DescribeCustomKeyStores: describeCustomKeyStores,
  ConnectCustomKeyStore: connectCustomKeyStore,
  DisconnectCustomKeyStore: disconnectCustomKeyStore,
  UpdateCustomKeyStore: updateCustomKeyStore,
  DeleteCustomKeyStore: deleteCustomKeyStore,
};
