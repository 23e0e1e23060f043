import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { ending, type Subject, type Target } from '../target.ts';
import { type Item, keyOf, newTable, tableOf } from './new-table.ts';

const get = async ({ dynamodb }: Target, TableName: string, sk: string) =>
  (await dynamodb.send(new GetItemCommand({ TableName, Key: keyOf(sk), ConsistentRead: true }))).Item;

const putIfAbsent = ({ dynamodb }: Target, TableName: string, Item: Item) =>
  dynamodb.send(new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' }));

const update = (
  { dynamodb }: Target,
  TableName: string,
  UpdateExpression: string,
  more: Partial<UpdateItemCommandInput>,
) => dynamodb.send(new UpdateItemCommand({ TableName, Key: keyOf('a'), UpdateExpression, ...more }));

const failed = 'ConditionalCheckFailedException';

export const writes: Subject = {
  name: 'items and conditional writes',
  pages: [
    'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html',
    'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html',
  ],
  cases: [
    {
      name: 'an item that is not there is answered as none',
      seen: async (target) => get(target, await newTable(target), 'a'),
      aws: undefined,
    },
    {
      name: 'a write under the condition that nothing is there happens once, and leaves what is there',
      async seen(target) {
        const table = await newTable(target);
        const write = (text: string) => putIfAbsent(target, table, { ...keyOf('a'), body: { S: text } });
        const endings = [await ending(write('first')), await ending(write('second'))];
        return [...endings, (await get(target, table, 'a'))?.body];
      },
      aws: ['answered', failed, { S: 'first' }],
    },
    {
      name: 'a condition that asks for an attribute holds only where it has the value',
      async seen(target) {
        const table = await tableOf(target, [{ ...keyOf('a'), told: { BOOL: true } }]);
        const put = new PutItemCommand({
          TableName: table,
          Item: keyOf('a'),
          ConditionExpression: 'attribute_not_exists(pk) OR #told = :no',
          ExpressionAttributeNames: { '#told': 'told' },
          ExpressionAttributeValues: { ':no': { BOOL: false } },
        });
        return ending(target.dynamodb.send(put));
      },
      aws: failed,
    },
    {
      name: 'an update counts on from what is there, takes attributes away, and answers what was before',
      async seen(target) {
        const table = await tableOf(target, [{ ...keyOf('a'), fence: { N: '41' }, ended: { N: '7' } }]);
        const { Attributes } = await update(
          target,
          table,
          'SET #fence = if_not_exists(#fence, :none) + :one REMOVE #ended',
          {
            ExpressionAttributeNames: { '#fence': 'fence', '#ended': 'ended' },
            ExpressionAttributeValues: { ':none': { N: '0' }, ':one': { N: '1' } },
            ReturnValues: 'ALL_OLD',
          },
        );
        return [Attributes, await get(target, table, 'a')];
      },
      aws: [
        { ...keyOf('a'), fence: { N: '41' }, ended: { N: '7' } },
        { ...keyOf('a'), fence: { N: '42' } },
      ],
    },
    {
      name: 'an update makes the item where there is none, and has nothing of before to answer',
      async seen(target) {
        const table = await newTable(target);
        const { Attributes } = await update(target, table, 'SET fence = if_not_exists(fence, :none) + :one', {
          ExpressionAttributeValues: { ':none': { N: '0' }, ':one': { N: '1' } },
          ReturnValues: 'ALL_OLD',
        });
        return [Attributes, (await get(target, table, 'a'))?.fence];
      },
      aws: [undefined, { N: '1' }],
    },
    {
      name: 'a number is compared as a number',
      async seen(target) {
        const table = await tableOf(target, [{ ...keyOf('a'), until: { N: '1000' } }]);
        const by = (now: string) =>
          update(target, table, 'SET seen = :now', {
            ConditionExpression: '#until <= :now',
            ExpressionAttributeNames: { '#until': 'until' },
            ExpressionAttributeValues: { ':now': { N: now } },
          });
        return [await ending(by('999')), await ending(by('1000')), await ending(by('9999'))];
      },
      aws: [failed, 'answered', 'answered'],
    },
    {
      name: 'a set holds each text once, and can be asked how many it holds',
      async seen(target) {
        const table = await newTable(target);
        const add = (text: string) =>
          update(target, table, 'ADD #calls :call', {
            ConditionExpression: 'attribute_not_exists(#calls) OR size(#calls) < :most',
            ExpressionAttributeNames: { '#calls': 'calls' },
            ExpressionAttributeValues: { ':call': { SS: [text] }, ':most': { N: '2' } },
            ReturnValues: 'ALL_NEW',
          });
        await add('a');
        await add('a');
        const { Attributes } = await add('b');
        return [[...(Attributes?.calls?.SS ?? [])].sort(), await ending(add('c'))];
      },
      aws: [['a', 'b'], failed],
    },
    {
      name: 'of many who write at once under a condition, one does',
      async seen(target) {
        const table = await newTable(target);
        const writes = Array.from({ length: 10 }, (_, n) =>
          ending(putIfAbsent(target, table, { ...keyOf('a'), n: { N: String(n) } })),
        );
        return (await Promise.all(writes)).filter((each) => each === 'answered').length;
      },
      aws: 1,
    },
    {
      name: 'an item of more than 400 KB is refused',
      async seen(target) {
        const Item = { ...keyOf('a'), body: { S: 'x'.repeat(400 * 1024) } };
        return ending(target.dynamodb.send(new PutItemCommand({ TableName: await newTable(target), Item })));
      },
      aws: 'ValidationException',
    },
    {
      name: 'what is not there may be deleted',
      async seen(target) {
        const TableName = await tableOf(target, [keyOf('a')]);
        const remove = () =>
          ending(target.dynamodb.send(new DeleteItemCommand({ TableName, Key: keyOf('a') })));
        return [await remove(), await remove(), await get(target, TableName, 'a')];
      },
      aws: ['answered', 'answered', undefined],
    },
    {
      name: 'a write that was refused answers the item that is there, where it is asked to',
      async seen(target) {
        const table = await tableOf(target, [{ ...keyOf('a'), owner: { S: 'somebody' } }]);
        const put = new PutItemCommand({
          TableName: table,
          Item: keyOf('a'),
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        });
        const refused = await target.dynamodb.send(put).catch((error: { Item?: unknown }) => error.Item);
        return refused;
      },
      aws: { ...keyOf('a'), owner: { S: 'somebody' } },
    },
    {
      name: 'a table that is not there takes nothing',
      seen: (target) => ending(putIfAbsent(target, target.newName(), keyOf('a'))),
      aws: 'ResourceNotFoundException',
    },
  ],
};
