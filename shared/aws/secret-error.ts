/** What is wrong with a secret: it is not there, may not be read, cannot be read now, or is not what it should be. */
export type SecretFault = 'SECRET_NOT_FOUND' | 'SECRET_NOT_ALLOWED' | 'SECRET_UNREADABLE' | 'SECRET_INVALID';

/** A secret that cannot be used. It says which, by its reference, and what to do; never anything that is in it. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
  readonly code: SecretFault;
  readonly reference: string;

  constructor(code: SecretFault, reference: string, what: string, fix: string) {
    super(`The secret ${reference} ${what}; ${fix}.`);
    this.code = code;
    this.reference = reference;
  }
}

/**
 * What AWS answered, in our words. Only an answer of the service itself is repeated: what fails while an answer is read
 * may quote it, and with it the secret.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export function refusedSecret(reference: string, action: string, error: unknown): SecretError {
  const { name, message, $fault } = Object(error);
  switch (name) {
    case 'ResourceNotFoundException':
    case 'ParameterNotFound':
    case 'ParameterVersionNotFound':
      return new SecretError(
        'SECRET_NOT_FOUND',
        reference,
        'is not there, or has no value yet',
        'put one there, in the Region and account of the function, or correct the reference',
      );
    case 'AccessDeniedException':
      return new SecretError(
        'SECRET_NOT_ALLOWED',
        reference,
        'may not be read',
        `allow the function's role ${action} on it, and kms:Decrypt where it is under a key of your own`,
      );
    default:
      return new SecretError(
        'SECRET_UNREADABLE',
        reference,
        $fault === undefined
          ? `could not be read: ${String(name ?? 'Error')}`
          : `could not be read: ${name}: ${message}`,
        'look at it in the console, and see that the function reaches the service',
      );
  }
}
