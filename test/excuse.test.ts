import { describe, expect, test } from '@jest/globals';
import { excuse } from '../shared/excuse.ts';
import type { Excused } from '../shared/ledger/history.ts';
import type { Finding, Subject } from '../shared/rules/rule.ts';
import { compileStandard } from '../shared/standard/compile.ts';
import { snapshot } from './rules/subject.ts';

const until = '2026-11-24T18:00:00.000Z';
const given: Excused = {
  rules: ['policy-drift', 'lockout'],
  by: 'Alice (U0ALICE), through Slack',
  why: 'incident 42',
  at: '2026-11-24T10:00:00.000Z',
  until,
};
const found = (rule: string): Finding => ({
  rule,
  severity: 'high',
  message: 'It is wrong.',
  evidence: [],
  fix: 'Put it right.',
  statements: [],
});

const { defaults: governance } = compileStandard({ version: 1, roles: { administrators: ['role/A'] } });
const subject: Subject = {
  snapshot: snapshot(),
  governance,
  history: { remediations: [], exempt: [given] },
};
const before = Date.parse(until) - 1;

describe('what a person exempted on a thing', () => {
  test('is excused, and says by whom, why and until when', () => {
    const [finding] = excuse([found('policy-drift')], subject, [], before);
    expect(finding?.exemption).toMatchObject({ owner: given.by, reason: 'incident 42', until });
    expect(finding?.evidence).toEqual([`excused by ${given.by} until ${until}: incident 42`]);
  });

  test.each([
    ['another rule is not', 'self-grant', before],
    ['a rule that no exemption covers is not', 'lockout', before],
    ['is not any more when its time is over', 'policy-drift', Date.parse(until)],
  ])('%s', (_, rule, now) => {
    expect(excuse([found(rule)], subject, [], now)).toEqual([found(rule)]);
  });

  test('of two exemptions, the standard’s is the one that is told', () => {
    const standing = {
      rules: [],
      principals: [],
      keys: [],
      owner: 'security',
      reason: 'a project',
      until: '2999-01-01T00:00:00Z',
    };
    const about = { ...subject, snapshot: snapshot() };
    const [finding] = excuse(
      [found('policy-drift')],
      about,
      [{ ...standing, keys: [about.snapshot.arn] }],
      before,
    );
    expect(finding?.exemption?.owner).toBe('security');
  });
});
