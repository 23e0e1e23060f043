import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../shared/events/change.ts';
import { keyStateFor } from '../../shared/remediation/state-for.ts';
import { policyState, tagsState, trailState } from '../../shared/remediation/states.ts';
import type { Step, StepResult } from '../../shared/remediation/step.ts';
import { undoOf } from '../../shared/remediation/undo.ts';
import { exampleDecision } from '../alerts/example-decision.ts';
import * as given from '../rules/subject.ts';

const example = exampleDecision();
const done = (step: Step): StepResult => ({ step, outcome: 'done', at: '2026-11-24T10:00:03.500Z' });
const after = (steps: readonly Step[], change: unknown = example.change) =>
  undoOf(exampleDecision({ steps: steps.map(done), change: change as Change }));
const changeOf = (operation: string, details: object) => ({ ...example.change, operation, details });

const selectors = (readWrite: 'All' | 'WriteOnly') =>
  ({ kind: 'basic', selectors: [{ readWrite, management: true, excludedSources: [] }] }) as const;
const start = { kind: 'start-logging', trail: 'audit' } as const;
const select = {
  kind: 'put-event-selectors',
  trail: 'audit',
  selectors: selectors('All'),
  replaces: selectors('WriteOnly'),
} as const;
const key = (name: string) => `arn:aws:kms:eu-west-1:111122223333:key/${name}`;

describe('what undoes a step', () => {
  test.each<[string, readonly Step[], readonly object[], readonly (readonly [string, string])[]]>([
    [
      'a policy: the one that it replaced',
      [{ kind: 'put-key-policy', policy: '{"new":1}', replaces: '{"old":1}' }],
      [{ kind: 'put-key-policy', policy: '{"old":1}', replaces: '{"new":1}' }],
      [['revert-policy', policyState('{"old":1}')]],
    ],
    [
      'enabling: disabling',
      [{ kind: 'enable-key' }],
      [{ kind: 'disable-key' }],
      [['enable-key', 'Disabled']],
    ],
    [
      'disabling: enabling',
      [{ kind: 'disable-key' }],
      [{ kind: 'enable-key' }],
      [['disable-key', 'Enabled']],
    ],
    [
      'rotation that was off: off',
      [{ kind: 'enable-key-rotation', periodInDays: 365, replaces: { kind: 'disabled' } }],
      [{ kind: 'disable-key-rotation' }],
      [['enable-rotation', 'disabled']],
    ],
    [
      'rotation of another period: that period',
      [{ kind: 'enable-key-rotation', periodInDays: 365, replaces: { kind: 'enabled', periodInDays: 900 } }],
      [{ kind: 'enable-key-rotation', periodInDays: 900, replaces: { kind: 'enabled', periodInDays: 365 } }],
      [['enable-rotation', 'enabled, 900 days']],
    ],
    [
      'an alias that was moved: where it pointed',
      [{ kind: 'update-alias', alias: 'alias/a', target: key('1'), replaces: key('2') }],
      [{ kind: 'update-alias', alias: 'alias/a', target: key('2'), replaces: key('1') }],
      [['restore-alias', key('2')]],
    ],
    [
      'an alias that was gone: gone',
      [{ kind: 'create-alias', alias: 'alias/a', target: key('1') }],
      [{ kind: 'delete-alias', alias: 'alias/a' }],
      [['restore-alias', 'gone']],
    ],
    [
      'tags: the values they had, and none for those that had none',
      [{ kind: 'tag-key', tags: { team: 'a', constructor: 'c' }, replaces: { team: 'b' } }],
      [
        { kind: 'tag-key', tags: { team: 'b' }, replaces: { team: 'a' } },
        { kind: 'untag-key', tagKeys: ['constructor'], replaces: { constructor: 'c' } },
      ],
      [['restore-tags', tagsState({ team: 'b', constructor: null })]],
    ],
    [
      'tags that were set and removed: both, which are one state',
      [
        { kind: 'tag-key', tags: { team: 'a' }, replaces: { team: 'b' } },
        { kind: 'untag-key', tagKeys: ['cost'], replaces: { cost: 'none' } },
      ],
      [
        { kind: 'tag-key', tags: { cost: 'none' }, replaces: {} },
        { kind: 'tag-key', tags: { team: 'b' }, replaces: { team: 'a' } },
      ],
      [['restore-tags', tagsState({ team: 'b', cost: 'none' })]],
    ],
    [
      'a key store: disconnected',
      [{ kind: 'connect-key-store', keyStoreId: 'cks-1' }],
      [{ kind: 'disconnect-key-store', keyStoreId: 'cks-1' }],
      [['connect-key-store', 'DISCONNECTED']],
    ],
    [
      'an endpoint policy: the one that it replaced',
      [{ kind: 'put-endpoint-policy', endpointId: 'vpce-1', policy: '{"new":1}', replaces: '{"old":1}' }],
      [{ kind: 'put-endpoint-policy', endpointId: 'vpce-1', policy: '{"old":1}', replaces: '{"new":1}' }],
      [['restore-endpoint-policy', policyState('{"old":1}')]],
    ],
    [
      'a trail that was started: stopped',
      [start],
      [{ kind: 'stop-logging', trail: 'audit' }],
      [['restart-logging', trailState('stopped', undefined)]],
    ],
    [
      'a trail that was started and left KMS out: what it selected, then stopped',
      [start, select],
      [
        { ...select, selectors: select.replaces, replaces: select.selectors },
        { kind: 'stop-logging', trail: 'audit' },
      ],
      [['restart-logging', trailState('stopped', selectors('WriteOnly'))]],
    ],
    [
      'a trail that left KMS out: what it selected, while it goes on logging',
      [select],
      [{ ...select, selectors: select.replaces, replaces: select.selectors }],
      [['restart-logging', trailState('logging', selectors('WriteOnly'))]],
    ],
  ])('%s', (_, taken, steps, states) => {
    const undoes = example.changeId;
    expect(after(taken)).toEqual({
      taken,
      steps,
      respected: states.map(([remedy, state]) => ({ remedy, state, undoes })),
    });
  });
});

