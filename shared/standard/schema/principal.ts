import { z } from 'zod';
import { quote, says } from './complaint.ts';

const wildcardAccount = /^arn:aws[a-z-]*:iam::[^:]*[*?][^:]*:/;
const fullArn = /^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)(?:\/[\w+=,.@-]+)+$/;
const ownPrincipal = /^(?:role|user)(?:\/[\w+=,.@*?-]+)+$/;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const principal = z
  .string()
  .regex(new RegExp(`${fullArn.source}|${ownPrincipal.source}`), {
    error: (issue) => principalFault(issue.input),
  })
  .meta({
    id: 'principal',
    description:
      "role/NAME or user/NAME of the key's account (* and ? allowed), or one principal's full ARN.",
  });

export const principals = z.array(principal);

function principalFault(input: unknown): string {
  const text = String(input);
  if (wildcardAccount.test(text)) {
    return says(
      `has a wildcard in the account: ${quote(input)}`,
      'write the 12 digits of the account, once for each account',
    );
  }
  if (fullArn.test(text.replace(/[*?]/g, 'x'))) {
    return says(
      `has a wildcard in a full ARN: ${quote(input)}`,
      'name one role or user by its ARN, or use role/NAME or user/NAME, where * and ? are allowed',
    );
  }
  return says(
    `names no role or user: ${quote(input)}`,
    'write role/NAME or user/NAME, or a full ARN such as arn:aws:iam::111122223333:role/NAME',
  );
}
