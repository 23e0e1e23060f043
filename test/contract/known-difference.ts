/** Things that a stand-in for AWS is known to do otherwise than AWS, with the page of AWS that says what is right. */
export type KnownDifference = {
  readonly of: 'sandbox' | 'moto';
  readonly page: string;
  /** What the page says of all of them. */
  readonly aws: string;
  /** By the name of the case, which says what AWS does: what is seen there instead, every time. */
  readonly seen: Readonly<Record<string, unknown>>;
};

/** What is seen of a check that is not made. */
export const taken = 'answered';
