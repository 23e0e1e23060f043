import { generateKeyPairSync } from 'node:crypto';
import { invalid, KmsError } from '../errors.ts';
import { oneOf, requiredText } from '../input.ts';
import type { Key } from '../key.ts';
import type { Operation } from '../operation.ts';
import { newMaterialId } from './keys.ts';
import { dayMs } from './rotation.ts';

const wrappingSpecs = ['RSA_2048', 'RSA_3072', 'RSA_4096'];
const wrappingAlgorithms = [
  'RSAES_OAEP_SHA_1',
  'RSAES_OAEP_SHA_256',
  'RSA_AES_KEY_WRAP_SHA_1',
  'RSA_AES_KEY_WRAP_SHA_256',
];
const models = ['KEY_MATERIAL_EXPIRES', 'KEY_MATERIAL_DOES_NOT_EXPIRE'];

function requireImported(key: Key): void {
  if (key.origin === 'EXTERNAL') return;
  throw new KmsError(
    'UnsupportedOperationException',
    `${key.arn} origin is ${key.origin} which is not valid for this operation.`,
  );
}

/** The wrapping key is a real RSA key; its private half is not kept, as the sandbox holds no material. */
const getParametersForImport: Operation = {
  on: 'KeyId',
  mutates: false,
  run(key, input, { now }) {
    requireImported(key);
    requiredText(input, 'WrappingAlgorithm');
    oneOf(input, 'WrappingAlgorithm', wrappingAlgorithms);
    requiredText(input, 'WrappingKeySpec');
    const spec = oneOf(input, 'WrappingKeySpec', wrappingSpecs) ?? 'RSA_2048';
    const pair = generateKeyPairSync('rsa', { modulusLength: Number(spec.slice(4)) });
    const validTo = now + dayMs;
    return {
      KeyId: key.arn,
      ImportToken: Buffer.from(`${key.arn} ${validTo}`).toString('base64'),
      PublicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      ParametersValidTo: validTo / 1000,
    };
  },
};

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html */
const importKeyMaterial: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, input, scene) {
    requireImported(key);
    requiredText(input, 'EncryptedKeyMaterial');
    requireToken(key, requiredText(input, 'ImportToken'), scene.now);
    const model = oneOf(input, 'ExpirationModel', models) ?? 'KEY_MATERIAL_EXPIRES';
    const validTo = input.ValidTo;
    if (model === 'KEY_MATERIAL_EXPIRES' && typeof validTo !== 'number')
      throw invalid('A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES');
    if (model === 'KEY_MATERIAL_EXPIRES' && typeof validTo === 'number') key.validTo = validTo * 1000;
    else delete key.validTo;
    key.materialId ??= newMaterialId(scene);
    delete key.materialLost;
    if (key.state === 'PendingImport') key.state = 'Enabled';
    return { KeyId: key.arn, KeyMaterialId: key.materialId };
  },
};

function requireToken(key: Key, token: string, now: number): void {
  const [arn, validTo] = Buffer.from(token, 'base64').toString().split(' ');
  if (arn !== key.arn) throw new KmsError('InvalidImportTokenException', '');
  if (Number(validTo) < now) throw new KmsError('ExpiredImportTokenException', '');
}

/** The key cannot be used until its material comes back; where there is none, nothing changes. */
const deleteImportedKeyMaterial: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key) {
    requireImported(key);
    const id = key.materialLost === true ? undefined : key.materialId;
    loseMaterial(key);
    return { KeyId: key.arn, ...(id === undefined ? {} : { KeyMaterialId: id }) };
  },
};

/** What deleting the material and its expiry have in common. */
export function loseMaterial(key: Key): void {
  if (key.materialId !== undefined) key.materialLost = true;
  delete key.validTo;
  if (key.state === 'Enabled' || key.state === 'Disabled') key.state = 'PendingImport';
}

export const importOperations: Readonly<Record<string, Operation>> = {
  GetParametersForImport: getParametersForImport,
  ImportKeyMaterial: importKeyMaterial,
  DeleteImportedKeyMaterial: deleteImportedKeyMaterial,
};
