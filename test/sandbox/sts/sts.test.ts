import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { Callers } from '../../../sandbox/callers.ts';
import { Sts } from '../../../sandbox/sts/sts.ts';
import { readParameters } from '../../../sandbox/wire/query-parameters.ts';

const callers = new Callers(randomBytes);
const sts = new Sts({ callers, clock: () => Date.UTC(2026, 0, 1) });
const alice = callers.add('arn:aws:iam::111122223333:user/alice');
const root = callers.add('arn:aws:iam::111122223333:root');

const assume = (more: string) =>
  sts.call('AssumeRole', readParameters(`RoleArn=arn:aws:iam::111122223333:role/team/Deploy&${more}`), alice);

describe('STS', () => {
  test('tells a user who it is', () => {
    const identity = sts.call('GetCallerIdentity', new Map(), alice);
    expect(identity).toMatchObject({
      Arn: alice.arn,
      Account: '111122223333',
      UserId: expect.stringMatching(/^AIDA/),
    });
  });

  test('gives the root user the account as its ID', () => {
    expect(sts.call('GetCallerIdentity', new Map(), root)).toMatchObject({ UserId: '111122223333' });
  });

  test('makes credentials for a role, which call as its session from then on', () => {
    const answer = assume('RoleSessionName=build-7&DurationSeconds=900') as {
      readonly Credentials: { readonly AccessKeyId: string; readonly Expiration: string };
      readonly AssumedRoleUser: { readonly Arn: string };
    };
    const shown = 'arn:aws:sts::111122223333:assumed-role/Deploy/build-7';
    expect(answer.AssumedRoleUser.Arn).toBe(shown);
    expect(answer.Credentials.Expiration).toBe('2026-01-01T00:15:00.000Z');
    const assumed = callers.find(answer.Credentials.AccessKeyId);
    expect(assumed).toMatchObject({ arn: 'arn:aws:iam::111122223333:role/team/Deploy', session: 'build-7' });
    expect(assumed && sts.call('GetCallerIdentity', new Map(), assumed)).toMatchObject({ Arn: shown });
  });

  test.each(['RoleSessionName=x', 'RoleSessionName=a%20b', 'RoleSessionName=ok&DurationSeconds=60'])(
    'refuses to assume a role with %s',
    (parameters) => {
      expect(() => assume(parameters)).toThrow(expect.objectContaining({ code: 'ValidationError' }));
    },
  );

  test('has no other actions', () => {
    expect(sts.call('GetFederationToken', new Map(), alice)).toBeUndefined();
  });
});
