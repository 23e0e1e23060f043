import { jsonFault } from '../policy/json-positions.ts';
import { parsePolicy } from '../policy/parse.ts';
import { MAX_DEPTH } from '../policy/plain-data.ts';
import type { Policy } from '../policy/policy.ts';
import { PolicyError, type PolicyErrorCode } from '../policy/policy-error.ts';

/** More than an SCP may have, in bytes: whether one is too large is for AWS to say. */
const MAX_BYTES = 65_536;

/**
 * Parses a service control policy: a policy like any other, but without principals, since it is about everyone in the
 * accounts under it. Since September 2025 it may hold all that IAM policies may. Of its actions those on KMS keys are kept,
 * and variables for the account of the caller or the key are filled in: it is the account that is judged.
 *
 * @throws PolicyError with the JSON path of what is wrong.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
 * @see https://aws.amazon.com/blogs/security/unlock-new-possibilities-aws-organizations-service-control-policy-now-supports-full-iam-language
 */
export function parseControlPolicy(text: string, account: string): Policy {
  const document = parsed(text.replaceAll(/\$\{aws:(?:Principal|Resource)Account\}/gi, account));
  const { Statement: given, Version } = document;
  if (Version !== '2012-10-17')
    throw wrong('InvalidValue', '$.Version', 'an SCP needs the policy version', 'Write "2012-10-17".');
  const listed = Array.isArray(given);
  const statements: readonly unknown[] = listed ? given : [given];
  const Statement = statements.map((each, index) =>
    isObject(each) ? forEveryone(each, listed ? `$.Statement[${index}]` : '$.Statement') : each,
  );
  return parsePolicy(
    { ...document, Statement: listed ? Statement : Statement[0] },
    { account, maxBytes: MAX_BYTES },
  );
}

/** Whether a document is more like an SCP than a key policy: none of its statements has a principal. */
export function hasNoPrincipals(document: unknown): boolean {
  if (!isObject(document)) return false;
  const statements = [document.Statement].flat().filter(isObject);
  return (
    statements.length > 0 && statements.every((each) => !('Principal' in each) && !('NotPrincipal' in each))
  );
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong('InvalidJson', '$', 'the SCP is not valid JSON', 'Correct the JSON.');
  }
  const fault = jsonFault(text, MAX_DEPTH);
  if (fault?.kind === 'duplicate') {
    throw wrong('DuplicateKey', fault.path, fault.message, 'Remove or rename one of the two.');
  }
  if (isObject(value)) return value;
  throw wrong('InvalidShape', '$', 'an SCP must be an object', 'Write it in braces: { ... }.');
}

function forEveryone(statement: Json, path: string): Json {
  for (const name of ['Principal', 'NotPrincipal']) {
    if (name in statement)
      throw wrong('InvalidShape', `${path}.${name}`, `an SCP has no ${name}`, 'Use aws:PrincipalArn.');
  }
  for (const name of ['Action', 'Resource']) {
    if (!(name in statement || `Not${name}` in statement))
      throw wrong('InvalidShape', path, `the statement has no ${name}`, `Add "${name}".`);
  }
  return {
    ...statement,
    Principal: '*',
    ...('Action' in statement ? { Action: anyService(statement.Action) } : {}),
    ...('NotAction' in statement ? { NotAction: anyService(statement.NotAction) } : {}),
  };
}

/** `*:*` is `*`, which key policies write in no other way. */
function anyService(actions: unknown): unknown {
  return Array.isArray(actions) ? actions.map(anyService) : actions === '*:*' ? '*' : actions;
}

function wrong(code: PolicyErrorCode, path: string, what: string, hint: string): PolicyError {
  return new PolicyError({ code, message: `${path}: ${what}`, hint, path });
}
