/** What KMS answers when such a policy is put. */
export type KmsAnswer = 'MalformedPolicyDocumentException' | 'LimitExceededException' | 'ValidationException';

export type PolicyErrorCode =
  | 'InvalidJson'
  | 'InvalidEncoding'
  | 'InvalidCharacter'
  | 'DuplicateKey'
  | 'TooLarge'
  | 'TooDeep'
  | 'InvalidShape'
  | 'InvalidPrincipal'
  | 'InvalidAction'
  | 'InvalidOperator'
  | 'InvalidValue'
  | 'UnknownPrincipal'
  | 'UnknownAction';

type Details = {
  readonly code: PolicyErrorCode;
  readonly message: string;
  readonly hint: string;
  /** Where in the document: `$.Statement[0].Principal.AWS`. */
  readonly path?: string;
  /** From 1, where the source is text. */
  readonly line?: number;
  readonly column?: number;
  readonly answer?: KmsAnswer;
};

/** A policy, or a request about one, that cannot be understood: what is wrong, where, and what to do. */
export class PolicyError extends Error {
  readonly code: PolicyErrorCode;
  readonly hint: string;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly answer?: KmsAnswer;

  constructor(details: Details) {
    super(details.message);
    this.name = 'PolicyError';
    this.code = details.code;
    this.hint = details.hint;
    if (details.path !== undefined) this.path = details.path;
    if (details.line !== undefined) this.line = details.line;
    if (details.column !== undefined) this.column = details.column;
    if (details.answer !== undefined) this.answer = details.answer;
  }
}
