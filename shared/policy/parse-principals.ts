import { memberPath } from './json-positions.ts';
import type { PolicyNote } from './parse.ts';
import type { Principal } from './policy.ts';
import { type Fields, malformed, object, strings } from './shape.ts';

const TYPES = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser']);

const ARN = /^arn:aws[\w-]*:(?<service>iam|sts)::(?<account>\d{12}):(?<type>[a-z-]+)(?<rest>\/[^*?]+)?$/;
type ArnParts = {
  readonly service: string;
  readonly account: string;
  readonly type: string;
  readonly rest?: string;
};

const KINDS = new Map<string, 'role' | 'user' | 'session' | 'federated-user'>([
  ['iam:role', 'role'],
  ['iam:user', 'user'],
  ['sts:assumed-role', 'session'],
  ['sts:federated-user', 'federated-user'],
]);

/**
 * Reads `Principal` or `NotPrincipal`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function readPrincipals(value: unknown, path: string, notes: PolicyNote[]): readonly Principal[] {
  if (value === '*') {
    return [{ kind: 'anyone' }];
  }
  const fields: Fields = object(value, path, 'a principal', TYPES);
  const types = Object.keys(fields);
  if (types.length === 0) {
    throw malformed('InvalidPrincipal', path, 'the statement names no principal', 'Name at least one.');
  }
  return types.flatMap((type) => {
    const at = memberPath(path, type);
    return strings(fields[type], at).map((name) => readPrincipal(type, name, at, notes));
  });
}

function readPrincipal(type: string, name: string, path: string, notes: PolicyNote[]): Principal {
  switch (type) {
    case 'AWS':
      return readAwsPrincipal(name, path, notes);
    case 'Service':
      if (/^[A-Za-z0-9.-]+\.[A-Za-z]+$/.test(name)) {
        return { kind: 'service', service: name };
      }
      break;
    case 'Federated':
      if (/^[^\s*?]+$/.test(name)) {
        return { kind: 'federated', provider: name };
      }
      break;
    default:
      if (/^[0-9A-Za-z]+$/.test(name)) {
        return { kind: 'canonical-user', id: name };
      }
  }
  throw invalid(name, path);
}

function readAwsPrincipal(name: string, path: string, notes: PolicyNote[]): Principal {
  if (name === '*') {
    return { kind: 'anyone' };
  }
  if (/^\d{12}$/.test(name)) {
    return { kind: 'account', account: name };
  }
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  if (/^A[A-Z]{2}A[A-Z0-9]{12,124}$/.test(name)) {
    notes.push({
      path,
      message: `${name} is what is left of a deleted principal`,
      answer: 'MalformedPolicyDocumentException',
    });
    return { kind: 'unique-id', id: name };
  }
  const parts = ARN.exec(name)?.groups as ArnParts | undefined;
  if (parts === undefined) {
    throw invalid(name, path);
  }
  const { account, service, type, rest } = parts;
  const what = `${service}:${type}`;
  if (what === 'iam:root' && rest === undefined) {
    return { kind: 'account', account };
  }
  const kind = KINDS.get(what);
  // A session's ARN has the name of its role and its own.
  if (kind === undefined || rest === undefined || (kind === 'session' && !rest.includes('/', 1))) {
    throw invalid(name, path);
  }
  return { kind, arn: name, account };
}

function invalid(name: string, path: string) {
  return malformed(
    'InvalidPrincipal',
    path,
    `"${name}" is no principal`,
    'Name an account, a user, role or session by its full ARN, or a service; parts of a name cannot be wildcards.',
  );
}
