import { describe, expect, test } from '@jest/globals';
import { mutants } from '../../chaos/mutants.ts';
import { promises } from '../../chaos/promises/all.ts';
import { chaos } from './chaos.ts';

const minute = 60_000;

test(
  'three hundred histories of faults break no promise',
  async () => {
    const { out, err, code } = await chaos('--runs', '300', '--seed', '1', '--format', 'json');
    expect([err, JSON.parse(out)]).toEqual([
      '',
      expect.objectContaining({ runs: 300, violations: {}, ok: true }),
    ]);
    expect(code).toBe(0);
  },
  2 * minute,
);

describe('a guard that is broken on purpose is found out', () => {
  test.each(Object.entries(mutants))(
    '%s',
    async (name, { promise }) => {
      const { out, code } = await chaos('--runs', '100', '--seed', '1', '--format', 'json', '--mutant', name);
      expect(JSON.parse(out).violations[promise]).toBeGreaterThan(0);
      expect(code).toBe(1);
    },
    minute,
  );

  test('for every promise there is one', () => {
    expect(new Set(Object.values(mutants).map(({ promise }) => promise))).toEqual(
      new Set(promises.map(({ name }) => name)),
    );
  });
});

describe('the command', () => {
  test(
    'plays the same histories for the same seed',
    async () => {
      const [one, other, another] = await Promise.all(
        ['7', '7', '8'].map((seed) => chaos('--runs', '5', '--seed', seed, '--format', 'json')),
      );
      expect(one).toEqual(other);
      expect(JSON.parse(another?.out ?? '').events).not.toBe(JSON.parse(one?.out ?? '').events);
    },
    minute,
  );

  test(
    'names the run in which a promise was broken, and shows what happened in it',
    async () => {
      const args = ['--seed', '1', '--mutant', 'writes-wider'];
      const { err } = await chaos('--runs', '20', ...args);
      const [, run = ''] = /--run (\d+)/.exec(err) ?? [];
      const { out, code } = await chaos('--run', run, ...args);
      expect(out).toMatch(/kms-guardian\/Policy PutKeyPolicy open-to-stranger/);
      expect(out).toMatch(/Broken: never-writes-worse/);
      expect(code).toBe(1);
    },
    minute,
  );

  test.each([
    [['--runs', 'many'], /--runs is "many"; give a whole number/],
    [['--mutant', 'nobody'], /--mutant is "nobody"; there are writes-wider/],
    [['--format', 'xml'], /--format is "xml"; give text or json/],
    [['--faster'], /Unknown option '--faster'/],
  ])('%j is no way to run it', async (args, said) => {
    const { code, err, out } = await chaos(...args);
    expect(err).toMatch(said);
    expect([code, out]).toEqual([2, '']);
  });
});
