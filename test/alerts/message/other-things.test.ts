import { describe, expect, test } from '@jest/globals';
import { composeMessage } from '../../../shared/alerts/message/message.ts';
import { slackPayload } from '../../../shared/alerts/slack/blocks.ts';
import { readableText } from '../../../shared/alerts/sns/readable.ts';
import type { Attempt, Change } from '../../../shared/events/change.ts';
import type { Decision } from '../../../shared/ledger/decision.ts';
import type { Finding } from '../../../shared/rules/rule.ts';
import { exampleDecision, keyArn } from '../example-decision.ts';

const { change } = exampleDecision();
const finding = (rule: string, more: Partial<Finding> = {}): Finding => ({
  rule,
  severity: 'high',
  message: 'It is wrong.',
  evidence: [],
  fix: `Right ${rule}.`,
  statements: [],
  ...more,
});

/** A decision about another thing than a key, by an operation with these details. */
function about(
  made: { readonly operation: string; readonly service: string; readonly details: object },
  more: Partial<Decision>,
): Decision {
  const { key: _, ...circumstances } = change;
  const outcome = 'alerted' as const;
  return exampleDecision({
    change: { ...circumstances, ...made } as Change,
    aliases: [],
    steps: [],
    outcome,
    ...more,
  });
}

const endpoint = about(
  {
    operation: 'ModifyVpcEndpoint',
    service: 'ec2',
    details: { endpointId: 'vpce-1a2b3c4d5e6f70819', resetPolicy: true },
  },
  {
    scope: 'vpc-endpoint',
    arn: 'arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/vpce-1a2b3c4d5e6f70819',
    findings: [finding('vpc-endpoint-policy')],
  },
);
const member = about(
  { operation: 'DetachPolicy', service: 'organizations', details: { policyId: 'p-1', targetId: 'ou-1' } },
  { scope: 'account', arn: 'arn:aws:iam::222233334444:root', findings: [finding('deletion-scp')] },
);

describe('a message about a VPC endpoint', () => {
  const text = readableText(composeMessage(endpoint));

  test('has its values in one column, and says nothing of keys', () => {
    expect(text).toContain('\nSeverity:     high\n');
    expect(text).toContain('\nVPC endpoint: vpce-1a2b3c4d5e6f70819 (arn:');
    expect(text).toContain('\nClass:        payments\n');
    expect(text).not.toMatch(/Key class|The key in the console/);
    expect(JSON.stringify(slackPayload(composeMessage(endpoint)))).not.toContain('Key class');
  });

  test('does not call somebody of its own account a stranger', () => {
    expect(text).toContain('By:           role/Admin (session alice)\n');
  });

  test('says what was changed, and what that led to', () => {
    expect(text).toContain('reset to the default, which allows everything (ec2:ModifyVpcEndpoint)');
    expect(text).toContain('The VPC endpoint let through more than the standard allows (since');
  });
});

test('a security group is said to be changed, and which', () => {
  const made = {
    operation: 'AuthorizeSecurityGroupIngress',
    service: 'ec2',
    details: { groupId: 'sg-1' },
  };
  const { headline, changed } = composeMessage({
    ...endpoint,
    change: { ...endpoint.change, ...made } as Change,
  });
  expect(headline).toContain('changed a security group of VPC endpoint vpce-1a2b3c4d5e6f70819');
  expect(changed).toBe('Security group sg-1 was given other rules (ec2:AuthorizeSecurityGroupIngress).');
});

describe('a message about a member account', () => {
  const message = composeMessage(member);

  test('names that account, once, and not the management account that the event is from', () => {
    expect(message.about.account).toBe('222233334444');
    expect(message.by).toBe('role/Admin (session alice) of account 111122223333');
    expect(readableText(message).match(/^Account:/gm)).toHaveLength(1);
    expect(readableText(message)).toContain('\nRegion:    eu-west-1\n');
  });

  test('names the policy and what it was detached from', () => {
    expect(message.changed).toBe('p-1 was detached from ou-1 (organizations:DetachPolicy).');
  });
});

test('refused calls are told of a role by its name, with the event of the last one', () => {
  const { details: _, ...tried } = change as Change & { details: object };
  const message = composeMessage(
    exampleDecision({
      scope: 'principal',
      arn: 'arn:aws:iam::111122223333:role/Admin',
      changeId: 'refused-10-1',
      change: { ...tried, error: { code: 'AccessDenied' } } as Attempt,
      findings: [finding('denied-attempts')],
      outcome: 'alerted',
      steps: [],
    }),
  );
  expect(message.about.name).toBe('role/Admin');
  expect(message.headline).toMatch(/was refused again and again, last for PutKeyPolicy$/);
  expect(message.links.map(({ url }) => url)).toEqual([expect.stringContaining(`#/events/${change.id}`)]);
});

describe('a key whose alias was changed', () => {
  const told = (operation: string, arn = keyArn) =>
    composeMessage(
      exampleDecision({
        arn,
        outcome: 'alerted',
        steps: [],
        findings: [finding('root-activity')],
        change: { ...change, operation, details: { alias: 'alias/app' } } as Change,
      }),
    );

  test.each([
    ['CreateAlias', 'created alias/app for key alias/payments'],
    ['DeleteAlias', 'deleted alias/app of key alias/payments'],
    ['UpdateAlias', 'moved alias/app to key alias/payments'],
  ])('is not said to be %s itself', (operation, deed) => {
    expect(told(operation).headline).toMatch(new RegExp(`${deed}$`));
  });

  test('is told of an alias that was moved away from it', () => {
    expect(told('UpdateAlias', keyArn.replace('1234', '9876')).headline).toContain(
      'moved alias/app away from key',
    );
  });

  test('was exposed by nothing that lasts, where only the root user called', () => {
    expect(told('UpdateAlias').exposed).toEqual([]);
  });
});

describe('what to do about what was put right', () => {
  const at = '2026-11-24T10:00:03.500Z';
  const grant = finding('grantee', { remedy: 'revoke-grant' });
  const steps = [{ step: { kind: 'revoke-grant', grantId: 'g' }, outcome: 'done', at }] as const;
  const now = (findings: readonly Finding[]) => composeMessage(exampleDecision({ findings, steps })).now;

  test('is not to do it again', () => {
    expect(now([grant])).toEqual([
      'Nothing is left to put right. Find out from arn:aws:iam::111122223333:role/Admin what was meant. If it was meant, "kms-guardian explain" says how to do it within the standard: see grantee.',
    ]);
  });

  test('is what else was found, and was only to be told', () => {
    const [first, ...left] = now([
      grant,
      finding('root-activity'),
      finding('tag-tampering', { remedy: 'restore-tags' }),
    ]);
    expect(first).not.toContain('Nothing is left');
    expect(left).toEqual(['Right root-activity.', 'Right tag-tampering.']);
  });
});

test('an alias is called by its name alone', () => {
  const arn = 'arn:aws:kms:eu-west-1:111122223333:alias/app';
  const made = {
    operation: 'UpdateAlias',
    service: 'kms',
    details: { alias: 'alias/app', targetKeyId: 'k' },
  };
  const { headline, exposed } = composeMessage(
    about(made, { scope: 'alias', arn, findings: [finding('alias-hijack')] }),
  );
  expect(headline).toMatch(/moved alias\/app to another key$/);
  expect(exposed).toEqual([
    'Calls that name the alias did not reach the key it is meant for (since 2026-11-24T10:00:00Z, and still).',
  ]);
});
