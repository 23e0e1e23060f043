import { describe, expect, test } from '@jest/globals';
import { readActor } from '../../shared/events/actor.ts';

const session = 'arn:aws:sts::111122223333:assumed-role/KeyAdmin/alice';

describe('readActor', () => {
  test('a session is its role, with the path that only the issuer has', () => {
    const actor = readActor({
      type: 'AssumedRole',
      arn: session,
      accountId: '111122223333',
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/team/KeyAdmin' },
      },
    });
    expect(actor).toEqual({
      kind: 'role',
      arn: 'arn:aws:iam::111122223333:role/team/KeyAdmin',
      session: 'alice',
      account: '111122223333',
    });
  });

  test('a session without its issuer is the role of that name', () => {
    expect(readActor({ type: 'AssumedRole', arn: session })).toEqual({
      kind: 'role',
      arn: 'arn:aws:iam::111122223333:role/KeyAdmin',
      session: 'alice',
    });
  });

  test.each([
    ['an IAM user', { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/Alice' }, 'user'],
    ['the root user', { type: 'Root', arn: 'arn:aws:iam::111122223333:root' }, 'root'],
    ['a service', { type: 'AWSService', invokedBy: 'kms.amazonaws.com' }, 'service'],
    ['a caller of another account', { type: 'AWSAccount', accountId: '444455556666' }, 'account'],
    ['an identity of no known type', { type: 'Martian' }, 'unknown'],
    ['no identity', undefined, 'unknown'],
  ])('%s is told as such', (_, identity, kind) => {
    expect(readActor(identity).kind).toBe(kind);
  });
});
