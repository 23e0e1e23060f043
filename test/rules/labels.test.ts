import { describe, expect, test } from '@jest/globals';
import { adoptedKey } from '../../shared/remediation/adopt.ts';
import { keySteps } from '../../shared/remediation/key-steps.ts';
import { changedTags } from '../../shared/rules/counting-tags.ts';
import { mayLabel, maySetLabels } from '../../shared/rules/sanctioned.ts';
import { tagTampering } from '../../shared/rules/tag-tampering.ts';
import {
  approvedStatements,
  baseline,
  change,
  governance,
  policy,
  role,
  snapshot,
  statement,
  subject,
} from './subject.ts';

const creator = role('Creator');
const tagged = (tags: Readonly<Record<string, string>>, by = role('KeyAdministrator')) =>
  change('TagResource', { tags }, by);
const labels = { changedBy: ['role/Labeller'], protectedTags: ['team'], classTags: ['stage'] };

describe('labels are set by', () => {
  const born = (createdAt: string, by = creator) =>
    subject({
      snapshot: snapshot({ createdAt }),
      baseline: baseline({ creator }),
      governance: governance({ labels }),
      change: tagged({ stage: 'lab' }, by),
    });

  test.each([
    ['a pipeline', born('2020-01-01T00:00:00Z', role('Deploy')), true],
    ['one whom the standard names', born('2020-01-01T00:00:00Z', role('Labeller')), true],
    ['the creator, a moment before the key has settled', born('2026-11-02T09:45:00.001Z'), true],
    ['the creator, once it has settled', born('2026-11-02T09:45:00.000Z'), false],
    ['somebody else while it settles', born('2026-11-02T09:59:00Z', role('KeyOwner')), false],
  ])('%s: %#', (_, each, may) => {
    expect(mayLabel(each)).toBe(may);
  });

  test('nobody in a change of nobody, or of one that has no ARN', () => {
    const service = { ...tagged({}), actor: { kind: 'service', service: 'x.amazonaws.com' } as const };
    const made = baseline({ by: { kind: 'service', service: 'x.amazonaws.com' } });
    const young = snapshot({ createdAt: '2026-11-02T09:59:00Z' });
    expect(mayLabel(subject({ change: service, baseline: made, snapshot: young }))).toBe(false);
    expect(mayLabel(subject({ snapshot: young }))).toBe(false);
  });

  test('nobody for what else of the key they have had approved', () => {
    const narrowed = baseline({ by: { kind: 'role', arn: role('KeyOwner') }, creator });
    const young = snapshot({ createdAt: '2026-11-02T09:59:00Z' });
    const by = (name: string) =>
      mayLabel(subject({ change: tagged({}, role(name)), baseline: narrowed, snapshot: young }));
    expect(by('KeyOwner')).toBe(false);
    const { creator: _, ...unseen } = narrowed;
    const change = tagged({}, role('KeyOwner'));
    expect(mayLabel(subject({ change, baseline: unseen, snapshot: young }))).toBe(false);
  });

  test('the creator never where others rely on them', () => {
    expect(maySetLabels(born('2026-11-02T09:59:00Z'))).toBe(false);
  });
});

