/** A plan holds a step for another kind of thing: a fault of ours, never of AWS. */
export class NoSuchStep extends Error {
  readonly code = 'NO_SUCH_STEP';
  constructor(kind: string, thing: string) {
    super(`There is no step ${kind} for ${thing}. Nothing was done.`);
    this.name = 'NoSuchStep';
  }
}
