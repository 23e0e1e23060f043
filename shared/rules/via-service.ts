import { USE_ACTIONS } from '../policy/actions.ts';
import { above, allBut, anyone, only, rootUser, services } from './ceiling.ts';
import type { Examples, Rule } from './rule.ts';

export const viaService: Rule = {
  id: 'via-service',
  title: 'A key is used through the named AWS services alone',
  severity: 'medium',
  area: 'policy',
  duty: 'policy',
  rationale: 'A key for one service’s data has no reason to decrypt anything else, by anybody.',
  fix: 'Add the condition kms:ViaService with the services of usage.services to the statements for users.',
  controls: { nist: ['AC-3', 'AC-6'] },
  check(subject) {
    const wanted = subject.governance.usage.services;
    if (wanted.length === 0) return [];
    const ceiling = [
      services,
      rootUser,
      anyone(allBut(USE_ACTIONS)),
      anyone(only(USE_ACTIONS), { StringLike: { 'kms:ViaService': wanted } }),
    ];
    return above(
      ceiling,
      subject,
      'The key policy lets the key be used otherwise than through its services.',
    );
  },
};

const standard = 'usage: { services: [s3.*.amazonaws.com] }';
const user = (Condition?: object) => ({
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:role/KeyUser' },
  Action: 'kms:Decrypt',
  Resource: '*',
  ...(Condition && { Condition }),
});

export const examples: Examples = {
  wrong: [
    { name: 'a user directly', standard, statements: [user()] },
    {
      name: 'a user through any service',
      standard,
      statements: [user({ StringLike: { 'kms:ViaService': '*.amazonaws.com' } })],
    },
    {
      name: 'a condition that whoever calls directly meets',
      standard,
      statements: [user({ StringLikeIfExists: { 'kms:ViaService': 's3.*.amazonaws.com' } })],
    },
  ],
  right: [
    {
      name: 'a user through S3 in one Region',
      standard,
      statements: [user({ StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } })],
    },
    { name: 'no service is asked for', statements: [user()] },
  ],
};
