/** A setting of the function is there, and makes no sense. */
export class InvalidSetting extends Error {
  readonly code = 'INVALID_SETTING';
  constructor(name: string, wanted: string) {
    super(`The environment variable ${name} is not ${wanted}. serverless.yml sets it; deploy again.`);
    this.name = 'InvalidSetting';
  }
}
