import { isRecord } from '../../shared/events/json.ts';

type Block = Readonly<Record<string, unknown>>;

const checks: Readonly<Record<string, (block: Block) => string | undefined>> = {
  section: checkSection,
  header: ({ text }) => textProblem(text, 150, ['plain_text']),
  divider: () => undefined,
  context: ({ elements }) => listProblem('elements', elements, 10, contextElementProblem),
  actions: ({ elements }) => listProblem('elements', elements, 25, buttonProblem),
  image: ({ alt_text }) => (typeof alt_text === 'string' ? undefined : 'an image needs alt_text'),
  rich_text: ({ elements }) => (Array.isArray(elements) ? undefined : 'rich text needs elements'),
};

/**
 * What Slack would refuse in a message's blocks, or undefined.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export function blocksProblem(blocks: unknown): string | undefined {
  return listProblem('blocks', blocks, 50, (block) => {
    const check =
      typeof block.type === 'string' && Object.hasOwn(checks, block.type) ? checks[block.type] : undefined;
    if (check === undefined) return `${JSON.stringify(block.type)} is no block type`;
    if (typeof block.block_id === 'string' && block.block_id.length > 255)
      return 'block_id is over 255 characters';
    return check(block);
  });
}

function checkSection({ text, fields }: Block): string | undefined {
  if (text === undefined && fields === undefined) return 'a section needs text or fields';
  const inText = text === undefined ? undefined : textProblem(text, 3000);
  const inFields =
    fields === undefined ? undefined : listProblem('fields', fields, 10, (field) => textProblem(field, 2000));
  return inText ?? inFields;
}

function contextElementProblem(element: Block): string | undefined {
  return element.type === 'image' ? undefined : textProblem(element, 3000);
}

/** Buttons are checked whole; other elements only for being there. */
function buttonProblem(element: Block): string | undefined {
  if (element.type !== 'button') return undefined;
  const { url, value } = element;
  if (typeof url === 'string' && url.length > 3000) return 'a button’s url is over 3000 characters';
  if (typeof value === 'string' && value.length > 2000) return 'a button’s value is over 2000 characters';
  return textProblem(element.text, 75, ['plain_text']);
}

function textProblem(value: unknown, limit: number, types = ['plain_text', 'mrkdwn']): string | undefined {
  if (!isRecord(value) || typeof value.type !== 'string' || !types.includes(value.type))
    return `a text must be of type ${types.join(' or ')}`;
  if (typeof value.text !== 'string' || value.text === '') return 'a text is empty';
  return value.text.length > limit
    ? `a text has ${value.text.length} characters; ${limit} are allowed`
    : undefined;
}

function listProblem(
  name: string,
  list: unknown,
  limit: number,
  check: (entry: Block) => string | undefined,
): string | undefined {
  if (!Array.isArray(list) || list.length === 0) return `${name} must be a list with an entry`;
  if (list.length > limit) return `${name} has ${list.length} entries; ${limit} are allowed`;
  for (const entry of list) {
    const problem = isRecord(entry) ? check(entry) : `an entry of ${name} is no object`;
    if (problem !== undefined) return problem;
  }
  return undefined;
}
