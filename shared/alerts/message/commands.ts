import type { Decision } from '../../ledger/decision.ts';
import { toAwsSelectors } from '../../perimeter/event-selectors.ts';
import type { EventSelectors } from '../../perimeter/trail.ts';
import type { Step } from '../../remediation/step.ts';
import type { Remedy } from '../../rules/rule.ts';

/** The AWS CLI calls that the guardian should have made and could not. */
export function commandsFor({ outcome, steps, findings, arn, change }: Decision): readonly string[] {
  if (outcome !== 'failed' && outcome !== 'held') return [];
  const undone = steps
    .filter((result) => result.outcome !== 'done')
    .map(({ step }) => commandFor(step, arn, change.region));
  if (undone.length > 0) return undone;
  const target = `--region ${change.region} --key-id ${arn}`;
  const remedies = findings.flatMap(({ remedy }) =>
    remedy === undefined ? [] : remedyCommands(remedy, target, arn),
  );
  return [...new Set(remedies)];
}

/** The same, where the approved policy is taken from the ledger instead of being written out: short enough for Slack. */
export function shortCommandsFor(decision: Decision): readonly string[] {
  const { arn, change, steps } = decision;
  const written = steps.find(
    ({ step, outcome }) => step.kind === 'put-key-policy' && outcome !== 'done',
  )?.step;
  if (written?.kind !== 'put-key-policy' || written.repair !== undefined) return commandsFor(decision);
  const whole = commandFor(written, arn, change.region);
  const target = `--region ${change.region} --key-id ${arn}`;
  return commandsFor(decision).flatMap((command) =>
    command === whole
      ? [
          `kms-guardian baseline show ${arn} --policy > key-policy.json`,
          `aws kms put-key-policy ${target} --policy-name default --policy file://key-policy.json`,
        ]
      : [command],
  );
}

function commandFor(step: Step, arn: string, region: string): string {
  const target = `--region ${region} --key-id ${arn}`;
  switch (step.kind) {
    case 'put-key-policy':
      return `aws kms put-key-policy ${target} --policy-name default --policy ${quoted(asciiJson(step.policy))}`;
    case 'cancel-key-deletion':
      return `aws kms cancel-key-deletion ${target}`;
    case 'enable-key':
      return `aws kms enable-key ${target}`;
    case 'disable-key':
      return `aws kms disable-key ${target}`;
    case 'enable-key-rotation':
      return `aws kms enable-key-rotation ${target} --rotation-period-in-days ${step.periodInDays}`;
    case 'revoke-grant':
      return `aws kms revoke-grant ${target} --grant-id ${step.grantId}`;
    case 'update-alias':
    case 'create-alias':
      return `aws kms ${step.kind} --region ${region} --alias-name ${quoted(step.alias)} --target-key-id ${step.target}`;
    case 'tag-key': {
      const tags = Object.entries(step.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
      return `aws kms tag-resource ${target} --tags ${quoted(asciiJson(JSON.stringify(tags)))}`;
    }
    case 'untag-key':
      return `aws kms untag-resource ${target} --tag-keys ${quoted(asciiJson(JSON.stringify(step.tagKeys)))}`;
    case 'connect-key-store':
      return `aws kms connect-custom-key-store --region ${region} --custom-key-store-id ${step.keyStoreId}`;
    case 'put-endpoint-policy':
      return `aws ec2 modify-vpc-endpoint --region ${region} --vpc-endpoint-id ${step.endpointId} --policy-document ${quoted(asciiJson(step.policy))}`;
    case 'start-logging':
      return `aws cloudtrail start-logging --region ${region} --name ${quoted(step.trail)}`;
    case 'put-event-selectors':
      return `aws cloudtrail put-event-selectors --region ${region} --trail-name ${quoted(step.trail)} ${selectorOption(step.selectors)}`;
  }
}

/** Where nothing could be planned, the policy or the period to set is a person's to choose. */
function remedyCommands(remedy: Remedy, target: string, arn: string): readonly string[] {
  switch (remedy) {
    case 'revert-policy':
      return [`aws kms get-key-policy ${target} --policy-name default --query Policy --output text`];
    case 'cancel-deletion':
      return [`aws kms cancel-key-deletion ${target}`, `aws kms enable-key ${target}`];
    case 'enable-key':
      return [`aws kms enable-key ${target}`];
    case 'disable-key':
      return [`aws kms disable-key ${target}`];
    case 'enable-rotation':
      return [`aws kms enable-key-rotation ${target}`];
    case 'revoke-grant':
      return [`aws kms list-grants ${target}`];
    case 'restore-tags':
      return [`aws kms list-resource-tags ${target}`];
    case 'restore-alias':
    case 'connect-key-store':
      return [];
    case 'restore-endpoint-policy':
      return newEndpointPolicy(arn);
    case 'restart-logging':
      return newTrail(arn);
  }
}

/** For a trail that is gone: its bucket is known to those who made it. */
function newTrail(arn: string): readonly string[] {
  const [, , , region = '', , resource = ''] = arn.split(':');
  const target = `--region ${region} --name ${quoted(resource.replace('trail/', ''))}`;
  return [
    `aws cloudtrail create-trail ${target} --is-multi-region-trail --s3-bucket-name THE-BUCKET-IT-HAD`,
    `aws cloudtrail start-logging ${target}`,
  ];
}

function selectorOption(selectors: EventSelectors): string {
  const option = selectors.kind === 'basic' ? '--event-selectors' : '--advanced-event-selectors';
  const [value] = Object.values(toAwsSelectors(selectors));
  return `${option} ${quoted(asciiJson(JSON.stringify(value)))}`;
}

/** Nothing approved is known: the policy is the one that the standard asks for. */
function newEndpointPolicy(arn: string): readonly string[] {
  const [, partition, , region, account, endpoint = ''] = arn.split(':');
  const file = 'endpoint-policy.json';
  const where = partition === 'aws' ? '' : ` --partition ${partition}`;
  return [
    `kms-guardian render vpc-endpoint-policy --standard standard.yaml --account ${account}${where} > ${file}`,
    `aws ec2 modify-vpc-endpoint --region ${region} --vpc-endpoint-id ${endpoint.slice(endpoint.indexOf('/') + 1)} --policy-document file://${file}`,
  ];
}

/** The same JSON on one line of visible ASCII: nothing in it can pass for something else in a terminal. */
function asciiJson(json: string): string {
  return json
    .replace(/\s*[\t\r\n]\s*/g, ' ')
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** One word to a POSIX shell. */
const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
