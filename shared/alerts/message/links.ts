import { parseKeyArn } from '../../events/decode.ts';
import type { Decision } from '../../ledger/decision.ts';
import { plainText } from '../plain-text.ts';
import type { Message } from './message.ts';

/** Where each partition has its console. */
const consoles: Readonly<Record<string, string>> = {
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The key, where it is one, and the event in the AWS console. */
export function linksFor({ arn, change }: Decision): Message['links'] {
  const key = parseKeyArn(arn);
  const { region } = change;
  const domain = consoles[arn.split(':')[1] ?? ''] ?? 'console.aws.amazon.com';
  const home = (service: string) => `https://${region}.${domain}/${service}/home?region=${region}`;
  return [
    ...(key === undefined
      ? []
      : [{ label: 'The key in the console', url: `${home('kms')}#/kms/keys/${key.keyId}` }]),
    {
      label: 'The event in CloudTrail',
      url: `${home('cloudtrailv2')}#/events/${encodeURIComponent(plainText(change.id))}`,
    },
  ];
}

/** A page for each rule that was broken, where the team has such pages: `base` is the address of their folder. */
export function rulePages(rules: readonly string[], base: string | undefined): Message['links'] {
  if (base === undefined || !/^https:\/\/[^\s<>|"]+$/.test(base)) return [];
  const folder = base.replace(/\/+$/, '');
  return rules.map((rule) => ({ label: `Rule ${rule}`, url: `${folder}/${encodeURIComponent(rule)}.md` }));
}
