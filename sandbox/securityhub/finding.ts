import { isRecord, textAt } from '../../shared/events/json.ts';

type Json = Readonly<Record<string, unknown>>;

const required = ['SchemaVersion', 'Id', 'ProductArn', 'GeneratorId', 'AwsAccountId', 'Title', 'Description'];

const longest: Readonly<Record<string, number>> = {
  Id: 512,
  GeneratorId: 512,
  Title: 256,
  Description: 1024,
};

/** The most bytes of a finding. */
const LIMIT = 240 * 1024;

/**
 * What Security Hub would refuse in a finding of the caller's own, or undefined.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html
 */
export function findingProblem(
  finding: Json,
  { account, region }: { readonly account: string; readonly region: string },
): string | undefined {
  for (const name of required)
    if (!/\S/.test(textAt(finding, name) ?? '')) return `Finding does not have ${name}, or it is empty.`;
  for (const [name, most] of Object.entries(longest))
    if ((textAt(finding, name) ?? '').length > most)
      return `${name} should NOT be longer than ${most} characters`;
  for (const name of ['CreatedAt', 'UpdatedAt'])
    if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/.test(textAt(finding, name) ?? ''))
      return `${name} should match format "date-time"`;
  const product = new RegExp(`^arn:[\\w-]+:securityhub:${region}:${account}:product/${account}/default$`);
  if (!product.test(textAt(finding, 'ProductArn') ?? ''))
    return "ProductArn is not of the caller's account and Region";
  if (finding.AwsAccountId !== account) return "AwsAccountId is not the caller's account";
  return resourcesProblem(finding.Resources) ?? severityProblem(finding) ?? sizeProblem(finding);
}

function resourcesProblem(resources: unknown): string | undefined {
  if (!Array.isArray(resources) || resources.length === 0 || resources.length > 32)
    return 'Resources should have 1 to 32 entries';
  const whole = resources.every(
    (each) => isRecord(each) && /\S/.test(textAt(each, 'Type') ?? '') && /\S/.test(textAt(each, 'Id') ?? ''),
  );
  return whole ? undefined : 'A resource needs Type and Id';
}

/** A severity and types are needed, at the top or in FindingProviderFields. */
function severityProblem({ Severity, Types, FindingProviderFields }: Json): string | undefined {
  const provided = isRecord(FindingProviderFields) ? FindingProviderFields : {};
  const severity = isRecord(provided.Severity) ? provided.Severity : Severity;
  const label = isRecord(severity) ? textAt(severity, 'Label') : undefined;
  if (!['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'].includes(label ?? ''))
    return 'Severity.Label should be equal to one of the allowed values';
  const types = provided.Types ?? Types;
  return Array.isArray(types) && types.length > 0 && types.length <= 50
    ? undefined
    : 'Types should have 1 to 50 entries';
}

function sizeProblem(finding: Json): string | undefined {
  return Buffer.byteLength(JSON.stringify(finding)) > LIMIT
    ? `Finding is larger than ${LIMIT} bytes`
    : undefined;
}
