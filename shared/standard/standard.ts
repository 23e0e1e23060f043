import type { Severity } from '../rules/rule.ts';

/** What is done about findings: kept in the ledger, told, or told and put right. */
export type Mode = 'observe' | 'alert' | 'remediate';

/**
 * Names principals. A full ARN, without wildcards, names just that one; `role/NAME` or `user/NAME` is a
 * principal of the key's own account, where `*` and `?` match within the path and name (`*` also over `/`).
 */
export type PrincipalPattern = string;

/** Separation of duties: who is what to a key. */
export type Roles = {
  readonly administrators: readonly PrincipalPattern[];
  readonly owners: readonly PrincipalPattern[];
  readonly users: readonly PrincipalPattern[];
  readonly guardian: readonly PrincipalPattern[];
  readonly pipelines: readonly PrincipalPattern[];
};

/** Who outside the key's own account may be let in at all. */
export type Trust = {
  /** Account IDs, beside the key's own. */
  readonly accounts: readonly string[];
  /** Organization IDs: `o-a1b2c3d4e5`. */
  readonly organizations: readonly string[];
};

/** What a key must be from the start. An empty list asks nothing. */
export type Creation = {
  /** Key specs: `SYMMETRIC_DEFAULT`, `RSA_4096`. */
  readonly specs: readonly string[];
  /** `AWS_KMS`, `EXTERNAL`, `AWS_CLOUDHSM`, `EXTERNAL_KEY_STORE`. */
  readonly origins: readonly string[];
  /** `ENCRYPT_DECRYPT`, `SIGN_VERIFY`, `GENERATE_VERIFY_MAC`, `KEY_AGREEMENT`. */
  readonly usages: readonly string[];
  readonly multiRegion: 'allowed' | 'forbidden';
  readonly regions: readonly string[];
  /** Tag key to the values it may have; `*` for any. */
  readonly requiredTags: Readonly<Record<string, readonly string[]>>;
  /** Each must be matched by an alias of the key; `*` and `?` allowed. */
  readonly requiredAliases: readonly string[];
  readonly createdBy: readonly PrincipalPattern[];
  /** How long a new key may lack what its pipeline sets after it was created: tags and aliases. */
  readonly settlingMinutes: number;
};

/** What the use of a key (encrypt, decrypt, sign and the like) must come with. An empty list asks nothing. */
export type Usage = {
  /** Services through which alone the key is used, as `kms:ViaService` has them; `*` and `?` allowed. */
  readonly services: readonly string[];
  /** VPC endpoints through which alone the key is used. */
  readonly vpcEndpoints: readonly string[];
  /** Encryption context that must be there: key to the values it may have. */
  readonly encryptionContext: Readonly<Record<string, readonly string[]>>;
};

/** What the standard asks of the keys of one class. Compiled: nothing is left to a default. */
export type Governance = {
  readonly mode: Mode;
  readonly roles: Roles;
  readonly trust: Trust;
  readonly creation: Creation;
  readonly usage: Usage;
  /** Whether the account statement may let IAM policies give access to the key. */
  readonly iamDelegation: 'allowed' | 'forbidden';
  readonly policy: {
    /** A compliant change by a person that takes access away. */
    readonly narrower: 'alert' | 'adopt';
    /** A compliant change by a person that gives access. */
    readonly wider: 'revert' | 'ask';
  };
  readonly rotation: { readonly enabled: boolean; readonly periodInDays: number };
  readonly deletion: {
    readonly allowedTo: readonly PrincipalPattern[];
    readonly minimumWindowInDays: number;
  };
  readonly rules: Readonly<Record<string, { readonly mode?: Mode; readonly severity?: Severity }>>;
};

/**
 * Which keys a class is about. Every part that is given must match; within a part, any entry. Tag values and
 * aliases may use `*` and `?`.
 */
export type KeyMatch = {
  /** Tag key to the values that match; `*` matches any value, but the tag must be there. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  readonly aliases?: readonly string[];
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
};

export type KeyClass = { readonly name: string; readonly match: KeyMatch; readonly governance: Governance };

/**
 * A team's governance standard, compiled: what the Lambdas load. A key belongs to the first class that
 * matches it, otherwise to the class called `default`.
 */
export type Standard = {
  readonly version: 1;
  readonly defaults: Governance;
  readonly classes: readonly KeyClass[];
};
