import { invalid, KmsError } from '../errors.ts';
import { type Json, oneOf, records, requiredText, text } from '../input.ts';
import type { Key } from '../key.ts';
import { metadata } from '../metadata.ts';
import type { Operation, Scene } from '../operation.ts';
import { page } from '../paging.ts';
import { acceptPolicy, defaultPolicy } from '../policy-document.ts';
import { specs, usageOf, usages } from '../specs.ts';
import { tagsIn } from './tags.ts';

const origins = ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'];

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
const createKey: Operation = {
  mutates: true,
  run(input, scene) {
    const { store, caller, region, now, newId } = scene;
    const spec = specOf(input);
    const usage = usageOf(spec, oneOf(input, 'KeyUsage', usages));
    const origin = oneOf(input, 'Origin', origins) ?? 'AWS_KMS';
    const multiRegion = input.MultiRegion === true;
    const keyId = multiRegion ? `mrk-${newId().replaceAll('-', '')}` : newId();
    const arn = `arn:aws:kms:${region}:${caller.account}:key/${keyId}`;
    const tags = tagsIn(records(input, 'Tags'));
    const key: Key = {
      keyId,
      account: caller.account,
      region,
      arn,
      createdAt: now,
      spec,
      usage,
      origin,
      multiRegion,
      primaryRegion: region,
      ...keyStoreIn(input, origin, scene),
      description: text(input, 'Description') ?? '',
      policy: acceptPolicy(
        text(input, 'Policy') ?? defaultPolicy(caller.account),
        { account: caller.account, arn },
        scene,
        input.BypassPolicyLockoutSafetyCheck === true,
      ),
      state: origin === 'EXTERNAL' ? 'PendingImport' : 'Enabled',
      ...(origin === 'AWS_KMS' ? { materialId: newMaterialId(scene) } : {}),
      rotations: [],
      tags,
      grants: new Map(),
    };
    store.add(key);
    return { output: { KeyMetadata: metadata(key, store) }, key };
  },
};

export const newMaterialId = ({ newId }: Scene) => `${newId()}${newId()}`.replaceAll('-', '');

function specOf(input: Json): string {
  const names = Object.keys(specs);
  const spec = oneOf(input, 'KeySpec', names);
  const old = oneOf(input, 'CustomerMasterKeySpec', names);
  if (spec !== undefined && old !== undefined)
    throw invalid('You cannot specify KeySpec and CustomerMasterKeySpec in the same request.');
  return spec ?? old ?? 'SYMMETRIC_DEFAULT';
}

function keyStoreIn(input: Json, origin: string, { store, caller, region }: Scene) {
  const id = text(input, 'CustomKeyStoreId');
  const stored = origin === 'AWS_CLOUDHSM' || origin === 'EXTERNAL_KEY_STORE';
  if (stored !== (id !== undefined)) throw invalid('CustomKeyStoreId and Origin do not go together.');
  if (id === undefined) return {};
  const found = store.keyStores.get(id);
  if (found?.account !== caller.account || found.region !== region || found.type !== origin)
    throw new KmsError('CustomKeyStoreNotFoundException', `Custom key store ${id} does not exist.`);
  if (found.connection !== 'CONNECTED')
    throw new KmsError('CustomKeyStoreInvalidStateException', `The custom key store is ${found.connection}.`);
  return { customKeyStoreId: id };
}

const describeKey: Operation = {
  on: 'KeyId',
  mutates: false,
  run: (key, _input, { store }) => ({ KeyMetadata: metadata(key, store) }),
};

const listKeys: Operation = {
  mutates: false,
  run(input, { store, caller, region }: Scene) {
    const keys = store
      .keysOf(caller.account, region)
      .map(({ keyId, arn }) => ({ KeyId: keyId, KeyArn: arn }));
    const { items, ...more } = page(keys, input);
    return { output: { Keys: items, ...more } };
  },
};

/** A key in a disconnected key store stays unavailable, whichever way it is switched. */
function switching(state: 'Enabled' | 'Disabled'): Operation {
  return {
    on: 'KeyId',
    mutates: true,
    run(key) {
      if (key.state !== 'Unavailable') key.state = state;
      return {};
    },
  };
}

const updateKeyDescription: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, input) {
    key.description = requiredText(input, 'Description');
    return {};
  },
};

export const keyOperations: Readonly<Record<string, Operation>> = {
  CreateKey: createKey,
  DescribeKey: describeKey,
  ListKeys: listKeys,
  EnableKey: switching('Enabled'),
  DisableKey: switching('Disabled'),
  UpdateKeyDescription: updateKeyDescription,
};
