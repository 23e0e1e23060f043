import { describe, expect, test } from '@jest/globals';
import { isSaving, throughBreakers, withClosedBreaker, withRemediation } from '../shared/breaker.ts';
import type { Plan } from '../shared/remediation/plan.ts';

const limits = { perThing: 2, perAccount: 10, withinMinutes: 10 };
const minute = 60_000;
const revert: Plan = { kind: 'act', steps: [{ kind: 'put-key-policy', policy: '{}', replaces: '{ }' }] };
const cancel: Plan = { kind: 'act', steps: [{ kind: 'cancel-key-deletion' }, { kind: 'enable-key' }] };
const breaker = { openedAt: '2026-11-24T10:00:00.000Z', why: 'too many' };
const history = (...times: readonly number[]) => ({
  remediations: times.map((at) => ({ changeId: `c${at}`, at })),
});

describe('a plan goes through', () => {
  test('while a thing was put right less often than the standard says', () => {
    expect(throughBreakers(revert, history(20 * minute), undefined, limits, 21 * minute)).toBe(revert);
  });

  test('where what was put right is too long ago to count', () => {
    const long = history(minute, 2 * minute);
    expect(throughBreakers(revert, long, undefined, limits, 12 * minute)).toBe(revert);
    expect(throughBreakers(revert, long, undefined, limits, 11 * minute)).toBe(revert);
    expect(throughBreakers(revert, long, undefined, limits, 10.9 * minute).kind).toBe('held');
  });

  test('that changes nothing, whatever is open', () => {
    const accept: Plan = { kind: 'accept' };
    expect(throughBreakers(accept, { ...history(), breaker }, breaker, limits, 0)).toBe(accept);
  });

  test('that only keeps data from being lost, though the account’s breaker is open', () => {
    expect(throughBreakers(cancel, history(), breaker, limits, 0)).toBe(cancel);
    expect(isSaving(cancel as never)).toBe(true);
    expect(isSaving({ steps: [{ kind: 'cancel-key-deletion' }, { kind: 'disable-key' }] })).toBe(false);
  });
});

describe('a plan is held', () => {
  test('from the time on that a thing was put right as often as the standard says: the breaker opens', () => {
    const held = throughBreakers(revert, history(minute, 2 * minute), undefined, limits, 3 * minute);
    expect(held).toMatchObject({ kind: 'held', opens: true, steps: revert.steps });
    expect(held).toMatchObject({ why: expect.stringContaining('2 times within 10 minutes') });
  });

  test('while the breaker of the thing is open, whatever it would do', () => {
    const held = throughBreakers(cancel, { ...history(), breaker }, undefined, limits, 0);
    expect(held).toMatchObject({ kind: 'held', opens: false, why: expect.stringContaining('too many') });
  });

  test('while the breaker of the account is open', () => {
    const held = throughBreakers(revert, history(), breaker, limits, 0);
    expect(held).toMatchObject({ kind: 'held', opens: false, why: expect.stringContaining('whole account') });
  });
});

describe('the history', () => {
  const write = { changeId: 'c9', at: 12 * minute, steps: ['enable-key'] as const };

  test('keeps the newest write, and counts what is not too old', () => {
    expect(withRemediation(history(minute, 3 * minute), write, limits)).toEqual({
      lastWrite: write,
      wrote: { state: write.at },
      remediations: [
        { changeId: 'c180000', at: 3 * minute },
        { changeId: 'c9', at: 12 * minute },
      ],
    });
  });

  test('still knows the newest policy that was written, after a write of something else', () => {
    const policy = { made: 'm', replaced: 'r', at: minute };
    const before = withRemediation(history(), { ...write, at: minute, policy }, limits);
    expect(withRemediation(before, write, limits).lastWrite).toEqual({ ...write, policy });
  });

  test('counts one remediation once, however often it is tried', () => {
    const once = withRemediation(history(), write, limits);
    expect(withRemediation(once, { ...write, at: 13 * minute }, limits).remediations).toHaveLength(1);
  });
});

describe('a breaker that a person closed', () => {
  const open = { ...history(minute, 2 * minute), breaker };
  const closed = withClosedBreaker(open, 'role/Admin', 'the pipeline is fixed', 3 * minute);

  test('lets what was held go through, and does not open again by what came before', () => {
    expect(throughBreakers(revert, open, undefined, limits, 3 * minute).kind).toBe('held');
    expect(throughBreakers(revert, closed, undefined, limits, 3 * minute)).toBe(revert);
  });

  test('is kept with who closed it, why and what it was', () => {
    expect(closed).toEqual({
      remediations: [],
      closed: {
        at: '1970-01-01T00:03:00.000Z',
        by: 'role/Admin',
        why: 'the pipeline is fixed',
        closes: breaker,
      },
    });
  });

  test('that was not open is none', () => {
    const before = history(minute);
    expect(withClosedBreaker(before, 'role/Admin', 'why', 0)).toBe(before);
  });
});
