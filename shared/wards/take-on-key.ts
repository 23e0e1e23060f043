import {
  CancelKeyDeletionCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  type KMSClient,
  PutKeyPolicyCommand,
  RevokeGrantCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-kms';
import type { Step, Taken } from '../remediation/step.ts';
import { NoSuchStep } from './no-such-step.ts';

/** Takes one step on a key. Throws what KMS answers. */
export async function takeOnKey(kms: KMSClient, KeyId: string, step: Step): Promise<Taken> {
  switch (step.kind) {
    case 'put-key-policy':
      // The lockout safety check stays on: a policy that would shut the guardian out is refused by KMS.
      await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: step.policy }));
      return { outcome: 'done' };
    case 'cancel-key-deletion':
      await kms.send(new CancelKeyDeletionCommand({ KeyId }));
      return { outcome: 'done' };
    case 'enable-key':
      await kms.send(new EnableKeyCommand({ KeyId }));
      return { outcome: 'done' };
    case 'disable-key':
      await kms.send(new DisableKeyCommand({ KeyId }));
      return { outcome: 'done' };
    case 'enable-key-rotation':
      await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: step.periodInDays }));
      return { outcome: 'done' };
    case 'revoke-grant':
      return revokeGrant(kms, KeyId, step.grantId);
    case 'tag-key': {
      const Tags = Object.entries(step.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
      await kms.send(new TagResourceCommand({ KeyId, Tags }));
      return { outcome: 'done' };
    }
    case 'untag-key':
      await kms.send(new UntagResourceCommand({ KeyId, TagKeys: [...step.tagKeys] }));
      return { outcome: 'done' };
    default:
      throw new NoSuchStep(step.kind, 'a key');
  }
}

async function revokeGrant(kms: KMSClient, KeyId: string, GrantId: string): Promise<Taken> {
  try {
    await kms.send(new RevokeGrantCommand({ KeyId, GrantId }));
    return { outcome: 'done' };
  } catch (error) {
    // The key was read a moment ago, so it is the grant that is gone.
    if (error instanceof Error && error.name === 'NotFoundException')
      return { outcome: 'skipped', why: 'The grant was gone before.' };
    throw error;
  }
}
