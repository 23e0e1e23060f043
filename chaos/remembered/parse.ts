import { parsePolicyWithNotes as parseAnew } from '../../shared/policy/parse.ts';
import { remembering } from './recent.ts';

export * from '../../shared/policy/parse.ts';

/** As `shared/policy/parse.ts`: a text is parsed once. */
export const parsePolicyWithNotes = remembering(
  parseAnew,
  (source, { account, key = '' }) =>
    `${account} ${key} ${typeof source === 'string' ? source : JSON.stringify(source)}`,
);

export const parsePolicy = (...asked: Parameters<typeof parseAnew>) => parsePolicyWithNotes(...asked).policy;
