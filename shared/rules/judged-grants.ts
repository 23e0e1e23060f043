import type { ChangeOf } from '../events/change.ts';
import { describeGrantee } from '../keys/grantee.ts';
import type { Grant, KeySnapshot } from '../keys/snapshot.ts';
import { list } from '../policy/explain.ts';
import { isNamed } from '../standard/principals.ts';
import type { Subject, Violation } from './rule.ts';
import { isServiceGrant } from './service-grant.ts';

/**
 * The grants that rules look at: after CreateGrant the one it made; without a change (a sweep, `scan`) all of the key's;
 * after any other change none. Those that AWS services make for themselves are left out, and so are AWS managed keys.
 */
export function judgedGrants(subject: Subject): readonly Grant[] {
  const { change, snapshot } = subject;
  if (change === undefined) return customersGrants(snapshot.grants ?? [], subject);
  return change.operation === 'CreateGrant' ? customersGrants([grantMade(change, snapshot)], subject) : [];
}

/** The grants that customers made, not AWS services. */
export function customersGrants(grants: readonly Grant[], subject: Subject): readonly Grant[] {
  if (subject.snapshot.manager === 'AWS') return [];
  return grants.filter((grant) => !isServiceGrant(grant, subject));
}

/**
 * The grant that a CreateGrant made. A grant never changes, so the event tells it exactly; KMS may list it only some
 * minutes later. What the record leaves out is as KMS lists it.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-eventual-consistency
 */
export function grantMade({ details }: ChangeOf<'CreateGrant'>, { grants = [] }: KeySnapshot): Grant {
  const listed = grants.find(({ id }) => id === details.grantId);
  const constraints = details.constraints ?? listed?.constraints;
  return {
    id: details.grantId ?? '',
    grantee: details.grantee ?? listed?.grantee ?? '',
    operations: details.operations.length > 0 ? details.operations : (listed?.operations ?? []),
    ...(constraints && { constraints }),
  };
}

/** What a grant gives, a line each: whoever finds fault with it says this first. */
export function evidenceOf(grant: Grant, { change, snapshot }: Subject): readonly string[] {
  const who = describeGrantee(grant.grantee, snapshot.account);
  const what = list(grant.operations, 'and') || 'do what the record does not tell';
  const maker = change?.actor.arn;
  return [
    change === undefined ? `grant ${grant.id}: ${who} may ${what}` : `gained: ${who} could ${what}`,
    ...(maker !== undefined && isSame(grant.grantee, maker, snapshot)
      ? ['whoever made the grant made it for itself']
      : []),
    ...(grant.operations.includes('CreateGrant')
      ? ['by CreateGrant it may hand the same on to anybody']
      : []),
  ];
}

/** A session of the maker's role is the maker. */
function isSame(grantee: string, maker: string, { account }: KeySnapshot): boolean {
  return grantee === maker || isNamed([maker], grantee, account);
}

/** Only the grant that an event tells of is revoked: nothing in a list says who made a grant, or what rests on it. */
export function revocation({ change }: Subject): Pick<Violation, 'remedy'> {
  return change === undefined ? {} : { remedy: 'revoke-grant' };
}
