import type { Examples, Rule } from './rule.ts';

/** CloudTrail delivers within minutes; what takes longer than this has been lost, in milliseconds. */
const patienceMs = 30 * 60_000;

export const unconfirmedWrite: Rule = {
  id: 'unconfirmed-write',
  title: 'What the guardian writes comes back as an event',
  severity: 'medium',
  area: 'monitoring',
  // Only the sweep finds it, which has each key looked at by several functions: one of them tells it.
  duty: 'policy',
  rationale:
    'A write that never comes back was not made, or events do not reach the guardian: then changes by others do not either.',
  fix: 'See whether the EventBridge rules of the guardian are enabled, a trail logs management events, and the key is as it was left.',
  controls: {},
  check({ change, history, at }) {
    const write = history?.lastWrite;
    if (change !== undefined || write === undefined || write.confirmedBy !== undefined) return [];
    if (at === undefined || at - write.at < patienceMs) return [];
    const when = new Date(write.at).toISOString();
    return [{ message: `The guardian wrote to the key at ${when}, and no event of it has come back.` }];
  },
};

const wroteAt = (at: string, more: { readonly confirmedBy?: string } = {}) => ({
  remediations: [],
  lastWrite: { changeId: 'e1', at: Date.parse(at), steps: ['put-key-policy'] as const, ...more },
});

export const examples: Examples = {
  wrong: [
    {
      name: 'The sweep comes by half an hour after a revert that nothing was heard of',
      history: wroteAt('2026-11-02T09:30:00Z'),
    },
    { name: 'The same after a day', history: wroteAt('2026-11-01T10:00:00Z') },
  ],
  right: [
    { name: 'The revert came back', history: wroteAt('2026-11-01T10:00:00Z', { confirmedBy: 'e2' }) },
    { name: 'The revert is younger than events may be late', history: wroteAt('2026-11-02T09:30:01Z') },
    { name: 'The guardian has never written to the key' },
    {
      name: 'An event arrives, though of something else: the sweep will see',
      history: wroteAt('2026-11-02T09:00:00Z'),
      change: { operation: 'DisableKeyRotation', by: 'role/Deploy' },
    },
  ],
};
