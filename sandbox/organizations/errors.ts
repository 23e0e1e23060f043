import { ServiceError } from '../wire/answer.ts';

/** An error as Organizations answers it: its shape has `Message`, and some have a `Reason`. */
export class OrganizationsError extends ServiceError {
  readonly reason: string | undefined;
  constructor(code: string, message: string, reason?: string) {
    super(code, message, 400, { Message: message, ...(reason && { Reason: reason }) });
    this.name = 'OrganizationsError';
    this.reason = reason;
  }
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_InvalidInputException.html */
export const invalid = (reason: string, message: string) =>
  new OrganizationsError('InvalidInputException', message, reason);

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ConstraintViolationException.html */
export const violated = (reason: string, message: string) =>
  new OrganizationsError('ConstraintViolationException', message, reason);
