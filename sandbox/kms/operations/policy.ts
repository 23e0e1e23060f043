import { KmsError } from '../errors.ts';
import type { Json } from '../input.ts';
import { requiredText, text } from '../input.ts';
import type { Operation } from '../operation.ts';
import { acceptPolicy } from '../policy-document.ts';

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
const getKeyPolicy: Operation = {
  on: 'KeyId',
  mutates: false,
  run(key, input) {
    requireDefault(input, key.arn);
    return { Policy: key.policy, PolicyName: 'default' };
  },
};

const putKeyPolicy: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, input, scene) {
    requireDefault(input, key.arn);
    const policy = requiredText(input, 'Policy');
    key.policy = acceptPolicy(policy, key, scene, input.BypassPolicyLockoutSafetyCheck === true);
    return {};
  },
};

const listKeyPolicies: Operation = {
  on: 'KeyId',
  mutates: false,
  run: () => ({ PolicyNames: ['default'], Truncated: false }),
};

function requireDefault(input: Json, arn: string): void {
  const name = text(input, 'PolicyName') ?? 'default';
  if (name !== 'default') throw new KmsError('NotFoundException', `No such policy exists: ${name} of ${arn}`);
}

export const policyOperations: Readonly<Record<string, Operation>> = {
  GetKeyPolicy: getKeyPolicy,
  PutKeyPolicy: putKeyPolicy,
  ListKeyPolicies: listKeyPolicies,
};
