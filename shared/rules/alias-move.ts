import type { Change } from '../events/change.ts';
import type { AliasSnapshot } from '../keys/alias.ts';

/** What one change made of an alias: the key it then pointed to, or that it was deleted. */
export type AliasMove = { readonly target?: string };

/** What a change made of this alias; undefined where it is about something else, or its event does not tell. */
export function moveOf(
  change: Change | undefined,
  { name }: Pick<AliasSnapshot, 'name'>,
): AliasMove | undefined {
  switch (change?.operation) {
    case 'CreateAlias':
    case 'UpdateAlias': {
      // The request may name the key by its ID; the record's resources hold its ARN.
      const target = change.key?.arn;
      return change.details.alias !== name || target === undefined ? undefined : { target };
    }
    case 'DeleteAlias':
      return change.details.alias === name ? {} : undefined;
    default:
      return undefined;
  }
}
