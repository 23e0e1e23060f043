import { InvalidArgumentError } from 'commander';

/** The environment, or the profile, names a Region that is none. */
export class InvalidRegion extends Error {
  readonly code = 'INVALID_REGION';
  constructor(region: string) {
    super(`"${region}", as AWS_REGION or the profile has it, is no Region. Write it as eu-west-1.`);
    this.name = 'InvalidRegion';
  }
}

/** @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
export const isRegion = (text: string): boolean => /^[a-z]{2,5}(-[a-z]+){1,3}-\d{1,2}$/.test(text);

/** Takes one of several Regions; the same one again is the same. @throws {InvalidArgumentError} */
export function regionsIn(text: string, before: readonly string[] = []): readonly string[] {
  if (isRegion(text)) return [...new Set([...before, text])];
  throw new InvalidArgumentError(
    `"${text}" is no Region. Write it as eu-west-1; several with a space between.`,
  );
}

const mostAtATime = 50;

/** How many keys are read at the same time. @throws {InvalidArgumentError} */
export function concurrencyIn(text: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= mostAtATime) return count;
  throw new InvalidArgumentError(`Give a whole number from 1 to ${mostAtATime}.`);
}

/** @throws {InvalidArgumentError} */
export function endpointIn(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('Write it as a URL, such as http://127.0.0.1:4566.');
}
