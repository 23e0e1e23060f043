import {
  CreateAliasCommand,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DeleteAliasCommand,
  DescribeKeyCommand,
  ListResourceTagsCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { document, governedPolicy } from '../../cli/demo/key-policy.ts';
import { loadStandard } from '../../shared/standard/load.ts';
import { account, type Stage, startStage } from './stage.ts';

const standard = (creation = '{ settlingMinutes: 15 }') =>
  loadStandard(
    `
version: 1
roles:
  administrators: [role/KeyAdministrator]
  owners: [role/KeyOwner]
  users: [role/KeyUser]
  guardian: [role/kms-guardian/*]
  pipelines: [role/Deploy]
defaults:
  mode: remediate
  policy: { wider: revert }
  actions: { owners: [kms:*] }
  deletion: { allowedTo: [role/KeyAdministrator] }
  creation: ${creation}
classes:
  - { name: laboratory, match: { tags: { stage: [lab] } }, mode: alert }
  - { name: sandbox, match: { aliases: [alias/sandbox-*] }, mode: alert }
`,
    'labels.yaml',
    { ruleIds: [] },
  );

/** The pipeline, the administrators and the owners may, as far as KMS goes, do what they like with labels. */
const labelActions = ['CreateAlias', 'UpdateAlias', 'DeleteAlias', 'TagResource', 'UntagResource'];
const statements = () => [
  ...governedPolicy(account),
  ...['Deploy', 'KeyAdministrator', 'KeyOwner'].map((role) => ({
    Sid: `${role}Labels`,
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:role/${role}` },
    Action: labelActions.map((action) => `kms:${action}`),
    Resource: '*',
  })),
];
const wide = () =>
  document([
    ...statements(),
    { Sid: 'Open', Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' },
  ]);

let stage: Stage;
beforeEach(async () => {
  stage = await startStage(() => standard());
});
afterEach(() => stage.stop());

async function createKey(by = 'pipeline', input: CreateKeyCommandInput = {}): Promise<string> {
  const { KeyMetadata } = await stage
    .as(by)
    .send(new CreateKeyCommand({ Policy: document(statements()), ...input }));
  await stage.sandbox.idle();
  return KeyMetadata?.Arn ?? '';
}

const createAlias = async (AliasName: string, TargetKeyId: string, by = 'pipeline') => {
  await stage.as(by).send(new CreateAliasCommand({ AliasName, TargetKeyId }));
  await stage.sandbox.idle();
};
const moveAlias = async (AliasName: string, TargetKeyId: string, by = 'administrator') => {
  await stage.as(by).send(new UpdateAliasCommand({ AliasName, TargetKeyId }));
  await stage.sandbox.idle();
};
const deleteAlias = async (AliasName: string, by = 'administrator') => {
  await stage.as(by).send(new DeleteAliasCommand({ AliasName }));
  await stage.sandbox.idle();
};
const setTag = async (KeyId: string, TagKey: string, TagValue: string, by = 'administrator') => {
  await stage.as(by).send(new TagResourceCommand({ KeyId, Tags: [{ TagKey, TagValue }] }));
  await stage.sandbox.idle();
};
const widen = async (KeyId: string) => {
  await stage.put(KeyId, wide());
  await stage.sandbox.idle();
  return (await stage.livePolicy(KeyId)) === wide();
};

const target = async (KeyId: string) =>
  (await stage.as('pipeline').send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.Arn;

const tags = async (KeyId: string) => {
  const { Tags = [] } = await stage.as('pipeline').send(new ListResourceTagsCommand({ KeyId }));
  return Object.fromEntries(Tags.map(({ TagKey, TagValue }) => [TagKey, TagValue]));
};

/** How each thing that ended as asked was decided, by the ARN's last part. */
const decided = (scope: 'alias' | 'key') =>
  stage.told.flatMap((each) =>
    each.type === 'decision' && each.arn.includes(`:${scope}/`) ? each.outcome : [],
  );

/** Two keys, and an alias for the first. */
async function aliased(name = 'alias/payments') {
  const first = await createKey();
  const second = await createKey();
  await createAlias(name, first);
  stage.told.length = 0;
  return { name, first, second };
}

describe('an alias', () => {
  test('that somebody moves to another key is put back, and told with both keys', async () => {
    const { name, first, second } = await aliased();
    await moveAlias(name, second);
    expect(await target(name)).toBe(first);
    expect(stage.alerts()).toMatchObject([{ ok: true }, { ok: true }]);
    expect(stage.findings()).toMatchObject([
      { rule: 'alias-hijack', evidence: [`from ${first}, approved`, `to ${second}`, expect.any(String)] },
    ]);
  });

  test('that the guardian put back comes back as a receipt, for it and for both keys', async () => {
    const { name, second } = await aliased();
    await moveAlias(name, second);
    expect(decided('alias')).toEqual(['remediated', 'clean']);
    expect(new Set(decided('key'))).toEqual(new Set(['clean']));
  });

  test('that somebody deletes is there again', async () => {
    const { name, first } = await aliased();
    await deleteAlias(name);
    expect(await target(name)).toBe(first);
    expect(stage.alerts()).toHaveLength(2);
  });

  test('that somebody deletes and creates for another key is put back', async () => {
    const { name, first, second } = await aliased();
    const administrator = stage.as('administrator');
    await administrator.send(new DeleteAliasCommand({ AliasName: name }));
    await administrator.send(new CreateAliasCommand({ AliasName: name, TargetKeyId: second }));
    await stage.sandbox.idle();
    expect(await target(name)).toBe(first);
  });

  test('that a pipeline moves stays, and whoever moves it back has hijacked it', async () => {
    const { name, first, second } = await aliased();
    await moveAlias(name, second, 'pipeline');
    expect(await target(name)).toBe(second);
    await moveAlias(name, first);
    expect(await target(name)).toBe(second);
    expect(decided('alias')).toEqual(['adopted', 'remediated', 'clean']);
  });

  test('that a pipeline deletes stays deleted, and is whose who creates it next', async () => {
    const { name, first, second } = await aliased();
    await deleteAlias(name, 'pipeline');
    expect(decided('alias')).toEqual(['adopted']);
    await createAlias(name, second, 'administrator');
    await moveAlias(name, first);
    expect(await target(name)).toBe(second);
  });

  test('that somebody created is approved for the key it was created for', async () => {
    const { first, second } = await aliased();
    await createAlias('alias/new', first, 'administrator');
    await moveAlias('alias/new', second);
    expect(await target('alias/new')).toBe(first);
    expect(decided('alias')).toEqual(['adopted', 'remediated', 'clean']);
  });

  test('that is moved before the news of its creation goes back to the key it was created for', async () => {
    const { first, second } = await aliased();
    const administrator = stage.as('administrator');
    await administrator.send(new CreateAliasCommand({ AliasName: 'alias/new', TargetKeyId: first }));
    await administrator.send(new UpdateAliasCommand({ AliasName: 'alias/new', TargetKeyId: second }));
    await stage.sandbox.idle();
    expect(await target('alias/new')).toBe(first);
  });

  test('is put right once, however often the event arrives', async () => {
    const { name, second } = await aliased();
    await stage.as('administrator').send(new UpdateAliasCommand({ AliasName: name, TargetKeyId: second }));
    const record = stage.sandbox.records.findLast(({ eventName }) => eventName === 'UpdateAlias');
    for (let again = 0; again < 5 && record; again += 1) stage.sandbox.deliver(record);
    await stage.sandbox.idle();
    expect(stage.steps()).toHaveLength(1);
    expect(stage.alerts()).toHaveLength(2);
  }, 30_000);

  test('of two moves in a row that were put right together, both are told', async () => {
    const { name, first, second } = await aliased();
    const third = await createKey();
    stage.told.length = 0;
    const administrator = stage.as('administrator');
    await administrator.send(new UpdateAliasCommand({ AliasName: name, TargetKeyId: second }));
    await administrator.send(new UpdateAliasCommand({ AliasName: name, TargetKeyId: third }));
    await stage.sandbox.idle();
    expect(await target(name)).toBe(first);
    expect(stage.steps()).toHaveLength(1);
    expect(stage.alerts()).toHaveLength(4);
  });

  test('that is moved to a key that shuts the guardian out is told as such, with the key it points to', async () => {
    const { name, first } = await aliased();
    const closed = statements().filter(({ Sid }) => Sid !== 'GuardianPutsRight');
    const trap = await createKey('pipeline', { Policy: document(closed) });
    stage.told.length = 0;
    await moveAlias(name, trap);
    expect(decided('alias')).toEqual(['failed']);
    expect(stage.findings()[0]?.evidence).toContain(`to ${trap}`);
    expect(stage.steps()).toMatchObject([
      { step: { kind: 'update-alias', alias: name, target: first }, code: 'AccessDeniedException' },
    ]);
  });

  test('whose key waits for its deletion is not put back, and people are told why', async () => {
    const { name, first, second } = await aliased();
    await stage
      .as('administrator')
      .send(new ScheduleKeyDeletionCommand({ KeyId: first, PendingWindowInDays: 30 }));
    await moveAlias(name, second);
    expect(await target(name)).toBe(second);
    expect(decided('alias')).toEqual(['failed']);
    expect(stage.told).toContainEqual(expect.objectContaining({ type: 'alert', ok: true }));
  });

  test('of which nothing is approved is told, and left where it is', async () => {
    const { second } = await aliased();
    const record = stage.sandbox.records.findLast(({ eventName }) => eventName === 'CreateAlias');
    if (!record) throw new Error('no record of the alias');
    stage.sandbox.deliver({
      ...record,
      eventID: 'b1a2c3d4-0000-4000-8000-000000000000',
      eventName: 'UpdateAlias',
      userIdentity: { type: 'Root', arn: `arn:aws:iam::${account}:root`, accountId: account },
      requestParameters: { aliasName: 'alias/old', targetKeyId: second },
    });
    await stage.sandbox.idle();
    expect(decided('alias')).toEqual(['alerted']);
    expect(stage.steps()).toEqual([]);
  });

  test('of which nothing is approved is there again after somebody deletes it, and not for a key of their choosing', async () => {
    const { first, second } = await aliased();
    const all = { drop: 0, duplicate: 0, reorder: 0 };
    stage.sandbox.faults.set({ events: { ...all, drop: 1 } });
    await createAlias('alias/old', first);
    stage.sandbox.faults.set({ events: all });
    await stage.as('administrator').send(new DeleteAliasCommand({ AliasName: 'alias/old' }));
    await createAlias('alias/old', second, 'administrator');
    expect(await target('alias/old')).toBe(first);
  });

  test('of which nothing is approved is of no class that whoever moves it chooses', async () => {
    await stage.stop();
    stage = await startStage(() => {
      const { classes, ...rest } = standard();
      const unseen = classes.map((each) => ({
        ...each,
        governance: { ...each.governance, mode: 'observe' as const },
      }));
      return { ...rest, classes: unseen };
    });
    const { first, second } = await aliased();
    await setTag(second, 'stage', 'lab', 'pipeline');
    stage.sandbox.faults.set({ events: { drop: 1, duplicate: 0, reorder: 0 } });
    await createAlias('alias/old', first);
    await moveAlias('alias/old', second);
    expect(decided('alias')).toEqual(['alerted']);
    expect(stage.alerts()).toHaveLength(2);
  });

  test('that a pipeline moves away and back stays approved there, though the news comes the other way round', async () => {
    const { name, first, second } = await aliased();
    stage.sandbox.faults.set({ events: { drop: 2, duplicate: 0, reorder: 0 } });
    // CloudTrail's time has whole seconds: only then is what follows surely later than what is approved.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await moveAlias(name, second, 'pipeline');
    const away = stage.sandbox.records.at(-1);
    await moveAlias(name, first, 'pipeline');
    const back = stage.sandbox.records.at(-1);
    for (const record of [back, away]) {
      if (record) stage.sandbox.deliver(record);
      await stage.sandbox.idle();
    }
    await moveAlias(name, second);
    expect(await target(name)).toBe(first);
    expect(decided('alias')).toEqual(['adopted', 'clean', 'remediated', 'clean']);
  });

  test('is of the class of its approved key, wherever it points', async () => {
    const { name, first, second } = await aliased();
    await createAlias('alias/sandbox-1', second);
    await moveAlias(name, second);
    expect(await target(name)).toBe(first);
    await moveAlias('alias/sandbox-1', first);
    expect(await target('alias/sandbox-1')).toBe(first);
    expect(decided('alias')).toEqual(['adopted', 'remediated', 'clean', 'alerted']);
  });
});

describe('a key', () => {
  test('whose tag counts and is changed by somebody gets it back, and people are told', async () => {
    const key = await createKey('pipeline', { Tags: [{ TagKey: 'stage', TagValue: 'production' }] });
    await setTag(key, 'stage', 'lab');
    expect(await tags(key)).toEqual({ stage: 'production' });
    expect(stage.findings()).toMatchObject([
      {
        rule: 'tag-tampering',
        evidence: ['stage was production, and is lab; the classes of the standard go by it'],
      },
    ]);
    expect(stage.outcomes()).toEqual(['adopted', 'remediated', 'clean']);
    expect(stage.alerts()).toHaveLength(2);
  });

  test('loses a tag that counts and that somebody gave it, and keeps the others', async () => {
    const key = await createKey();
    await setTag(key, 'note', 'call me');
    await setTag(key, 'stage', 'lab');
    expect(await tags(key)).toEqual({ note: 'call me' });
  });

  test('has a tag that counts again, after somebody removed it', async () => {
    const key = await createKey('pipeline', { Tags: [{ TagKey: 'stage', TagValue: 'production' }] });
    await stage.as('administrator').send(new UntagResourceCommand({ KeyId: key, TagKeys: ['stage'] }));
    await stage.sandbox.idle();
    expect(await tags(key)).toEqual({ stage: 'production' });
  });

  test('gets back a tag that its policy goes by', async () => {
    const byTag = {
      Sid: 'ByTag',
      Effect: 'Deny',
      Principal: { AWS: `arn:aws:iam::${account}:role/KeyUser` },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/frozen': 'yes' } },
    };
    const key = await createKey('pipeline', {
      Policy: document([...statements(), byTag]),
      Tags: [{ TagKey: 'frozen', TagValue: 'yes' }],
    });
    await setTag(key, 'frozen', 'no');
    expect(await tags(key)).toEqual({ frozen: 'yes' });
  });

  test('is not of a laxer class by labels of somebody who may not, even while nothing is known of them', async () => {
    const key = await createKey();
    stage.sandbox.faults.set({ events: { drop: 2, duplicate: 0, reorder: 0 } });
    await setTag(key, 'stage', 'lab');
    await createAlias('alias/sandbox-1', key, 'administrator');
    expect(await tags(key)).toEqual({ stage: 'lab' });
    expect(await widen(key)).toBe(false);
  });

  test('is not of a laxer class by an alias of somebody who may not, which stays', async () => {
    const key = await createKey();
    await createAlias('alias/sandbox-1', key, 'administrator');
    expect(await target('alias/sandbox-1')).toBe(key);
    expect(await widen(key)).toBe(false);
  });

  test('is of the class that a pipeline tags it for', async () => {
    const key = await createKey();
    await setTag(key, 'stage', 'lab', 'pipeline');
    expect(stage.outcomes()).toEqual(['adopted', 'adopted']);
    expect(await widen(key)).toBe(true);
  });

  test('is of the class of its alias until a pipeline moves that away', async () => {
    const { first, second } = await aliased('alias/sandbox-1');
    await moveAlias('alias/sandbox-1', second, 'pipeline');
    expect(decided('key')).toEqual(['adopted', 'adopted']);
    expect(await widen(first)).toBe(false);
    expect(await widen(second)).toBe(true);
  });

  test('takes none from whoever had the policy made narrower, while it settles', async () => {
    await stage.stop();
    stage = await startStage(() => {
      const { defaults, ...rest } = standard();
      return { ...rest, defaults: { ...defaults, policy: { ...defaults.policy, narrower: 'adopt' } } };
    });
    const key = await createKey();
    await stage.put(key, document(statements().filter(({ Sid }) => Sid !== 'KeyAdministratorLabels')));
    await stage.sandbox.idle();
    await setTag(key, 'stage', 'lab', 'owner');
    expect(await tags(key)).toEqual({});
    expect(stage.outcomes()).toEqual(['adopted', 'adopted', 'remediated', 'clean']);
  });

  test('takes its first labels from whoever created it, until it has settled', async () => {
    const key = await createKey('owner');
    await setTag(key, 'stage', 'lab', 'owner');
    await createAlias('alias/sandbox-1', key, 'owner');
    expect(await tags(key)).toEqual({ stage: 'lab' });
    expect(stage.outcomes()).toEqual(['adopted', 'adopted', 'adopted', 'adopted']);
  });
});

describe('a key that has no time to settle', () => {
  beforeEach(async () => {
    await stage.stop();
    stage = await startStage(() => standard('{ settlingMinutes: 0, requiredTags: { owner: ["*"] } }'));
  });

  test('does not take labels that count from whoever created it', async () => {
    const key = await createKey('owner', { Tags: [{ TagKey: 'owner', TagValue: 'payments' }] });
    await setTag(key, 'stage', 'lab', 'owner');
    expect(await tags(key)).toEqual({ owner: 'payments' });
  });

  test('is told where somebody removes a tag that it must have, and not where another is added', async () => {
    const key = await createKey('pipeline', { Tags: [{ TagKey: 'owner', TagValue: 'payments' }] });
    await stage.as('administrator').send(new UntagResourceCommand({ KeyId: key, TagKeys: ['owner'] }));
    await stage.sandbox.idle();
    await setTag(key, 'note', 'call me');
    expect(stage.outcomes()).toEqual(['adopted', 'alerted', 'clean']);
    expect(stage.findings()).toMatchObject([{ rule: 'required-tags' }]);
  });
});
