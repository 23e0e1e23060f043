/** A service control policy. */
export type Policy = {
  readonly id: string;
  readonly awsManaged: boolean;
  name: string;
  description: string;
  /** As it was given, white space and all. */
  content: string;
};

export const FULL_ACCESS_ID = 'p-FullAWSAccess';

/**
 * The SCP that AWS attaches to everything: by itself, it limits nobody.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export const fullAccess: Policy = {
  id: FULL_ACCESS_ID,
  awsManaged: true,
  name: 'FullAWSAccess',
  description: 'Allows access to every operation',
  content: JSON.stringify(
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    null,
    2,
  ),
};
