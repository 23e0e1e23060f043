import { beforeEach, describe, expect, test } from '@jest/globals';
import { MANAGEMENT, MEMBER, organizationScene, SCP } from './scene.ts';

let scene: ReturnType<typeof organizationScene>;
beforeEach(() => {
  scene = organizationScene();
});

const idsOf = (entities: readonly { readonly Id: string }[]) => entities.map(({ Id }) => Id);

describe('the organization', () => {
  test('has one root, in which SCPs are enabled', () => {
    const { Roots } = scene.call('ListRoots');
    expect(Roots).toEqual([
      expect.objectContaining({
        Id: scene.root,
        Name: 'Root',
        PolicyTypes: [{ Type: SCP, Status: 'ENABLED' }],
      }),
    ]);
    expect(scene.root).toMatch(/^r-[0-9a-z]{4,32}$/);
  });

  test('is described with its management account', () => {
    const { Organization } = scene.call('DescribeOrganization');
    expect(Organization).toMatchObject({ FeatureSet: 'ALL', MasterAccountId: MANAGEMENT });
    expect(Organization.Arn).toBe(`arn:aws:organizations::${MANAGEMENT}:organization/${Organization.Id}`);
    expect(Organization.MasterAccountArn).toBe(
      `arn:aws:organizations::${MANAGEMENT}:account/${Organization.Id}/${MANAGEMENT}`,
    );
  });

  test('has the same IDs in every run', () => {
    expect(organizationScene().root).toBe(scene.root);
  });
});

describe('who may call', () => {
  const callerOf = (account: string) => scene.callers.add(`arn:aws:iam::${account}:role/Somebody`);

  test('an account of no organization is told so', () => {
    expect(scene.refusal('DescribeOrganization', {}, callerOf('444455556666'))).toBe(
      'AWSOrganizationsNotInUseException',
    );
  });

  test('a member account may describe the organization, and nothing else', () => {
    expect(scene.refusal('DescribeOrganization', {}, callerOf(MEMBER))).toBe('none');
    for (const operation of ['ListRoots', 'ListAccounts', 'AttachPolicy'])
      expect(scene.refusal(operation, {}, callerOf(MEMBER))).toBe('AccessDeniedException');
  });

  test('an operation that the sandbox has not is unknown', () => {
    expect(scene.refusal('CloseAccount')).toBe('UnknownOperationException');
  });
});

describe('OUs', () => {
  test('are listed below their parent, and know their path', () => {
    const outer = scene.createUnit('Workloads');
    const inner = scene.createUnit('Production', outer);
    const below = (ParentId: string) => scene.call('ListOrganizationalUnitsForParent', { ParentId });
    expect(idsOf(below(scene.root).OrganizationalUnits)).toEqual([outer]);
    const [found] = below(outer).OrganizationalUnits;
    const { Id } = scene.call('DescribeOrganization').Organization;
    expect(found).toMatchObject({ Id: inner, Path: `${Id}/${scene.root}/${outer}/${inner}/` });
    expect(scene.call('ListParents', { ChildId: inner }).Parents).toEqual([
      { Id: outer, Type: 'ORGANIZATIONAL_UNIT' },
    ]);
  });

  test('have a name that none of their siblings has', () => {
    const outer = scene.createUnit('Workloads');
    scene.createUnit('Workloads', outer);
    expect(scene.refusal('CreateOrganizationalUnit', { Name: 'Workloads', ParentId: scene.root })).toBe(
      'DuplicateOrganizationalUnitException',
    );
  });

  test('nest five deep', () => {
    let parent = scene.root;
    for (const name of ['1', '2', '3', '4', '5']) parent = scene.createUnit(name, parent);
    expect(scene.refusal('CreateOrganizationalUnit', { Name: '6', ParentId: parent })).toBe(
      'ConstraintViolationException OU_DEPTH_LIMIT_EXCEEDED',
    );
  });

  test.each([
    ['ou-0000-00000000', 'ParentNotFoundException'],
    ['nowhere', 'InvalidInputException INVALID_PATTERN'],
    [undefined, 'InvalidInputException INPUT_REQUIRED'],
  ])('in the parent %s are refused: %s', (ParentId, refusal) => {
    expect(scene.refusal('CreateOrganizationalUnit', { Name: 'New', ParentId })).toBe(refusal);
  });
});

describe('accounts', () => {
  test('are in the root until they are moved', () => {
    const parentOf = () => scene.call('ListParents', { ChildId: MEMBER }).Parents;
    expect(parentOf()).toEqual([{ Id: scene.root, Type: 'ROOT' }]);
    const unit = scene.createUnit('Workloads');
    scene.call('MoveAccount', { AccountId: MEMBER, SourceParentId: scene.root, DestinationParentId: unit });
    expect(parentOf()).toEqual([{ Id: unit, Type: 'ORGANIZATIONAL_UNIT' }]);
    const inside = (ParentId: string) => idsOf(scene.call('ListAccountsForParent', { ParentId }).Accounts);
    expect(inside(unit)).toEqual([MEMBER]);
    expect(inside(scene.root)).toEqual([MANAGEMENT]);
  });

  test('join where they are added', () => {
    const unit = scene.createUnit('Workloads');
    const id = scene.organizations.addAccount({ parent: unit });
    expect(id).toMatch(/^\d{12}$/);
    expect(idsOf(scene.call('ListAccounts').Accounts)).toEqual([MANAGEMENT, MEMBER, id]);
    expect(scene.call('ListParents', { ChildId: id }).Parents[0]?.Id).toBe(unit);
  });

  test('do not join where nothing is', () => {
    expect(() => scene.organizations.addAccount({ parent: 'ou-0000-00000000' })).toThrow(
      expect.objectContaining({ code: 'ParentNotFoundException' }),
    );
  });

  test('are created at once', () => {
    const { CreateAccountStatus: status } = scene.call('CreateAccount', {
      AccountName: 'Dev',
      Email: 'a@example.com',
    });
    expect(status).toMatchObject({ State: 'SUCCEEDED', AccountName: 'Dev' });
    expect(idsOf(scene.call('ListAccounts').Accounts)).toContain(status.AccountId);
  });

  test('have each an email of their own', () => {
    const create = () => scene.call('CreateAccount', { AccountName: 'Dev', Email: 'a@example.com' });
    create();
    expect(create().CreateAccountStatus).toMatchObject({
      State: 'FAILED',
      FailureReason: 'EMAIL_ALREADY_EXISTS',
    });
  });

  test('are not moved from where they are not, nor to where they are, nor nowhere', () => {
    const unit = scene.createUnit('Workloads');
    const other = scene.createUnit('Other');
    const refused = (AccountId: string, SourceParentId: string, DestinationParentId: string) =>
      scene.refusal('MoveAccount', { AccountId, SourceParentId, DestinationParentId });
    expect(refused(MEMBER, other, unit)).toBe('SourceParentNotFoundException');
    expect(refused(MEMBER, scene.root, scene.root)).toBe('DuplicateAccountException');
    expect(refused(MEMBER, scene.root, 'ou-0000-00000000')).toBe('DestinationParentNotFoundException');
    expect(refused('999999999999', scene.root, unit)).toBe('AccountNotFoundException');
  });

  test('have parents, unless they are not there', () => {
    expect(scene.refusal('ListParents', { ChildId: '999999999999' })).toBe('ChildNotFoundException');
  });
});
