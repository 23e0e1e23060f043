import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Case, problemsIn, refusal, start } from './refusal.ts';

const yamlCases: readonly Case[] = [
  [
    'an empty file',
    [''],
    ['team.yaml:1:1: the file is empty; begin with "version: 1" and "roles:", as in standard.yaml'],
  ],
  [
    'a file of comments only',
    ['# later', '# more'],
    ['team.yaml:1:1: the file is empty; begin with "version: 1" and "roles:", as in standard.yaml'],
  ],
  [
    'a list where the standard should be',
    ['', '- version: 1'],
    [
      'team.yaml:2:1: this is no standard: its top level has no fields; begin with "version: 1" and "roles:", as in standard.yaml',
    ],
  ],
  [
    'a tab as indentation, and not what follows from it',
    ['version: 1', 'roles:', '\tadministrators: [role/A]'],
    ['team.yaml:3:1: not valid YAML: Tabs are not allowed as indentation; indent with spaces'],
  ],
  [
    'a field written twice',
    [...start, 'version: 1'],
    ['team.yaml:4:1: not valid YAML: Map keys must be unique; keep one of the two'],
  ],
  [
    'several documents',
    [...start, '---', ...start],
    [
      'team.yaml:4:1: not valid YAML: the file holds several documents; keep one document in the file, and remove the line ---',
    ],
  ],
  [
    'a name with a star and no quotes',
    [...start, 'classes:', '  - name: a', '    match: { aliases: [*-prod] }'],
    [
      'team.yaml:6:24: not valid YAML: the alias *-prod is defined nowhere; put a value that begins with * in quotes',
    ],
  ],
  [
    'an alias that holds itself',
    ['version: 1', 'roles: &a [*a]'],
    ['team.yaml:2:12: not valid YAML: the alias *a repeats itself; put a value that begins with * in quotes'],
  ],
  [
    'aliases of aliases that would fill the memory',
    [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...['b: &b [', 'c: &c [', 'd: ['].map((head, index) => `${head}${`*${'abc'[index]}, `.repeat(9)}]`),
    ],
    ['team.yaml:2:8: the aliases (*name) repeat too much of the file; write the values out'],
  ],
  [
    'a tag of another program',
    [...start, 'defaults: { mode: !env MODE }'],
    [
      'team.yaml:4:19: not valid YAML: Unresolved tag: !env; remove the tag, or put a value that begins with ! in quotes',
    ],
  ],
];

const fieldCases: readonly Case[] = [
  [
    'an unknown field, with the field that was meant',
    [...start, 'default:', '  mode: alert'],
    ['team.yaml:4:1: the standard has no field "default"; did you mean defaults?'],
  ],
  [
    'an unknown field that is like no other, with those there are',
    [...start, 'defaults:', '  policy: { threshold: 3 }'],
    ['team.yaml:5:13: defaults.policy has no field "threshold"; choose from narrower, wider'],
  ],
  [
    'a field named as a property of every JavaScript object',
    [...start, '__proto__: { mode: alert }'],
    [
      'team.yaml:4:1: the standard has no field "__proto__"; choose from version, roles, defaults, classes, exemptions, alerts',
    ],
  ],
  [
    'a text where a list belongs',
    ['version: 1', 'roles:', '  administrators: role/A'],
    ['team.yaml:3:19: roles.administrators must be a list, not "role/A"; write [role/A]'],
  ],
  [
    'a boolean of YAML 1.1',
    [...start, 'defaults: { rotation: { enabled: yes } }'],
    [
      'team.yaml:4:34: defaults.rotation.enabled must be true or false, not "yes"; write true or false, without quotes',
    ],
  ],
  [
    'an account number without quotes, which YAML reads as a number',
    [...start, 'classes:', '  - { name: a, match: { accounts: [111122223333] } }'],
    ['team.yaml:5:36: classes[0].match.accounts[0] must be text, not 111122223333; put it in quotes'],
  ],
  [
    'a section with nothing in it',
    [...start, 'defaults:'],
    ['team.yaml:4:1: defaults has no value; give it one, or remove the line'],
  ],
  ['a missing version', start.slice(1), ['team.yaml:1:1: version is missing; add "version: 1"']],
  [
    'a standard of another version',
    ['version: 2', ...start.slice(1)],
    ['team.yaml:1:10: version must be 1, not 2; write 1'],
  ],
  [
    'a standard without administrators',
    ['version: 1', 'roles:', '  users: [role/A]'],
    ['team.yaml:2:1: roles.administrators is missing; add "administrators:"'],
  ],
  [
    'a class without a name, at its place in the list',
    [
      ...start,
      'classes:',
      '  - { name: a, match: { aliases: [alias/a] } }',
      '  - match: { aliases: [alias/b] }',
    ],
    ['team.yaml:6:5: classes[1].name is missing; add "name:"'],
  ],
  [
    'a mode that does not exist',
    [...start, 'defaults:', '  mode: alerts'],
    ['team.yaml:5:9: defaults.mode must be observe, alert or remediate, not "alerts"; did you mean alert?'],
  ],
  [
    'a severity that does not exist',
    [...start, 'defaults: { rules: { key-enabled: { severity: severe } } }'],
    [
      'team.yaml:4:47: defaults.rules.key-enabled.severity must be critical, high, medium or low, not "severe"; write critical, high, medium or low',
    ],
  ],
  [
    'an unknown rule, with the rule that was meant',
    [...start, 'defaults:', '  rules:', '    policy-drfit: { mode: observe }'],
    ['team.yaml:6:5: there is no rule "policy-drfit"; did you mean policy-drift?'],
  ],
];

const range = (least: number, most: number) => `must be a whole number of days from ${least} to ${most}`;

