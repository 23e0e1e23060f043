import { describe, expect, test } from '@jest/globals';
import { loadStandard } from '../../shared/standard/load.ts';
import { type Case, refusal, start } from './refusal.ts';

const load = (...lines: readonly string[]) =>
  loadStandard([...start, ...lines].join('\n'), 'team.yaml', { ruleIds: [] }).alerts;

const otherwise = {
  routes: [],
  teamTag: 'team',
  accounts: {},
  responders: [],
  mass: { count: 10, withinMinutes: 5 },
  incidentHours: 24,
  exemptHours: 8,
  snoozeHours: 4,
};

describe('alerts', () => {
  test('go to every channel and are acted on by nobody, where the standard says nothing', () => {
    expect(load()).toEqual(otherwise);
    expect(load('alerts: {}')).toEqual(otherwise);
  });

  test('are taken as written, with nothing added to a route', () => {
    const written = {
      routes: [
        {
          severities: ['critical'],
          classes: ['payments', 'default'],
          accounts: ['111122223333'],
          teams: ['payments-*'],
          to: ['slack', 'slack:C0123ABCD', 'sns', 'eventbridge', 'security-hub', 'amazon-q', 'ocsf'],
        },
        { to: [] },
      ],
      teamTag: 'cost centre',
      accounts: { '111122223333': 'payments-prod' },
      responders: [
        {
          slack: 'W0123ABCD',
          name: 'Alice',
          principals: ['role/Admin*', 'arn:aws:iam::444455556666:user/alice'],
          may: ['revert', 'accept', 'exempt', 'snooze', 'close-breaker'],
        },
      ],
      mass: { count: 2, withinMinutes: 60 },
      incidentHours: 1,
      exemptHours: 168,
      snoozeHours: 168,
    };
    const classes = 'classes: [{ name: payments, match: { aliases: [alias/payments] } }]';
    expect(load(classes, `alerts: ${JSON.stringify(written)}`)).toEqual(written);
  });

  test('may be said in part: the rest of the mass event is as it was', () => {
    expect(load('alerts: { mass: { count: 50 }, snoozeHours: 1 }')).toEqual({
      ...otherwise,
      mass: { count: 50, withinMinutes: 5 },
      snoozeHours: 1,
    });
  });
});

const responder = (slack: string) => `{ slack: ${slack}, name: A, principals: [], may: [revert] }`;

const range = (place: string, field: string, unit: string, least: number, most: number, why: string) =>
  `team.yaml:${place}: alerts.${field} must be a whole number of ${unit} from ${least} to ${most}, not 0; choose one in that range: ${why}`;

