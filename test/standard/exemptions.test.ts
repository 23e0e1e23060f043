import { describe, expect, test } from '@jest/globals';
import { allRules } from '../../shared/duties.ts';
import { loadStandard } from '../../shared/standard/load.ts';
import { type Case, refusal, start } from './refusal.ts';

const load = (...lines: readonly string[]) =>
  loadStandard([...start, ...lines].join('\n'), 'team.yaml', { ruleIds: allRules.map(({ id }) => id) });

const rest = 'owner: me, reason: INC-1, until: 2026-12-31T18:00:00Z';
const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab';

describe('exemptions', () => {
  test('are taken as written', () => {
    const written = {
      rules: ['policy-drift', 'key-enabled'],
      principals: ['role/Incident*', 'arn:aws:iam::444455556666:user/alice'],
      keys: ['alias/payments-*', keyArn],
      owner: 'payments-team',
      reason: 'INC-1234, restoring by hand',
      until: '2026-12-31T18:00:00.500Z',
    };
    expect(load(`exemptions: [${JSON.stringify(written)}]`).exemptions).toEqual([written]);
  });

  test('may leave out what they are not limited by; the end needs no quotes', () => {
    expect(
      load(
        'exemptions:',
        `  - { principals: [role/A], ${rest} }`,
        '  - keys: [alias/a]',
        '    owner: me',
        '    reason: INC-1',
        '    until: 2026-12-31T18:00:00Z',
      ).exemptions,
    ).toEqual([
      { rules: [], principals: ['role/A'], keys: [], ...plain },
      { rules: [], principals: [], keys: ['alias/a'], ...plain },
    ]);
  });

  const plain = { owner: 'me', reason: 'INC-1', until: '2026-12-31T18:00:00Z' };

  const until = (place: string, given: string) =>
    `team.yaml:${place}: exemptions[0].until is no time: ${given}; write day and time in UTC, for example 2026-12-31T18:00:00Z`;

  test.each<Case>([
    [
      'one that would excuse everything',
      ['exemptions:', `  - { rules: [policy-drift], ${rest} }`, `  - { principals: [], keys: [], ${rest} }`],
      [
        'team.yaml:5:5: exemptions[0] would excuse everybody, everywhere; name principals or keys',
        'team.yaml:6:5: exemptions[1] would excuse everybody, everywhere; name principals or keys',
      ],
    ],
    [
      'one without an owner, a reason and an end',
      ['exemptions:', '  - principals: [role/A]'],
      [
        'team.yaml:5:5: exemptions[0].owner is missing; add "owner:"',
        'team.yaml:5:5: exemptions[0].reason is missing; add "reason:"',
        'team.yaml:5:5: exemptions[0].until is missing; add "until:"',
      ],
    ],
    [
      'one whose owner and reason say nothing',
      ['exemptions:', '  - principals: [role/A]', '    owner: ""', '    reason: " "', '    until: ~'],
      [
        'team.yaml:6:12: exemptions[0].owner says nothing: ""; write a few words',
        'team.yaml:7:13: exemptions[0].reason says nothing: " "; write a few words',
        'team.yaml:8:5: exemptions[0].until has no value; give it one, or remove the line',
      ],
    ],
    ...[
      '2026-12-31',
      'tomorrow',
      '2026-12-31T18:00:00',
      '2026-12-31T18:00:00+01:00',
      '2026-12-31 18:00:00Z',
      '2026-02-30T18:00:00Z',
      '2026-12-31T25:00:00Z',
    ].map(
      (given): Case => [
        `one that ends at ${given}`,
        [
          'exemptions:',
          '  - principals: [role/A]',
          '    owner: me',
          '    reason: x',
          `    until: "${given}"`,
        ],
        [until('8:12', `"${given}"`)],
      ],
    ),
    [
      'one that ends with a year',
      ['exemptions:', '  - { principals: [role/A], owner: me, reason: x, until: 2026 }'],
      [until('5:58', '2026')],
    ],
    [
      'a rule that does not exist, with the one that was meant',
      ['exemptions:', `  - { rules: [policy-drfit], principals: [role/A], ${rest} }`],
      ['team.yaml:5:15: exemptions[0].rules[0] is no rule: "policy-drfit"; did you mean policy-drift?'],
    ],
    [
      'what is no principal and no key',
      [
        'exemptions:',
        '  - principals: ["*", "arn:aws:iam::*:role/A"]',
        '    keys: ["*", 1234abcd, "arn:aws:kms:eu-west-1:111122223333:key/*", "arn:aws:kms:eu-west-1:111122223333:alias/a"]',
        '    owner: me',
        '    reason: x',
        '    until: 2026-12-31T18:00:00Z',
      ],
      [
        'team.yaml:5:18: exemptions[0].principals[0] names no role or user: "*"; write role/NAME or user/NAME, or a full ARN such as arn:aws:iam::111122223333:role/NAME',
        'team.yaml:5:23: exemptions[0].principals[1] has a wildcard in the account: "arn:aws:iam::*:role/A"; write the 12 digits of the account, once for each account',
        ...[
          ['6:12', '*'],
          ['6:17', '1234abcd'],
          ['6:27', 'arn:aws:kms:eu-west-1:111122223333:key/*'],
          ['6:71', 'arn:aws:kms:eu-west-1:111122223333:alias/a'],
        ].map(
          ([place, key], index) =>
            `team.yaml:${place}: exemptions[0].keys[${index}] is no key: "${key}"; write its ARN, or an alias such as alias/payments-* (* and ? allowed)`,
        ),
      ],
    ],
    [
      'an exemption of a class, and one with a field it has not',
      [
        'defaults: { exemptions: [] }',
        'exemptions:',
        `  - { principal: [role/A], keys: [alias/a], ${rest} }`,
      ],
      [
        'team.yaml:4:13: defaults has no field "exemptions"; choose from mode, actions, trust, creation, usage, iamDelegation, rootUser, policy, rotation, deletion, importedMaterial, keyStores, grants, labels, monitoring, perimeter, breaker, rules',
        'team.yaml:6:7: exemptions[0] has no field "principal"; did you mean principals?',
      ],
    ],
    [
      'exemptions that are no list',
      ['exemptions: { principals: [role/A] }'],
      ['team.yaml:4:13: exemptions must be a list, not a section with fields; write [...]'],
    ],
  ])('are refused for %s', (_, lines, message) => {
    expect(refusal([...start, ...lines]).message.split('\n')).toEqual(message);
  });

  test.each(['guardian-access', 'lockout'])('never cover %s', (rule) => {
    expect(() =>
      load('exemptions:', `  - { rules: [key-enabled, ${rule}], principals: [role/A], ${rest} }`),
    ).toThrow(
      `team.yaml:5:28: exemptions[0].rules[1] is a rule that nothing is excused from: "${rule}"; remove it: without what it asks, an exemption could not be seen, or not end`,
    );
  });
});
