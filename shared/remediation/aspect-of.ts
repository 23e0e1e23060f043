import type { Step } from './step.ts';

/** A part of a thing that is written, and read, by itself. */
export type Aspect = 'policy' | 'state' | 'rotation' | 'grants' | 'alias' | 'tags' | 'connection' | 'logging';

/** What of a thing each step writes. */
export const aspectOf: Readonly<Record<Step['kind'], Aspect>> = {
  'put-key-policy': 'policy',
  'cancel-key-deletion': 'state',
  'enable-key': 'state',
  'disable-key': 'state',
  'enable-key-rotation': 'rotation',
  'revoke-grant': 'grants',
  'update-alias': 'alias',
  'create-alias': 'alias',
  'tag-key': 'tags',
  'untag-key': 'tags',
  'connect-key-store': 'connection',
  'put-endpoint-policy': 'policy',
  'start-logging': 'logging',
  'put-event-selectors': 'logging',
};
