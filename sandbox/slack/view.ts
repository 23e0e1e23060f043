import { blocksProblem, textProblem } from './blocks.ts';
import type { Payload } from './slack.ts';

/**
 * What Slack would refuse in a modal, or undefined.
 *
 * @see https://docs.slack.dev/reference/views/modal-views
 */
export function viewProblem(view: Payload): string | undefined {
  const { type, title, submit, close, blocks, callback_id, private_metadata } = view;
  if (type !== 'modal') return 'a view’s type must be modal';
  const named = (text: unknown) => (text === undefined ? undefined : textProblem(text, 24, ['plain_text']));
  const asks = Array.isArray(blocks) && blocks.some((block) => block?.type === 'input');
  if (asks && submit === undefined) return 'a view with inputs needs submit';
  if (typeof callback_id === 'string' && callback_id.length > 255)
    return 'callback_id is over 255 characters';
  if (typeof private_metadata === 'string' && private_metadata.length > 3000)
    return 'private_metadata is over 3000 characters';
  return (
    textProblem(title, 24, ['plain_text']) ?? named(submit) ?? named(close) ?? blocksProblem(blocks, 100)
  );
}
