import { GetParameterCommand, SSMClient, type SSMClientConfig } from '@aws-sdk/client-ssm';

/** A parameter's text, in the clear. The client is for this one call: the next is minutes away. */
export async function getParameterText(name: string, config: SSMClientConfig): Promise<string | undefined> {
  const client = new SSMClient(config);
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    return Parameter?.Value;
  } finally {
    client.destroy();
  }
}
