import { severities } from '../../shared/rules/rule.ts';
import { allUnread, nameOf, rulesOf, type Scan, type ScannedKey, totalsOf, worstOf } from './result.ts';
import { printable, table } from './table.ts';

const headings = ['key', 'Region', 'class', 'worst', 'rules'];

/**
 * What a person reads: every key that was judged, then what could not be read, then the totals. Pure.
 *
 * @param width of the terminal
 */
export function reportText(scan: Scan, width = Number.POSITIVE_INFINITY): string {
  const keys = scan.keys.length === 0 ? [] : [table(headings, scan.keys.map(rowOf), width).join('\n')];
  const unread = allUnread(scan);
  const missing =
    unread.length === 0
      ? []
      : [
          [
            'could not be read:',
            ...unread.map(({ arn, region, why }) => printable(`  ${arn ?? `Region ${region}`}: ${why}`)),
          ].join('\n'),
        ];
  return [...keys, ...missing, totalsText(scan)].join('\n\n');
}

function rowOf(key: ScannedKey): readonly string[] {
  const worst = worstOf(key) ?? (key.gap === undefined ? 'compliant' : 'not read whole');
  return [nameOf(key), key.region, key.keyClass, worst, rulesOf(key).join(', ')];
}

function totalsText(scan: Scan): string {
  const { keys, compliant, worst, findings, unread, left, awsManaged, otherClasses } = totalsOf(scan);
  const kinds = severities.flatMap((severity) =>
    worst[severity] > 0 ? [`${worst[severity]} ${severity}`] : [],
  );
  const judged = [`${compliant} compliant`, ...kinds].join(', ');
  const beside = [
    ...(unread > 0 ? [`${unread} could not be read`] : []),
    ...(left > 0 ? [`interrupted: ${left} not looked at`] : []),
    ...(otherClasses > 0 ? [`${otherClasses} of other classes, not judged`] : []),
    ...(awsManaged > 0 ? [`${awsManaged} AWS managed, not judged`] : []),
  ];
  return [
    `${number(keys, 'key')} in ${scan.regions.join(', ')}: ${judged} (${number(findings, 'finding')})`,
    ...beside,
  ].join('\n');
}

const number = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
