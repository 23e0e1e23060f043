/** The variables of a process or a Lambda function, passed in from the outside. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment does not say which AWS Region to work in. */
export class MissingRegion extends Error {
  readonly code = 'MISSING_REGION';
  constructor() {
    super(
      'No AWS Region: neither AWS_REGION nor AWS_DEFAULT_REGION is set. Set AWS_REGION, say to eu-west-1.',
    );
    this.name = 'MissingRegion';
  }
}

/** The Region that the environment names. */
export function regionOf(environment: Environment): string {
  const region = environment.AWS_REGION || environment.AWS_DEFAULT_REGION;
  if (!region) throw new MissingRegion();
  return region;
}

type Service =
  | 'KMS'
  | 'DYNAMODB'
  | 'SNS'
  | 'SQS'
  | 'EC2'
  | 'CLOUDTRAIL'
  | 'ORGANIZATIONS'
  | 'STS'
  | 'EVENTBRIDGE'
  | 'SECURITYHUB'
  | 'SECRETS_MANAGER'
  | 'SSM';

/**
 * What every client is built with. What the SDK would otherwise look up in `~/.aws/config` is said here:
 * a cold start has no time for files that are not there. The time limits are far above what these calls
 * take, and far below a function's own: a hung connection is dropped and tried again.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function settingsFor(environment: Environment) {
  return (service: Service) => {
    const endpoint = environment[`AWS_ENDPOINT_URL_${service}`] || environment.AWS_ENDPOINT_URL;
    return {
      ...(endpoint ? { endpoint } : {}),
      maxAttempts: 4,
      retryMode: 'standard',
      defaultsMode: 'standard',
      useFipsEndpoint: environment.AWS_USE_FIPS_ENDPOINT === 'true',
      useDualstackEndpoint: environment.AWS_USE_DUALSTACK_ENDPOINT === 'true',
      requestHandler: {
        connectionTimeout: 1_000,
        requestTimeout: 3_000,
        throwOnRequestTimeout: true,
        httpAgent: { keepAlive: true },
        httpsAgent: { keepAlive: true },
      },
    } as const;
  };
}
