import { expect, test } from '@jest/globals';
import { glob } from '../../shared/policy/glob.ts';
import { hasVariable, substitute } from '../../shared/policy/variables.ts';

const carried: Readonly<Record<string, readonly string[]>> = {
  'aws:username': ['alice'],
  'aws:PrincipalTag/wild': ['a*?'],
  'aws:PrincipalTag/team': ['red', 'blue'],
};
const fill = (value: string, wildcards = false) => substitute(value, (key) => carried[key], wildcards);
const variable = (inside: string) => `$\{${inside}}`;

test.each<[string, string | undefined]>([
  ['plain', 'plain'],
  [`x-${variable('aws:username')}-y`, 'x-alice-y'],
  [`${variable(' aws:username ')}/${variable('aws:username')}`, 'alice/alice'],
  [`${variable('*')}${variable(' ? ')}${variable('$')}`, '*?$'],
  ['$aws:username {aws:username}', '$aws:username {aws:username}'],
  [variable('aws:userid'), undefined],
  [`${variable('aws:userid')}${variable('aws:username')}`, undefined],
  [variable("aws:userid, 'nobody'"), 'nobody'],
  [variable("aws:userid ,   ''"), ''],
  [variable("aws:userid,'it's, so'"), "it's, so"],
  [variable("aws:username, 'nobody'"), 'alice'],
  [variable('aws:userid, nobody'), undefined],
  [variable("aws:userid, 'no' body"), undefined],
  [variable("other, aws:username, 'nobody'"), undefined],
  [variable('aws:PrincipalTag/team'), undefined],
  [variable("aws:PrincipalTag/team, 'nobody'"), undefined],
])('R-VARIABLE: %s is %j', (value, filled) => {
  expect(fill(value)).toBe(filled);
});

test('R-VARIABLE: what is filled in stands for itself among wildcards', () => {
  const matches = glob(fill(`${variable('aws:PrincipalTag/wild')}-${variable('*')}-*`, true) ?? '');
  expect(['a*?-*-', 'a*?-*-x'].every(matches)).toBe(true);
  expect(['abc-*-', 'a*?-x-'].some(matches)).toBe(false);
  expect(fill(variable('aws:PrincipalTag/wild'))).toBe('a*?');
});

test('R-VARIABLE: characters in braces are no variables', () => {
  const values = ['plain', variable('*'), `${variable('?')}${variable(' $ ')}`];
  expect(values.filter(hasVariable)).toEqual([]);
  const others = [
    variable('aws:username'),
    `${variable('*')}${variable('a')}`,
    variable(''),
    variable('**'),
    variable('*a'),
    variable('a*'),
  ];
  expect(others.filter((value) => !hasVariable(value))).toEqual([]);
});
