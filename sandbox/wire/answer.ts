/** What the sandbox answers over HTTP. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** A call that an AWS service refuses, whatever its wire protocol. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;
  /** What its shape has beside code and message. */
  readonly members: Readonly<Record<string, unknown>>;
  constructor(code: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.status = status;
    this.members = members;
  }
}
