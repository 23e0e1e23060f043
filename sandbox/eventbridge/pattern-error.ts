/** An event pattern that EventBridge would refuse with InvalidEventPatternException. */
export class PatternError extends Error {
  readonly code = 'INVALID_EVENT_PATTERN';
  /** Where in the pattern, such as `$.detail.eventName[0]`. */
  readonly at: string;

  constructor(at: string, problem: string) {
    super(`The event pattern is not valid at ${at}: ${problem}`);
    this.name = 'PatternError';
    this.at = at;
  }
}
