import { loadStandard } from '../../shared/standard/load.ts';
import { StandardError } from '../../shared/standard/standard-error.ts';

const ruleIds = ['policy-drift', 'key-enabled', 'rotation-period'];

/** Three good lines, so that what is wrong begins on line 4. */
export const start = ['version: 1', 'roles:', '  administrators: [role/KeyAdministrator]'];

export type Case = readonly [name: string, lines: readonly string[], message: readonly string[]];

/** How a standard is refused that must be. */
export function refusal(lines: readonly string[]): StandardError {
  const error = errorIn(lines.join('\n'));
  if (error === undefined) throw new Error('the standard was accepted');
  return error;
}

export function problemsIn(text: string): StandardError['problems'] {
  return errorIn(text)?.problems ?? [];
}

function errorIn(text: string): StandardError | undefined {
  try {
    loadStandard(text, 'team.yaml', { ruleIds });
    return undefined;
  } catch (error) {
    if (error instanceof StandardError) return error;
    throw error;
  }
}
