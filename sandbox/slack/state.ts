import { isRecord } from '../../shared/events/json.ts';
import { blockIdOf, blocksOf, listOf } from './elements.ts';
import type { Payload } from './slack.ts';

/**
 * What somebody put into a view's inputs, as `view.state.values` tells it. `given` has a text for each block and action:
 * for a choice, the value of an option.
 *
 * @see https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
 */
export function stateOf(view: Payload, given: Payload): Payload {
  const inputs = blocksOf(view).flatMap((block, index) => {
    const { element } = block;
    if (block.type !== 'input' || !isRecord(element)) return [];
    const id = blockIdOf(block, index);
    const action = typeof element.action_id === 'string' ? element.action_id : 'action';
    const texts = given[id];
    const text = isRecord(texts) ? texts[action] : undefined;
    return [[id, { [action]: entered(element, typeof text === 'string' ? text : '') }]];
  });
  return Object.fromEntries(inputs);
}

function entered(element: Payload, text: string): Payload {
  const { type } = element;
  switch (type) {
    case 'static_select':
    case 'radio_buttons': {
      const option = listOf(element.options).find(({ value }) => value === text);
      return { type, selected_option: option ?? null };
    }
    case 'datepicker':
      return { type, selected_date: text === '' ? null : text };
    default:
      return { type, value: text === '' ? null : text };
  }
}
