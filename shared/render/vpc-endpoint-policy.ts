import type { Conditions } from '../policy/condition-json.ts';
import type { Governance, PrincipalPattern } from '../standard/standard.ts';
import { arnOf, type Place } from './arns.ts';
import { together } from './conditions-together.ts';
import { type Rendered, rendered, type StatementJson } from './document.ts';
import { RenderError } from './render-error.ts';
import { rosterOf } from './roster.ts';
import { cryptographicActions } from './ways-of-use.ts';

/** White space counts. @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html */
const LIMIT = { what: 'VPC endpoint policy', most: 20_480, unit: 'characters' } as const;

/**
 * A policy for the VPC endpoint of KMS that lets the users through, to use keys of the account, and nothing else: no
 * other principal, no key of another account where data could be taken to, no management. It gives no access by itself:
 * the key policy must give it, too.
 *
 * Principals are named by `aws:PrincipalArn`, which takes patterns, and stays a name when a role is made anew.
 *
 * @param classes whose keys are used through it; it is the trust of the first that governs the endpoint
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/vpce-connect.html
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 * @throws RenderError `NOTHING_SAID` where the standard names no users, `TOO_LARGE` over 20,480 characters
 */
export function vpcEndpointPolicyOf(classes: readonly Governance[], place: Place): Rendered {
  // An endpoint has no tags or aliases, so it is of the first class, whatever keys are used through it.
  const trust = classes[0]?.trust ?? { accounts: [], organizations: [] };
  const rosters = classes.map((each) => rosterOf({ ...each, trust }, place));
  const users = rosters.flatMap(({ users: own, outside }) => [...own, ...outside.trusted]);
  const members = rosters.flatMap(({ outside }) => outside.inOrganization);
  if (users.length + members.length === 0) {
    throw new RenderError(
      'NOTHING_SAID',
      'The standard lets no users in, so there is nobody to let through the VPC endpoint',
      'name them under roles.users',
    );
  }
  const actions = new Set(classes.flatMap(cryptographicActions));
  const letThrough = (
    Sid: string,
    patterns: readonly PrincipalPattern[],
    condition: Conditions,
  ): readonly StatementJson[] => {
    if (patterns.length === 0) return [];
    const named = {
      ArnLike: { 'aws:PrincipalArn': [...new Set(patterns.map((each) => arnOf(each, place)))] },
    };
    return [
      {
        Sid,
        Effect: 'Allow',
        Principal: '*',
        Action: [...actions, 'kms:DescribeKey', 'kms:GetPublicKey'],
        Resource: `arn:${place.partition}:kms:*:${place.account}:key/*`,
        Condition: together(named, condition),
      },
    ];
  };
  const statements = [
    ...letThrough('UsersUseKeysOfTheAccount', users, {}),
    // Of an account that nobody named: only as long as that is in the organization.
    ...letThrough('UsersInTheOrganizationUseKeysOfTheAccount', members, {
      StringEquals: { 'aws:PrincipalOrgID': trust.organizations },
    }),
  ];
  return rendered(statements, LIMIT, [
    ...new Set(rosters.flatMap(({ notes }) => notes.filter((note) => note.includes('of the users')))),
    'It replaces the default endpoint policy, which lets everybody do everything. Management, kms:ListKeys and kms:GenerateRandom no longer pass through this endpoint.',
    'An endpoint policy is of no effect on those who take another way: that is for the key policy, by usage.vpcEndpoints.',
  ]);
}
