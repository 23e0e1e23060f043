import { describe, expect, test } from '@jest/globals';
import { startKms } from '../../sandbox/kms/account.ts';
import { differences } from './differences.ts';
import { keyReplays } from './key-replays.ts';
import { notReplayed } from './not-replayed.ts';
import { otherReplays } from './other-replays.ts';
import { comparable, type Recording, readRecordings } from './recordings.ts';

const replays = { ...keyReplays, ...otherReplays };
const recordings = readRecordings();

/** `test_name[argument]` apart. */
const partsOf = ({ name }: Recording) => {
  const [, test = name, argument = ''] = /^(\w+)\[(.*)\]$/.exec(name) ?? [];
  return { test, argument };
};

describe('What AWS was recorded to answer', () => {
  if (recordings === undefined) {
    test.skip('is not here: it is read from ../shared/data, beside the repository', () => {});
    return;
  }

  const replayed = recordings.filter((each) => Object.hasOwn(replays, partsOf(each).test));

  test.each(replayed)('is what the sandbox answers: $name', (recording) => {
    const { test: name, argument } = partsOf(recording);
    const bound = new Map<string, string>();
    const found = Object.entries(replays[name]?.(startKms(), argument) ?? {}).flatMap(([step, answer]) =>
      step in recording.steps ? differences(comparable(recording.steps[step]), answer, bound, step) : [],
    );
    expect(found).toEqual([]);
  });

  test('is replayed step by step: each replay compares something', () => {
    const idle = replayed.filter((recording) => {
      const { test: name, argument } = partsOf(recording);
      return Object.keys(replays[name]?.(startKms(), argument) ?? {}).every(
        (step) => !(step in recording.steps),
      );
    });
    expect(idle.map(({ name }) => name)).toEqual([]);
  });

  test('is replayed, or listed with the reason why not, and not both', () => {
    const names = [...new Set(recordings.map((each) => partsOf(each).test))];
    expect(names.filter((name) => Object.hasOwn(replays, name) === Object.hasOwn(notReplayed, name))).toEqual(
      [],
    );
    expect(
      [...Object.keys(replays), ...Object.keys(notReplayed)].filter((name) => !names.includes(name)),
    ).toEqual([]);
  });
});

describe('Comparing an answer with a recording', () => {
  const compare = (recorded: unknown, answer: unknown) => differences(recorded, answer, new Map());

  test('finds a member too many, one too few, and another value', () => {
    expect(compare({ a: 1, b: 'x' }, { b: 'y', c: 2 })).toHaveLength(3);
    expect(compare([1, 2], [1])).toHaveLength(1);
    expect(compare('datetime', undefined)).toHaveLength(1);
  });

  test('takes a placeholder for one value, the same everywhere', () => {
    const recorded = { arn: 'arn:<region>:key/<id:1>', id: '<id:1>' };
    expect(compare(recorded, { arn: 'arn:eu:key/7', id: '7' })).toEqual([]);
    expect(compare(recorded, { arn: 'arn:eu:key/7', id: '8' })).toHaveLength(1);
    expect(compare(recorded, { arn: 'arn:eu:alias/7', id: '7' })).toHaveLength(1);
  });
});
