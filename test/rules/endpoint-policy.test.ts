import { describe, expect, test } from '@jest/globals';
import {
  judgeEndpointPolicy,
  letsSomebodyThrough,
  meansTheSame,
} from '../../shared/rules/endpoint-policy.ts';
import { governance } from './subject.ts';

const account = '111122223333';
const place = { account, partition: 'aws' };
const restricted = governance({
  perimeter: { endpointPolicy: 'restricted', admitted: [], deletionAccounts: [] },
});
const policy = (...Statement: readonly object[]) => JSON.stringify({ Statement });
const allow = (more: object) => ({ Effect: 'Allow', Principal: '*', Action: 'kms:*', ...more });
const ours = { StringEquals: { 'aws:PrincipalAccount': account } };
const ourKeys = `arn:aws:kms:*:${account}:key/*`;
const good = policy(allow({ Resource: ourKeys, Condition: ours }));
const shut = policy({ ...allow({ Resource: '*' }), Effect: 'Deny' });

describe('What an endpoint policy lets through', () => {
  test('is told by whom, to which keys, and by which statements', () => {
    const text = policy(
      allow({ Resource: ourKeys, Condition: ours }),
      allow({ Principal: { AWS: '777788889999' }, Action: 'kms:Decrypt', Resource: ourKeys }),
      allow({ Action: 'kms:Encrypt', Resource: 'arn:aws:kms:us-east-1:444455556666:key/*', Condition: ours }),
    );
    expect(judgeEndpointPolicy(text, place, restricted)).toEqual([
      {
        message:
          'The endpoint policy lets through principals outside the trusted accounts and organizations.',
        evidence: ['anyone in account 777788889999 may, if IAM agrees, Decrypt'],
        statements: [1],
        remedy: 'restore-endpoint-policy',
      },
      {
        message: expect.stringContaining('data could be carried out'),
        evidence: [
          'with keys of account 444455556666: anyone in account 111122223333 may Encrypt, if aws:PrincipalAccount is 111122223333',
        ],
        statements: [2],
        remedy: 'restore-endpoint-policy',
      },
    ]);
  });

  test('is told of keys of accounts that nobody named as keys of another', () => {
    const patterns = [...'0123456789'].map((digit) => `${digit}${digit}*`);
    const denied = { StringLike: { 'aws:ResourceAccount': patterns } };
    const text = policy(allow({ Action: 'kms:Decrypt', Resource: '*', Condition: ours }), {
      ...allow({ Resource: '*', Condition: denied }),
      Effect: 'Deny',
    });
    expect(judgeEndpointPolicy(text, place, restricted)).toMatchObject([
      {
        evidence: [
          expect.stringMatching(
            /^with keys of accounts that nobody named: .+ aws:ResourceAccount is another$/,
          ),
        ],
      },
    ]);
  });

  test('counts where a variable leaves open to which keys, and only where it lets through', () => {
    const variable = 'arn:aws:kms:*:${aws:PrincipalAccount}:key/*';
    const foreign = 'arn:aws:kms:us-east-1:444455556666:key/*';
    const judged = (...statements: readonly object[]) =>
      judgeEndpointPolicy(policy(...statements), place, restricted);
    const undecided = `could not be decided, so counts: ${variable}, with a variable in it`;
    expect(
      judged(allow({ Resource: variable, Condition: ours }), allow({ Resource: foreign, Condition: ours })),
    ).toMatchObject([
      {
        evidence: [expect.stringMatching(/^with keys of account 444455556666/), undecided],
        statements: [0, 1],
      },
    ]);
    const [all] = judged(allow({ NotResource: variable, Condition: ours }));
    expect(all?.evidence).not.toContain(undecided);
  });

  test('counts where there are too many cases to go through', () => {
    const deny = (letter: string) => ({
      ...allow({ Resource: '*', Condition: { StringLike: { 'aws:PrincipalTag/team': `*${letter}*` } } }),
      Effect: 'Deny',
    });
    const denies = [...'abcdefghijklmnopqrstuvwxyz0123'].map(deny);
    const [found] = judgeEndpointPolicy(policy(allow({ Resource: ourKeys }), ...denies), place, restricted);
    expect(found?.evidence).toEqual([
      'could not be decided, so counts: there are too many cases to go through',
    ]);
    expect(found?.statements).toContain(0);
  });

  test('counts as everybody where the policy cannot be read', () => {
    expect(judgeEndpointPolicy('{', place, restricted)).toEqual([
      {
        message: expect.stringContaining('letting everybody through'),
        evidence: ['a string in double quotes is wanted'],
        remedy: 'restore-endpoint-policy',
      },
    ]);
  });

  test('is not gone through to the end where much is open', () => {
    const many = Array.from({ length: 40 }, (_, at) =>
      allow({ Resource: `arn:aws:kms:*:4444555566${at + 10}:key/*`, Condition: ours }),
    );
    const [found] = judgeEndpointPolicy(policy(...many), place, restricted);
    expect(found?.statements).toHaveLength(10);
  });

  test('in China is judged on keys of China', () => {
    const china = { account, partition: 'aws-cn' };
    const text = good.replaceAll('arn:aws:', 'arn:aws-cn:').replace(`:${account}:key`, ':*:key');
    expect(judgeEndpointPolicy(text, china, restricted)).toHaveLength(1);
    expect(judgeEndpointPolicy(good.replace('arn:aws:', 'arn:aws-cn:'), china, restricted)).toEqual([]);
  });

  test.each([
    ['keys of the account', good, true],
    ['keys of another account', good.replace(`:${account}:key`, ':444455556666:key'), true],
    ['nothing', shut, false],
    ['nothing that is on a key', policy(allow({ Action: 'kms:ListKeys', Resource: '*' })), false],
    ['nobody knows what', '{', false],
  ])('lets somebody through to %s, or not', (_, text, answer) => {
    expect(letsSomebodyThrough(text, place)).toBe(answer);
  });

  test.each([
    ['in another order and spelling', good.replace('kms:*"', 'KMS:*"'), true],
    [
      'with a statement that adds nothing',
      good.replace(
        '[{',
        '[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:Sign","Resource":"arn:aws:kms:us-east-1:111122223333:key/*"},{',
      ),
      true,
    ],
    ['for fewer actions', good.replace('kms:*"', 'kms:Decrypt"'), false],
    [
      'for one key more',
      good.replace(`"${ourKeys}"`, `["${ourKeys}","arn:aws:kms:us-east-1:444455556666:key/1"]`),
      false,
    ],
    ['that nobody can read', '{', false],
    [
      'with one more statement, for keys that a variable names',
      policy(
        allow({ Resource: ourKeys, Condition: ours }),
        allow({ Resource: 'arn:aws:kms:*:${aws:PrincipalAccount}:key/*' }),
      ),
      false,
    ],
  ])('is the same, or not, by a policy %s', (_, text, same) => {
    expect(meansTheSame(good, text, place)).toBe(same);
    expect(meansTheSame(text, good, place)).toBe(same);
  });
});

test('A policy with a variable in the name of a key is the same as itself', () => {
  const text = policy(allow({ Resource: 'arn:aws:kms:*:${aws:PrincipalAccount}:key/*' }));
  expect(meansTheSame(text, text, place)).toBe(true);
});
