import { isIP } from 'node:net';
import { z } from 'zod';
import { ipRange } from '../../policy/ip.ts';
import { account } from './aws-names.ts';
import { quote, says } from './complaint.ts';

const group = /^(?:sg-(?:[0-9a-f]{8}|[0-9a-f]{17})|pl-[0-9a-f]{8,17})$/;

/** A range of addresses with its length, as EC2 takes it and the policy engine reads it. */
function isCidrBlock(text: string): boolean {
  const [address = '', length] = text.split('/');
  return length !== undefined && isIP(address) !== 0 && ipRange(text) !== undefined;
}

/** A CIDR block, a security group or a prefix list, as a rule of a security group names them. */
const source = z.string().refine((text) => group.test(text) || isCidrBlock(text), {
  error: ({ input }) =>
    says(
      `is no CIDR block, security group or prefix list: ${quote(input)}`,
      'write for example 10.0.0.0/16, sg-1a2b3c4d5e6f70819 or pl-63a5400a',
    ),
});

export const perimeter = z.strictObject({
  endpointPolicy: z
    .enum(['any', 'restricted'])
    .optional()
    .describe(
      "Whether policies of KMS VPC endpoints let through only trusted principals, to trusted accounts' keys.",
    ),
  admitted: z
    .array(source)
    .optional()
    .describe('From where alone the security groups of KMS VPC endpoints admit traffic. Empty: anywhere.'),
  deletionAccounts: z
    .array(account)
    .optional()
    .describe('Accounts in which SCPs must leave only deletion.allowedTo able to delete keys.'),
});
