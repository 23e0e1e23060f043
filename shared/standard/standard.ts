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

/** The most each role may hold, as action patterns: `kms:Describe*`. An empty list means what its rule says. */
export type RoleActions = {
  readonly administrators: readonly string[];
  readonly owners: readonly string[];
  readonly users: readonly string[];
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
  /** What is done about a new key that cannot be made right: people are told, or it is disabled, too. Never deleted. */
  readonly containment: 'alert' | 'disable';
};

/** What the use of a key (encrypt, decrypt, sign and the like) must come with. An empty list asks nothing. */
export type Usage = {
  /** Services through which alone the key is used, as `kms:ViaService` has them; `*` and `?` allowed. */
  readonly services: readonly string[];
  /** VPC endpoints through which alone the key is used. */
  readonly vpcEndpoints: readonly string[];
  /** Encryption context that must be there: key to the values it may have. */
  readonly encryptionContext: Readonly<Record<string, readonly string[]>>;
  /** Any other condition key, with the values it may have; `*` and `?` allowed. */
  readonly conditions: Readonly<Record<string, readonly string[]>>;
  /**
   * What an attested enclave must show to decrypt: `ImageSha384`, `PCR0` and the like, with the values each may have.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-nitro-enclave.html
   */
  readonly attestation: Readonly<Record<string, readonly string[]>>;
};

/** What a grant may give. An empty list asks nothing. AWS services' own grants are never asked. */
export type Grants = {
  readonly grantees: readonly PrincipalPattern[];
  /** Grant operations: `Decrypt`, `GenerateDataKey`. */
  readonly operations: readonly string[];
  /** Whether a grant must be bound to an encryption context, where its operations take one. */
  readonly constraints: 'optional' | 'required';
  /** How many grants a key may have, those of AWS services not counted. */
  readonly maximum: number;
};

export type Deletion = {
  readonly allowedTo: readonly PrincipalPattern[];
  readonly minimumWindowInDays: number;
  /** Nobody at all deletes it. */
  readonly protected: boolean;
  /** How long a key must have lain unused before it is scheduled for deletion; 0 asks nothing. */
  readonly unusedForDays: number;
};

/** Key material of one's own. @see https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html */
export type ImportedMaterial = {
  readonly expires: 'any' | 'always' | 'never';
  /** From how many days before its end people are told. */
  readonly warnDaysBefore: number;
};

/** Aliases and tags. */
export type Labels = {
  /** Who, beside the pipelines, may move an alias, or change a tag that counts. */
  readonly changedBy: readonly PrincipalPattern[];
  /** Tags that IAM policies decide by, beside those that the standard's classes go by. */
  readonly protectedTags: readonly string[];
  /** The tags that the standard's own classes go by. Compiled, not written. */
  readonly classTags: readonly string[];
};

export type Monitoring = {
  /** Whether every KMS call must be logged by a trail that no one has stopped. */
  readonly trails: 'required' | 'optional';
  /** So many refused calls by one principal within so many minutes are a finding; a count of 0 asks nothing. */
  readonly deniedAttempts: { readonly count: number; readonly withinMinutes: number };
};

/** When the guardian stops putting things right, and calls people. A person closes the breaker again. */
export type BreakerLimits = {
  /** How often one thing is put right within the time. */
  readonly perThing: number;
  /** How often all things of an account and Region are; that of the defaults holds. */
  readonly perAccount: number;
  readonly withinMinutes: number;
};

/** What surrounds the keys. Empty lists ask nothing. */
export type Perimeter = {
  /** Whether the policies of KMS VPC endpoints let through only trusted principals, to trusted accounts' keys. */
  readonly endpointPolicy: 'any' | 'restricted';
  /** From where alone the security groups of KMS VPC endpoints admit traffic: CIDR blocks, security groups, prefix lists. */
  readonly admitted: readonly string[];
  /** Accounts in which service control policies must leave only `deletion.allowedTo` able to delete keys. */
  readonly deletionAccounts: readonly string[];
};

/** Break-glass: findings about these principals' changes, or these keys, are told and not put right, until it ends. */
export type Exemption = {
  /** Rule IDs; empty: every rule. */
  readonly rules: readonly string[];
  /** Whose changes; empty: anybody's. */
  readonly principals: readonly PrincipalPattern[];
  /** Which keys: key ARNs, or aliases with `*` and `?`; empty: any. */
  readonly keys: readonly string[];
  readonly owner: string;
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly until: string;
};

/** What somebody may decide by a button beneath an alert. */
export type Press = 'revert' | 'accept' | 'exempt' | 'snooze' | 'close-breaker';

/** Somebody who may press buttons. */
export type Responder = {
  /** The member ID in Slack: `U0123ABCD`. */
  readonly slack: string;
  readonly name: string;
  /** Who they are in AWS: nobody decides on a change of their own. */
  readonly principals: readonly PrincipalPattern[];
  readonly may: readonly Press[];
};

/** A way to tell people: a kind of channel, for Slack with the ID of the conversation where it is not the usual one. */
export type ChannelName =
  | 'slack'
  | `slack:${string}`
  | 'sns'
  | 'eventbridge'
  | 'security-hub'
  | 'amazon-q'
  | 'ocsf';

/** Where alerts of some kind go. A part that is absent matches everything; every part that is given must match. */
export type Route = {
  readonly severities?: readonly Severity[];
  readonly classes?: readonly string[];
  readonly accounts?: readonly string[];
  /** Values of the team tag; `*` and `?` allowed. */
  readonly teams?: readonly string[];
  /** Empty: they are told in the digest alone. */
  readonly to: readonly ChannelName[];
};

/** Whom alerts are told, and how. */
export type Alerts = {
  /** The first that matches holds. Where none does, an alert goes to every channel that is set up. */
  readonly routes: readonly Route[];
  /** Account ID to what people call it. */
  readonly accounts: Readonly<Record<string, string>>;
  /** The tag by which keys belong to teams. */
  readonly teamTag: string;
  readonly responders: readonly Responder[];
  /** From so many alerts of one kind within so many minutes they are told as one. */
  readonly mass: { readonly count: number; readonly withinMinutes: number };
  /** How long, in hours, an incident stays open: what follows within that time is told in its thread. */
  readonly incidentHours: number;
  /** For how long, in hours, a press exempts or snoozes. */
  readonly exemptHours: number;
  readonly snoozeHours: number;
};

/** What the standard asks of the keys of one class. Compiled: nothing is left to a default. */
export type Governance = {
  readonly mode: Mode;
  readonly roles: Roles;
  readonly actions: RoleActions;
  readonly trust: Trust;
  readonly creation: Creation;
  readonly usage: Usage;
  /** Whether the account statement may let IAM policies give access to the key. */
  readonly iamDelegation: 'allowed' | 'forbidden';
  /** What a key policy may give the account's root user: everything, or no more than getting back into a key. */
  readonly rootUser: 'full' | 'recovery';
  readonly policy: {
    /** A compliant change by a person that takes access away. */
    readonly narrower: 'alert' | 'adopt';
    /** A compliant change by a person that gives access. */
    readonly wider: 'revert' | 'ask';
  };
  readonly rotation: { readonly enabled: boolean; readonly periodInDays: number };
  readonly deletion: Deletion;
  readonly importedMaterial: ImportedMaterial;
  readonly keyStores: { readonly connected: 'required' | 'optional' };
  readonly grants: Grants;
  readonly labels: Labels;
  readonly monitoring: Monitoring;
  readonly perimeter: Perimeter;
  readonly breaker: BreakerLimits;
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
  readonly exemptions: readonly Exemption[];
  readonly alerts: Alerts;
};
