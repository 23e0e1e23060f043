import { describe, expect, test } from '@jest/globals';
import { blocksProblem, sizeProblem } from '../../../sandbox/slack/blocks.ts';
import { messageProblem } from '../../../sandbox/slack/message.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const section = { type: 'section', text: { type: 'mrkdwn', text: 'x', verbatim: true } };
const button = { type: 'button', action_id: 'a', text: plain('Do it'), value: 'v', style: 'danger' };
const confirm = {
  title: plain('Sure?'),
  text: plain('It is done.'),
  confirm: plain('Yes'),
  deny: plain('No'),
};
const option = { text: plain('1 hour'), value: '1' };
const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Why?'),
  element,
  ...more,
});
const text = { type: 'plain_text_input', action_id: 'why', min_length: 5, max_length: 500 };
const select = { type: 'static_select', action_id: 'hours', options: [option], initial_option: option };
const actions = (...elements: readonly object[]) => ({ type: 'actions', block_id: 'decide', elements });
const long = (length: number) => 'x'.repeat(length);

describe('Slack takes', () => {
  test.each<[string, object]>([
    ['a header', { type: 'header', text: { ...plain(long(150)), emoji: false } }],
    ['a section that is always shown whole', { ...section, expand: true }],
    ['ten fields', { type: 'section', fields: Array(10).fill(plain(long(2000))) }],
    ['a context', { type: 'context', elements: Array(10).fill(plain('x')) }],
    [
      '25 buttons',
      actions(...Array.from({ length: 25 }, (_, index) => ({ ...button, action_id: `${index}` }))),
    ],
    ['a button that asks once more', actions({ ...button, confirm: { ...confirm, style: 'danger' } })],
    ['a question', input(text, { hint: plain('At least five characters.') })],
    ['a choice', input(select)],
    ['a line', { type: 'divider' }],
  ])('%s', (_, block) => {
    expect(blocksProblem([block])).toBeUndefined();
  });
});

describe('Slack refuses', () => {
  test.each<[string, unknown, string]>([
    ['no blocks', [], 'blocks must be a list with an entry'],
    ['51 blocks', Array(51).fill(section), '51 entries; 50 are allowed'],
    ['an unknown block', [{ type: 'table_of_mine' }], 'is no block type'],
    ['a block of no type', [{ type: 'toString' }], 'is no block type'],
    ['a long header', [{ type: 'header', text: plain(long(151)) }], '151 characters; 150 are allowed'],
    ['a header in mrkdwn', [{ ...section, type: 'header' }], 'must be of type plain_text'],
    ['a long section', [{ type: 'section', text: plain(long(3001)) }], '3000 are allowed'],
    ['an empty text', [{ type: 'section', text: plain('') }], 'a text is empty'],
    ['an empty section', [{ type: 'section' }], 'a section needs text or fields'],
    ['11 fields', [{ type: 'section', fields: Array(11).fill(plain('x')) }], '11 entries; 10 are allowed'],
    ['a long field', [{ type: 'section', fields: [plain(long(2001))] }], '2000 are allowed'],
    ['11 things in a context', [{ type: 'context', elements: Array(11).fill(plain('x')) }], '10 are allowed'],
    ['emoji in mrkdwn', [{ ...section, text: { ...section.text, emoji: false } }], 'property: emoji'],
    [
      'verbatim plain text',
      [{ type: 'header', text: { ...plain('x'), verbatim: true } }],
      'property: verbatim',
    ],
    ['a member it does not know', [{ ...section, color: 'red' }], 'invalid additional property: color'],
    ['a block_id twice', [actions(button), actions(button)], 'block_id "decide" is there twice'],
    ['a long block_id', [{ ...section, block_id: long(256) }], 'block_id is over 255 characters'],
    ['an action_id twice', [actions(button, button)], 'action_id "a" is there twice'],
    ['26 buttons', [actions(...Array(26).fill(button))], '26 entries; 25 are allowed'],
    ['a long label', [actions({ ...button, text: plain(long(76)) })], '75 are allowed'],
    ['a long value', [actions({ ...button, value: long(2001) })], 'value is over 2000 characters'],
    ['a long action_id', [actions({ ...button, action_id: long(256) })], 'action_id is over 255 characters'],
    ['a long address', [actions({ ...button, url: long(3001) })], 'url is over 3000 characters'],
    ['a style of one’s own', [actions({ ...button, style: 'loud' })], 'style is primary, danger'],
    ['a disabled button', [actions({ ...button, disabled: true })], 'property: disabled'],
    [
      'a long question',
      [actions({ ...button, confirm: { ...confirm, title: plain(long(101)) } })],
      '100 are allowed',
    ],
    [
      'a long warning',
      [actions({ ...button, confirm: { ...confirm, text: plain(long(301)) } })],
      '300 are allowed',
    ],
    [
      'a long answer',
      [actions({ ...button, confirm: { ...confirm, deny: plain(long(31)) } })],
      '30 are allowed',
    ],
    [
      'a dialog without an answer',
      [actions({ ...button, confirm: { ...confirm, deny: undefined } })],
      'a text must be',
    ],
    ['an unknown element', [actions({ type: 'lever' })], 'is no element type'],
    ['a button as an answer', [input(button)], 'an input has no button'],
    ['a long label of an input', [input(text, { label: plain(long(2001)) })], '2000 are allowed'],
    ['an input of no length', [input({ ...text, max_length: 0 })], 'a length is a number up to 3000'],
    ['an input that nothing fits', [input({ ...text, min_length: 9, max_length: 5 })], 'min_length is over'],
    [
      'a choice of nothing',
      [input({ ...select, options: [], initial_option: undefined })],
      'options must be',
    ],
    ['101 options', [input({ ...select, options: Array(101).fill(option) })], '100 are allowed'],
    [
      'a long option',
      [input({ ...select, options: [{ ...option, text: plain(long(76)) }], initial_option: undefined })],
      '75 are allowed',
    ],
    [
      'a first choice that is none',
      [input({ ...select, initial_option: { ...option, value: '2' } })],
      'none of the options',
    ],
  ])('%s', (_, blocks, why) => {
    expect(blocksProblem(blocks)).toContain(why);
  });

  test('more than a message may have in all', () => {
    const blocks = Array.from({ length: 5 }, () => ({ type: 'section', text: plain(long(2500)) }));
    expect(blocksProblem(blocks)).toBeUndefined();
    expect(sizeProblem(blocks)).toContain('12000 are safe');
    expect(messageProblem({ blocks })).toMatchObject({ code: 'msg_blocks_too_long' });
  });
});
