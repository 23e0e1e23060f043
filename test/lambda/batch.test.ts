import { describe, expect, test } from '@jest/globals';
import { handleBatch, handleInOrder } from '../../shared/lambda/batch.ts';

const records = ['a', 'b', 'c'].map((messageId) => ({ messageId }));

test('only the records that failed are reported, and each is logged', async () => {
  const logged: unknown[] = [];
  const handled: string[] = [];
  const response = await handleBatch(
    records,
    async ({ messageId }) => {
      handled.push(messageId);
      if (messageId === 'b') throw new Error('bad record');
    },
    { error: (_, error, details) => logged.push({ error, details }) },
  );
  expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: 'b' }] });
  expect(handled).toEqual(['a', 'b', 'c']);
  expect(logged).toEqual([{ error: new Error('bad record'), details: { messageId: 'b' } }]);
});

test('records are handled in order, one after the other', async () => {
  const seen: string[] = [];
  const handle = async ({ messageId }: { readonly messageId: string }) => {
    seen.push(`${messageId} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    seen.push(`${messageId} ends`);
  };
  await handleBatch(records, handle, { error: () => undefined });
  expect(seen).toEqual(['a', 'b', 'c'].flatMap((id) => [`${id} begins`, `${id} ends`]));
});

test('an empty batch has no failures', async () => {
  expect(await handleBatch([], async () => undefined, { error: () => undefined })).toEqual({
    batchItemFailures: [],
  });
});

describe('a batch of a FIFO queue', () => {
  const quiet = { error: () => undefined };

  test('stops at the first failure, and reports it and all after it', async () => {
    const handled: string[] = [];
    const response = await handleInOrder(
      records,
      async ({ messageId }) => {
        handled.push(messageId);
        if (messageId === 'b') throw new Error('bad record');
      },
      quiet,
    );
    expect(handled).toEqual(['a', 'b']);
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: 'b' }, { itemIdentifier: 'c' }] });
  });

  test('that succeeds reports nothing', async () => {
    expect(await handleInOrder(records, async () => {}, quiet)).toEqual({ batchItemFailures: [] });
  });
});
