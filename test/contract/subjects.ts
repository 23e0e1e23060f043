import { queries } from './dynamodb/queries.ts';
import { writes } from './dynamodb/writes.ts';
import { aliases } from './kms/aliases.ts';
import { deletion } from './kms/deletion.ts';
import { grants } from './kms/grants.ts';
import { keys } from './kms/keys.ts';
import { policies } from './kms/policies.ts';
import { rotation } from './kms/rotation.ts';
import { states } from './kms/states.ts';
import { tags } from './kms/tags.ts';
import { topics } from './sns/topics.ts';
import type { Subject } from './target.ts';

/** Everything that is asked of a stand-in for AWS. */
export const subjects: readonly Subject[] = [
  keys,
  states,
  policies,
  rotation,
  deletion,
  aliases,
  tags,
  grants,
  topics,
  writes,
  queries,
];
