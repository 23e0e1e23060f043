import { optional, textAt } from '../json.ts';

type Json = Readonly<Record<string, unknown>>;

const policy = (request: Json) => ({
  ...optional('policyId', textAt(request, 'policyId')),
  ...optional('targetId', textAt(request, 'targetId')),
});

/** The Organizations operations that change which service control policies bind an account. */
export const organizationsReaders = {
  AttachPolicy: policy,
  DetachPolicy: policy,
  UpdatePolicy: policy,
  DisablePolicyType: (request: Json) => optional('rootId', textAt(request, 'rootId')),
  MoveAccount: (request: Json) => optional('accountId', textAt(request, 'accountId')),
};
