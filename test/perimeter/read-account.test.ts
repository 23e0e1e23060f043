import { describe, expect, test } from '@jest/globals';
import { type OrganizationsReader, readAccount } from '../../shared/perimeter/read-account.ts';
import { FULL, MANAGEMENT, MEMBER, organizationScene } from '../sandbox/organizations/scene.ts';

const thing = (account = MEMBER) => ({
  arn: `arn:aws:iam::${account}:root`,
  account,
  region: 'us-east-1',
});

/** An organization, and how it is read: one policy a page. */
function read() {
  const scene = organizationScene();
  const calls: string[] = [];
  const ask =
    (operation: string, more: object = {}) =>
    async (request: object = {}) => {
      calls.push(operation);
      try {
        return scene.call(operation, { ...request, ...more }) as never;
      } catch (error) {
        throw Object.assign(error as Error, { name: (error as { readonly code: string }).code });
      }
    };
  const reader: OrganizationsReader = {
    describeOrganization: ask('DescribeOrganization'),
    describePolicy: ask('DescribePolicy'),
    listParents: ask('ListParents'),
    listPoliciesForTarget: ask('ListPoliciesForTarget', { MaxResults: 1 }),
  };
  return { ...scene, reader, calls };
}

describe('What is read of an account', () => {
  test('are the policies of each level, from the root down, however many pages they come in', async () => {
    const { reader, call, root, createPolicy, createUnit } = read();
    const [upper, lower] = [createPolicy('Upper'), createPolicy('Lower')];
    const unit = createUnit('Production');
    const inner = createUnit('Payments', unit);
    call('MoveAccount', { AccountId: MEMBER, SourceParentId: root, DestinationParentId: inner });
    call('AttachPolicy', { PolicyId: upper, TargetId: root });
    call('AttachPolicy', { PolicyId: lower, TargetId: inner });
    call('AttachPolicy', { PolicyId: upper, TargetId: inner });
    const { levels, management } = await readAccount(reader, thing());
    expect(levels.map(({ target, policies }) => [target, policies.map(({ id }) => id)])).toEqual([
      [root, [FULL, upper]],
      [unit, [FULL]],
      [inner, [FULL, lower, upper]],
      [MEMBER, [FULL]],
    ]);
    expect(levels[0]?.policies[1]).toMatchObject({ name: 'Upper', text: expect.stringContaining('Deny') });
    expect(management).toBe(false);
  });

  test('is each policy once, wherever it is attached', async () => {
    const { reader, calls } = read();
    await readAccount(reader, thing());
    expect(calls.filter((each) => each === 'DescribePolicy')).toHaveLength(1);
  });

  test('is whether it is the management account', async () => {
    const { reader } = read();
    expect((await readAccount(reader, thing(MANAGEMENT))).management).toBe(true);
  });

  test('is nothing where it is not in the organization', async () => {
    const { reader } = read();
    expect((await readAccount(reader, thing('999988887777'))).levels).toEqual([]);
  });

  test('is nothing attached while SCPs are switched off', async () => {
    const { reader, call, root } = read();
    call('DisablePolicyType', { RootId: root, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const { levels } = await readAccount(reader, thing());
    expect(levels.map(({ policies }) => policies)).toEqual([[], []]);
  });

  test.each([
    ['no management account', { describeOrganization: async () => ({}) }],
    ['no parent', { listParents: async () => ({}) }],
    ['no text of a policy', { describePolicy: async () => ({}) }],
  ])('is not guessed where Organizations tells %s', async (_, less: object) => {
    const { reader } = read();
    await expect(readAccount({ ...reader, ...less }, thing())).rejects.toMatchObject({
      code: 'INCOMPLETE_ORGANIZATION',
    });
  });
});
