import { ServiceError } from '../wire/answer.ts';

/**
 * Errors as EC2 answers them.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html
 */
export const refused = (code: string, message: string) => new ServiceError(code, message);

export const missing = (parameter: string) =>
  refused('MissingParameter', `The request must contain the parameter ${parameter}`);

export const invalidValue = (message: string) => refused('InvalidParameterValue', message);

/** What `DryRun` asks for: nothing is done, and the error says that it would have been. */
export const dryRun = () =>
  new ServiceError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
