import {
  CancelKeyDeletionCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  type KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import type { Step, StepResult } from './step.ts';

/**
 * Takes the steps in order, and stops at the first that fails: a later one may rest on it. Never throws
 * for what KMS answers; the answer is in the result, with the reason for the steps not taken.
 */
export async function execute(
  kms: KMSClient,
  keyArn: string,
  steps: readonly Step[],
  now: () => number,
): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps) {
    const failed = results.find((result) => result.outcome === 'failed');
    if (failed) {
      results.push({ step, outcome: 'skipped', why: `${failed.step.kind} failed before it` });
      continue;
    }
    try {
      await take(kms, keyArn, step);
      results.push({ step, outcome: 'done', at: new Date(now()).toISOString() });
    } catch (error) {
      results.push({ step, outcome: 'failed', ...reasonOf(error) });
    }
  }
  return results;
}

async function take(kms: KMSClient, KeyId: string, step: Step): Promise<void> {
  switch (step.kind) {
    case 'put-key-policy':
      // The lockout safety check stays on: a policy that would shut the guardian out is refused by KMS.
      await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: step.policy }));
      return;
    case 'cancel-key-deletion':
      await kms.send(new CancelKeyDeletionCommand({ KeyId }));
      return;
    case 'enable-key':
      await kms.send(new EnableKeyCommand({ KeyId }));
      return;
    case 'enable-key-rotation':
      await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: step.periodInDays }));
      return;
  }
}

function reasonOf(error: unknown): { readonly code: string; readonly why: string } {
  if (error instanceof Error) return { code: error.name, why: error.message };
  return { code: 'Unknown', why: String(error) };
}
