import fc from 'fast-check';
import type { Message } from '../../shared/alerts/message/message.ts';
import { composeMessage } from '../../shared/alerts/message/message.ts';
import { plainText } from '../../shared/alerts/plain-text.ts';
import type { Summary, SummaryLine } from '../../shared/alerts/summary.ts';
import type { Decision, Outcome } from '../../shared/ledger/decision.ts';
import { type Finding, severities } from '../../shared/rules/rule.ts';
import type { Scope } from '../../shared/rules/scope.ts';
import { exampleDecision, keyArn } from './example-decision.ts';

/** What somebody might name a thing to be read as something else, or to break what shows it. */
const hostile = fc.constantFrom(
  '',
  ' ',
  '\u202Egnp.exe',
  '\n\nSeverity: low',
  '<!channel> <https://evil.example|click>',
  '```*_~`@here',
  '"},"severity":"low',
  '\\u0000\u0000\uD800',
  '\u{1F511}'.repeat(400),
);

const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 2, arbitrary: hostile },
  { weight: 1, arbitrary: fc.constant('\u00e9"\\'.repeat(11_000)) },
);

/** Names in which there is nothing that AWS would not let be in an ARN, and some in which there is. */
const name = fc.oneof(fc.stringMatching(/^[\w+=,.@/-]{1,100}$/), text);

const arnOf: Readonly<Record<Scope, (name: string) => string>> = {
  key: () => keyArn,
  alias: (name) => `arn:aws:kms:eu-west-1:111122223333:alias/${name}`,
  'key-store': (name) => `arn:aws:kms:eu-west-1:111122223333:custom-key-store/${name}`,
  trail: (name) => `arn:aws:cloudtrail:eu-west-1:111122223333:trail/${name}`,
  'vpc-endpoint': (name) => `arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/${name}`,
  account: () => 'arn:aws:organizations:eu-west-1:111122223333:account',
  principal: (name) => `arn:aws:iam::111122223333:role/${name}`,
};

const scopes = Object.keys(arnOf) as readonly Scope[];
const outcomes: readonly Outcome[] = ['alerted', 'asked', 'remediated', 'already-right', 'held', 'failed'];

const finding: fc.Arbitrary<Finding> = fc.record(
  {
    rule: fc.constantFrom(
      'policy-drift',
      'no-public-access',
      'kms-logged',
      'grantee',
      'a-rule-with-a-long-name',
    ),
    severity: fc.constantFrom(...severities),
    message: text,
    evidence: fc.array(
      fc.oneof(
        text,
        text.map((line) => `gained: ${line}`),
      ),
      { maxLength: 5 },
    ),
    fix: text,
    statements: fc.constant([]),
    remedy: fc.constantFrom('revert-policy', 'enable-key'),
  },
  { requiredKeys: ['rule', 'severity', 'message', 'evidence', 'fix', 'statements'] },
);

const time = fc
  .oneof(
    {
      weight: 5,
      arbitrary: fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
    },
    { weight: 1, arbitrary: fc.constantFrom('no time', '+012345-01-01T00:00:00Z', '') },
  )
  .map((at) => (typeof at === 'string' ? at : at.toISOString()));

/** A decision on anything, by anybody, whatever it was named, and however much was found. */
export const randomDecision: fc.Arbitrary<Decision> = fc
  .record({
    scope: fc.constantFrom(...scopes),
    name,
    changeId: fc.oneof(fc.uuid(), fc.string({ unit: 'binary', maxLength: 80 })),
    findings: fc.oneof(
      { weight: 9, arbitrary: fc.array(finding, { maxLength: 6 }) },
      { weight: 1, arbitrary: finding.map((one) => Array.from({ length: 120 }, () => one)) },
    ),
    outcome: fc.constantFrom(...outcomes),
    keyClass: text,
    aliases: fc.array(text, { maxLength: 2 }),
    team: fc.option(text, { nil: undefined }),
    session: text,
    at: time,
    policy: fc.constantFrom('{}', JSON.stringify({ Statement: 'x'.repeat(32_000) }), '"'.repeat(32_768)),
    refused: fc.boolean(),
  })
  .map(
    ({ scope, name, changeId, findings, outcome, keyClass, aliases, team, session, at, policy, refused }) => {
      const example = exampleDecision();
      const { details: _, ...circumstances } = example.change as Extract<
        typeof example.change,
        { details: unknown }
      >;
      const actor = { ...circumstances.actor, session };
      const change = refused
        ? {
            ...circumstances,
            operation: 'PutKeyPolicy' as const,
            id: changeId,
            at,
            actor,
            error: { code: session },
          }
        : { ...example.change, id: changeId, at, actor };
      const step = { kind: 'put-key-policy' as const, policy, replaces: '{}' };
      return exampleDecision({
        scope,
        arn: arnOf[scope](name),
        changeId,
        change: change as Decision['change'],
        findings,
        outcome,
        keyClass,
        aliases,
        ...(team === undefined ? {} : { team }),
        steps: [
          outcome === 'failed'
            ? { step, outcome: 'failed', code: 'AccessDeniedException', why: session }
            : { step, outcome: 'done', at: '2026-11-24T10:00:03.500Z' },
        ],
      });
    },
  );

export const randomMessage: fc.Arbitrary<Message> = randomDecision.map(composeMessage);

const line: fc.Arbitrary<SummaryLine> = fc.record({
  headline: text.map(plainText),
  severity: fc.constantFrom(...severities),
  outcome: fc.constantFrom(...outcomes),
  arn: name.map(arnOf.alias),
  changeId: fc.uuid(),
  at: time,
});

/** As many as a mass event may have, each as long as the names in it may make it. */
const repeated = (one: SummaryLine): readonly SummaryLine[] =>
  Array.from({ length: 500 }, (_, index) => ({
    ...one,
    headline: one.headline.slice(0, 600),
    arn: `${one.arn.slice(0, 600)}${index}`,
  }));

export const randomSummary: fc.Arbitrary<Summary> = fc
  .record({
    kind: fc.constantFrom('mass', 'digest'),
    headline: text.map(plainText),
    severity: fc.constantFrom(...severities),
    count: fc.integer({ min: 1, max: 10_000 }),
    since: time,
    until: time,
    account: fc.option(fc.constant('111122223333'), { nil: undefined }),
    region: fc.option(fc.constant('eu-west-1'), { nil: undefined }),
    worst: fc.array(line, { maxLength: 10 }),
    all: fc.option(line.map(repeated), { nil: undefined, freq: 3 }),
    outcomes: fc.dictionary(fc.constantFrom(...outcomes), fc.integer({ min: 1, max: 99 })),
    more: text.map(plainText),
  })
  .map(({ account, region, all, ...rest }) => ({
    ...rest,
    ...(all === undefined ? {} : { all }),
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
  }));

export const randomNotice = fc.oneof(randomMessage, randomSummary);
