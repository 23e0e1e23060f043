/** A key policy, parsed and normalised; nothing in it can be malformed. */
export type Policy = {
  readonly version: '2012-10-17' | '2008-10-17';
  readonly statements: readonly Statement[];
  /** The account that owns the key, twelve digits. */
  readonly account: string;
  /** The key's ARN, where known: statements whose `Resource` does not match it have no effect. */
  readonly key?: string;
};

export type Statement = {
  /** Its place in the document, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principals: { readonly negated: boolean; readonly any: readonly Principal[] };
  /** The actions it covers, `kms:Decrypt`, in their published spelling, wildcards and `NotAction` resolved. */
  readonly actions: ReadonlySet<string>;
  readonly resources: { readonly negated: boolean; readonly any: readonly string[] };
  /** All must hold. */
  readonly conditions: readonly Condition[];
};

/**
 * Whom a statement names.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type Principal =
  | { readonly kind: 'anyone' }
  /** An account: its twelve digits or the ARN of its root user, which mean the same. */
  | { readonly kind: 'account'; readonly account: string }
  | {
      readonly kind: 'role' | 'user' | 'session' | 'federated-user';
      readonly arn: string;
      readonly account: string;
    }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'canonical-user'; readonly id: string }
  /** `AROA...`, `AIDA...`: a principal that has been deleted. It matches nobody. */
  | { readonly kind: 'unique-id'; readonly id: string };

/** One operator on one key: any of the values makes it true, or for a negated operator none may match. */
export type Condition = {
  readonly operator: Operator;
  readonly ifExists: boolean;
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
  /** The key as published (`aws:PrincipalArn`), or as written where it is not published. */
  readonly key: string;
  readonly values: readonly string[];
};

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export type Operator =
  | `String${'' | 'Not'}${'Equals' | 'EqualsIgnoreCase' | 'Like'}`
  | `Numeric${'Equals' | 'NotEquals' | 'LessThan' | 'LessThanEquals' | 'GreaterThan' | 'GreaterThanEquals'}`
  | `Date${'Equals' | 'NotEquals' | 'LessThan' | 'LessThanEquals' | 'GreaterThan' | 'GreaterThanEquals'}`
  | 'Bool'
  | 'BinaryEquals'
  | `${'' | 'Not'}IpAddress`
  | `Arn${'' | 'Not'}${'Equals' | 'Like'}`
  | 'Null';

/** One concrete request. `principal` is an ARN, a service name or an account ID; the key is the policy's. */
export type Request = {
  readonly principal: string;
  readonly action: string;
  readonly context?: Context;
};

/** Condition keys to their values. The keys that follow from the principal need not be given. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** What a key policy answers: `delegated` means it opens the door and IAM must agree. */
export type Level = 'denied' | 'delegated' | 'allowed';

export type StatementReference = {
  readonly sid?: string;
  readonly index: number;
  readonly effect: 'Allow' | 'Deny';
};
