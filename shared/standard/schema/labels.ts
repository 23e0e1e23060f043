import { z } from 'zod';
import { tagKey } from './aws-names.ts';
import { principals } from './principal.ts';

export const labels = z.strictObject({
  changedBy: principals
    .optional()
    .describe('Who, beside the pipelines, may move an alias, or change a tag that counts.'),
  protectedTags: z
    .array(tagKey)
    .optional()
    .describe("Tags that IAM policies decide by, beside those of this standard's classes."),
});
