/** The root of the tree: an organization has one. */
export type Root = { readonly kind: 'ROOT'; readonly id: string; readonly name: 'Root' };

/** An OU; it never moves. */
export type Unit = {
  readonly kind: 'ORGANIZATIONAL_UNIT';
  readonly id: string;
  readonly name: string;
  readonly parent: string;
};

export type Account = {
  readonly kind: 'ACCOUNT';
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly joined: { readonly how: 'CREATED' | 'INVITED'; readonly at: number };
  /** The root or OU it is in now. */
  parent: string;
};

/** What a policy can be attached to. */
export type Entity = Root | Unit | Account;

export type Kind = Entity['kind'];
