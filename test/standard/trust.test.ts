import { describe, expect, test } from '@jest/globals';
import { loadStandard } from '../../shared/standard/load.ts';
import { type Case, refusal, start } from './refusal.ts';

const load = (...lines: readonly string[]) =>
  loadStandard([...start, ...lines].join('\n'), 'team.yaml', { ruleIds: [] });

describe('trust and iamDelegation', () => {
  test('are taken as written', () => {
    const { defaults } = load(
      'defaults:',
      '  trust: { accounts: ["444455556666"], organizations: [o-a1b2c3d4e5] }',
      '  iamDelegation: forbidden',
    );
    expect(defaults.trust).toEqual({ accounts: ['444455556666'], organizations: ['o-a1b2c3d4e5'] });
    expect(defaults.iamDelegation).toBe('forbidden');
  });

  test('a class inherits them field by field; its list replaces the inherited one', () => {
    const { classes } = load(
      'defaults:',
      '  trust: { accounts: ["444455556666"], organizations: [o-a1b2c3d4e5] }',
      '  iamDelegation: forbidden',
      'classes:',
      '  - { name: same, match: { aliases: [alias/a] } }',
      '  - { name: other, match: { aliases: [alias/b] }, trust: { accounts: ["777788889999"] } }',
      '  - { name: alone, match: { aliases: [alias/c] }, trust: { accounts: [] }, iamDelegation: allowed }',
    );
    const organizations = ['o-a1b2c3d4e5'];
    expect(classes.map(({ governance: { trust, iamDelegation } }) => [trust, iamDelegation])).toEqual([
      [{ accounts: ['444455556666'], organizations }, 'forbidden'],
      [{ accounts: ['777788889999'], organizations }, 'forbidden'],
      [{ accounts: [], organizations }, 'allowed'],
    ]);
  });

  test.each<Case>([
    [
      'an account without quotes, which YAML reads as a number',
      ['defaults:', '  trust: { accounts: [444455556666] }'],
      ['team.yaml:5:23: defaults.trust.accounts[0] must be text, not 444455556666; put it in quotes'],
    ],
    [
      'one account where a list belongs, with the list to write',
      ['defaults:', '  trust: { accounts: "444455556666" }'],
      ['team.yaml:5:22: defaults.trust.accounts must be a list, not "444455556666"; write ["444455556666"]'],
    ],
    [
      'everybody, an account by its ARN, and organizations by their names',
      [
        'defaults:',
        '  trust:',
        '    accounts: ["*", "arn:aws:iam::444455556666:root"]',
        '    organizations: [acme, "o-*", o-SHOUTING12]',
      ],
      [
        'team.yaml:6:16: defaults.trust.accounts[0] is no account: "*"; write the 12 digits of the account, in quotes',
        'team.yaml:6:21: defaults.trust.accounts[1] is no account: "arn:aws:iam::444455556666:root"; write the 12 digits of the account, in quotes',
        ...[
          ['7:21', '0', 'acme'],
          ['7:27', '1', 'o-*'],
          ['7:34', '2', 'o-SHOUTING12'],
        ].map(
          ([place, index, id]) =>
            `team.yaml:${place}: defaults.trust.organizations[${index}] is no organization: "${id}"; write its ID, for example o-a1b2c3d4e5`,
        ),
      ],
    ],
    [
      'unknown fields, in a class too',
      [
        'defaults:',
        '  trust: { account: [] }',
        'classes:',
        '  - { name: a, match: { aliases: [alias/a] }, trust: { orgs: [] } }',
      ],
      [
        'team.yaml:5:12: defaults.trust has no field "account"; did you mean accounts?',
        'team.yaml:7:56: classes[0].trust has no field "orgs"; choose from accounts, organizations',
      ],
    ],
    [
      'a delegation that is neither allowed nor forbidden',
      ['defaults:', '  iamDelegation: forbiden'],
      [
        'team.yaml:5:18: defaults.iamDelegation must be allowed or forbidden, not "forbiden"; did you mean forbidden?',
      ],
    ],
    [
      'a delegation that is true',
      ['defaults:', '  iamDelegation: true'],
      [
        'team.yaml:5:18: defaults.iamDelegation must be allowed or forbidden, not true; write allowed or forbidden',
      ],
    ],
  ])('refuse %s', (_, lines, message) => {
    expect(refusal([...start, ...lines]).message.split('\n')).toEqual(message);
  });
});
