import type { From } from '../caller.ts';
import type { Clock, RandomBytes } from '../clock.ts';
import type { CloudTrailRecord } from '../cloudtrail-record.ts';
import { randomLetters, uuid } from '../identifiers.ts';
import { ServiceError } from '../wire/answer.ts';
import { recordOf } from './cloudtrail.ts';
import { OrganizationsError } from './errors.ts';
import type { Json } from './input.ts';
import { parentIn } from './lookup.ts';
import type { Operation, Scene } from './operation.ts';
import { accountOperations } from './operations/accounts.ts';
import { attachmentOperations } from './operations/attachments.ts';
import { policyOperations } from './operations/policies.ts';
import { policyTypeOperations } from './operations/policy-types.ts';
import { treeOperations } from './operations/tree.ts';
import { Organization } from './organization.ts';

const operations: Readonly<Record<string, Operation>> = {
  ...accountOperations,
  ...attachmentOperations,
  ...policyOperations,
  ...policyTypeOperations,
  ...treeOperations,
};

export type OrganizationsOptions = {
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Told of every change, successful or refused, as CloudTrail is. */
  readonly record: (record: CloudTrailRecord) => void;
  readonly managementAccount: string;
};

/** A member account to begin with; what is left out is made up. */
export type NewAccount = {
  readonly id?: string;
  readonly name?: string;
  readonly email?: string;
  /** The ID of an OU; without one, the root. */
  readonly parent?: string;
};

/** AWS Organizations, in memory: one organization with all features, and SCPs enabled. */
export class Organizations {
  readonly #organization: Organization;
  readonly #options: OrganizationsOptions;

  constructor(options: OrganizationsOptions) {
    this.#options = options;
    this.#organization = new Organization(options.managementAccount);
    this.addAccount({ id: options.managementAccount, name: 'Management' });
  }

  get rootId(): string {
    return this.#organization.root.id;
  }

  /**
   * Has an account join, as if by invitation and without a record. Answers its ID.
   *
   * @throws {OrganizationsError} `ParentNotFoundException` where `parent` is no OU
   */
  addAccount({ id = this.#newAccountId(), name = `Account ${id}`, ...more }: NewAccount = {}): string {
    const { email = `account-${id}@example.com`, parent = this.rootId } = more;
    const joined = { how: 'INVITED', at: this.#options.clock() } as const;
    parentIn({ ParentId: parent }, this.#organization);
    this.#organization.add({ kind: 'ACCOUNT', id, name, email, joined, parent });
    return id;
  }

  /** Makes one call. Throws what Organizations would answer, as a `ServiceError`. */
  call(name: string, input: Json, from: From): Json {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) throw new ServiceError('UnknownOperationException', '');
    const { clock, random, record } = this.#options;
    const at = clock();
    const tell = (output: Json, error?: OrganizationsError) => {
      if (!operation.mutates) return;
      const ids = { event: uuid(random), request: uuid(random) };
      record(recordOf({ operation: name, input, output, from, at, ids, ...(error && { error }) }));
    };
    try {
      this.#admit(name, from);
      const output = operation.run(input, this.#scene(at));
      tell(output);
      return output;
    } catch (error) {
      if (error instanceof OrganizationsError) tell({}, error);
      throw error;
    }
  }

  /**
   * Those of the management account count as allowed everything by IAM; other accounts may only ask which
   * organization they are in. Delegated administrators there are none.
   *
   * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html
   */
  #admit(name: string, { caller }: From): void {
    const { account } = caller;
    if (this.#organization.find(account)?.kind !== 'ACCOUNT')
      throw new OrganizationsError(
        'AWSOrganizationsNotInUseException',
        'Your account is not a member of an organization.',
      );
    if (account !== this.#organization.managementAccount && name !== 'DescribeOrganization')
      throw new OrganizationsError(
        'AccessDeniedException',
        "You don't have permissions to access this resource.",
      );
  }

  #scene(now: number): Scene {
    return {
      organization: this.#organization,
      now,
      newId: (length) => randomLetters(this.#options.random, length).toLowerCase(),
      newAccountId: () => this.#newAccountId(),
    };
  }

  #newAccountId(): string {
    return [...this.#options.random(12)].map((byte) => byte % 10).join('');
  }
}
