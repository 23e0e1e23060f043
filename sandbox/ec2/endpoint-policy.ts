import { parsePolicy } from '../../shared/policy/parse.ts';
import { PolicyError } from '../../shared/policy/policy-error.ts';
import { refused } from './errors.ts';

/** @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policy-considerations */
const MAX_CHARACTERS = 20_480;

/** Full access. @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#default-endpoint-policy */
export const defaultEndpointPolicy = JSON.stringify(
  { Statement: [{ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' }] },
  null,
  2,
);

/** Checks an endpoint policy, and answers the text that EC2 keeps: the one that was given. */
export function acceptEndpointPolicy(text: string, account: string): string {
  if (text.length > MAX_CHARACTERS)
    throw refused(
      'InvalidPolicyDocument',
      `The Policy Document is not valid. It has more than ${MAX_CHARACTERS} characters.`,
    );
  try {
    // Bytes are not what EC2 counts: a character of UTF-16 has at most three.
    parsePolicy(text, { account, maxBytes: 3 * MAX_CHARACTERS });
    return text;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw refused(
      'InvalidPolicyDocument',
      error.line === undefined
        ? `The Policy Document is not valid. ${error.message}`
        : `The Policy Document is not valid. Syntax error at position (${error.line},${error.column ?? 1})`,
    );
  }
}
