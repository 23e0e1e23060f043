import { describe, expect, test } from '@jest/globals';
import { isDoubtful, isSettled, type Sight } from '../shared/doubt.ts';
import type { Plan } from '../shared/remediation/plan.ts';
import * as given from './rules/subject.ts';

const change = given.change('DisableKey', {});
const changedAt = Date.parse(change.at);
const act: Plan = { kind: 'act', steps: [{ kind: 'enable-key' }] };
const otherAct: Plan = { kind: 'act', steps: [{ kind: 'put-key-policy', policy: '{}', replaces: '{}' }] };
const wrote = (at: number) => ({
  remediations: [],
  lastWrite: { changeId: 'e', at, steps: ['enable-key'] as const },
});
const sight = (over: Partial<Sight> = {}): Sight => ({
  change,
  plan: { kind: 'accept' },
  history: { remediations: [] },
  shows: true,
  expected: false,
  outdated: false,
  another: false,
  ...over,
});

describe('a look is made again', () => {
  test.each([
    ['where nothing is seen of a change just made', { shows: false }, 1_000],
    [
      'even where it seems to be somebody else’s fault',
      { shows: false, plan: { kind: 'tell', outcome: 'alerted' } },
      1_000,
    ],
    [
      'where a pipeline’s change should be there, and something else is',
      { shows: false, plan: act, expected: true },
      1_000,
    ],
    [
      'where the guardian has just put right what seems wrong',
      { plan: act, history: wrote(changedAt + 500) },
      1_000,
    ],
    [
      'where its write was a moment before, and nothing is seen of the change',
      { plan: act, shows: false, history: wrote(changedAt - 500) },
      1_000,
    ],
    ['where what is seen was replaced by something that is approved', { outdated: true, plan: act }, 1_000],
    [
      'where a policy that the guardian had nothing to do with was put a second before its write',
      { another: true, plan: act, history: wrote(changedAt + 1_000) },
      1_500,
    ],
  ] as [string, Partial<Sight>, number][])('%s', (_, over, later) => {
    expect(isDoubtful(sight(over), changedAt + later)).toBe(true);
  });
});

describe('a look is enough', () => {
  test.each([
    ['where the change is seen, and nothing is wrong', {}, 1_000],
    ['where something is wrong, whoever made it so', { plan: act, shows: false }, 1_000],
    ['where the change is half a minute old', { shows: false }, 30_000],
    [
      'where the change came after the guardian’s write',
      { plan: act, history: wrote(changedAt - 500) },
      1_000,
    ],
    [
      'where a policy that the guardian had nothing to do with is of the second of its write',
      { another: true, plan: act, history: wrote(changedAt + 999) },
      1_500,
    ],
    ['where the guardian wrote half a minute ago', { plan: act, history: wrote(changedAt + 500) }, 30_500],
    [
      'where the guardian has just written something else of the thing',
      { plan: otherAct, history: wrote(changedAt + 500) },
      1_000,
    ],
    ['where nothing would be done anyway', { history: wrote(changedAt + 500) }, 1_000],
    ['where what is seen was replaced half a minute ago', { outdated: true, plan: act }, 30_000],
    ['where it was replaced, and nothing would be done', { outdated: true }, 1_000],
  ] as [string, Partial<Sight>, number][])('%s', (_, over, later) => {
    expect(isDoubtful(sight(over), changedAt + later)).toBe(false);
  });
});

describe('a change that was put right already', () => {
  test('is one that is older than the guardian’s last write, by whole seconds', () => {
    expect(isSettled({ change, plan: act, history: wrote(changedAt + 1_000) })).toBe(true);
    expect(isSettled({ change, plan: act, history: wrote(changedAt + 999) })).toBe(false);
    expect(isSettled({ change, plan: act, history: { remediations: [] } })).toBe(false);
  });
});
