import { expandActions, KEY_ACTIONS, publishedAction } from './actions.ts';
import { MAX_BYTES, readDocument } from './document.ts';
import { jsonOffset, lineAndColumn, memberPath } from './json-positions.ts';
import { readConditions } from './parse-conditions.ts';
import { readPrincipals } from './parse-principals.ts';
import type { Policy, Statement } from './policy.ts';
import { type KmsAnswer, PolicyError } from './policy-error.ts';
import { type Fields, malformed, object, strings } from './shape.ts';

/** Which key a policy belongs to. */
export type KeyPlace = {
  /** The account that owns the key, twelve digits. */
  readonly account: string;
  /** The key's ARN, where known. */
  readonly key?: string;
  /** How large a document may be; KMS takes 32,768 bytes. */
  readonly maxBytes?: number;
};

/**
 * Something a policy on a key can hold and that is likely a mistake: an unknown action or key, a statement without
 * effect. `answer` where KMS would refuse to take it today.
 */
export type PolicyNote = { readonly path: string; readonly message: string; readonly answer?: KmsAnswer };

export type ParsedPolicy = { readonly policy: Policy; readonly notes: readonly PolicyNote[] };

/**
 * Parses a key policy: text, UTF-8 bytes or a JSON object. Throws a PolicyError on what is no policy, with the JSON
 * path, for text line and column, and what KMS would answer.
 *
 *     parsePolicy('{"Statement": []}', { account: '111122223333' })
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
export function parsePolicy(source: string | object, where: KeyPlace): Policy {
  return parsePolicyWithNotes(source, where).policy;
}

/** The same, with notes on what is likely a mistake, and on what old policies hold and KMS no longer takes. */
export function parsePolicyWithNotes(source: string | object, where: KeyPlace): ParsedPolicy {
  if (!/^\d{12}$/.test(where.account)) {
    throw new PolicyError({
      code: 'InvalidValue',
      message: `"${where.account}" is no account ID`,
      hint: "Give the key's account as twelve digits.",
    });
  }
  const document = readDocument(source, where.maxBytes ?? MAX_BYTES);
  try {
    return readPolicy(document.value, where);
  } catch (error) {
    throw document.text !== undefined && error instanceof PolicyError ? located(error, document.text) : error;
  }
}

function located(error: PolicyError, text: string): PolicyError {
  const offset = jsonOffset(text, error.path) ?? 0;
  return new PolicyError({ ...error, message: error.message, ...lineAndColumn(text, offset) });
}

const POLICY_FIELDS = new Set(['Version', 'Id', 'Statement']);

function readPolicy(value: unknown, where: KeyPlace): ParsedPolicy {
  const fields = object(value, '$', 'a policy', POLICY_FIELDS);
  const version = fields.Version === undefined ? '2008-10-17' : fields.Version;
  if (version !== '2012-10-17' && version !== '2008-10-17') {
    throw malformed(
      'InvalidValue',
      '$.Version',
      `${JSON.stringify(version)} is no policy version`,
      'Write "2012-10-17".',
    );
  }
  if (fields.Id !== undefined && typeof fields.Id !== 'string') {
    throw malformed('InvalidShape', '$.Id', 'Id must be a string', 'Quote it.');
  }
  if (fields.Statement === undefined) {
    throw malformed('InvalidShape', '$', 'the policy has no Statement', 'Add "Statement": [ ... ].');
  }
  const notes: PolicyNote[] = [];
  const listed = Array.isArray(fields.Statement);
  const items: readonly unknown[] = listed ? (fields.Statement as unknown[]) : [fields.Statement];
  const statements = items.map((item, index) =>
    readStatement(item, index, listed ? `$.Statement[${index}]` : '$.Statement', notes),
  );
  const { account, key } = where;
  return { policy: { version, statements, account, ...(key === undefined ? {} : { key }) }, notes };
}

const STATEMENT_FIELDS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

function readStatement(value: unknown, index: number, path: string, notes: PolicyNote[]): Statement {
  const fields = object(value, path, 'a statement', STATEMENT_FIELDS);
  const { Sid: sid, Effect: effect } = fields;
  if (sid !== undefined && typeof sid !== 'string') {
    throw malformed('InvalidShape', `${path}.Sid`, 'Sid must be a string', 'Quote it.');
  }
  if (effect !== 'Allow' && effect !== 'Deny') {
    const at = effect === undefined ? path : `${path}.Effect`;
    throw malformed('InvalidValue', at, 'Effect must be "Allow" or "Deny"', 'Spell it so: capitals count.');
  }
  const principal = either(fields, path, 'Principal', 'NotPrincipal');
  if (principal === undefined) {
    throw malformed('InvalidShape', path, 'the statement names no principal', 'Add "Principal".');
  }
  return {
    index,
    ...(sid === undefined ? {} : { sid }),
    effect,
    principals: {
      negated: principal === 'NotPrincipal',
      any: readPrincipals(fields[principal], memberPath(path, principal), notes),
    },
    actions: readActions(fields, path, notes),
    resources: readResources(fields, path, notes),
    conditions:
      fields.Condition === undefined ? [] : readConditions(fields.Condition, `${path}.Condition`, notes),
  };
}

/** Which of an element and its negation the statement has; both is an error. */
function either(fields: Fields, path: string, plain: string, negated: string): string | undefined {
  const has = [plain, negated].filter((name) => fields[name] !== undefined);
  if (has.length > 1) {
    throw malformed(
      'InvalidShape',
      `${path}.${negated}`,
      `${plain} and ${negated} are both there`,
      'Keep one.',
    );
  }
  return has[0];
}

function readActions(fields: Fields, path: string, notes: PolicyNote[]): ReadonlySet<string> {
  const name = either(fields, path, 'Action', 'NotAction');
  if (name === undefined) {
    notes.push(ineffective(path, 'action'));
    return new Set();
  }
  const patterns = strings(fields[name], `${path}.${name}`);
  for (const pattern of patterns) {
    if (pattern !== '*' && !/^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/.test(pattern)) {
      throw malformed(
        'InvalidAction',
        `${path}.${name}`,
        `"${pattern}" is no action`,
        'Write it as kms:Decrypt.',
      );
    }
    noteAction(pattern, `${path}.${name}`, notes);
  }
  const covered = expandActions(patterns);
  return name === 'Action' ? covered : new Set([...KEY_ACTIONS].filter((action) => !covered.has(action)));
}

/**
 * KMS has refused such statements since August 18, 2025, by a notice to customers that is quoted in public; before, it
 * took them: https://github.com/ministryofjustice/analytical-platform/issues/7691
 */
function ineffective(path: string, element: string): PolicyNote {
  const message = `the statement names no ${element} and has no effect`;
  return { path, message, answer: 'MalformedPolicyDocumentException' };
}

function noteAction(pattern: string, path: string, notes: PolicyNote[]): void {
  if (expandActions([pattern]).size > 0) {
    return;
  }
  const message =
    publishedAction(pattern) === undefined
      ? `"${pattern}" is no published KMS action and has no effect`
      : `no key policy can grant ${publishedAction(pattern)}: it is not on a key`;
  notes.push({ path, message });
}

function readResources(fields: Fields, path: string, notes: PolicyNote[]): Statement['resources'] {
  const name = either(fields, path, 'Resource', 'NotResource');
  if (name === undefined) {
    notes.push(ineffective(path, 'resource'));
    return { negated: false, any: [] };
  }
  return { negated: name === 'NotResource', any: strings(fields[name], `${path}.${name}`) };
}
