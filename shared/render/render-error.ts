export type RenderErrorCode =
  /** AWS would not take the document for its size. */
  | 'TOO_LARGE'
  /** The standard gives one principal duties that exclude each other. */
  | 'CONTRADICTION'
  /** The standard says nothing that the document could hold. */
  | 'NOTHING_SAID';

/** No document can be made of the standard: what is in the way, and what to do. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
  readonly code: RenderErrorCode;
  readonly hint: string;

  constructor(code: RenderErrorCode, what: string, hint: string) {
    super(`${what}; ${hint}.`);
    this.code = code;
    this.hint = hint;
  }
}
