/** Whom a grant is for, as far as the text tells that KMS and CloudTrail have for it. */
export type Grantee =
  /** A service principal. A customer may name one as well as the service itself. */
  | { readonly kind: 'service'; readonly name: string }
  /** What CloudTrail writes for a principal of AWS's own that it does not show. Nobody can name it. */
  | { readonly kind: 'aws-internal' }
  | {
      readonly kind: 'principal';
      readonly account: string;
      /** Only AWS can ever be it: a service-linked role, or a session of a role that IAM lets nobody make. */
      readonly reserved: boolean;
    }
  /** A unique ID, say: whose it is, nothing tells. */
  | { readonly kind: 'unknown' };

const service = /^(?:[\w-]+\.)+amazonaws\.(?:com|com\.cn|eu)$/;
const arn = /^arn:[^:]+:(?:iam|sts)::(\d{12}):(.+)$/;
/** As CloudTrail writes the grantees of volumes: `111122223333:aws:ec2-infrastructure:i-5d476fab`. */
const infrastructure = /^(\d{12}):aws:[\w-]+:.+$/;

/**
 * Two things about a role's ARN cannot be had by whoever makes the role. The path `/aws-service-role/` IAM keeps for
 * service-linked roles, which only their service assumes. And a name never has a colon, so a session of
 * `aws:ec2-infrastructure` is AWS's own; a path may have one, so `role/aws:ec2-infrastructure/x` may be anybody's.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
const reserved = /^(?:role\/aws-service-role\/.+|role\/aws:[^/]+|assumed-role\/aws:[^/]+\/.+)$/;

/**
 * Reads the grantee of a grant.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/ct-ec2two.html
 */
export function readGrantee(text: string): Grantee {
  if (text === 'AWS Internal') return { kind: 'aws-internal' };
  if (service.test(text)) return { kind: 'service', name: text };
  const [, owner, resource = ''] = arn.exec(text) ?? [];
  if (owner !== undefined) return { kind: 'principal', account: owner, reserved: reserved.test(resource) };
  const [, host] = infrastructure.exec(text) ?? [];
  if (host !== undefined) return { kind: 'principal', account: host, reserved: true };
  return /^\d{12}$/.test(text) ? { kind: 'principal', account: text, reserved: false } : { kind: 'unknown' };
}

/** A grantee in words: `role/App`, `role/App of account 444455556666` where that is not the key's own. */
export function describeGrantee(text: string, account: string): string {
  const grantee = readGrantee(text);
  switch (grantee.kind) {
    case 'service':
      return `the service ${grantee.name}`;
    case 'aws-internal':
      return 'an AWS service';
    case 'unknown':
      return text === '' ? 'somebody the record does not name' : text;
    case 'principal': {
      const resource = arn.exec(text)?.[2] ?? text.split(':').slice(1).join(':');
      if (resource === 'root' || resource === '') return `everybody of account ${grantee.account}`;
      const [, role, session] = /^assumed-role\/([^/]+)\/(.+)$/.exec(resource) ?? [];
      const name = role === undefined ? resource : `role/${role} (session ${session})`;
      return grantee.account === account ? name : `${name} of account ${grantee.account}`;
    }
  }
}
