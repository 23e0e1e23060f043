import {
  AttachPolicyCommand,
  CreateOrganizationalUnitCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DetachPolicyCommand,
  DisablePolicyTypeCommand,
  EnablePolicyTypeCommand,
  MoveAccountCommand,
  OrganizationsClient,
  UpdatePolicyCommand,
} from '@aws-sdk/client-organizations';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { serviceControlPolicyOf } from '../../shared/render/service-control-policy.ts';
import type { Standard } from '../../shared/standard/standard.ts';
import { account as management, type Stage, startStage } from './stage.ts';

const MEMBER = '222233334444';
const OTHER = '333344445555';
const SCP = 'SERVICE_CONTROL_POLICY';

let stage: Stage;
let clients: OrganizationsClient[];
let root: string;
let standard: Standard;

/** A stage whose standard leaves key deletion to a few in these accounts, two of them being members. */
async function start(...deletionAccounts: readonly string[]) {
  stage = await startStage((example) => {
    const perimeter = { ...example.defaults.perimeter, deletionAccounts };
    standard = { ...example, defaults: { ...example.defaults, perimeter } };
    return standard;
  });
  const { organizations } = stage.sandbox;
  root = organizations.rootId;
  organizations.addAccount({ id: MEMBER, name: 'Member' });
  organizations.addAccount({ id: OTHER, name: 'Other' });
}

beforeEach(() => {
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.destroy();
  await stage.stop();
});

function organizations(): OrganizationsClient {
  const { endpoint, region, callers } = stage.sandbox;
  const { pipeline } = callers;
  if (!pipeline) throw new Error('no pipeline');
  const client = new OrganizationsClient({ endpoint, region, credentials: pipeline, maxAttempts: 1 });
  clients.push(client);
  return client;
}

const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const document = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

async function create(Content: string, Name = 'Keys'): Promise<string> {
  const { Policy } = await organizations().send(
    new CreatePolicyCommand({ Name, Description: 'keys', Type: SCP, Content }),
  );
  return Policy?.PolicySummary?.Id ?? '';
}

/** The SCP of the standard. */
const working = () =>
  serviceControlPolicyOf([standard.defaults], { account: management, partition: 'aws' }).text;

async function attach(PolicyId: string, TargetId = root) {
  await organizations().send(new AttachPolicyCommand({ PolicyId, TargetId }));
  await stage.sandbox.idle();
}

async function detach(PolicyId: string, TargetId = root) {
  await organizations().send(new DetachPolicyCommand({ PolicyId, TargetId }));
  await stage.sandbox.idle();
}

const evidence = () => stage.findings().flatMap((each) => [each.message, ...each.evidence]);

describe('The service control policy of the standard', () => {
  test('attached is clean, detached is told with who is left able and why, attached again is clean', async () => {
    await start(MEMBER);
    const policy = await create(working());
    await attach(policy);
    expect(stage.outcomes()).toEqual(['clean']);
    await detach(policy);
    expect(stage.outcomes()).toEqual(['clean', 'alerted']);
    expect(stage.findings().map(({ rule }) => rule)).toEqual(['deletion-scp']);
    expect(evidence()).toEqual([
      `The service control policies leave others able to destroy keys: any user, roles such as role/Anyone and any federated user in account ${MEMBER} may DeleteImportedKeyMaterial and ScheduleKeyDeletion.`,
      `let through by FullAWSAccess at ${root}, ${MEMBER}`,
      'no policy denies it',
    ]);
    expect(stage.steps()).toEqual([]);
    expect(stage.alerts()).toHaveLength(2);
    await attach(policy, MEMBER);
    expect(stage.outcomes()).toEqual(['clean', 'alerted', 'clean']);
  });

  test('is looked for over every account that the standard names', async () => {
    await start(MEMBER, OTHER);
    const policy = await create(working());
    await attach(policy, MEMBER);
    expect(stage.outcomes()).toEqual(['clean']);
    await attach(policy);
    expect(stage.outcomes()).toEqual(['clean', 'clean', 'clean']);
    await detach(policy);
    expect(stage.outcomes().slice(3).sort()).toEqual(['alerted', 'clean']);
  });

  test('made one that only allows is told, and why it limits nobody', async () => {
    await start(MEMBER);
    const policy = await create(working());
    await attach(policy);
    const Content = document({
      Effect: 'Allow',
      Action: ['kms:ScheduleKeyDeletion', 'kms:Delete*'],
      Resource: '*',
    });
    await organizations().send(new UpdatePolicyCommand({ PolicyId: policy, Content }));
    await stage.sandbox.idle();
    expect(stage.outcomes()).toEqual(['clean', 'alerted']);
    expect(evidence().join('\n')).toContain(`Keys at ${root} only allows, which limits nobody`);
  });

  test('is lost with the OU that the account is moved out of', async () => {
    await start(MEMBER);
    const { OrganizationalUnit: unit } = await organizations().send(
      new CreateOrganizationalUnitCommand({ ParentId: root, Name: 'Production' }),
    );
    await attach(await create(working()), unit?.Id);
    const move = async (AccountId: string, SourceParentId = '', DestinationParentId = '') => {
      await organizations().send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));
      await stage.sandbox.idle();
    };
    await move(MEMBER, root, unit?.Id);
    expect(stage.outcomes()).toEqual(['alerted', 'clean']);
    await move(OTHER, root, unit?.Id);
    await move(MEMBER, unit?.Id, root);
    expect(stage.outcomes()).toEqual(['alerted', 'clean', 'alerted']);
  });

  test('is lost when SCPs are switched off, and not back when they are switched on', async () => {
    await start(MEMBER);
    await attach(await create(working()));
    await organizations().send(new DisablePolicyTypeCommand({ RootId: root, PolicyType: SCP }));
    await stage.sandbox.idle();
    await organizations().send(new EnablePolicyTypeCommand({ RootId: root, PolicyType: SCP }));
    await stage.sandbox.idle();
    expect(stage.outcomes()).toEqual(['clean', 'alerted', 'alerted']);
    expect(evidence()).toContain('Service control policies are switched off, so none binds this account.');
    expect(evidence()).toContain('no policy denies it');
  });

  test('that nothing is attached to is deleted without a word', async () => {
    await start(MEMBER);
    const PolicyId = await create(working());
    await organizations().send(new DeletePolicyCommand({ PolicyId }));
    await stage.sandbox.idle();
    expect(stage.outcomes()).toEqual([]);
  });
});

describe('An account that no service control policy binds', () => {
  test('is told: the management account', async () => {
    await start(management);
    await attach(await create(working()));
    expect(stage.outcomes()).toEqual(['alerted']);
    expect(evidence()[0]).toContain('This is the management account');
  });

  test('is told: one of another organization', async () => {
    await start('777788889999');
    await attach(await create(working()));
    expect(stage.outcomes()).toEqual(['alerted']);
    expect(evidence()[0]).toContain('not in the organization');
  });
});

describe('Where the guardian may not ask Organizations', () => {
  test('people are told once, and the event does not come back', async () => {
    await start(MEMBER);
    const errors = [{ operation: 'ListParents', code: 'AccessDeniedException', times: 9 }];
    const policy = await create(document(everything));
    stage.sandbox.faults.set({ errors });
    await attach(policy);
    expect(stage.outcomes()).toEqual(['failed']);
    expect(stage.alerts()).toHaveLength(2);
  });
});

test('A standard that names no account has nothing looked at', async () => {
  await start();
  const policy = await create(working());
  await attach(policy);
  await detach(policy);
  expect(stage.outcomes()).toEqual([]);
});
