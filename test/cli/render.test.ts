import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findingsOn, five, load } from '../render/judged.ts';
import { BuiltCommand, root } from './built-command.ts';

const example = `${root}/standard.yaml`;
const account = ['--account', '111122223333'];

let command: BuiltCommand;
beforeAll(async () => {
  command = await BuiltCommand.build();
}, 60_000);
afterAll(() => command.remove());

const render = (kind: string, standard: string, ...more: readonly string[]) =>
  command.run(['render', kind, '--standard', standard, ...account, ...more]);

describe('render', () => {
  test.each([
    ['key-policy', 'AccountDelegatesToIam', /an owner, a pipeline, or the root user/],
    ['scp', 'OnlyDeletersDestroyKeys', /only allows limits nobody.*\n.*service-linked roles/],
    ['rcp', 'OnlyTrustedPrincipals', /account 111122223333 alone/],
    ['vpc-endpoint-policy', 'UsersUseKeysOfTheAccount', /no longer pass through this endpoint/],
  ])('%s prints indented JSON on stdout, and what to know on stderr', async (kind, sid, note) => {
    const { code, out, err } = await render(kind, example);
    expect(code).toBe(0);
    expect(out).toBe(`${JSON.stringify(JSON.parse(out), null, 2)}\n`);
    expect(JSON.parse(out).Statement[0].Sid).toBe(sid);
    expect(err).toMatch(note);
    expect(
      err
        .trim()
        .split('\n')
        .every((line) => line.startsWith('note: ')),
    ).toBe(true);
  });

  test('takes a class, and the partition of the account', async () => {
    const { out } = await render('key-policy', example, '--class', 'customer-data', '--partition', 'aws-cn');
    const statement = JSON.parse(out).Statement.find(
      ({ Sid }: { Sid: string }) => Sid === 'DeletersScheduleDeletion',
    );
    expect(statement.Principal.AWS).toEqual(['arn:aws-cn:iam::111122223333:role/Deploy']);
  });

  test('reads the standard from standard input, and what it renders keeps to the rules', async () => {
    const args = ['render', 'key-policy', '--standard', '-', ...account, '--format', 'json'];
    const { code, out } = await command.run(args, five);
    expect(code).toBe(0);
    expect(findingsOn(out, load(five).defaults)).toEqual([]);
  });

  test.each([
    ['an unknown class', ['key-policy', '--class', 'costumer-data'], /Did you mean customer-data\?/],
    ['an unknown document', ['keypolicy'], /Allowed choices are key-policy, scp, rcp/],
    ['another format', ['scp', '--format', 'yaml'], /Allowed choices are json/],
  ])('%s ends with 2 and says what there is', async (_, args, said) => {
    const { code, out, err } = await command.run(['render', ...args, '--standard', example, ...account]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(said);
  });

  test('an account that is none ends with 2', async () => {
    const args = ['render', 'scp', '--standard', example, '--account', '12'];
    expect(await command.run(args)).toMatchObject({ code: 2, err: expect.stringContaining('twelve digits') });
  });

  test.each([
    ['a mistake, with its line and column', five.replace('users', 'usrs'), /:4:3: roles has no field "usrs"/],
    ['a user who manages', five.replace('keyuser', 'keyadmin'), /nobody both uses a key and manages it/],
  ])('a standard with %s ends with 2', async (_, text, said) => {
    const { code, out, err } = await render('key-policy', await command.file('bad.yaml', text));
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(said);
  });
});
