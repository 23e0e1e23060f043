import { describe, expect, test } from '@jest/globals';
import { exampleSubject } from '../../cli/explain/example-subject.ts';
import { startingThings } from '../../cli/explain/starting-things.ts';
import { aliasHijack } from '../../shared/rules/alias-hijack.ts';
import { moveOf } from '../../shared/rules/alias-move.ts';
import type { Example } from '../../shared/rules/rule.ts';

const first = startingThings.key.arn;
const second = first.replace('1234abcd', '5678abcd');
const third = first.replace('1234abcd', '9abcabcd');

const subject = (example: Omit<Example<'alias'>, 'name'>) =>
  exampleSubject({ name: '', ...example }, 'alias');
const by = (operation: string, key = second, alias = 'alias/payments') => ({
  operation,
  by: 'role/KeyOwner',
  key,
  details: { alias },
});
const found = (example: Omit<Example<'alias'>, 'name'>) => aliasHijack.check(subject(example))[0];

const isUnderAnother =
  'applications that name the alias now encrypt under that key, for whoever controls it to decrypt or destroy';
const fails = 'every call that names the alias fails';
const moved = { target: second };
const gone = { target: undefined };

describe('a hijack is told as what it is', () => {
  test.each([
    ['role/KeyOwner moved this alias to another key, and is not allowed to.', by('UpdateAlias'), moved],
    [
      'role/KeyOwner created this alias anew, for another key than the approved one.',
      by('CreateAlias'),
      moved,
    ],
    ['The alias points to another key than the approved one.', by('UpdateAlias', third), moved],
    ['The alias points to another key than the approved one.', by('DeleteAlias'), moved],
    [
      'The alias points to another key than the approved one.',
      by('UpdateAlias', second, 'alias/other'),
      moved,
    ],
    ['The alias points to another key than the approved one.', undefined, moved],
  ] as const)('%s (%#)', (message, change, snapshot) => {
    expect(found({ snapshot, ...(change && { change }) })).toEqual({
      message,
      evidence: [`from ${first}, approved`, `to ${second}`, isUnderAnother],
      remedy: 'restore-alias',
    });
  });

  test.each([
    ['role/KeyOwner deleted this alias, and is not allowed to.', by('DeleteAlias', first)],
    ['The alias is gone, and is approved to be there.', by('UpdateAlias')],
    ['The alias is gone, and is approved to be there.', undefined],
  ])('%s (%#)', (message, change) => {
    expect(found({ snapshot: gone, ...(change && { change }) })).toEqual({
      message,
      evidence: [`from ${first}, approved`, 'to no key', fails],
      remedy: 'restore-alias',
    });
  });
});

describe('where nothing is approved', () => {
  test('a move is told with the key it was to', () => {
    expect(found({ baseline: 'none', snapshot: moved, change: by('UpdateAlias') })).toMatchObject({
      message:
        'role/KeyOwner moved this alias, and is not allowed to; for which key it is approved is not known.',
      evidence: ['from a key that the event does not tell', `to ${second}`, isUnderAnother],
      fix: expect.stringMatching(/^Find out .+\.$/),
    });
  });

  test('a deletion is told with the key it was from, where the event names one', () => {
    const change = by('DeleteAlias', first);
    const message =
      'role/KeyOwner deleted this alias, and is not allowed to; for which key it is approved is not known.';
    expect(found({ baseline: 'none', snapshot: gone, change })).toMatchObject({
      message,
      evidence: [`from ${first}`, 'to no key', fails],
    });
    const { key, ...keyless } = change;
    expect(found({ baseline: 'none', snapshot: gone, change: keyless })).toMatchObject({
      message,
      evidence: ['from a key that the event does not tell', 'to no key', fails],
    });
    expect(key).toBe(first);
  });
});

describe('a change makes of an alias', () => {
  const made = (change: Example<'alias'>['change']) =>
    moveOf(subject({ ...(change && { change }) }).change, { name: 'alias/payments' });

  test('one for the key that the record names', () => {
    expect(made(by('CreateAlias'))).toEqual({ target: second });
    expect(made(by('UpdateAlias'))).toEqual({ target: second });
    expect(made(by('DeleteAlias'))).toEqual({});
  });

  test('nothing where it is about another alias, or no key is named, or about no alias', () => {
    for (const operation of ['CreateAlias', 'UpdateAlias', 'DeleteAlias'])
      expect(made(by(operation, second, 'alias/other'))).toBeUndefined();
    const { key: _, ...keyless } = by('UpdateAlias');
    expect(made(keyless)).toBeUndefined();
    expect(made({ operation: 'DisableKey', by: 'role/KeyOwner' })).toBeUndefined();
    expect(made(undefined)).toBeUndefined();
  });
});
