type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that the function cannot work without is missing from its environment. */
export class MissingSetting extends Error {
  readonly code = 'MISSING_SETTING';
  constructor(name: string) {
    super(`The environment variable ${name} is not set. serverless.yml sets it; deploy again.`);
    this.name = 'MissingSetting';
  }
}

/** @throws {MissingSetting} */
export function requiredSetting(environment: Environment, name: string): string {
  const value = environment[name];
  if (!value) throw new MissingSetting(name);
  return value;
}
