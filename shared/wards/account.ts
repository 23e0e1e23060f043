import type { Organizations } from '../aws/organizations.ts';
import type { Change } from '../events/change.ts';
import { partitionOf } from '../events/partition.ts';
import { readAccount } from '../perimeter/read-account.ts';
import type { Standard } from '../standard/standard.ts';
import { wholeAccount } from '../standard/whole-account.ts';
import { NoSuchStep } from './no-such-step.ts';
import type { Thing, Ward } from './ward.ts';

/**
 * Looks after the accounts in which the standard leaves key deletion to a few. The guardian writes no service control
 * policies: people are told. The account is looked at as it is, so that what was detached and is attached again is clean.
 *
 * Events of Organizations are in the trail of the management account, or of the delegated administrator who called, in
 * the one Region where Organizations is, and only these two may ask it: the perimeter function has to be deployed there,
 * too. Deployed elsewhere it never hears of such a change.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html
 */
export function accountWard(
  organizations: (region: string) => Promise<Organizations>,
  standard: Standard,
): Ward<'account'> {
  const governed = standard.defaults.perimeter.deletionAccounts;
  return {
    scope: 'account',
    find: (change) => touchedBy(change, governed).map((account) => thingOf(account, change)),
    read: async (thing) => readAccount(await organizations(thing.region), thing),
    classOf: (each) => ({ name: 'default', governance: wholeAccount(each) }),
    stepsFor: () => ({ why: 'the guardian writes no service control policies' }),
    take: (step) => Promise.reject(new NoSuchStep(step.kind, 'an account')),
  };
}

/**
 * The governed accounts that a change may be about: of a policy, a root or an OU all of them, however many there are,
 * each with a few reads. Which accounts are below would cost more to find out than to look.
 */
function touchedBy(change: Change, governed: readonly string[]): readonly string[] {
  const only = (account: string | undefined) => governed.filter((each) => each === account);
  switch (change.operation) {
    case 'AttachPolicy':
    case 'DetachPolicy': {
      const { targetId } = change.details;
      return targetId !== undefined && /^\d{12}$/.test(targetId) ? only(targetId) : governed;
    }
    case 'UpdatePolicy':
    case 'DisablePolicyType':
    case 'EnablePolicyType':
      return isOfScps(change.details.policyType) ? governed : [];
    case 'MoveAccount':
    case 'RemoveAccountFromOrganization':
      return only(change.details.accountId);
    default:
      return [];
  }
}

/** What the record does not tell may be one. */
const isOfScps = (type: string | undefined) => type === undefined || type === 'SERVICE_CONTROL_POLICY';

function thingOf(account: string, { region }: Change): Thing {
  return { arn: `arn:${partitionOf(region)}:iam::${account}:root`, account, region };
}
