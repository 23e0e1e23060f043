import { KmsError } from '../errors.ts';
import { whole } from '../input.ts';
import type { Key } from '../key.ts';
import { isPrimary } from '../metadata.ts';
import type { Operation } from '../operation.ts';
import { page } from '../paging.ts';
import { newMaterialId } from './keys.ts';

export const dayMs = 86_400_000;
const onDemandLimit = 25;

/**
 * Only symmetric keys whose material KMS made rotate.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
function requireRotatable(key: Key): void {
  // Automatic rotation of a multi-Region key is a property of its primary.
  if (!isPrimary(key) || key.spec !== 'SYMMETRIC_DEFAULT')
    throw new KmsError('UnsupportedOperationException', '');
  if (key.origin !== 'AWS_KMS')
    throw new KmsError(
      'UnsupportedOperationException',
      `${key.arn} origin is ${key.origin} which is not valid for this operation.`,
    );
}

const getKeyRotationStatus: Operation = {
  on: 'KeyId',
  mutates: false,
  run(replica, _input, { store }) {
    const key = store.related(replica).find(isPrimary) ?? replica;
    requireRotatable(key);
    const period = key.state === 'PendingDeletion' ? undefined : key.rotationPeriodInDays;
    return {
      KeyId: replica.arn,
      KeyRotationEnabled: period !== undefined,
      ...(period === undefined ? {} : { RotationPeriodInDays: period }),
      ...(period === undefined || key.nextRotation === undefined
        ? {}
        : { NextRotationDate: key.nextRotation / 1000 }),
    };
  },
};

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
const enableKeyRotation: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, input, { now }) {
    const period = whole(input, 'RotationPeriodInDays', 90, 2560);
    requireRotatable(key);
    const changed = key.rotationPeriodInDays === undefined || period !== undefined;
    key.rotationPeriodInDays = period ?? key.rotationPeriodInDays ?? 365;
    if (changed) key.nextRotation = now + key.rotationPeriodInDays * dayMs;
    return {};
  },
};

const disableKeyRotation: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key) {
    requireRotatable(key);
    delete key.rotationPeriodInDays;
    delete key.nextRotation;
    return {};
  },
};

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html */
const rotateKeyOnDemand: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, _input, scene) {
    requireRotatable(key);
    if (key.rotations.filter(({ type }) => type === 'ON_DEMAND').length >= onDemandLimit)
      throw new KmsError(
        'LimitExceededException',
        `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${key.arn}`,
      );
    key.rotations.push({ at: scene.now, type: 'ON_DEMAND' });
    key.materialId = newMaterialId(scene);
    return { KeyId: key.arn };
  },
};

const listKeyRotations: Operation = {
  on: 'KeyId',
  mutates: false,
  run(key, input) {
    requireRotatable(key);
    const rotations = key.rotations.map(({ at, type }) => ({
      KeyId: key.arn,
      RotationDate: at / 1000,
      RotationType: type,
    }));
    const { items, ...more } = page(rotations, input);
    return { Rotations: items, ...more };
  },
};

export const rotationOperations: Readonly<Record<string, Operation>> = {
  GetKeyRotationStatus: getKeyRotationStatus,
  EnableKeyRotation: enableKeyRotation,
  DisableKeyRotation: disableKeyRotation,
  RotateKeyOnDemand: rotateKeyOnDemand,
  ListKeyRotations: listKeyRotations,
};
