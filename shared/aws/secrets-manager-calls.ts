import {
  GetSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';

/** A secret's text; undefined where it holds none, but bytes. The client is for this one call: the next is minutes away. */
export async function getSecretText(
  id: string,
  config: SecretsManagerClientConfig,
): Promise<string | undefined> {
  const client = new SecretsManagerClient(config);
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: id }))).SecretString;
  } finally {
    client.destroy();
  }
}