describe('alerts are refused, with file, line, column and what to do, for', () => {
  test.each<Case>([
    [
      'a channel that is none, one that was misspelled, and a conversation by its name',
      ['alerts:', '  routes:', '    - to: [email, snss, "slack:#alerts", slack:C1, 7]'],
      [
        'team.yaml:6:12: alerts.routes[0].to[0] is no channel: "email"; choose from slack, sns, eventbridge, security-hub, amazon-q, ocsf or slack:C0123ABCD',
        'team.yaml:6:19: alerts.routes[0].to[1] is no channel: "snss"; did you mean sns?',
        ...[
          ['6:25', 'slack:#alerts'],
          ['6:42', 'slack:C1'],
        ].map(
          ([place, given], index) =>
            `team.yaml:${place}: alerts.routes[0].to[${index + 2}] names no conversation in Slack: "${given}"; write its ID, which its details in Slack end with, for example slack:C0123ABCD`,
        ),
        'team.yaml:6:52: alerts.routes[0].to[4] is no channel: 7; choose from slack, sns, eventbridge, security-hub, amazon-q, ocsf or slack:C0123ABCD',
      ],
    ],
    [
      'a class that the standard has not',
      [
        'classes:',
        '  - { name: payments, match: { aliases: [alias/payments] } }',
        'alerts:',
        '  routes:',
        '    - classes: [payments, paymnts, default, audit]',
        '      to: [sns]',
      ],
      [
        'team.yaml:8:27: alerts.routes[0].classes[1] is no class of this standard: "paymnts"; did you mean payments?',
        'team.yaml:8:45: alerts.routes[0].classes[3] is no class of this standard: "audit"; choose from payments, default',
      ],
    ],
    [
      'a severity that is none',
      ['alerts: { routes: [{ severities: [urgent], to: [sns] }] }'],
      [
        'team.yaml:4:35: alerts.routes[0].severities[0] must be critical, high, medium or low, not "urgent"; write critical, high, medium or low',
      ],
    ],
    [
      'parts that name nothing, and would match nothing',
      ['alerts:', '  routes:', '    - { severities: [], classes: [], accounts: [], teams: [], to: [] }'],
      [
        ['6:21', 'severities', 'a severity'],
        ['6:34', 'classes', 'a class'],
        ['6:48', 'accounts', 'an account'],
        ['6:59', 'teams', 'a team'],
      ].map(
        ([place, field, what]) =>
          `team.yaml:${place}: alerts.routes[0].${field} is an empty list; name ${what}, or remove the line`,
      ),
    ],
    [
      'a route that goes nowhere, not even to nobody',
      ['alerts: { routes: [{ severities: [low] }] }'],
      ['team.yaml:4:20: alerts.routes[0].to is missing; add "to:"'],
    ],
    [
      'a route after one that matches everything',
      ['alerts:', '  routes:', '    - to: [sns]', '    - severities: [critical]', '      to: [slack]'],
      [
        'team.yaml:7:7: alerts.routes[1] never holds: the route on line 6 matches all that it would; put it before that one, or remove it',
      ],
    ],
    [
      'a responder twice, whatever they are called',
      [
        'alerts:',
        '  responders:',
        `    - ${responder('U0ALICE')}`,
        `    - ${responder('U0BOB')}`,
        `    - ${responder('U0ALICE')}`,
      ],
      [
        'team.yaml:8:16: alerts.responders[2].slack is taken: line 6 has "U0ALICE"; write each person once, with all that they may press',
      ],
    ],
    [
      'a person by their name, and an ID that is no person',
      ['alerts:', '  responders:', `    - ${responder('"@alice"')}`, `    - ${responder('C0123ABCD')}`],
      [
        ['6:16', '@alice'],
        ['7:16', 'C0123ABCD'],
      ].map(
        ([place, given], index) =>
          `team.yaml:${place}: alerts.responders[${index}].slack is no member ID of Slack: "${given}"; write the one that "Copy member ID" in their profile gives, for example U0123ABCD`,
      ),
    ],
    [
      'a responder of whom nothing is known, and one who may press what is no button',
      ['alerts:', '  responders:', '    - slack: U0A1', '    - slack: U0A2', '      may: [rever, delete]'],
      [
        'team.yaml:6:7: alerts.responders[0].name is missing; add "name:"',
        'team.yaml:6:7: alerts.responders[0].principals is missing; add "principals:"',
        'team.yaml:6:7: alerts.responders[0].may is missing; add "may:"',
        'team.yaml:7:7: alerts.responders[1].name is missing; add "name:"',
        'team.yaml:7:7: alerts.responders[1].principals is missing; add "principals:"',
        'team.yaml:8:13: alerts.responders[1].may[0] is no button: "rever"; did you mean revert?',
        'team.yaml:8:20: alerts.responders[1].may[1] is no button: "delete"; choose from revert, accept, exempt, snooze, close-breaker',
      ],
    ],
    [
      'a responder who may nothing, and has no name',
      ['alerts: { responders: [{ slack: U0A1, name: " ", principals: [], may: [] }] }'],
      [
        'team.yaml:4:45: alerts.responders[0].name says nothing: " "; write how people call them',
        'team.yaml:4:71: alerts.responders[0].may is an empty list; name what they may press, or remove them',
      ],
    ],
    [
      'times and numbers that are none',
      [
        'alerts:',
        '  mass: { count: 0, withinMinutes: 0 }',
        '  incidentHours: 0',
        '  exemptHours: 0',
        '  snoozeHours: 0',
      ],
      [
        range('5:18', 'mass.count', 'alerts', 2, 1000, 'one alone is no mass'),
        range('5:36', 'mass.withinMinutes', 'minutes', 1, 60, 'what is further apart is no single event'),
        range('6:18', 'incidentHours', 'hours', 1, 720, 'a thread of more than a month is read by nobody'),
        range(
          '7:16',
          'exemptHours',
          'hours',
          1,
          168,
          'what must last longer is written under exemptions, where it is reviewed',
        ),
        range('8:16', 'snoozeHours', 'hours', 1, 168, 'what nobody is told for longer is forgotten'),
      ],
    ],
    [
      'an account that is none, and one without a name',
      ['alerts:', '  accounts: { prod: a, "111122223333": " " }'],
      [
        'team.yaml:5:15: alerts.accounts is no account: "prod"; write the 12 digits of the account, in quotes',
        'team.yaml:5:40: alerts.accounts.111122223333 is no name: " "; give the account a name of at most 64 characters',
      ],
    ],
    [
      'a tag of no key, and fields that were misspelled or belong to a class',
      ['alerts:', '  teamTag: ""', '  route: []', 'defaults: { alerts: {} }'],
      [
        'team.yaml:5:12: alerts.teamTag is no key of a tag: ""; write the key of the tag alone, for example owner',
        'team.yaml:6:3: alerts has no field "route"; did you mean routes?',
        'team.yaml:7:13: defaults has no field "alerts"; choose from mode, actions, trust, creation, usage, iamDelegation, rootUser, policy, rotation, deletion, importedMaterial, keyStores, grants, labels, monitoring, perimeter, breaker, rules',
      ],
    ],
    [
      'sections that are none',
      ['alerts: { routes: { to: [sns] }, responders: U0ALICE }'],
      [
        'team.yaml:4:19: alerts.routes must be a list, not a section with fields; write [...]',
        'team.yaml:4:46: alerts.responders must be a list, not "U0ALICE"; write [U0ALICE]',
      ],
    ],
  ])('%s', (_, lines, message) => {
    expect(refusal([...start, ...lines]).message.split('\n')).toEqual(message);
  });
});
