/** What one principal was refused lately. */
export type AttemptsSnapshot = {
  /** The principal's ARN, or what else CloudTrail says of it. */
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** How many calls in the window, this one among them. */
  readonly count: number;
  readonly withinMinutes: number;
  readonly operations: readonly string[];
};
