import { type Conditions, conditionOn } from '../policy/condition-json.ts';
import type { Governance } from '../standard/standard.ts';
import type { Place } from './arns.ts';
import { atMost } from './at-most.ts';
import { together } from './conditions-together.ts';
import type { StatementJson } from './document.ts';
import { letIn } from './let-in.ts';
import type { Roster } from './roster.ts';
import { waysOfUse } from './ways-of-use.ts';

/** What a user has to know of a key: what it is, and the public half of one that has it. */
const LOOK = ['kms:DescribeKey', 'kms:GetPublicKey'];

/** The statements for users: of the account, of trusted accounts, and of others in a trusted organization. */
export function useStatements(
  governance: Governance,
  roster: Roster,
  place: Place,
): readonly StatementJson[] {
  const { users, outside, administrators, owners, pipelines, guardian } = roster;
  const rivals = [...administrators, ...owners, ...pipelines, ...guardian];
  const { organizations } = governance.trust;
  const groups = [
    { sid: 'Users', patterns: users, condition: {} },
    { sid: 'UsersOfTrustedAccounts', patterns: outside.trusted, condition: {} },
    {
      sid: 'UsersOfTheOrganization',
      patterns: outside.inOrganization,
      condition: { StringEquals: { 'aws:PrincipalOrgID': organizations } },
    },
  ];
  return groups.flatMap(({ sid, patterns, condition }) =>
    statementsFor(governance, condition).flatMap((each) =>
      letIn(`${sid}${each.sid}`, patterns, atMost(each.actions, governance.actions.users), place, {
        rivals,
        condition: each.condition,
      }),
    ),
  );
}

function statementsFor(governance: Governance, who: Conditions) {
  const ways = waysOfUse(governance).map(({ sid, ...way }) => ({ ...way, sid: `Use${sid}` }));
  const [only, second] = ways;
  const uses =
    only !== undefined && second === undefined && Object.keys(only.condition).length === 0
      ? [{ ...only, actions: [...only.actions, ...LOOK] }]
      : [{ sid: 'Look', actions: LOOK, condition: {} }, ...ways];
  return [...uses, ...grants(governance)].map((each) => ({
    ...each,
    condition: together(each.condition, who),
  }));
}

/**
 * The grants that AWS services ask for in a user's name, for a volume or a database of the user's, and no others: a
 * grant to whomever the user likes would hand the key on. None where an enclave must attest, which no service can.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-service-integration
 */
function grants({ usage: { services, attestation } }: Governance) {
  if (Object.keys(attestation).length > 0) return [];
  return [
    {
      sid: 'LetServicesHoldGrants',
      actions: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
      condition: together(
        { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
        services.length > 0 ? conditionOn('kms:ViaService', services) : {},
      ),
    },
  ];
}
