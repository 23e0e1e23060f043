/**
 * A VPC endpoint of KMS.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/kms-vpc-endpoint.html
 */
export type EndpointSnapshot = {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** `vpce-...` */
  readonly id: string;
  readonly vpc: string;
  readonly service: string;
  /** The endpoint policy's text, as EC2 returned it. */
  readonly policy: string;
  /** One or more: EC2 gives an endpoint the default group of its VPC where none is named. */
  readonly securityGroups: readonly SecurityGroup[];
};

export type SecurityGroup = {
  readonly id: string;
  readonly name: string;
  readonly ingress: readonly Ingress[];
};

/** One source that a security group admits, and to which ports. */
export type Ingress = {
  /** A CIDR block, a security group (`sg-...`) or a prefix list (`pl-...`). */
  readonly source: string;
  /** The account of a security group that is another account's. */
  readonly sourceAccount?: string;
  /** `tcp`, `udp`, `icmp`, a number, or `-1` for all. */
  readonly protocol: string;
  /** Absent: all ports. */
  readonly ports?: { readonly from: number; readonly to: number };
};
