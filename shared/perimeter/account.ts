/**
 * The service control policies over one account, level by level from the root of the organization down to it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export type AccountSnapshot = {
  /** As policies name the account: `arn:aws:iam::111122223333:root`. */
  readonly arn: string;
  readonly account: string;
  /** Organizations is in one Region of each partition. */
  readonly region: string;
  /** Empty: the account is not in the organization. */
  readonly levels: readonly PolicyLevel[];
  /** Of the organization's management account, which no policy binds. */
  readonly management: boolean;
};

export type PolicyLevel = {
  /** `r-...`, `ou-...` or the account. */
  readonly target: string;
  /** Where SCPs are enabled, there is one at least. */
  readonly policies: readonly ControlPolicy[];
};

/** A service control policy. */
export type ControlPolicy = { readonly id: string; readonly name: string; readonly text: string };
