import { conditionOn } from '../../policy/condition-json.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { PolicyError } from '../../policy/policy-error.ts';
import { says } from './complaint.ts';

/**
 * Why no key policy can ask that a request carries a condition key with one of these values; undefined where it can.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
export function complaintOn(key: string, values: readonly string[]): string | undefined {
  if (/^(?:kms:ResourceAliases$|aws:ResourceTag\/)/i.test(key)) {
    return says('works in IAM policies only', 'write what a request carries, such as aws:PrincipalTag/team');
  }
  const Condition = conditionOn(key, values);
  const Statement = { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*', Condition };
  try {
    parsePolicy({ Version: '2012-10-17', Statement }, { account: '111122223333' });
    return undefined;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const what = error.message.replace(/^\$\S*: /, '');
    return says(
      `cannot be a condition: ${what}`,
      'write values of the type that the key has, or "*" for any',
    );
  }
}
