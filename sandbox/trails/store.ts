import type { Caller } from '../caller.ts';
import { ServiceError } from '../wire/answer.ts';
import { showsIn, type Trail, type TrailSettings } from './trail.ts';
import { readReference } from './trail-name.ts';

/** Trails for one Region: AWS's quota, in which a multi-Region trail counts in every Region. */
const PER_REGION = 5;

/** The trails of all accounts and Regions. */
export class TrailStore {
  readonly #trails = new Map<string, Trail>();

  /** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
  add(trail: Trail): void {
    if (this.#trails.has(trail.arn)) throw alreadyExists(trail);
    this.checkName(trail, trail.settings);
    if (this.of(trail.account, trail.homeRegion).length >= PER_REGION)
      throw new ServiceError(
        'MaximumNumberOfTrailsExceededException',
        `The account ${trail.account} has ${PER_REGION} trails in ${trail.homeRegion} already.`,
      );
    this.#trails.set(trail.arn, trail);
  }

  /** Refuses a name that another trail has, where both would show in one Region. */
  checkName({ arn, account, name, homeRegion }: Trail, { IsMultiRegionTrail }: TrailSettings): void {
    const taken = this.#ofAccount(account).some(
      (other) =>
        other.name === name && other.arn !== arn && (IsMultiRegionTrail || showsIn(other, homeRegion)),
    );
    if (taken) throw alreadyExists({ name, account });
  }

  remove({ arn }: Trail): void {
    this.#trails.delete(arn);
  }

  /** An account's trails that show in a Region, shadows included. */
  of(account: string, region: string): readonly Trail[] {
    return this.#ofAccount(account).filter((trail) => showsIn(trail, region));
  }

  /**
   * The trail to read. By its name it is found only in its home Region; a shadow is read by its ARN.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
   */
  find(given: string | undefined, caller: Caller, region: string): Trail {
    const reference = readReference(given);
    const found = this.of(caller.account, region).find((trail) =>
      'arn' in reference
        ? trail.arn === reference.arn
        : trail.name === reference.name && trail.homeRegion === region,
    );
    if (found === undefined) throw unknown(given, caller);
    return found;
  }

  /**
   * The trail to change, which only its home Region can: another Region's shadow cannot be changed.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StopLogging.html
   */
  findAtHome(given: string | undefined, caller: Caller, region: string): Trail {
    const reference = readReference(given);
    const found =
      'arn' in reference
        ? this.#ofAccount(caller.account).find(({ arn }) => arn === reference.arn)
        : this.of(caller.account, region).find(({ name }) => name === reference.name);
    if (found === undefined) throw unknown(given, caller);
    if (found.homeRegion !== region)
      throw new ServiceError(
        'InvalidHomeRegionException',
        `The trail ${found.name} can only be changed in its home Region, ${found.homeRegion}.`,
      );
    return found;
  }

  #ofAccount(account: string): readonly Trail[] {
    return [...this.#trails.values()].filter((trail) => trail.account === account);
  }
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html#error-code-and-error-message */
function unknown(given: string | undefined, { account }: Caller): ServiceError {
  return new ServiceError('TrailNotFoundException', `Unknown trail: ${given} for the user: ${account}`);
}

function alreadyExists({ name, account }: Pick<Trail, 'name' | 'account'>): ServiceError {
  return new ServiceError(
    'TrailAlreadyExistsException',
    `The account ${account} has a trail ${name} already.`,
  );
}
