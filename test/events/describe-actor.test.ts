import { expect, test } from '@jest/globals';
import type { Actor } from '../../shared/events/actor.ts';
import { describeActor } from '../../shared/events/describe-actor.ts';

test.each<[Actor, string]>([
  [
    { kind: 'role', arn: 'arn:aws:iam::111122223333:role/Admin', session: 'alice' },
    'role/Admin (session alice)',
  ],
  [{ kind: 'root', account: '111122223333' }, 'The root user of 111122223333'],
  [{ kind: 'service', service: 'sweep' }, 'sweep'],
  [{ kind: 'service' }, 'An AWS service'],
  [{ kind: 'service', service: 'Slack', session: 'Alice (U0ALICE)' }, 'Alice (U0ALICE), through Slack'],
])('%j is %s', (actor, words) => {
  expect(describeActor(actor)).toBe(words);
});
