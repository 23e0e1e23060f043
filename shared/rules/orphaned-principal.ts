import { keyPolicy } from './key-policy.ts';
import type { Examples, Rule } from './rule.ts';

export const orphanedPrincipal: Rule = {
  id: 'orphaned-principal',
  title: 'A key policy names only principals that exist',
  severity: 'low',
  area: 'policy',
  duty: 'policy',
  rationale:
    'KMS shows a deleted principal by its unique ID. The statement lets nobody in any more, and the policy cannot be put again as it is.',
  fix: 'Remove the unique ID; if a principal of the old name exists again, name it anew.',
  controls: { nist: ['AC-2'] },
  check({ snapshot }) {
    const found = (keyPolicy(snapshot)?.statements ?? []).flatMap(({ index, principals }) =>
      principals.any.flatMap((principal) =>
        principal.kind === 'unique-id' ? { index, id: principal.id } : [],
      ),
    );
    if (found.length === 0) return [];
    return [
      {
        message: 'The key policy names a principal that has been deleted.',
        evidence: found.map(({ id }) => id),
        statements: [...new Set(found.map(({ index }) => index))],
      },
    ];
  },
};

const allow = (...AWS: readonly string[]) => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action: 'kms:Decrypt',
  Resource: '*',
});
const APP = 'arn:aws:iam::111122223333:role/App';

export const examples: Examples = {
  wrong: [
    { name: 'a deleted role', statements: [allow('AROAEXAMPLEID12345678')] },
    { name: 'a deleted user beside a role that exists', statements: [allow(APP, 'AIDAEXAMPLEID12345678')] },
    {
      name: 'two deleted roles in the last statement',
      statements: [allow(APP), allow('AROAEXAMPLEID12345678', 'AROAEXAMPLEID87654321')],
    },
  ],
  right: [
    { name: 'a role that exists', statements: [allow(APP)] },
    { name: 'an account', statements: [allow('111122223333')] },
  ],
};
