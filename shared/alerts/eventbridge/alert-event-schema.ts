import { z } from 'zod';

/**
 * The published shape of what goes to an event bus. Its consumers are other people's programs: within a version members
 * may be added, and none is taken away, renamed, or given another meaning. Only its type is used in functions: no schema
 * library is in their bundles.
 */
const time = z.iso.datetime().describe('ISO 8601, UTC.');
const severity = z.enum(['critical', 'high', 'medium', 'low']);
const outcome = z
  .enum([
    'started',
    'clean',
    'adopted',
    'recorded',
    'alerted',
    'asked',
    'remediated',
    'already-right',
    'held',
    'failed',
  ])
  .describe('How it ended. `failed` and `held` were not put right; `asked` waits for a person.');

const common = {
  schemaVersion: z.literal('1.0').describe('The version of this shape.'),
  incident: z.string().describe('The same for every alert of one thing and cause, or of one mass event.'),
  headline: z.string().describe('All of it in one line, for people.'),
  severity: severity.describe('The worst of what was found; `critical` for what was not put right.'),
  putRight: z.boolean().describe('Whether nothing of what was found is left.'),
  truncated: z.boolean().describe('Whether texts or lists were cut; the ledger has all of it.'),
};

const finding = z
  .object({
    rule: z.string().describe('The rule that was broken.'),
    severity,
    message: z.string().describe('What is wrong, in one sentence.'),
    evidence: z.array(z.string()).describe('The facts behind it.'),
    fix: z.string().describe('What a person would do about it.'),
    putRight: z.boolean(),
    excused: z.boolean().describe('Whether an exemption or a decision of a person lets it stand.'),
  })
  .describe('What a rule found.');

const change = z
  .object({
    ...common,
    kind: z.literal('change'),
    outcome,
    cause: z.string().describe('The rules broken, sorted, joined by `+`; `none`.'),
    thing: z
      .object({
        type: z.enum(['key', 'alias', 'key-store', 'trail', 'vpc-endpoint', 'account', 'principal']),
        arn: z.string(),
        name: z.string().describe('What people call it: the first alias of a key.'),
        class: z.string().describe('The class of the standard that it is of.'),
        account: z.string(),
        region: z.string(),
        team: z.string().optional().describe('The team it belongs to, by its tag.'),
      })
      .describe('What was changed.'),
    change: z
      .object({
        id: z.string().describe("CloudTrail's `eventID`, or one of the sweep's."),
        operation: z.string().describe('The API operation; `Sweep` where a sweep looked.'),
        service: z.string(),
        at: time,
        account: z.string().describe('Where the call was recorded.'),
        region: z.string(),
        by: z.string().describe('Who made it, for people.'),
        actor: z.string().optional().describe('The ARN of who made it, where CloudTrail names it.'),
        text: z.string().describe('What the call did, in one sentence.'),
      })
      .describe('The change, as CloudTrail recorded it.'),
    findings: z.array(finding),
    access: z
      .array(z.object({ kind: z.enum(['gained', 'lost', 'unknown']), text: z.string() }))
      .describe('What the change gave and took. `unknown` could not be decided, and counts as given.'),
    exposed: z.array(z.string()).describe('What was open or at risk, and for how long.'),
    done: z.array(z.string()).describe('What the guardian did.'),
    now: z.array(z.string()).describe('What a person does now, the most urgent first.'),
    commands: z.array(z.string()).describe('What to type where it was not put right. Whole or absent.'),
    links: z.array(z.object({ label: z.string(), url: z.string() })),
    decidedAt: time,
    latencyMs: z.number().describe('From the change to the decision carried out.'),
  })
  .describe('One change. Its detail-type is `KMS Guardian Alert`.');

const summary = z
  .object({
    ...common,
    kind: z.enum(['mass', 'digest']),
    count: z.number().int().describe('How many changes it stands for.'),
    since: time,
    until: time,
    account: z.string().optional().describe('Absent where they are of several.'),
    region: z.string().optional().describe('Absent where they are of several.'),
    outcomes: z
      .partialRecord(outcome, z.number().int())
      .describe('How many ended each way; no entry for none.'),
    alerts: z
      .array(
        z.object({
          headline: z.string(),
          severity,
          outcome,
          arn: z.string(),
          changeId: z.string(),
          at: time,
        }),
      )
      .describe('What it stands for, the worst first: all of it where it is at hand and fits.'),
    more: z.string().describe('Where all of them can be found.'),
  })
  .describe('Many changes told as one. Its detail-type is `KMS Guardian Summary`.');

export const alertEventSchema = z.discriminatedUnion('kind', [change, summary]);

export type AlertEvent = z.infer<typeof alertEventSchema>;
export type ChangeEvent = z.infer<typeof change>;
export type SummaryEvent = z.infer<typeof summary>;

/** The same as JSON Schema. Unknown members are let through, as consumers should: they may be added. */
export function alertEventJsonSchema(): Record<string, unknown> {
  return {
    $id: 'urn:kms-guardian:alert-event:1.0',
    title: 'KMS Guardian alert event, version 1.0',
    description: 'The detail of the events that the channel eventbridge puts, source kms-guardian.',
    ...z.toJSONSchema(alertEventSchema, { io: 'input' }),
  };
}
