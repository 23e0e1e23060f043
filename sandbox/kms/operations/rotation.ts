import { KmsError } from '../errors.ts';
import { whole } from '../input.ts';
import type { Key } from '../key.ts';
import type { Operation } from '../operation.ts';

/** Only symmetric keys whose material KMS made rotate by themselves. @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html */
function requireRotatable(key: Key): void {
  if (key.spec === 'SYMMETRIC_DEFAULT' && key.origin === 'AWS_KMS' && key.replicaOf === undefined) return;
  throw new KmsError(
    'UnsupportedOperationException',
    key.origin === 'AWS_KMS'
      ? ''
      : `${key.arn} origin is ${key.origin} which is not valid for this operation.`,
  );
}

const getKeyRotationStatus: Operation = {
  on: 'KeyId',
  mutates: false,
  run(key) {
    requireRotatable(key);
    const period = key.state === 'PendingDeletion' ? undefined : key.rotationPeriodInDays;
    return {
      KeyId: key.arn,
      KeyRotationEnabled: period !== undefined,
      ...(period === undefined ? {} : { RotationPeriodInDays: period }),
    };
  },
};

const enableKeyRotation: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, input) {
    const period = whole(input, 'RotationPeriodInDays', 90, 2560);
    requireRotatable(key);
    key.rotationPeriodInDays = period ?? key.rotationPeriodInDays ?? 365;
    return {};
  },
};

const disableKeyRotation: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key) {
    requireRotatable(key);
    delete key.rotationPeriodInDays;
    return {};
  },
};

const rotateKeyOnDemand: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key) {
    requireRotatable(key);
    return { KeyId: key.arn };
  },
};

export const rotationOperations: Readonly<Record<string, Operation>> = {
  GetKeyRotationStatus: getKeyRotationStatus,
  EnableKeyRotation: enableKeyRotation,
  DisableKeyRotation: disableKeyRotation,
  RotateKeyOnDemand: rotateKeyOnDemand,
};
