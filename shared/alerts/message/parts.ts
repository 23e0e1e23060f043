import { type AccessLine, accessIn, inTense } from './access.ts';
import type { Message } from './message.ts';
import { isOver } from './outcome-words.ts';

/** One part of a message, in the order in which people ask. Every channel that has room lays out the same ones. */
export type Part = {
  readonly id: 'changed' | 'access' | 'broke' | 'exposed' | 'done' | 'now' | 'commands' | 'diff';
  readonly title: string;
  readonly lines: readonly string[];
  /** The same in fewer words, for where there is little room. */
  readonly short?: readonly string[];
};

/** The parts that have something to say. */
export function partsOf(message: Message): readonly Part[] {
  const { access, policyDiff, exposed, done, now, commands, shortCommands } = message;
  const gave = access.some(({ kind }) => kind !== 'lost');
  const parts: readonly Part[] = [
    { id: 'changed', title: 'What changed', lines: [message.changed] },
    { id: 'access', title: accessTitle(message), lines: access.map(accessLine) },
    { id: 'broke', title: 'What it broke', lines: message.broke.flatMap(findingLines(message)) },
    // The access that it gave is told already, with for how long.
    { id: 'exposed', title: 'What it exposed', lines: gave ? [] : exposed },
    { id: 'done', title: 'What was done', lines: done },
    { id: 'now', title: 'What to do now', lines: now },
    { id: 'commands', title: 'Commands', lines: commands, short: shortCommands },
    { id: 'diff', title: diffTitle(message), lines: policyDiff?.lines ?? [] },
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}

const marks: Readonly<Record<AccessLine['kind'], string>> = { gained: '+', lost: '-', unknown: '?' };

const accessLine = ({ kind, text }: AccessLine) => `${marks[kind]} ${text}`;

function accessTitle({ access, exposedFor }: Message): string {
  const took = access.some(({ kind }) => kind === 'lost');
  const gave = access.some(({ kind }) => kind !== 'lost');
  const what = gave && took ? 'gave and took away' : gave ? 'gave' : 'took away';
  return `Access that it ${what}${exposedFor === undefined ? '' : ` (${exposedFor})`}`;
}

/** Each finding with its evidence below it, but for the access that is told already. */
function findingLines({ access, outcome }: Message) {
  const told = new Set(access.map(accessLine));
  const isTold = (evidence: string) => {
    const line = accessIn(evidence);
    return line !== undefined && told.has(accessLine({ ...line, text: inTense(line.text, isOver(outcome)) }));
  };
  return ({ rule, severity, message, evidence }: Message['broke'][number]) => [
    `${rule} (${severity}): ${message}`,
    ...evidence.filter((line) => !isTold(line)).map((line) => `    ${line}`),
  ];
}

function diffTitle({ policyDiff }: Message): string {
  if (policyDiff === undefined) return '';
  const { of, added, removed } = policyDiff;
  const counts = [
    ...(added === 0 ? [] : [`${lines(added)} added`]),
    ...(removed === 0 ? [] : [`${lines(removed)} removed`]),
  ].join(', ');
  return `${of === 'repair' ? 'What the repair changes in the policy' : 'What it changed in the policy'} (${counts})`;
}

const lines = (count: number) => (count === 1 ? '1 line' : `${count} lines`);
