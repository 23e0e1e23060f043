import type { Governance } from '../standard/standard.ts';
import { type Conditions, every } from './document.ts';

/**
 * What a key is for, by its key usage. Only requests about encrypting carry an encryption context.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-users-crypto
 */
const BY_USAGE: Readonly<Record<string, readonly string[]>> = {
  ENCRYPT_DECRYPT: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
  SIGN_VERIFY: ['kms:Sign', 'kms:Verify'],
  GENERATE_VERIFY_MAC: ['kms:GenerateMac', 'kms:VerifyMac'],
  KEY_AGREEMENT: ['kms:DeriveSharedSecret'],
};
const TAKES_CONTEXT = new Set(BY_USAGE.ENCRYPT_DECRYPT);

/** Cryptographic actions, and what each use of them must come with. */
export type WayOfUse = {
  /** What tells its statement from the others. */
  readonly sid: string;
  readonly actions: readonly string[];
  readonly condition: Conditions;
};

/** The cryptographic actions of keys that the standard lets exist. */
export function cryptographicActions({ creation }: Pick<Governance, 'creation'>): readonly string[] {
  return Object.entries(BY_USAGE).flatMap(([usage, actions]) =>
    creation.usages.length === 0 || creation.usages.includes(usage) ? actions : [],
  );
}

/**
 * The ways a key may be used. They are several where one condition cannot say it: a request comes through a VPC
 * endpoint, or from an AWS service that calls KMS in the caller's name, which is in no VPC; and only some actions carry
 * an encryption context.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-aws.html#conditions-aws-vpce
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-viaawsservice
 */
export function waysOfUse(governance: Pick<Governance, 'creation' | 'usage'>): readonly WayOfUse[] {
  const context = contextCondition(governance);
  const actions = cryptographicActions(governance);
  const bound = Object.keys(context).length === 0 ? [] : actions.filter((each) => TAKES_CONTEXT.has(each));
  const free = actions.filter((each) => !bound.includes(each));
  return pathsOf(governance)
    .flatMap(({ sid, condition }) => [
      {
        sid: bound.length === 0 ? sid : `${sid}InContext`,
        actions: bound,
        condition: every(condition, context),
      },
      { sid, actions: free, condition },
    ])
    .filter((way) => way.actions.length > 0);
}

function pathsOf({ usage: { services, vpcEndpoints } }: Pick<Governance, 'usage'>) {
  const fromService = { Bool: { 'aws:ViaAWSService': 'true' } };
  // A request that a service makes comes through no endpoint of yours, so only this way is left.
  if (services.length > 0) {
    const via = valued('kms:ViaService', services);
    return [{ sid: 'ThroughServices', condition: vpcEndpoints.length > 0 ? every(via, fromService) : via }];
  }
  if (vpcEndpoints.length === 0) return [{ sid: '', condition: {} }];
  return [
    { sid: 'ThroughEndpoints', condition: { StringEquals: { 'aws:SourceVpce': vpcEndpoints } } },
    { sid: 'ThroughServices', condition: fromService },
  ];
}

function contextCondition({ usage }: Pick<Governance, 'usage'>): Conditions {
  return every(
    ...Object.entries(usage.encryptionContext).map(([key, values]) =>
      valued(`kms:EncryptionContext:${key}`, values),
    ),
  );
}

/** A condition that the key has one of these values; `StringLike` only where it is needed. */
export function valued(key: string, values: readonly string[]): Conditions {
  return { [values.some((each) => /[*?]/.test(each)) ? 'StringLike' : 'StringEquals']: { [key]: values } };
}