describe('tags that count', () => {
  const tampered = subject({
    snapshot: snapshot({ tags: { stage: 'lab', Project: 'x', note: 'y' } }),
    baseline: baseline({
      tags: { stage: 'production', team: 'payments' },
      policy: policy(
        ...approvedStatements,
        statement('ByTag', role('KeyUser'), 'kms:Decrypt', {
          Condition: { StringEquals: { 'aws:ResourceTag/project': 'ledger' } },
        }),
      ),
    }),
    governance: governance({ labels }),
  });

  test('are put back, all that an audit finds', () => {
    expect(keySteps('restore-tags', tampered, [])).toEqual({
      steps: [
        {
          kind: 'tag-key',
          tags: { stage: 'production', team: 'payments' },
          replaces: { stage: 'lab' },
        },
        { kind: 'untag-key', tagKeys: ['Project'], replaces: { Project: 'x' } },
      ],
    });
    expect(tagTampering.check(tampered)).toEqual([
      {
        message: 'Tags that count are not as they were approved: stage, team, Project.',
        evidence: [
          'stage was production, and is lab; the classes of the standard go by it',
          'team was payments, and is gone; IAM policies go by it, as the standard says',
          'Project was not there, and is x; the key policy goes by it',
        ],
        remedy: 'restore-tags',
      },
    ]);
  });

  test('are put back no more than the change at hand changed', () => {
    const one = { ...tampered, change: tagged({ stage: 'lab', note: 'y' }) };
    expect(tagTampering.check(one)).toMatchObject([
      { message: 'role/KeyAdministrator changed tags that count, and is not allowed to: stage.' },
    ]);
    expect(keySteps('restore-tags', one, [])).toEqual({
      steps: [{ kind: 'tag-key', tags: { stage: 'production' }, replaces: { stage: 'lab' } }],
    });
    const two = { ...tampered, change: change('UntagResource', { tagKeys: ['Project'] }) };
    expect(keySteps('restore-tags', two, [])).toEqual({
      steps: [{ kind: 'untag-key', tagKeys: ['Project'], replaces: { Project: 'x' } }],
    });
  });

  test('are found where the live policy cannot be read, too', () => {
    const unreadable = { ...tampered, snapshot: { ...tampered.snapshot, policy: '{' } };
    expect(changedTags(unreadable).map(({ key }) => key)).toEqual(['stage', 'team', 'Project']);
  });

  test('have what they were or are only where they were or are there', () => {
    const why = expect.any(String);
    expect(changedTags(tampered)).toStrictEqual([
      { key: 'stage', why, before: 'production', after: 'lab' },
      { key: 'team', why, before: 'payments' },
      { key: 'Project', why, after: 'x' },
    ]);
  });

  test('cannot be put back where none are approved', () => {
    const { baseline: _, ...unknown } = tampered;
    expect(changedTags(unknown)).toEqual([]);
    expect(changedTags({ ...tampered, baseline: baseline() })).toEqual([]);
    expect(keySteps('restore-tags', unknown, [])).toEqual({ why: expect.any(String) });
    expect(keySteps('restore-tags', { ...tampered, baseline: baseline() }, [])).toEqual({
      why: expect.any(String),
    });
  });

  test('are found without what they were, where the baseline is older than they are', () => {
    const old = subject({ ...tampered, baseline: baseline(), change: tagged({ stage: 'lab' }) });
    const found = (each: typeof old) => tagTampering.check({ ...each, baseline: baseline() });
    expect(found(old)).toEqual([
      {
        message:
          'role/KeyAdministrator changed tags that count, and is not allowed to: stage. What they were is not known.',
        evidence: ['stage is lab; the classes of the standard go by it'],
        fix: expect.any(String),
      },
    ]);
    const removed = change('UntagResource', { tagKeys: ['team', 'note', 'stage'] });
    expect(found({ ...old, snapshot: snapshot(), change: removed })).toMatchObject([
      {
        message: expect.stringContaining('not allowed to: team, stage. What'),
        evidence: [expect.stringMatching(/^team is gone; IAM/), expect.stringMatching(/^stage is gone; the/)],
      },
    ]);
  });
});

describe('what a pipeline labels', () => {
  const adopted = (live: object, made: ReturnType<typeof change>, adoptedAt = '2026-11-01T00:00:00Z') =>
    adoptedKey(
      subject({
        snapshot: snapshot(live),
        baseline: baseline({ adoptedAt, tags: { stage: 'production', note: 'x' }, aliases: ['alias/old'] }),
        governance: governance({ labels }),
        change: made,
      }),
      0,
    );
  const lab = tagged({ stage: 'lab' }, role('Deploy'));
  const untagged = change('UntagResource', { tagKeys: ['stage'] }, role('Deploy'));
  const later = '2026-11-02T10:00:00Z';

  test('is approved as it set it, where the key has that', () => {
    expect(adopted({ tags: { stage: 'lab' } }, lab, later)?.tags).toEqual({ note: 'x', stage: 'lab' });
    expect(adopted({ tags: {} }, untagged, later)?.tags).toEqual({ note: 'x' });
  });

  test('is approved as it set it, where somebody has set something else since', () => {
    expect(adopted({ tags: { stage: 'free' } }, lab)?.tags).toEqual({ note: 'x', stage: 'lab' });
    expect(adopted({ tags: { stage: 'free' } }, untagged)?.tags).toEqual({ note: 'x' });
  });

  test('is not approved where the news is older than what is', () => {
    expect(adopted({ tags: { stage: 'free' } }, lab, later)?.tags).toEqual({
      note: 'x',
      stage: 'production',
    });
    expect(adopted({ tags: { stage: 'free' } }, untagged, later)?.tags).toEqual({
      note: 'x',
      stage: 'production',
    });
  });

  const alias = { alias: 'alias/new' };
  const created = change('CreateAlias', alias, role('Deploy'));
  const deleted = change('DeleteAlias', { alias: 'alias/old' }, role('Deploy'));

  test('is its alias where it has it, or should have', () => {
    expect(adopted({ aliases: ['alias/new'] }, created, later)?.aliases).toEqual(['alias/new', 'alias/old']);
    expect(adopted({ aliases: [] }, created)?.aliases).toEqual(['alias/new', 'alias/old']);
    expect(adopted({ aliases: [] }, created, later)?.aliases).toEqual(['alias/old']);
    expect(adopted({ aliases: [] }, deleted, later)?.aliases).toEqual([]);
    expect(adopted({ aliases: ['alias/old'] }, deleted, later)?.aliases).toEqual(['alias/old']);
  });

  test('is an alias no more that it moved to another key', () => {
    const away = change('UpdateAlias', { alias: 'alias/old' }, role('Deploy'));
    const key = { ...snapshot(), arn: `${snapshot().arn}0` };
    expect(adopted({ aliases: [] }, { ...away, key }, later)?.aliases).toEqual([]);
  });
});
