import { ServiceError } from '../../wire/answer.ts';
import { flag, type Json, text } from '../input.ts';
import type { Operation, Scene } from '../operation.ts';
import { settingsOf, type Trail, type TrailSettings } from '../trail.ts';
import { checkTrailName } from '../trail-name.ts';

/** Making a trail, changing its settings, and deleting it. */
export const settingOperations: Readonly<Record<string, Operation>> = {
  CreateTrail: {
    mutates: true,
    run(input, { store, caller, region }) {
      const name = text(input, 'Name') ?? '';
      checkTrailName(name);
      const trail: Trail = {
        name,
        arn: `arn:aws:cloudtrail:${region}:${caller.account}:trail/${name}`,
        account: caller.account,
        homeRegion: region,
        settings: readSettings(input, defaults),
        // A new trail logs nothing until StartLogging; only the console starts it at once.
        logging: false,
      };
      store.add(trail);
      return settingsOf(trail);
    },
  },
  UpdateTrail: {
    mutates: true,
    run(input, { store, caller, region }: Scene) {
      const trail = store.findAtHome(text(input, 'Name'), caller, region);
      const settings = readSettings(input, trail.settings);
      // Its new shadows may meet a trail of the same name.
      if (settings.IsMultiRegionTrail) store.checkName(trail, settings);
      trail.settings = settings;
      return settingsOf(trail);
    },
  },
  DeleteTrail: {
    mutates: true,
    run(input, { store, caller, region }) {
      store.remove(store.findAtHome(text(input, 'Name'), caller, region));
      return {};
    },
  },
};

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html */
const defaults: TrailSettings = {
  S3BucketName: '',
  IncludeGlobalServiceEvents: true,
  IsMultiRegionTrail: false,
  LogFileValidationEnabled: false,
  IsOrganizationTrail: false,
};

const keptAsGiven = [
  'S3KeyPrefix',
  'KmsKeyId',
  'CloudWatchLogsLogGroupArn',
  'CloudWatchLogsRoleArn',
] as const;

/** The settings that a call gives, over those that stand. */
function readSettings(input: Json, standing: TrailSettings): TrailSettings {
  const kept = keptAsGiven.flatMap((name) => {
    const value = text(input, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const settings = {
    ...standing,
    S3BucketName: text(input, 'S3BucketName') ?? standing.S3BucketName,
    IncludeGlobalServiceEvents:
      flag(input, 'IncludeGlobalServiceEvents') ?? standing.IncludeGlobalServiceEvents,
    IsMultiRegionTrail: flag(input, 'IsMultiRegionTrail') ?? standing.IsMultiRegionTrail,
    LogFileValidationEnabled: flag(input, 'EnableLogFileValidation') ?? standing.LogFileValidationEnabled,
    IsOrganizationTrail: flag(input, 'IsOrganizationTrail') ?? standing.IsOrganizationTrail,
    ...Object.fromEntries(kept),
  };
  // The names S3 gives to general purpose buckets.
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(settings.S3BucketName))
    throw new ServiceError(
      'InvalidS3BucketNameException',
      `'${settings.S3BucketName}' is no name of an S3 bucket.`,
    );
  if (settings.IsMultiRegionTrail && !settings.IncludeGlobalServiceEvents)
    throw new ServiceError(
      'InvalidParameterCombinationException',
      'A multi-Region trail must include the events of global services.',
    );
  return settings;
}
