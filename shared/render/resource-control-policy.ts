import type { Governance } from '../standard/standard.ts';
import type { Place } from './arns.ts';
import { type Rendered, rendered, type StatementJson } from './document.ts';

/** White space counts. @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const LIMIT = { what: 'resource control policy', most: 5_120, unit: 'characters' } as const;

/**
 * A resource control policy that keeps keys within the trusted organizations and accounts, whatever key policies say.
 * AWS services are let through when they act for these: a service that says for which account it acts, and names
 * another, is a confused deputy; one that says nothing could not be told from a harmless one.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-control-policies.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html
 * @throws RenderError `TOO_LARGE` over 5,120 characters without white space
 */
export function resourceControlPolicyOf(classes: readonly Governance[], { account }: Place): Rendered {
  const accounts = [...new Set([account, ...classes.flatMap(({ trust }) => trust.accounts)])];
  const organizations = [...new Set(classes.flatMap(({ trust }) => trust.organizations))];
  const outside = (organization: string, its: string) => ({
    ...(organizations.length > 0 ? { [organization]: organizations } : {}),
    [its]: accounts,
  });
  const deny = { Effect: 'Deny', Principal: '*', Action: ['kms:*'], Resource: '*' } as const;
  const statements: readonly StatementJson[] = [
    {
      Sid: 'OnlyTrustedPrincipals',
      ...deny,
      Condition: {
        StringNotEqualsIfExists: outside('aws:PrincipalOrgID', 'aws:PrincipalAccount'),
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
    {
      Sid: 'NoConfusedDeputy',
      ...deny,
      Condition: {
        StringNotEqualsIfExists: outside('aws:SourceOrgID', 'aws:SourceAccount'),
        Null: { 'aws:SourceAccount': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      },
    },
  ];
  return rendered(statements, LIMIT, notesOn(classes, account, organizations.length > 0));
}

function notesOn(classes: readonly Governance[], account: string, organized: boolean): readonly string[] {
  return [
    ...(organized
      ? ['It trusts whole organizations: see that yours is one of trust.organizations.']
      : [
          `The standard trusts no organization, so this one is for account ${account} alone: attached to another account, it shuts that one out of its own keys.`,
        ]),
    'RCPs bind the keys of member accounts. They bind neither the management account nor service-linked roles nor AWS managed keys, and never kms:RetireGrant.',
    ...(classes.length > 1
      ? ['It holds for whole accounts, so it trusts whom any class trusts. With --class it is for one class.']
      : []),
  ];
}
