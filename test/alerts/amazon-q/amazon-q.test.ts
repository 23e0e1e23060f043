import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { customNotification } from '../../../shared/alerts/amazon-q/amazon-q.ts';
import { jsonBytes } from '../../../shared/alerts/clip.ts';
import { composeMessage } from '../../../shared/alerts/message/message.ts';
import { exampleDecision, failedDecision, keyArn } from '../example-decision.ts';
import { exampleSummary } from '../example-summary.ts';
import { randomNotice } from '../random-notice.ts';
import { checkBy } from '../schemas/schema.ts';

const check = await checkBy('amazon-q.schema.json');

test('every notice is a custom notification, within what a chat message takes', () => {
  fc.assert(
    fc.property(randomNotice, (notice) => {
      const notification = customNotification(notice);
      expect(check(notification)).toEqual([]);
      const { title, description, nextSteps = [] } = notification.content;
      expect(title.length).toBeLessThanOrEqual(250);
      expect(description.length).toBeLessThanOrEqual(3000);
      expect(nextSteps.length).toBeLessThanOrEqual(6);
      expect(jsonBytes(notification)).toBeLessThan(64 * 1024);
    }),
  );
});

test.each([
  ['another version', { version: '1.1' }],
  ['another source', { source: 'aws' }],
  ['no description', { content: { textType: 'client-markdown', title: 'x' } }],
])('a custom notification with %s is refused', (_, wrong) => {
  expect(check({ ...customNotification(exampleSummary()), ...wrong })).not.toEqual([]);
});

test('no name can mention anybody, make a link, or leave the lines that are shown letter by letter', () => {
  fc.assert(
    fc.property(randomNotice, (notice) => {
      const { title, description, nextSteps = [] } = customNotification(notice).content;
      for (const text of [title, description, ...nextSteps]) expect(text).not.toMatch(/[<>]/);
      for (const text of [title, ...nextSteps]) expect(text).not.toMatch(/@[^ ]/);
      expect((description.match(/```/g) ?? []).length % 2).toBe(0);
      expect(description.replaceAll('```', '')).not.toContain('`');
    }),
  );
});

test('what follows on the same thing and cause stands in the same thread', () => {
  const first = customNotification(composeMessage(failedDecision()));
  const then = customNotification(composeMessage(exampleDecision({ changeId: 'another' })));
  expect(first.metadata.threadId).toBe(then.metadata.threadId);
  expect(first.id).not.toBe(then.id);
  expect(first.metadata).toMatchObject({
    relatedResources: [keyArn],
    additionalContext: { severity: 'critical', account: '111122223333' },
  });
});

test('the steps are what a person does now', () => {
  const { content } = customNotification(composeMessage(failedDecision()));
  expect(content.title).toMatch(/^NOT PUT RIGHT: role\/Admin/);
  expect(content.nextSteps?.[0]).toMatch(/^Act now/);
});
