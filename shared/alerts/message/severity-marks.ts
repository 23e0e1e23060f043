import type { Severity } from '../../rules/rule.ts';

/** How bad it is, at a glance: a character that needs no picture of its own, and the word. */
export const severityMarks: Readonly<Record<Severity, { readonly mark: string; readonly word: string }>> = {
  critical: { mark: '\u{1F534}', word: 'Critical' },
  high: { mark: '\u{1F7E0}', word: 'High' },
  medium: { mark: '\u{1F7E1}', word: 'Medium' },
  low: { mark: '\u{1F535}', word: 'Low' },
};

/** Of what was not put right: louder than any severity. */
export const ALARM = '\u{1F6A8}';
