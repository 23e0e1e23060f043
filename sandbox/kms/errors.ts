/** An error as KMS answers it: its name is the `__type` on the wire. */
export class KmsError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'KmsError';
    this.code = code;
    this.status = status;
  }
}

export const notFound = (what: string) => new KmsError('NotFoundException', `${what} does not exist`);
export const invalid = (message: string) => new KmsError('ValidationException', message);
