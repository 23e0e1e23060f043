import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDynamoLedger } from '../../../shared/ledger/dynamodb/ledger.ts';
import type { Ledger } from '../../../shared/ledger/ledger.ts';
import { exampleDecision } from '../../alerts/example-decision.ts';
import { baselineOf, newKey } from '../example-baseline.ts';
import { startTable } from './start-table.ts';

let started: Awaited<ReturnType<typeof startTable>>;
let ledger: Ledger;

beforeAll(async () => {
  started = await startTable();
  ledger = createDynamoLedger(started);
});
afterAll(() => started.stop());

describe('baselines', () => {
  test('a history longer than one page of answers is read to its end', async () => {
    const key = newKey();
    const policy = 'x'.repeat(300_000);
    for (let n = 1; n <= 5; n++) await ledger.adopt(baselineOf(key, `change ${n}`, policy));
    expect(await ledger.baselines(key)).toHaveLength(5);
  });

  test('one too large for DynamoDB is refused by name, and nothing is written', async () => {
    const key = newKey();
    const huge = baselineOf(key, 'a', 'x'.repeat(410_000));
    await expect(ledger.adopt(huge)).rejects.toMatchObject({ code: 'ITEM_TOO_LARGE' });
    expect(await ledger.baseline(key)).toBeUndefined();
  });

  test('an item that somebody else wrote is an error, not a baseline', async () => {
    const key = newKey();
    const Item = { pk: { S: `THING#${key}` }, sk: { S: 'BASELINE#0000000001' }, body: { S: 'not JSON' } };
    await started.client.send(new PutItemCommand({ TableName: started.table, Item }));
    await expect(ledger.baseline(key)).rejects.toMatchObject({ code: 'UNREADABLE' });
  });
});

describe('decisions', () => {
  test('one expires as many days after it was made as it is kept, in seconds', async () => {
    const keyArn = newKey();
    const short = createDynamoLedger({ ...started, keepDecisionsDays: 1 });
    await short.record(
      exampleDecision({ arn: keyArn, changeId: 'a', decidedAt: '2026-11-24T00:00:00.900Z' }),
    );
    const Key = { pk: { S: `THING#${keyArn}` }, sk: { S: 'CHANGE#a' } };
    const { Item } = await started.client.send(new GetItemCommand({ TableName: started.table, Key }));
    expect(Number(Item?.expiresAt?.N)).toBe(Date.UTC(2026, 10, 25) / 1000);
  });
});
