/** Who makes a call to the sandbox, told by the access key that signed it. */
export type Caller = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly account: string;
  /** The IAM principal: a role, a user or the account's root user. */
  readonly arn: string;
  /** For a role: the name of its session, with which CloudTrail shows it. */
  readonly session?: string;
};

/** Who calls, and from where. */
export type From = {
  readonly caller: Caller;
  readonly region: string;
  readonly sourceIp?: string;
  readonly userAgent?: string;
};
