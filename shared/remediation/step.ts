/** One KMS call that puts something right, with the state it may be made in. */
export type Step =
  /** `replaces` is the live policy the plan was made for: with any other one live, the step is not taken. */
  | { readonly kind: 'put-key-policy'; readonly policy: string; readonly replaces: string }
  | { readonly kind: 'cancel-key-deletion' }
  | { readonly kind: 'enable-key' }
  | { readonly kind: 'enable-key-rotation'; readonly periodInDays: number };

/** What became of a step. */
export type StepResult =
  | { readonly step: Step; readonly outcome: 'done'; readonly at: string }
  /** The key no longer needed it, or was no longer in the state the step was planned for. */
  | { readonly step: Step; readonly outcome: 'skipped'; readonly why: string }
  | { readonly step: Step; readonly outcome: 'failed'; readonly code: string; readonly why: string };
