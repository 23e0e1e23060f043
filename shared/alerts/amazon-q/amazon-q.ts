import type { Notice } from '../channel.ts';
import { clip } from '../clip.ts';
import { bounded, incidentIdOf, summaryIdOf } from '../incident-id.ts';
import type { Message } from '../message/message.ts';
import { slackText } from '../slack/text.ts';
import type { Summary } from '../summary.ts';

/**
 * A custom notification of Amazon Q Developer in chat applications (once AWS Chatbot), which shows it in Slack or Teams.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export type CustomNotification = {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly id: string;
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps?: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    readonly threadId: string;
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources: readonly string[];
    readonly additionalContext: Readonly<Record<string, string>>;
  };
};

/** AWS states no lengths: these are within what a message of Slack's takes, and what can be read in one. */
const longest = {
  title: 250,
  description: 2800,
  step: 350,
  steps: 6,
  keyword: 75,
  id: 250,
  line: 300,
} as const;

/** What a notice is in a chat channel: notifications with the same `threadId` stand in one thread. */
export function customNotification(notice: Notice): CustomNotification {
  return notice.kind === 'change' ? ofChange(notice) : ofSummary(notice);
}

function ofChange(message: Message): CustomNotification {
  const { about, access, broke, exposed, done, now, decision, severity, outcome, headline } = message;
  const context = { severity, outcome, account: about.account, region: about.region, class: about.keyClass };
  return {
    version: '1.0',
    source: 'custom',
    id: bounded(decision.changeId, longest.id),
    content: {
      textType: 'client-markdown',
      title: inline(headline, longest.title),
      description: described([
        ['', [`Severity ${severity}, outcome ${outcome}, at ${message.at}`, about.arn]],
        ['What changed', [`${message.changed} By ${message.by}.`]],
        ['Access', access.map(({ kind, text }) => `${kind}: ${text}`)],
        ['What it broke', broke.map((each) => `${each.rule} (${each.severity}): ${each.message}`)],
        ['What it exposed', exposed],
        ['What was done', done],
      ]),
      ...(now.length === 0
        ? {}
        : { nextSteps: now.slice(0, longest.steps).map((step) => inline(step, longest.step)) }),
      keywords: keywords([severity, outcome, about.keyClass, decision.team ?? '']),
    },
    metadata: {
      threadId: bounded(incidentIdOf(decision), longest.id),
      summary: inline(headline, longest.title),
      eventType: 'KmsGuardianAlert',
      relatedResources: [bounded(decision.arn)],
      additionalContext: texts(context),
    },
  };
}

function ofSummary(summary: Summary): CustomNotification {
  const { kind, headline, severity, count, since, until, worst, outcomes, more } = summary;
  const ends = Object.entries(outcomes).map(([outcome, number]) => `${number} ${outcome}`);
  return {
    version: '1.0',
    source: 'custom',
    id: bounded(`${summaryIdOf(summary)}/${until}`, longest.id),
    content: {
      textType: 'client-markdown',
      title: inline(headline, longest.title),
      description: described([
        ['', [`${count} changes from ${since} to ${until}`, `Ended: ${ends.join(', ')}`]],
        ['The worst', worst.map((line) => line.headline)],
      ]),
      nextSteps: [inline(more, longest.step)],
      keywords: keywords([severity, kind]),
    },
    metadata: {
      threadId: bounded(summaryIdOf(summary), longest.id),
      summary: inline(headline, longest.title),
      eventType: 'KmsGuardianSummary',
      relatedResources: [...new Set(worst.map(({ arn }) => bounded(arn)))],
      additionalContext: texts({ severity, count: String(count) }),
    },
  };
}

/**
 * Text among markdown: no link, no mention. A name that begins with `@` would call people, as the samples of AWS's page
 * do.
 */
function inline(text: string, limit: number): string {
  return slackText(text.replaceAll('@', '@ '), limit) || '-';
}

/** Lists letter by letter, in which chat applications see neither markdown nor mentions. */
function described(sections: readonly (readonly [string, readonly string[]])[]): string {
  let room = longest.description;
  const parts: string[] = [];
  for (const [title, lines] of sections) {
    const text = lines.map((line) => slackText(line.replaceAll('`', "'"), longest.line)).join('\n');
    if (text === '') continue;
    const part = `${title === '' ? '' : `*${title}*\n`}\`\`\`${text}\`\`\``;
    room -= part.length + 1;
    if (room < 0) return [...parts, 'The rest does not fit: the ledger has all of it.'].join('\n');
    parts.push(part);
  }
  return parts.join('\n');
}

const keywords = (words: readonly string[]) =>
  words.filter((word) => word.trim() !== '').map((word) => inline(word, longest.keyword));

const texts = (context: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(context).map(([name, value]) => [name, clip(value, longest.title)]));
