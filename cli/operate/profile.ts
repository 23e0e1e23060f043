import { KMSClient } from '@aws-sdk/client-kms';
import { type Credentials, environmentCredentials } from '../../shared/aws/credentials.ts';
import type { Environment } from '../../shared/aws/settings.ts';

/** Neither the environment nor a profile gives credentials. */
export class NoCredentials extends Error {
  readonly code = 'NO_CREDENTIALS';
  constructor() {
    super(
      'No AWS credentials: neither AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY nor a profile is given. Set them, or give --profile NAME.',
    );
    this.name = 'NoCredentials';
  }
}

/** A profile of `~/.aws/config` gives no credentials. */
export class UnusableProfile extends Error {
  readonly code = 'UNUSABLE_PROFILE';
  constructor(profile: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `The profile ${profile} gives no credentials: ${why} Check its spelling and ~/.aws/config; one of single sign-on wants "aws sso login --profile ${profile}".`,
      { cause },
    );
    this.name = 'UnusableProfile';
  }
}

/** Whose credentials a command takes, and the Region that goes with them, where one does. */
export type Identity = { readonly credentials: Credentials; readonly region?: string };

/**
 * The credentials of a profile where one is given; otherwise those in the environment; otherwise those of the profile that
 * AWS_PROFILE names. They are asked for once, before anything is done with them.
 *
 * A profile is taken by itself, not as the first link of a chain: one that is misspelt must not end in the credentials of
 * whatever machine this is.
 *
 * @throws {NoCredentials} {UnusableProfile}
 * @see https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/setting-credentials-node.html
 */
export async function identityOf(profile: string | undefined, environment: Environment): Promise<Identity> {
  const hasKeys = Boolean(environment.AWS_ACCESS_KEY_ID && environment.AWS_SECRET_ACCESS_KEY);
  const named = profile ?? (hasKeys ? undefined : environment.AWS_PROFILE || undefined);
  if (named === undefined) {
    if (!hasKeys) throw new NoCredentials();
    return { credentials: environmentCredentials(environment) };
  }
  const { fromIni } = await import('@aws-sdk/credential-providers');
  const credentials = onceUntilTheyEnd(fromIni({ profile: named }));
  try {
    await credentials();
  } catch (error) {
    throw new UnusableProfile(named, error);
  }
  const region = await regionOfProfile(named);
  return { credentials, ...(region === undefined ? {} : { region }) };
}

/** AWS_REGION, or else the Region of the profile, as the SDK reads it. */
async function regionOfProfile(profile: string): Promise<string | undefined> {
  const client = new KMSClient({ profile });
  try {
    return await client.config.region();
  } catch {
    // The SDK throws where neither is set; whoever asks says so in words of its own.
    return undefined;
  } finally {
    client.destroy();
  }
}

type Expiring = Awaited<ReturnType<Credentials>> & { readonly expiration?: Date };

/** Before they end, in milliseconds, credentials are asked for again. */
const headStart = 5 * 60_000;

/** Every client asks for itself: a role is assumed, or single sign-on asked, once for all of them. */
function onceUntilTheyEnd(ask: () => Promise<Expiring>): () => Promise<Expiring> {
  let asked: Promise<Expiring> | undefined;
  let until = Number.POSITIVE_INFINITY;
  return () => {
    if (asked !== undefined && Date.now() < until) return asked;
    until = Number.POSITIVE_INFINITY;
    const asking = ask().then((given) => {
      if (given.expiration !== undefined) until = given.expiration.getTime() - headStart;
      return given;
    });
    asking.catch(() => {
      asked = undefined;
    });
    asked = asking;
    return asking;
  };
}
