import { describe, expect, test } from '@jest/globals';
import type { Subject } from '../../shared/rules/rule.ts';
import { isLive, isSanctioned, isSanctionedPolicy } from '../../shared/rules/sanctioned.ts';
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

  test('a policy that cannot be read lives nowhere', () => {
    expect(isLive('{', given.snapshot())).toBe(false);
    expect(isLive('{', given.snapshot({ policy: '{' }))).toBe(false);
  });
});
