import { isRecord } from '../../shared/events/json.ts';
import { type Block, listProblem, strangerProblem, stringProblem, textProblem } from './block-text.ts';

type Check = (element: Block) => string | undefined;

/** Those that the guardian sends are checked whole; of the others, only that Slack has them. */
const elements: Readonly<Record<string, Check>> = {
  button: buttonProblem,
  plain_text_input: inputProblem,
  static_select: selectProblem,
  ...Object.fromEntries(
    [
      ...['checkboxes', 'radio_buttons', 'overflow', 'datepicker', 'datetimepicker', 'timepicker'],
      ...['users_select', 'conversations_select', 'channels_select', 'external_select', 'number_input'],
      ...['url_text_input', 'email_text_input', 'multi_static_select', 'multi_users_select', 'image'],
    ].map((type) => [type, () => undefined]),
  ),
};

/**
 * What Slack would refuse in an element of a block, or undefined.
 *
 * @see https://docs.slack.dev/reference/block-kit/block-elements
 */
export function elementProblem(element: Block): string | undefined {
  const check =
    typeof element.type === 'string' && Object.hasOwn(elements, element.type)
      ? elements[element.type]
      : undefined;
  if (check === undefined) return `${JSON.stringify(element.type)} is no element type`;
  return stringProblem(element, 'action_id', 255) ?? check(element);
}

/** @see https://docs.slack.dev/reference/block-kit/block-elements/button-element */
function buttonProblem(element: Block): string | undefined {
  const { text, style, confirm } = element;
  if (style !== undefined && style !== 'primary' && style !== 'danger')
    return 'a button’s style is primary, danger or left out';
  return (
    textProblem(text, 75, ['plain_text']) ??
    stringProblem(element, 'url', 3000) ??
    stringProblem(element, 'value', 2000) ??
    stringProblem(element, 'accessibility_label', 75) ??
    (confirm === undefined ? undefined : confirmProblem(confirm)) ??
    strangerProblem(element, [
      ...['type', 'text', 'action_id', 'url', 'value', 'style', 'confirm', 'accessibility_label'],
    ])
  );
}

/** @see https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
function confirmProblem(confirm: unknown): string | undefined {
  if (!isRecord(confirm)) return 'a button’s confirm is no object';
  const { style } = confirm;
  if (style !== undefined && style !== 'primary' && style !== 'danger')
    return 'a dialog’s style is primary, danger or left out';
  return (
    textProblem(confirm.title, 100, ['plain_text']) ??
    textProblem(confirm.text, 300) ??
    textProblem(confirm.confirm, 30, ['plain_text']) ??
    textProblem(confirm.deny, 30, ['plain_text']) ??
    strangerProblem(confirm, ['title', 'text', 'confirm', 'deny', 'style'])
  );
}

/** @see https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
function inputProblem(element: Block): string | undefined {
  const { placeholder, initial_value, min_length: least = 0, max_length: most = 3000 } = element;
  const isLength = (value: unknown, from: number) =>
    Number.isInteger(value) && (value as number) >= from && (value as number) <= 3000;
  if (!isLength(least, 0) || !isLength(most, 1)) return 'a length is a number up to 3000';
  if ((least as number) > (most as number)) return 'min_length is over max_length';
  if (initial_value !== undefined && typeof initial_value !== 'string') return 'initial_value must be a text';
  return placeholder === undefined ? undefined : textProblem(placeholder, 150, ['plain_text']);
}

/** @see https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
function selectProblem({ placeholder, options, option_groups, initial_option }: Block): string | undefined {
  const inPlaceholder = placeholder === undefined ? undefined : textProblem(placeholder, 150, ['plain_text']);
  if (option_groups !== undefined) return inPlaceholder;
  if (initial_option !== undefined && !isOneOf(options, initial_option))
    return 'initial_option is none of the options';
  return inPlaceholder ?? listProblem('options', options, 100, optionProblem);
}

/** @see https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
function optionProblem(option: Block): string | undefined {
  if (option.value === undefined) return 'an option needs a value';
  return textProblem(option.text, 75, ['plain_text']) ?? stringProblem(option, 'value', 150);
}

const isOneOf = (options: unknown, option: unknown) =>
  Array.isArray(options) && options.some((each) => JSON.stringify(each) === JSON.stringify(option));
