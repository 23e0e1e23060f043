import { describe, expect, test } from '@jest/globals';
import type { Subject } from '../../shared/rules/rule.ts';
import { isLive, isSanctioned, isSanctionedPolicy, mayLabel } from '../../shared/rules/sanctioned.ts';
import * as given from './subject.ts';

const pipeline = given.role('Deploy');
const by = (arn: string) => given.subject({ change: given.change('EnableKey', {}, arn) });
const service: Subject = given.subject({
  change: {
    ...given.change('EnableKey', {}),
    actor: { kind: 'service', service: 'rds.amazonaws.com' },
  },
});

describe('a sanctioned change', () => {
  test('is a pipeline’s, and nobody else’s', () => {
    expect(isSanctioned(by(pipeline))).toBe(true);
    expect(isSanctioned(by(given.role('KeyAdministrator')))).toBe(false);
    expect(isSanctioned(service)).toBe(false);
    expect(isSanctioned(given.subject())).toBe(false);
  });

  test('is of the policy that lives, where it is of the policy', () => {
    const put = (text: string | undefined) =>
      isSanctionedPolicy(
        given.subject({
          change: given.change(
            'PutKeyPolicy',
            { bypassedLockoutCheck: false, ...(text === undefined ? {} : { policy: text }) },
            pipeline,
          ),
        }),
      );
    expect(put(given.approvedPolicy)).toBe(true);
    expect(put(given.policy())).toBe(false);
    expect(put(undefined)).toBe(false);
    expect(isSanctionedPolicy(by(pipeline))).toBe(false);
    expect(isSanctionedPolicy(given.subject())).toBe(false);
  });

  test('is of the policy where it put one: what a key was created with somebody may have changed', () => {
    const details = { policy: given.approvedPolicy, bypassedLockoutCheck: false } as never;
    expect(isSanctionedPolicy(given.subject({ change: given.change('CreateKey', details, pipeline) }))).toBe(
      false,
    );
  });

  test('is none where nothing changed, though its creator could label the key', () => {
    const creator = given.role('Creator');
    const at = Date.parse('2026-11-02T10:00:00Z');
    const snapshot = given.snapshot({ createdAt: '2026-11-02T09:59:00Z' });
    expect(mayLabel(given.subject({ snapshot, baseline: given.baseline({ creator }), at }))).toBe(false);
  });

  test('a policy that cannot be read lives nowhere', () => {
    expect(isLive('{', given.snapshot())).toBe(false);
    expect(isLive('{', given.snapshot({ policy: '{' }))).toBe(false);
  });
});
