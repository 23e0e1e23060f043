import type { SlackBlock } from '../../../shared/alerts/slack/blocks.ts';

/** Blocks as a person reads them, for tests that read as a whole. A button that asks once more has an asterisk. */
export function drawn(blocks: readonly SlackBlock[]): string {
  return `\n${blocks.map(drawnBlock).join('\n\n')}\n`;
}

function drawnBlock(block: SlackBlock): string {
  switch (block.type) {
    case 'header':
      return `# ${block.text.text}`;
    case 'section':
      return 'fields' in block
        ? block.fields.map(({ text }) => text.replace(/^\*(.*)\*\n/, '$1: ')).join('\n')
        : block.text.text;
    case 'context':
      return block.elements.map(({ text }) => text.replace(/^<[^|]*\|(.*)>$/, '$1')).join(' | ');
    case 'actions':
      return block.elements.map(({ text, confirm }) => `[${text.text}${confirm ? '*' : ''}]`).join(' ');
  }
}
