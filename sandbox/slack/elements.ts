import { isRecord } from '../../shared/events/json.ts';
import type { Payload } from './slack.ts';

/** A button, and the block that it is in. */
export type PlacedButton = { readonly button: Payload; readonly blockId: string };

/** The blocks of a message or a view, those of attachments included. */
export function blocksOf({ blocks, attachments }: Payload): readonly Payload[] {
  const attached = listOf(attachments).flatMap((each) => listOf(each.blocks));
  return [...listOf(blocks), ...attached];
}

/** The button with this action ID and, where one is given, this value. */
export function findButton(payload: Payload, actionId: string, value?: string): PlacedButton | undefined {
  for (const [index, block] of blocksOf(payload).entries()) {
    const beside = isRecord(block.accessory) ? [block.accessory] : [];
    const button = [...listOf(block.elements), ...beside].find(
      (each) =>
        each.type === 'button' &&
        each.action_id === actionId &&
        (value === undefined || each.value === value),
    );
    if (button) return { button, blockId: blockIdOf(block, index) };
  }
  return undefined;
}

/** Slack makes an ID where an app gives none. */
export function blockIdOf({ block_id }: Payload, index: number): string {
  return typeof block_id === 'string' ? block_id : `b${index}`;
}

export function listOf(value: unknown): readonly Payload[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
