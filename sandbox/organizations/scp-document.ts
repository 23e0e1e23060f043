import { isRecord } from '../../shared/events/json.ts';
import { OrganizationsError, violated } from './errors.ts';
import type { Json } from './input.ts';

/**
 * White space counts. It was 5,120 until 15 May 2026.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const LONGEST = 10_240;

/** No `Principal`: an SCP is about those of the accounts it is attached to. */
const elements = new Set(['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']);

const action = /^(\*|[\w-]+:[\w*?]+)$/;
const resource = /^(\*|arn:.+)$/;

/**
 * Checks an SCP as CreatePolicy and UpdatePolicy do: its size, and that it is one.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
 */
export function checkScp(content: string): void {
  if (content.length > LONGEST)
    throw violated('POLICY_CONTENT_LIMIT_EXCEEDED', 'You have exceeded the maximum policy size.');
  const document = parsed(content);
  if (
    !isRecord(document) ||
    document.Version !== '2012-10-17' ||
    !Object.keys(document).every((name) => ['Version', 'Id', 'Statement'].includes(name))
  )
    throw malformed();
  const { Statement: statements } = document;
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  if (list.length === 0 || !list.every((each) => isRecord(each) && isStatement(each))) throw malformed();
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw malformed();
  }
}

function isStatement(statement: Json): boolean {
  return (
    Object.keys(statement).every((name) => elements.has(name)) &&
    (statement.Effect === 'Allow' || statement.Effect === 'Deny') &&
    oneOf(statement, 'Action', 'NotAction', action) &&
    oneOf(statement, 'Resource', 'NotResource', resource) &&
    (statement.Condition === undefined || isRecord(statement.Condition))
  );
}

/** Whether exactly one of the two is there, with texts that match. */
function oneOf(statement: Json, name: string, opposite: string, pattern: RegExp): boolean {
  const value = statement[name] ?? statement[opposite];
  if (value === undefined || (name in statement && opposite in statement)) return false;
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.length > 0 && texts.every((each) => typeof each === 'string' && pattern.test(each));
}

const malformed = () =>
  new OrganizationsError(
    'MalformedPolicyDocumentException',
    'The provided policy document does not meet the requirements of the specified policy type.',
  );
