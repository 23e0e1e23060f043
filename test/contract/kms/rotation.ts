import {
  type CreateKeyCommandInput,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  ListKeyRotationsCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms';
import { type Case, ending, type Subject, type Target } from '../target.ts';
import { newKeyId } from './new-key.ts';

const enable = ({ kms }: Target, KeyId: string, RotationPeriodInDays?: number) =>
  kms.send(new EnableKeyRotationCommand({ KeyId, ...(RotationPeriodInDays && { RotationPeriodInDays }) }));

const status = async ({ kms }: Target, KeyId: string) => {
  const { KeyRotationEnabled, RotationPeriodInDays, NextRotationDate } = await kms.send(
    new GetKeyRotationStatusCommand({ KeyId }),
  );
  return { KeyRotationEnabled, RotationPeriodInDays, dated: NextRotationDate !== undefined };
};

const period = (days: number, aws: string): Case => ({
  name: `a period of ${days} days is ${aws === 'answered' ? 'taken' : 'refused'}`,
  seen: async (target) => ending(enable(target, await newKeyId(target), days)),
  aws,
});

const notFor = (what: string, input: CreateKeyCommandInput): Case => ({
  name: `${what} does not rotate by itself`,
  seen: async (target) => ending(enable(target, await newKeyId(target, input))),
  aws: 'UnsupportedOperationException',
});

export const rotation: Subject = {
  name: 'rotation',
  pages: [
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html',
  ],
  cases: [
    {
      name: 'a new key does not rotate',
      seen: async (target) => status(target, await newKeyId(target)),
      aws: { KeyRotationEnabled: false, RotationPeriodInDays: undefined, dated: false },
    },
    {
      name: 'a key rotates every 365 days unless said otherwise, and says when next',
      async seen(target) {
        const KeyId = await newKeyId(target);
        await enable(target, KeyId);
        return status(target, KeyId);
      },
      aws: { KeyRotationEnabled: true, RotationPeriodInDays: 365, dated: true },
    },
    {
      name: 'the period is the last that was asked for',
      async seen(target) {
        const KeyId = await newKeyId(target);
        await enable(target, KeyId, 180);
        await enable(target, KeyId, 90);
        return (await status(target, KeyId)).RotationPeriodInDays;
      },
      aws: 90,
    },
    {
      name: 'a key whose rotation is switched off has no period',
      async seen(target) {
        const KeyId = await newKeyId(target);
        await enable(target, KeyId, 180);
        await target.kms.send(new DisableKeyRotationCommand({ KeyId }));
        return status(target, KeyId);
      },
      aws: { KeyRotationEnabled: false, RotationPeriodInDays: undefined, dated: false },
    },
    period(89, 'ValidationException'),
    period(90, 'answered'),
    period(2560, 'answered'),
    period(2561, 'ValidationException'),
    notFor('an asymmetric key', { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }),
    notFor('a key of HMAC', { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }),
    {
      name: 'a key rotates when it is told to, and lists it',
      async seen(target) {
        const KeyId = await newKeyId(target);
        await target.kms.send(new RotateKeyOnDemandCommand({ KeyId }));
        const { Rotations } = await target.kms.send(new ListKeyRotationsCommand({ KeyId }));
        return Rotations?.map(({ RotationType }) => RotationType);
      },
      aws: ['ON_DEMAND'],
    },
  ],
};
