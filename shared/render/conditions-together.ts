import { type Conditions, every } from '../policy/condition-json.ts';
import { PolicyError } from '../policy/policy-error.ts';
import { RenderError } from './render-error.ts';

/** All of the conditions at once. @throws RenderError `CONTRADICTION` where no document can ask for all of them */
export function together(...all: readonly Conditions[]): Conditions {
  try {
    return every(...all);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new RenderError(
      'CONTRADICTION',
      error.message,
      'take conditions on this key out of usage.conditions',
    );
  }
}
