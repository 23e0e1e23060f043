import {
  CreateGrantCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GetKeyRotationStatusCommand,
  type KMSClient,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import { type Case, ending, type Subject, type Target } from '../target.ts';
import { newKeyId, stateOf } from './new-key.ts';
import { accountPolicy } from './policy.ts';

type Send = (kms: KMSClient, KeyId: string, target: Target) => Promise<unknown>;

const encrypt: Send = (kms, KeyId) => kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('hi') }));
const enable: Send = (kms, KeyId) => kms.send(new EnableKeyCommand({ KeyId }));
const disable: Send = (kms, KeyId) => kms.send(new DisableKeyCommand({ KeyId }));
const rotate: Send = (kms, KeyId) => kms.send(new EnableKeyRotationCommand({ KeyId }));
const schedule: Send = (kms, KeyId) => kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
const describeIt: Send = (kms, KeyId) =>
  kms.send(new UpdateKeyDescriptionCommand({ KeyId, Description: '' }));
const tag: Send = (kms, KeyId) =>
  kms.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: 'a', TagValue: 'b' }] }));
const putPolicy: Send = (kms, KeyId, { account }) =>
  kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: accountPolicy(account) }));
const grant: Send = (kms, KeyId, { account }) =>
  kms.send(
    new CreateGrantCommand({
      KeyId,
      GranteePrincipal: `arn:aws:iam::${account}:root`,
      Operations: ['Decrypt'],
    }),
  );
const rotationStatus: Send = (kms, KeyId) => kms.send(new GetKeyRotationStatusCommand({ KeyId }));

/** What a call is answered by a key that was brought into a state first. */
const inState = (name: string, into: Send, call: Send, aws: string): Case => ({
  name,
  async seen(target) {
    const KeyId = await newKeyId(target);
    await into(target.kms, KeyId, target);
    return ending(call(target.kms, KeyId, target));
  },
  aws,
});

const invalidState = 'KMSInvalidStateException';

export const states: Subject = {
  name: 'key states',
  pages: ['https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html'],
  cases: [
    {
      name: 'a key is disabled and enabled',
      async seen(target) {
        const KeyId = await newKeyId(target);
        await disable(target.kms, KeyId, target);
        const disabled = await stateOf(target, KeyId);
        await enable(target.kms, KeyId, target);
        return [disabled, await stateOf(target, KeyId)];
      },
      aws: ['Disabled', 'Enabled'],
    },
    inState('a disabled key encrypts nothing', disable, encrypt, 'DisabledException'),
    inState('a disabled key takes no rotation', disable, rotate, 'DisabledException'),
    inState('a disabled key takes no grant', disable, grant, 'DisabledException'),
    inState('a disabled key takes a policy', disable, putPolicy, 'answered'),
    inState('a disabled key takes tags', disable, tag, 'answered'),
    inState('a disabled key may be disabled again', disable, disable, 'answered'),
    inState('a key pending deletion encrypts nothing', schedule, encrypt, invalidState),
    inState('a key pending deletion is not enabled', schedule, enable, invalidState),
    inState('a key pending deletion is not disabled', schedule, disable, invalidState),
    inState('a key pending deletion takes no rotation', schedule, rotate, invalidState),
    inState('a key pending deletion takes no grant', schedule, grant, invalidState),
    inState('a key pending deletion takes no tags', schedule, tag, invalidState),
    inState('a key pending deletion takes no description', schedule, describeIt, invalidState),
    inState('a key pending deletion takes a policy', schedule, putPolicy, 'answered'),
    inState('a key pending deletion says whether it rotates', schedule, rotationStatus, 'answered'),
    {
      name: 'a key that waits for its material is not enabled',
      async seen(target) {
        const KeyId = await newKeyId(target, { Origin: 'EXTERNAL' });
        return ending(enable(target.kms, KeyId, target));
      },
      aws: invalidState,
    },
  ],
};
