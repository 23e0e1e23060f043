import type { KeyState } from './snapshot.ts';

/** Where an alias points now. */
export type AliasSnapshot = {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** `alias/NAME`. */
  readonly name: string;
  /** The key's ARN; absent where the alias is gone. */
  readonly target?: string | undefined;
  /** Of the key it points to. */
  readonly kind?: KeyKind;
  /** The key that applications mean by the alias: the approved one, or else the one that it points to. */
  readonly meant?: MeantKey;
};

/**
 * What has to be the same of two keys for KMS to point an alias from one to the other.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html
 */
export type KeyKind = `${'symmetric' | 'asymmetric' | 'HMAC'} ${string}`;

/** The key that applications mean by an alias, as far as it matters to the alias. */
export type MeantKey = {
  readonly arn: string;
  /** Absent where the guardian may not see it. */
  readonly state?: KeyState | 'Deleted';
  readonly kind?: KeyKind;
  /** By its approved labels, where they are known. */
  readonly aliases: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
};
