/** Where an alias points now. */
export type AliasSnapshot = {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** `alias/NAME`. */
  readonly name: string;
  /** The key's ARN; absent where the alias is gone. */
  readonly target?: string;
};
