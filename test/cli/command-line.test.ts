import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BuiltCommand } from './built-command.ts';

let command: BuiltCommand;

beforeAll(async () => {
  command = await BuiltCommand.build();
}, 60_000);

afterAll(() => command.remove());

const run = (args: readonly string[], input = '') => command.run(args, input);

const file = async (name: string, content: string | Buffer) =>
  join(command.folder, await command.file(name, content));

const allow = (AWS: string, Action = 'kms:Decrypt') => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action,
  Resource: '*',
});
const policy = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const user = allow('arn:aws:iam::111122223333:role/KeyUser');
const stranger = allow('arn:aws:iam::444455556666:root');
const account = ['--account', '111122223333'];

const record = {
  eventSource: 'kms.amazonaws.com',
  eventName: 'DisableKey',
  eventID: 'c217db1f-903f-4a2f-8f88-9580182d6313',
  eventTime: '2026-11-02T10:00:00Z',
  awsRegion: 'us-east-1',
  recipientAccountId: '111122223333',
  userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333' },
  requestParameters: { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' },
};

describe('the command line', () => {
  test.each([
    ['an unknown command', ['frobnicate'], /unknown command/],
    ['a file that is not there', ['decode', '/nonexistent'], /\/nonexistent/],
    ['a port that is none', ['sandbox', '--port', 'abc'], /0 to 65535/],
    ['an account that is none', ['who-can', '-', '--account', '1'], /twelve digits/],
  ])('%s ends with 2 and says what is wrong', async (_, args, said) => {
    const { code, out, err } = await run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(said);
  });

  test('a standard with mistakes is refused with file, line, column and what to do', async () => {
    const path = await file(
      'bad.yaml',
      'version: 1\nroles:\n  administrators: [role/A]\ndefaults:\n  mood: x\n',
    );
    const { code, err } = await run(['sandbox', '--standard', path]);
    expect(code).toBe(2);
    expect(err).toContain(`${path}:5:3: defaults has no field "mood"; choose from`);
  });
});

describe('decode', () => {
  test('reads a record, an envelope, a log file and a gzipped one as the same change', async () => {
    const log = JSON.stringify({ Records: [record] });
    const paths = await Promise.all([
      file('record.json', JSON.stringify(record)),
      file('envelope.json', JSON.stringify({ detail: record })),
      file('log.json', log),
      file('log.json.gz', gzipSync(log)),
    ]);
    const { code, out } = await run(['decode', '--format', 'json', ...paths]);
    const changes = JSON.parse(out).map(({ decoded }: { decoded: unknown }) => JSON.stringify(decoded));
    expect(code).toBe(0);
    expect(changes).toHaveLength(4);
    expect(new Set(changes).size).toBe(1);
  });

  test('says of each record that is none why, and ends with 1', async () => {
    const { code, out } = await run(
      ['decode', '-'],
      JSON.stringify([record, { eventSource: 's3.amazonaws.com' }]),
    );
    expect(code).toBe(1);
    expect(out).toContain('DisableKey');
    expect(out).toContain('its eventSource is "s3.amazonaws.com"');
  });

  test('ends with 2 on what is no JSON', async () => {
    expect(await run(['decode', '-'], '{"Records": [')).toMatchObject({ code: 2 });
  });
});

describe('diff, can and who-can', () => {
  test('a stranger is gained access, and the exit code says so', async () => {
    const paths = [await file('a.json', policy(user)), await file('b.json', policy(user, stranger))];
    const { code, out } = await run(['diff', ...paths, ...account, '--format', 'json']);
    const { relation, gained } = JSON.parse(out);
    expect([code, relation]).toEqual([1, 'wider']);
    expect(gained[0]).toMatchObject({ action: 'kms:Decrypt', from: 'denied', to: 'delegated' });
  });

  test('narrower is no finding', async () => {
    const paths = [await file('a.json', policy(user, stranger)), await file('b.json', policy(user))];
    expect(await run(['diff', ...paths, ...account])).toMatchObject({ code: 0 });
  });

  test('a broken policy is told with its place, and ends with 2', async () => {
    const path = await file('broken.json', '{\n  "Version": "2012-10-17",\n  "Statement": [}\n');
    const { code, err } = await run(['diff', path, path, ...account]);
    expect(code).toBe(2);
    expect(err).toContain(`${path}:3:`);
  });

  test('one request is answered with the statement that decided', async () => {
    const request = ['--principal', 'arn:aws:iam::111122223333:role/KeyUser', '--action', 'kms:Decrypt'];
    const { code, out } = await run(['can', '-', ...request, ...account, '--format', 'json'], policy(user));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      decision: 'allowed',
      statements: [{ index: 0, effect: 'Allow' }],
    });
  });

  test('every principal is listed against administer, own and use', async () => {
    const { out } = await run(['who-can', '-', ...account, '--format', 'json'], policy(user, stranger));
    expect(JSON.parse(out)).toMatchObject([{ use: 'allowed', own: 'denied' }, { use: 'delegated' }]);
  });
});
