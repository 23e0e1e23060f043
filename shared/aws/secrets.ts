import { type Credentials, environmentCredentials, MissingCredentials } from './credentials.ts';
import { refusedSecret, SecretError } from './secret-error.ts';
import { type Environment, MissingRegion, regionOf, settingsFor } from './settings.ts';

/** A secret's fields. */
export type Secret = Readonly<Record<string, string>>;

/** What reading secrets needs of the outside, and what was read before. One for each function instance. */
export type SecretEdges = {
  readonly environment: Environment;
  readonly credentials: Credentials;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly known: Map<string, { readonly secret: Promise<Secret>; readonly at: number }>;
};

export function secretEdges(
  environment: Environment,
  now: () => number,
  credentials: Credentials = environmentCredentials(environment),
): SecretEdges {
  return { environment, credentials, now, known: new Map() };
}

/** For so long, in milliseconds, a secret is not read again: one that was changed is in use five minutes later. */
const lastsMs = 5 * 60_000;

/**
 * Reads a secret whose text is a JSON object of texts. It is kept for five minutes; a failure is not.
 *
 * @param reference the ARN or the name of a secret of Secrets Manager; or `ssm:/path/of/parameter`, a SecureString of
 *   Parameter Store
 * @throws {SecretError} which names the reference and what to do, and says nothing of what is in it
 * @example
 * const edges = secretEdges(process.env, Date.now);
 * const { botToken } = await readSecret('kms-guardian/slack', edges);
 */
export async function readSecret(reference: string, edges: SecretEdges): Promise<Secret> {
  const { known, now } = edges;
  const before = known.get(reference);
  if (before !== undefined && now() - before.at < lastsMs) return before.secret;
  const kept = { secret: read(reference, edges), at: now() };
  known.set(reference, kept);
  try {
    return await kept.secret;
  } catch (error) {
    if (known.get(reference) === kept) known.delete(reference);
    throw error;
  }
}

/** What is told in our own words already. */
const ours = [SecretError, MissingRegion, MissingCredentials];

async function read(reference: string, edges: SecretEdges): Promise<Secret> {
  const parameter = /^ssm:(.+)$/.exec(reference)?.[1];
  const { action, text } =
    parameter === undefined
      ? { action: 'secretsmanager:GetSecretValue', text: secretText(reference, edges) }
      : { action: 'ssm:GetParameter', text: parameterText(parameter, edges) };
  try {
    return fieldsOf(reference, await text);
  } catch (error) {
    throw ours.some((kind) => error instanceof kind) ? error : refusedSecret(reference, action, error);
  }
}

/** An ARN says which Region its secret is in. */
async function secretText(id: string, { environment, credentials }: SecretEdges) {
  const region = /^arn:[^:]+:secretsmanager:([^:]+):/.exec(id)?.[1] ?? regionOf(environment);
  const { getSecretText } = await import('./secrets-manager-calls.ts');
  return getSecretText(id, { ...settingsFor(environment)('SECRETS_MANAGER'), region, credentials });
}

async function parameterText(name: string, { environment, credentials }: SecretEdges) {
  const region = regionOf(environment);
  const { getParameterText } = await import('./parameter-calls.ts');
  return getParameterText(name, { ...settingsFor(environment)('SSM'), region, credentials });
}

function fieldsOf(reference: string, text: string | undefined): Secret {
  const fields = parse(text ?? '');
  if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) {
    const entries = Object.entries(fields);
    if (entries.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
      return Object.fromEntries(entries);
  }
  throw new SecretError(
    'SECRET_INVALID',
    reference,
    'is no JSON object whose values are all texts',
    'write it as {"name": "text"}',
  );
}

/** What JSON.parse complains of quotes the text, so the complaint goes no further. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
