import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { allRules } from '../../shared/rules/all.ts';
import { BuiltCommand } from './built-command.ts';

let command: BuiltCommand;

beforeAll(async () => {
  command = await BuiltCommand.build();
}, 60_000);
afterAll(() => command.remove());

test('a rule is told with why, how to fix, examples with their statements, and the controls it serves', async () => {
  const { code, out } = await command.run(['explain', 'no-public-access']);
  expect(code).toBe(0);
  for (const part of [
    'critical, policy',
    'Why',
    'How to fix',
    'Wrong',
    'Anybody may decrypt',
    'Right',
    'KMS.5',
  ]) {
    expect(out).toContain(part);
  }
  expect(out).toContain('"Principal": "*"');
  expect(out).toContain('Found: The key policy opens the key to everybody.');
});

test('an example of a VPC endpoint policy is not called a key policy', async () => {
  const { out } = await command.run(['explain', 'vpc-endpoint-policy']);
  expect(out).toContain('The endpoint policy:\n');
  expect(out).not.toContain('The key policy:');
});

test('JSON holds what the rule finds in each example', async () => {
  const { code, out } = await command.run(['explain', 'rotation-enabled', '--format', 'json']);
  const { id, examples } = JSON.parse(out);
  const { wrong, right } = examples;
  expect([code, id]).toEqual([0, 'rotation-enabled']);
  for (const { found } of wrong) expect(found).not.toEqual([]);
  for (const { found } of right) expect(found).toEqual([]);
});

test('without a rule, all are listed', async () => {
  const { code, out } = await command.run(['explain']);
  expect([code, out.trim().split('\n').length]).toEqual([0, allRules.length]);
  const listed = JSON.parse((await command.run(['explain', '--format', 'json'])).out);
  expect(listed).toHaveLength(allRules.length);
});

test.each([
  ['no-public-acess', 'no-public-access'],
  ['public', 'no-public-access'],
  ['rotation', 'rotation-enabled or rotation-period'],
])('an unknown rule ends with 2 and the names that are near: %s', async (word, near) => {
  const { code, err } = await command.run(['explain', word]);
  expect(code).toBe(2);
  expect(err).toContain(near);
});
