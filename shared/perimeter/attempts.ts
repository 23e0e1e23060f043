/** What one principal was refused lately. */
export type AttemptsSnapshot = {
  /** The principal's ARN, or what else CloudTrail says of it. */
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** How many calls within the minutes before this one, itself among them; counted no further than a hundred. */
  readonly count: number;
  readonly withinMinutes: number;
  readonly operations: readonly string[];
};
