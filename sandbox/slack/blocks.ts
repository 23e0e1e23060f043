import { isRecord } from '../../shared/events/json.ts';
import { elementProblem } from './block-elements.ts';
import {
  type Block,
  listProblem,
  repeatedProblem,
  strangerProblem,
  stringProblem,
  textProblem,
} from './block-text.ts';

export { textProblem } from './block-text.ts';

const checks: Readonly<Record<string, (block: Block) => string | undefined>> = {
  section: sectionProblem,
  header: headerProblem,
  divider: (block) => strangerProblem(block, ['type', 'block_id']),
  context: contextProblem,
  actions: actionsProblem,
  image: ({ alt_text }) => (typeof alt_text === 'string' ? undefined : 'an image needs alt_text'),
  rich_text: ({ elements }) => (Array.isArray(elements) ? undefined : 'rich text needs elements'),
  input: inputProblem,
};

/**
 * What Slack would refuse in a message's blocks, or undefined. A message may have 50 of them, a view 100.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export function blocksProblem(blocks: unknown, limit = 50): string | undefined {
  return (
    listProblem('blocks', blocks, limit, (block) => {
      const check =
        typeof block.type === 'string' && Object.hasOwn(checks, block.type) ? checks[block.type] : undefined;
      if (check === undefined) return `${JSON.stringify(block.type)} is no block type`;
      return stringProblem(block, 'block_id', 255) ?? check(block);
    }) ?? repeatedProblem(blocks, 'block_id')
  );
}

/**
 * All blocks of a message together, as `msg_blocks_too_long` refuses them. Slack documents no limit; seen were 13,297
 * characters of text in one block, and 11,341 in many. Here it is less than both, of all that is sent.
 *
 * @see https://github.com/slackapi/bolt-js/issues/2509
 * @see https://github.com/slackapi/bolt-js/issues/2867
 */
export function sizeProblem(blocks: unknown): string | undefined {
  const size = Buffer.byteLength(JSON.stringify(blocks) ?? '');
  return size > 12_000 ? `the blocks have ${size} bytes; 12000 are safe` : undefined;
}

/** @see https://docs.slack.dev/reference/block-kit/blocks/section-block */
function sectionProblem(block: Block): string | undefined {
  const { text, fields, accessory, expand } = block;
  if (text === undefined && fields === undefined) return 'a section needs text or fields';
  if (expand !== undefined && typeof expand !== 'boolean') return 'expand is true or false';
  if (accessory !== undefined && !isRecord(accessory)) return 'an accessory is an element';
  return (
    (text === undefined ? undefined : textProblem(text, 3000)) ??
    (fields === undefined
      ? undefined
      : listProblem('fields', fields, 10, (field) => textProblem(field, 2000))) ??
    (accessory === undefined ? undefined : elementProblem(accessory)) ??
    strangerProblem(block, ['type', 'block_id', 'text', 'fields', 'accessory', 'expand'])
  );
}

/** @see https://docs.slack.dev/reference/block-kit/blocks/header-block */
function headerProblem(block: Block): string | undefined {
  return textProblem(block.text, 150, ['plain_text']) ?? strangerProblem(block, ['type', 'block_id', 'text']);
}

/** @see https://docs.slack.dev/reference/block-kit/blocks/context-block */
function contextProblem(block: Block): string | undefined {
  return (
    listProblem('elements', block.elements, 10, (element) =>
      element.type === 'image' ? undefined : textProblem(element, 3000),
    ) ?? strangerProblem(block, ['type', 'block_id', 'elements'])
  );
}

/** @see https://docs.slack.dev/reference/block-kit/blocks/actions-block */
function actionsProblem(block: Block): string | undefined {
  return (
    listProblem('elements', block.elements, 25, elementProblem) ??
    repeatedProblem(block.elements, 'action_id') ??
    strangerProblem(block, ['type', 'block_id', 'elements'])
  );
}

/** @see https://docs.slack.dev/reference/block-kit/blocks/input-block */
function inputProblem({ label, element, hint }: Block): string | undefined {
  if (!isRecord(element)) return 'an input needs an element';
  if (element.type === 'button') return 'an input has no button';
  return (
    textProblem(label, 2000, ['plain_text']) ??
    (hint === undefined ? undefined : textProblem(hint, 2000, ['plain_text'])) ??
    elementProblem(element)
  );
}
