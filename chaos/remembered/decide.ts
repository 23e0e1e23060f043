import { decide as decideAnew } from '../../shared/policy/decide.ts';
import { numberOf, remembering } from './recent.ts';

export * from '../../shared/policy/decide.ts';

/** As `shared/policy/decide.ts`: a request is decided once under a policy. */
export const decide = remembering(
  decideAnew,
  (policy, request) => `${numberOf(policy)} ${JSON.stringify(request)}`,
);
