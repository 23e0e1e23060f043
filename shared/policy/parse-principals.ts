import { memberPath } from './json-positions.ts';
import type { PolicyNote } from './parse.ts';
import type { Principal } from './policy.ts';
import { type Fields, malformed, object, strings } from './shape.ts';

const TYPES = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser']);

const ARN =
  /^arn:aws[\w-]*:(iam|sts)::(\d{12}):(?:(root)|(user|role|assumed-role|federated-user)\/([^*?]+))$/;

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
  const [, service, account, root, type, rest] = ARN.exec(name) ?? [];
  if (account !== undefined && root !== undefined && service === 'iam') {
    return { kind: 'account', account };
  }
  const kind = account === undefined || rest === undefined ? undefined : kindOf(service, type, rest);
  if (account === undefined || kind === undefined) {
    throw invalid(name, path);
  }
  return { kind, arn: name, account };
}

function kindOf(service: string | undefined, type: string | undefined, rest: string) {
  if (service === 'iam') {
    return type === 'role' || type === 'user' ? type : undefined;
  }
  if (type === 'assumed-role') {
    return rest.includes('/') ? 'session' : undefined;
  }
  return type === 'federated-user' ? type : undefined;
}

function invalid(name: string, path: string) {
  return malformed(
    'InvalidPrincipal',
    path,
    `"${name}" is no principal`,
    'Name an account, a user, role or session by its full ARN, or a service; parts of a name cannot be wildcards.',
  );
}
