import { describe, expect, test } from '@jest/globals';
import { describeGrantee, readGrantee } from '../../shared/keys/grantee.ts';

const reserved = { kind: 'principal', account: '111122223333', reserved: true };
const principal = { ...reserved, reserved: false };

describe('a grantee', () => {
  test.each([
    ['arn:aws:iam::111122223333:role/App', principal],
    ['arn:aws:iam::111122223333:user/alice', principal],
    ['arn:aws:iam::111122223333:root', principal],
    ['111122223333', principal],
    ['arn:aws-cn:sts::111122223333:federated-user/alice', principal],
    ['arn:aws:sts::111122223333:assumed-role/App/session', principal],
    ['arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS', reserved],
    ['arn:aws:sts::111122223333:assumed-role/aws:ec2-infrastructure/i-5d476fab', reserved],
    ['arn:aws:iam::111122223333:role/aws:ec2-infrastructure', reserved],
    ['111122223333:aws:ec2-infrastructure:i-5d476fab', reserved],
    // What whoever makes a role can choose: its path, the end of its path, its name, a session's name.
    ['arn:aws:iam::111122223333:role/aws:ec2-infrastructure/App', principal],
    ['arn:aws:iam::111122223333:role/team/aws-service-role/App', principal],
    ['arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/App', principal],
    ['arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForRDS/session', principal],
    ['arn:aws:sts::111122223333:assumed-role/App/aws:ec2-infrastructure', principal],
    ['arn:aws:iam::111122223333:user/aws-service-role/alice', principal],
    ['dynamodb.us-east-1.amazonaws.com', { kind: 'service', name: 'dynamodb.us-east-1.amazonaws.com' }],
    ['ec2.amazonaws.com.cn', { kind: 'service', name: 'ec2.amazonaws.com.cn' }],
    ['AWS Internal', { kind: 'aws-internal' }],
    ['AROA123456789EXAMPLE', { kind: 'unknown' }],
    ['amazonaws.com.example.org', { kind: 'unknown' }],
    ['arn:aws:s3:::bucket', { kind: 'unknown' }],
    ['arn:aws:iam::111122223333:', { kind: 'unknown' }],
    ['', { kind: 'unknown' }],
  ])('%s', (text, expected) => {
    expect(readGrantee(text)).toEqual(expected);
  });

  test.each([
    ['arn:aws:iam::111122223333:role/App', 'role/App'],
    ['arn:aws:iam::444455556666:role/App', 'role/App of account 444455556666'],
    ['arn:aws:sts::444455556666:assumed-role/App/a/b', 'role/App (session a/b) of account 444455556666'],
    ['arn:aws:sts::111122223333:assumed-role/App/alice', 'role/App (session alice)'],
    ['arn:aws:iam::444455556666:root', 'everybody of account 444455556666'],
    ['111122223333', 'everybody of account 111122223333'],
    [
      '444455556666:aws:ec2-infrastructure:i-5d476fab',
      'aws:ec2-infrastructure:i-5d476fab of account 444455556666',
    ],
    ['sns.amazonaws.com', 'the service sns.amazonaws.com'],
    ['AWS Internal', 'an AWS service'],
    ['AROA123456789EXAMPLE', 'AROA123456789EXAMPLE'],
    ['', 'somebody the record does not name'],
  ])('%s in words', (text, words) => {
    expect(describeGrantee(text, '111122223333')).toBe(words);
  });
});
