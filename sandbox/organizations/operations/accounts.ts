import type { Account } from '../entity.ts';
import { OrganizationsError } from '../errors.ts';
import { checkTags, idIn, nameIn } from '../input.ts';
import { parentIn } from '../lookup.ts';
import { changes, type Operation, reads, type Scene } from '../operation.ts';
import { page } from '../paging.ts';
import { accountShape } from '../shapes.ts';

/** The accounts of the organization. */
export const accountOperations: Readonly<Record<string, Operation>> = {
  ListAccounts: reads((input, { organization }) => {
    const { items, next } = page(organization.all('ACCOUNT'), input);
    return { Accounts: items.map((each) => accountShape(organization, each)), ...next };
  }),

  ListAccountsForParent: reads((input, { organization }) => {
    const parent = parentIn(input, organization);
    const inside = organization.all('ACCOUNT').filter((each) => each.parent === parent.id);
    const { items, next } = page(inside, input);
    return { Accounts: items.map((each) => accountShape(organization, each)), ...next };
  }),

  /**
   * AWS takes minutes and tells the end in CreateAccountResult; here the account is there at once.
   *
   * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
   */
  CreateAccount: changes((input, scene) => {
    const name = nameIn(input, 'AccountName', 50);
    const email = nameIn(input, 'Email', 64);
    checkTags(input);
    const at = scene.now / 1000;
    const status = {
      Id: `car-${scene.newId(32)}`,
      AccountName: name,
      RequestedTimestamp: at,
      CompletedTimestamp: at,
    };
    if (scene.organization.all('ACCOUNT').some((each) => each.email === email))
      return { CreateAccountStatus: { ...status, State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' } };
    const id = scene.newAccountId();
    const joined = { how: 'CREATED', at: scene.now } as const;
    scene.organization.add({ kind: 'ACCOUNT', id, name, email, joined, parent: scene.organization.root.id });
    return { CreateAccountStatus: { ...status, State: 'SUCCEEDED', AccountId: id } };
  }),

  /** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html */
  MoveAccount: changes((input, { organization }) => {
    const account = accountIn(input, organization);
    const source = parentIn(input, organization, 'SourceParentId', 'SourceParentNotFoundException');
    const to = parentIn(input, organization, 'DestinationParentId', 'DestinationParentNotFoundException');
    if (account.parent === to.id)
      throw new OrganizationsError(
        'DuplicateAccountException',
        'That account is already present in the specified destination.',
      );
    if (account.parent !== source.id)
      throw new OrganizationsError(
        'SourceParentNotFoundException',
        'The account is not in the source parent that you specified.',
      );
    account.parent = to.id;
    return {};
  }),
};

function accountIn(input: Parameters<Operation['run']>[0], organization: Scene['organization']): Account {
  const account = organization.find(idIn(input, 'AccountId', 'account'));
  if (account?.kind === 'ACCOUNT') return account;
  throw new OrganizationsError('AccountNotFoundException', "You specified an account that doesn't exist.");
}
