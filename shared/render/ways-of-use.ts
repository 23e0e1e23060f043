import { expandActions } from '../policy/actions.ts';
import { type Conditions, conditionOn } from '../policy/condition-json.ts';
import { actionsThatCarry } from '../policy/condition-keys.ts';
import type { Governance } from '../standard/standard.ts';
import { left } from './at-most.ts';
import { together } from './conditions-together.ts';

/**
 * What a key is for, by its key usage.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-users-crypto
 */
const BY_USAGE: Readonly<Record<string, readonly string[]>> = {
  ENCRYPT_DECRYPT: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
  SIGN_VERIFY: ['kms:Sign', 'kms:Verify'],
  GENERATE_VERIFY_MAC: ['kms:GenerateMac', 'kms:VerifyMac'],
  KEY_AGREEMENT: ['kms:DeriveSharedSecret'],
};
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

/** It takes no attestation, and hands what the key encrypted to another key. The rule enclave-attestation forbids it. */
const AWAY = 'kms:ReEncryptFrom';

/**
 * The ways a key may be used. They are several where one condition cannot say it: a request comes through a VPC
 * endpoint, or from an AWS service that calls KMS in the caller's name, which is in no VPC and cannot attest; and only
 * some actions carry an encryption context, an attestation or another condition key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-aws.html#conditions-aws-vpce
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-viaawsservice
 */
export function waysOfUse(governance: Pick<Governance, 'creation' | 'usage'>): readonly WayOfUse[] {
  const kinds = kindsOfUse(governance);
  return pathsOf(governance).flatMap(({ sid, condition, isService }) =>
    kinds
      .filter(({ isAttested }) => !(isService && isAttested))
      .map((kind) => ({ ...kind, sid: `${sid}${kind.sid}`, condition: together(condition, kind.condition) })),
  );
}

type Demand = { readonly sid: string; readonly key: string; readonly values: readonly string[] };

/** The cryptographic actions, those together of which the same is asked. */
function kindsOfUse(governance: Pick<Governance, 'creation' | 'usage'>) {
  const demands = demandsOf(governance.usage);
  const demandsOn = (action: string) =>
    demands.filter(({ key }) => actionsThatCarry(key)?.has(action) !== false);
  const isAttesting = Object.keys(governance.usage.attestation).length > 0;
  const patterns = cryptographicActions(governance);
  const kinds = new Map<string, readonly Demand[]>();
  for (const action of expandActions(patterns)) {
    if (isAttesting && action === AWAY) continue;
    const asked = demandsOn(action);
    kinds.set(idOf(asked), asked);
  }
  const sids = new Map<string, number>();
  return [...kinds].map(([id, asked]) => ({
    sid: numbered([...new Set(asked.map((each) => each.sid))].join(''), sids),
    actions: left(patterns, (action) => !(isAttesting && action === AWAY) && idOf(demandsOn(action)) === id),
    condition: together(...asked.map(({ key, values }) => conditionOn(key, values))),
    isAttested: asked.some(({ key }) => key.startsWith(ATTESTATION)),
  }));
}

/** With a number where the name does not tell it from one before. */
function numbered(sid: string, known: Map<string, number>): string {
  const count = (known.get(sid) ?? 0) + 1;
  known.set(sid, count);
  return count === 1 ? sid : `${sid}${count}`;
}

const idOf = (asked: readonly Demand[]) => asked.map(({ key }) => key).join();

const ATTESTATION = 'kms:RecipientAttestation:';

/** All that the standard asks of a request, each by its condition key. */
function demandsOf({ encryptionContext, attestation, conditions }: Governance['usage']): readonly Demand[] {
  const demands = (sid: string, prefix: string, asked: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(asked).map(([name, values]) => ({ sid, key: `${prefix}${name}`, values }));
  return [
    ...demands('InContext', 'kms:EncryptionContext:', encryptionContext),
    ...demands('Attested', ATTESTATION, attestation),
    ...demands('OnConditions', '', conditions),
  ];
}

function pathsOf({ usage: { services, vpcEndpoints } }: Pick<Governance, 'usage'>) {
  const fromService = { Bool: { 'aws:ViaAWSService': 'true' } };
  // A request that a service makes comes through no endpoint of yours, so only this way is left.
  if (services.length > 0) {
    const via = conditionOn('kms:ViaService', services);
    const condition = vpcEndpoints.length > 0 ? together(via, fromService) : via;
    return [{ sid: 'ThroughServices', condition, isService: true }];
  }
  if (vpcEndpoints.length === 0) return [{ sid: '', condition: {}, isService: false }];
  const throughEndpoints = conditionOn('aws:SourceVpce', vpcEndpoints);
  return [
    { sid: 'ThroughEndpoints', condition: throughEndpoints, isService: false },
    { sid: 'ThroughServices', condition: fromService, isService: true },
  ];
}