describe('a cancelled deletion', () => {
  const cancelled: readonly Step[] = [{ kind: 'cancel-key-deletion' }, { kind: 'enable-key' }];
  test.each([
    ['with the window it had', { pendingWindowInDays: 7 }, 7],
    ['with the window that KMS takes where none is asked for', {}, 30],
  ])('is scheduled again %s', (_, details, windowInDays) => {
    const undone = after(cancelled, changeOf('ScheduleKeyDeletion', details));
    expect(undone).toMatchObject({ steps: [{ kind: 'schedule-key-deletion', windowInDays }] });
  });

  test('that a sweep found is scheduled for as long as KMS takes', () => {
    expect(after(cancelled, changeOf('Sweep', {}))).toMatchObject({
      steps: [{ kind: 'schedule-key-deletion', windowInDays: 30 }],
    });
  });

  test('stands as pending, whether replicas are waited for or not', () => {
    const undone = after(cancelled, changeOf('ScheduleKeyDeletion', {}));
    expect('respected' in undone && undone.respected.map(({ remedy, state }) => [remedy, state])).toEqual([
      ['cancel-deletion', 'PendingDeletion'],
      ['cancel-deletion', 'PendingReplicaDeletion'],
    ]);
  });
});

describe('a revoked grant', () => {
  const details = {
    grantId: 'g1',
    grantee: 'arn:aws:iam::444455556666:role/Partner',
    operations: ['Encrypt', 'Decrypt'],
    constraints: { encryptionContextSubset: { b: '2', a: '1' } },
  };
  const revoke: readonly Step[] = [{ kind: 'revoke-grant', grantId: 'g1' }];

  test('is made again as the event tells it, and known again under another ID', () => {
    const { grantId: _, ...grant } = details;
    const undone = after(revoke, changeOf('CreateGrant', details));
    expect(undone).toMatchObject({ steps: [{ kind: 'create-grant', grant }] });
    const again = {
      ...grant,
      grantId: 'g2',
      operations: ['Decrypt', 'Encrypt'],
      constraints: { encryptionContextSubset: { a: '1', b: '2' } },
    };
    const subject = given.subject({ change: given.change('CreateGrant', again) });
    const state = 'respected' in undone ? undone.respected[0]?.state : '';
    expect(keyStateFor('revoke-grant', subject)).toBe(state);
    const wider = { ...again, operations: ['Decrypt', 'Encrypt', 'CreateGrant'] };
    const other = given.subject({ change: given.change('CreateGrant', wider) });
    expect(keyStateFor('revoke-grant', other)).not.toBe(state);
  });

  test('of which the event did not tell all is made again by nobody', () => {
    expect(after(revoke, changeOf('CreateGrant', { operations: ['Decrypt'] }))).toEqual({
      why: 'the event did not tell to whom the grant gave what',
    });
  });
});

describe('nothing undoes', () => {
  const put: Step = { kind: 'put-key-policy', policy: 'new', replaces: 'old' };
  test.each([
    ['a step that was not taken', { steps: [{ step: put, outcome: 'skipped', why: 'needless' }] }, /died/],
    [
      'what was only told',
      { outcome: 'alerted', steps: [] },
      /changed nothing because of it \(it was alerted\)/,
    ],
    ['what is still going on', { outcome: 'started', steps: [] }, /still at work/],
    [
      'a step of which is not known what it replaced',
      { steps: [done({ kind: 'update-alias', alias: 'alias/a', target: key('1') })] },
      /was not kept/,
    ],
  ] as const)('%s', (_, more, why) => {
    expect(undoOf(exampleDecision(more))).toEqual({ why: expect.stringMatching(why) });
  });
});
