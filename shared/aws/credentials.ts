import type { Environment } from './settings.ts';

/** Gives credentials when a request is signed. */
export type Credentials = () => Promise<{
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}>;

/** The environment holds no credentials. */
export class MissingCredentials extends Error {
  readonly code = 'MISSING_CREDENTIALS';
  constructor(name: string) {
    super(`No AWS credentials: ${name} is not set. In Lambda, give the function a role; elsewhere, set it.`);
    this.name = 'MissingCredentials';
  }
}

/**
 * Takes credentials from where Lambda puts them. The SDK's default chain looks at the same variables
 * first; going there directly leaves out profiles, single sign-on and instance metadata, which a function
 * never has.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function environmentCredentials(environment: Environment): Credentials {
  return async () => {
    const sessionToken = environment.AWS_SESSION_TOKEN;
    return {
      accessKeyId: required(environment, 'AWS_ACCESS_KEY_ID'),
      secretAccessKey: required(environment, 'AWS_SECRET_ACCESS_KEY'),
      ...(sessionToken ? { sessionToken } : {}),
    };
  };
}

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (!value) throw new MissingCredentials(name);
  return value;
}
