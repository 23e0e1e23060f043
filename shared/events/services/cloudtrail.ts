import { isRecord, optional, textAt } from '../json.ts';

type Json = Readonly<Record<string, unknown>>;

/** The trail: by its ARN where CloudTrail answered with it, otherwise by what the caller gave, a name or an ARN. */
const trail = (request: Json, response: Json) =>
  optional('trail', textAt(response, 'trailARN') ?? textAt(request, 'name') ?? textAt(request, 'trailName'));

const flag = (value: unknown) => (typeof value === 'boolean' ? value : undefined);

const list = (value: unknown) => (Array.isArray(value) ? value.filter(isRecord) : undefined);

/**
 * The CloudTrail operations that change what is logged. Each is called in the trail's home Region only, where its record
 * appears, and by no member account on a trail of its organization: that AWS refuses.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StopLogging.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export const cloudTrailReaders = {
  CreateTrail: trail,
  UpdateTrail: (request: Json, response: Json) => ({
    ...trail(request, response),
    ...optional('multiRegion', flag(request.isMultiRegionTrail)),
  }),
  DeleteTrail: trail,
  StartLogging: trail,
  StopLogging: trail,
  PutEventSelectors: (request: Json, response: Json) => ({
    ...trail(request, response),
    ...optional('eventSelectors', list(request.eventSelectors)),
    ...optional('advancedEventSelectors', list(request.advancedEventSelectors)),
  }),
};
