import { ServiceError } from '../wire/answer.ts';

/**
 * Refuses what no trail may be called.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html
 */
export function checkTrailName(name: string): void {
  const problem = problemWith(name);
  if (problem !== undefined)
    throw new ServiceError('InvalidTrailNameException', `The trail name '${name}' ${problem}.`);
}

function problemWith(name: string): string | undefined {
  if (name.length < 3 || name.length > 128) return 'must have 3 to 128 characters';
  if (!/^[\w.-]+$/.test(name)) return 'may only have letters, digits, periods, underscores and dashes';
  if (!/^[A-Za-z0-9].*[A-Za-z0-9]$/.test(name)) return 'must start and end with a letter or a digit';
  if (/[._-]{2}/.test(name)) return 'may not have periods, underscores or dashes next to each other';
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return 'may not look like an IP address';
  return undefined;
}

/** How a call says which trail it means. */
export type TrailReference = { readonly name: string } | { readonly arn: string };

/**
 * Reads what a call gives for a trail: its name, or its ARN.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrail.html
 */
export function readReference(given: string | undefined): TrailReference {
  if (given === undefined || given === '')
    throw new ServiceError('InvalidTrailNameException', 'The name of the trail is missing.');
  if (!given.startsWith('arn:')) {
    checkTrailName(given);
    return { name: given };
  }
  const [, name] = /^arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:trail\/(.+)$/.exec(given) ?? [];
  if (name === undefined)
    throw new ServiceError('CloudTrailARNInvalidException', `${given} is not the ARN of a trail.`);
  checkTrailName(name);
  return { arn: given };
}
