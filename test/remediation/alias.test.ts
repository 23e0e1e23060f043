import { describe, expect, test } from '@jest/globals';
import { exampleSubject } from '../../cli/explain/example-subject.ts';
import { startingThings } from '../../cli/explain/starting-things.ts';
import type { KeyKind, MeantKey } from '../../shared/keys/alias.ts';
import { adoptedAlias, firstAlias } from '../../shared/remediation/adopt-alias.ts';
import { aliasSteps } from '../../shared/remediation/alias-steps.ts';
import type { Example } from '../../shared/rules/rule.ts';

const first = startingThings.key.arn;
const second = first.replace('1234abcd', '5678abcd');
const third = first.replace('1234abcd', '9abcabcd');
const symmetric: KeyKind = 'symmetric ENCRYPT_DECRYPT';

const subject = (example: Omit<Example<'alias'>, 'name'>) =>
  exampleSubject({ name: '', ...example }, 'alias');
const made = (operation: string, key: string, by = 'role/Deploy', alias = 'alias/payments') => ({
  operation,
  by,
  key,
  details: { alias },
});
const meant = (more: Partial<MeantKey> = {}): MeantKey => ({
  arn: first,
  state: 'Enabled',
  kind: symmetric,
  aliases: [],
  tags: {},
  ...more,
});

describe('an alias is put back', () => {
  const steps = (snapshot: Example<'alias'>['snapshot'] = {}, baseline: Example<'alias'>['baseline'] = {}) =>
    aliasSteps('restore-alias', subject({ snapshot: { meant: meant(), ...snapshot }, baseline }));

  test('by an update where it is there, and by a creation where it is gone', () => {
    const step = { alias: 'alias/payments', target: first };
    expect(steps({ target: second, kind: symmetric })).toEqual({
      steps: [{ kind: 'update-alias', ...step, replaces: second }],
    });
    expect(steps({ target: undefined })).toEqual({ steps: [{ kind: 'create-alias', ...step }] });
  });

  test('also where the guardian cannot see one of the keys', () => {
    expect(steps({ target: second })).toHaveProperty('steps');
    expect(
      steps({ target: second, kind: symmetric, meant: { arn: first, aliases: [], tags: {} } }),
    ).toHaveProperty('steps');
  });

  test.each([
    ['PendingDeletion', 'waits for its deletion'],
    ['PendingReplicaDeletion', 'waits for its deletion'],
    ['Deleted', 'is deleted'],
  ] as const)('not to a key in the state %s', (state, why) => {
    expect(steps({ target: second, meant: meant({ state }) })).toEqual({ why: expect.stringContaining(why) });
    expect(steps({ target: undefined, meant: meant({ state }) })).toEqual({
      why: expect.stringContaining(why),
    });
  });

  test('not from a key for signatures to one for ciphertexts', () => {
    const signing: KeyKind = 'asymmetric SIGN_VERIFY';
    expect(steps({ target: second, kind: signing })).toEqual({ why: expect.stringContaining(signing) });
  });

  test('not where nothing is approved, and by nothing else', () => {
    expect(steps({}, 'none')).toHaveProperty('why');
    expect(steps({}, { target: undefined })).toHaveProperty('why');
    expect(aliasSteps('restore-tags', subject({}))).toHaveProperty('why');
  });
});

describe('a new alias', () => {
  const born = (example: Omit<Example<'alias'>, 'name'>) => firstAlias(subject(example), 0)?.target;
  const creation = made('CreateAlias', second, 'role/KeyOwner');

  test('is approved for the key it was created for, wherever it points by now', () => {
    expect(born({ baseline: 'none', change: creation })).toBe(second);
    expect(born({ baseline: 'none', change: creation, snapshot: { target: undefined } })).toBe(second);
  });

  test('is approved again after it was deleted by one who may, while it is there', () => {
    const deleted = { target: undefined };
    expect(born({ baseline: deleted, change: creation, snapshot: { target: second } })).toBe(second);
    expect(born({ baseline: deleted, change: creation, snapshot: { target: undefined } })).toBeUndefined();
    expect(born({ baseline: deleted, change: creation, snapshot: { target: third } })).toBeUndefined();
  });

  test('is none that is approved already, nor one that is moved, nor another one', () => {
    expect(born({ change: creation })).toBeUndefined();
    expect(born({ baseline: 'none', change: made('UpdateAlias', second) })).toBeUndefined();
    expect(
      born({ baseline: 'none', change: { ...creation, details: { alias: 'alias/other' } } }),
    ).toBeUndefined();
    expect(born({ baseline: 'none' })).toBeUndefined();
  });
});

describe('a move by one who may', () => {
  const adopted = (example: Omit<Example<'alias'>, 'name'>) => adoptedAlias(subject(example), 0);
  const move = made('UpdateAlias', second);

  test('is approved where the alias points there', () => {
    expect(adopted({ change: move, snapshot: { target: second } })?.target).toBe(second);
    expect(adopted({ change: move, snapshot: { target: second }, baseline: 'none' })?.target).toBe(second);
  });

  test('is approved where somebody has moved the alias on since, who is judged by an event of their own', () => {
    expect(adopted({ change: move, snapshot: { target: third } })?.target).toBe(second);
  });

  test('is not approved where the news is older than what is', () => {
    const late = subject({ change: move, snapshot: { target: third }, baseline: { target: third } });
    const baseline = late.baseline && { ...late.baseline, adoptedAt: '2026-11-02T10:00:00Z' };
    expect(adoptedAlias({ ...late, ...(baseline && { baseline }) }, 0)).toBeUndefined();
  });

  test('is approved as a deletion where it is one', () => {
    const gone = adopted({ change: made('DeleteAlias', first), snapshot: { target: undefined } });
    expect(gone).toMatchObject({ why: expect.any(String) });
    expect(gone?.target).toBeUndefined();
  });

  test('is approved anew where that is approved already, so that older news of a move away does not undo it', () => {
    const again = subject({ change: made('UpdateAlias', first) });
    expect(adoptedAlias(again, 0)?.target).toBe(first);
    const baseline = again.baseline && { ...again.baseline, adoptedAt: '2026-11-02T10:00:00Z' };
    expect(adoptedAlias({ ...again, ...(baseline && { baseline }) }, 0)).toBeUndefined();
  });

  test('is none where one may not, or it is about something else', () => {
    expect(
      adopted({ change: made('UpdateAlias', second, 'role/KeyOwner'), snapshot: { target: second } }),
    ).toBeUndefined();
    expect(
      adopted({
        change: made('UpdateAlias', second, 'role/Deploy', 'alias/other'),
        snapshot: { target: second },
      }),
    ).toBeUndefined();
  });
});
