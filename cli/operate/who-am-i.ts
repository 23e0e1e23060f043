import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { environmentCredentials } from '../../shared/aws/credentials.ts';
import { type Environment, regionOf, settingsFor } from '../../shared/aws/settings.ts';
import { type Actor, readActor } from '../../shared/events/actor.ts';

/**
 * Whose the credentials in the environment are, as AWS says: a decision is recorded under a name that nobody chose.
 *
 * @throws what STS answers; nobody can be forbidden to ask it.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function whoAmI(environment: Environment): Promise<Actor> {
  const client = new STSClient({
    ...settingsFor(environment)('STS'),
    region: regionOf(environment),
    credentials: environmentCredentials(environment),
  });
  try {
    const { Arn: arn = '', Account: accountId } = await client.send(new GetCallerIdentityCommand({}));
    return readActor({ type: typeOf(arn), arn, accountId });
  } finally {
    client.destroy();
  }
}

/** What CloudTrail calls a caller of this ARN. */
function typeOf(arn: string): string {
  if (arn.endsWith(':root')) return 'Root';
  if (arn.includes(':assumed-role/')) return 'AssumedRole';
  return arn.includes(':federated-user/') ? 'FederatedUser' : 'IAMUser';
}