const valueCases: readonly Case[] = [
  ...[6, 31, 7.5, '"14"'].map(
    (days): Case => [
      `a waiting period of ${days} days`,
      [...start, 'defaults:', '  deletion:', `    minimumWindowInDays: ${days}`],
      [
        `team.yaml:6:26: defaults.deletion.minimumWindowInDays ${range(7, 30)}, not ${days}; choose one in that range: KMS has no other waiting periods`,
      ],
    ],
  ),
  ...[89, 2561].map(
    (days): Case => [
      `a rotation period of ${days} days`,
      [...start, 'defaults:', '  rotation:', `    periodInDays: ${days}`],
      [
        `team.yaml:6:19: defaults.rotation.periodInDays ${range(90, 2560)}, not ${days}; choose one in that range: KMS rotates no more and no less often`,
      ],
    ],
  ),
  [
    'a wildcard in the account of a principal',
    ['version: 1', 'roles:', '  administrators:', '    - arn:aws:iam::*:role/KeyAdministrator'],
    [
      'team.yaml:4:7: roles.administrators[0] has a wildcard in the account: "arn:aws:iam::*:role/KeyAdministrator"; write the 12 digits of the account, once for each account',
    ],
  ],
  [
    'a wildcard in a full ARN, which names one principal',
    ['version: 1', 'roles:', '  administrators: ["arn:aws:iam::444455556666:role/Key*"]'],
    [
      'team.yaml:3:20: roles.administrators[0] has a wildcard in a full ARN: "arn:aws:iam::444455556666:role/Key*"; name one role or user by its ARN, or use role/NAME or user/NAME, where * and ? are allowed',
    ],
  ],
  ...['"*"', '"arn:aws:iam::111122223333:root"', '"role/"', '"KeyAdministrator"', '"role/a b"'].map(
    (name): Case => [
      `${name} as a principal`,
      ['version: 1', 'roles:', `  administrators: [${name}]`],
      [
        `team.yaml:3:20: roles.administrators[0] names no role or user: ${name}; write role/NAME or user/NAME, or a full ARN such as arn:aws:iam::111122223333:role/NAME`,
      ],
    ],
  ),
  [
    'two classes of one name',
    [
      ...start,
      'classes:',
      '  - { name: a, match: { aliases: [alias/a] } }',
      '  - { name: a, match: { aliases: [alias/b] } }',
    ],
    ['team.yaml:6:13: classes[1].name is taken: line 5 has a class "a"; give each class a name of its own'],
  ],
  [
    'a class with the name of the keys that have no class',
    [...start, 'classes:', '  - { name: default, match: { aliases: [alias/a] } }'],
    [
      'team.yaml:5:13: classes[0].name is no name for a class: "default"; use small letters, digits and hyphens, and not "default", which is the class of all other keys',
    ],
  ],
  [
    'a class that would match every key',
    [...start, 'classes:', '  - { name: a, match: {} }', '  - { name: b, match: { tags: {} } }'],
    [
      'team.yaml:5:23: classes[0].match would match every key; say which tags, aliases, accounts or regions, or use defaults',
      'team.yaml:6:31: classes[1].match.tags names no tag; name a tag and its values, or remove the line',
    ],
  ],
  [
    'an alias without its prefix, a wildcard account and a Region that cannot be',
    [
      ...start,
      'classes:',
      '  - name: a',
      '    match:',
      '      aliases: [prod]',
      '      accounts: ["*"]',
      '      regions: [europe]',
    ],
    [
      'team.yaml:7:17: classes[0].match.aliases[0] is no alias: "prod"; begin it with alias/',
      'team.yaml:8:18: classes[0].match.accounts[0] is no account: "*"; write the 12 digits of the account, in quotes',
      'team.yaml:9:17: classes[0].match.regions[0] is no Region: "europe"; write its code, for example eu-west-1',
    ],
  ],
];

describe('loadStandard refuses, with file, line, column and what to do,', () => {
  test.each([...yamlCases, ...fieldCases, ...valueCases])('%s', (_, lines, message) => {
    expect(refusal(lines).message.split('\n')).toEqual(message);
  });

  test('everything that is wrong at once, in the order of the file', () => {
    const error = refusal(['version: 1', 'roles: {}', 'defaults:', '  mode: off', '  rotate: true']);
    expect(error.problems.map(({ line, column }) => [line, column])).toEqual([
      [2, 1],
      [4, 9],
      [5, 3],
    ]);
    expect(error).toMatchObject({ code: 'INVALID_STANDARD', file: 'team.yaml', line: 2, column: 1 });
    expect(error.hint).toBe('add "administrators:"');
  });

  test('a file nested too deeply to read, without running out of stack', () => {
    expect(refusal(['['.repeat(20_000)]).problems).toHaveLength(1);
  });

  test('a broken file with Windows line ends at the same place', () => {
    expect(refusal([[...start, 'mods: x'].join('\r\n')])).toMatchObject({ line: 4, column: 1 });
  });

  test('whatever the file holds, with a place that is in the file', () => {
    const bits = [
      ...['version: 1', 'roles:', 'administrators:', 'classes:', 'match:', 'name: a', '[role/A]', '&a', '*a'],
      ...[
        '\n',
        '\n  ',
        '\n    ',
        '- ',
        ': ',
        ' ',
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        '#',
        '|',
        '\t',
        '!x',
        '---',
        '%',
        '?',
      ],
    ];
    const file = fc.array(fc.constantFrom(...bits), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(file, fc.string({ unit: 'binary' })), (text) => {
        const lines = text.split('\n');
        for (const { line, column, what, fix } of problemsIn(text)) {
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
          expect(`${what}; ${fix}`).not.toMatch(/undefined|; $|^;/);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
