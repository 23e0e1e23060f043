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
  readonly path?: string | undefined;
  /** From 1, where the source is text. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly answer?: KmsAnswer | undefined;
};

/** A policy, or a request about one, that cannot be understood: what is wrong, where, and what to do. */
export class PolicyError extends Error {
  readonly code: PolicyErrorCode;
  readonly hint: string;
  readonly path: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly answer: KmsAnswer | undefined;

  constructor(details: Details) {
    super(details.message);
    this.name = 'PolicyError';
    this.code = details.code;
    this.hint = details.hint;
    this.path = details.path;
    this.line = details.line;
    this.column = details.column;
    this.answer = details.answer;
  }
}
