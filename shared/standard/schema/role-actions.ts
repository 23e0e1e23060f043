import { z } from 'zod';
import { expandActions, KEY_ACTIONS, publishedAction } from '../../policy/actions.ts';
import { closest } from '../closest.ts';
import { quote, says } from './complaint.ts';

const action = z.string().refine((text) => expandActions([text]).size > 0, {
  error: ({ input }) => {
    const name = String(input);
    // What is published, and is not on a key, was not misspelled.
    const guess = publishedAction(name) === undefined ? closest(name, [...KEY_ACTIONS]) : undefined;
    return says(
      `matches no action on a key: ${quote(input)}`,
      guess === undefined
        ? 'write it as in a key policy, for example kms:Describe*'
        : `did you mean ${guess}?`,
    );
  },
});

const actions = z.array(action).optional();

/** The most each role may hold, and what that is where a list is left out, or empty. */
export const roleActions = z.strictObject({
  administrators: actions.describe(
    'What administrators may hold (* and ? allowed). Empty: all that manages a key.',
  ),
  owners: actions.describe('What owners may hold. Empty: kms:PutKeyPolicy.'),
  users: actions.describe('What users may hold. Empty: all that is cryptographic.'),
});
