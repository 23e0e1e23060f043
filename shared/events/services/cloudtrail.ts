import { optional, textAt } from '../json.ts';

type Json = Readonly<Record<string, unknown>>;

/** The trail, by its name or its ARN. */
const trail = (request: Json) => optional('trail', textAt(request, 'name') ?? textAt(request, 'trailName'));

/** The CloudTrail operations that change what is logged. */
export const cloudTrailReaders = {
  CreateTrail: trail,
  UpdateTrail: trail,
  DeleteTrail: trail,
  StartLogging: trail,
  StopLogging: trail,
  PutEventSelectors: trail,
};
