import { causeOf } from '../cause.ts';
import type { Notice } from '../channel.ts';
import { clip, first, type Room } from '../clip.ts';
import { incidentIdOf, summaryIdOf } from '../incident-id.ts';
import { instant } from '../instant.ts';
import { isPutRight } from '../message/advice.ts';
import type { Message } from '../message/message.ts';
import { allPutRight, allSettled } from '../message/put-right.ts';
import type { Summary } from '../summary.ts';
import type { AlertEvent, ChangeEvent, SummaryEvent } from './alert-event-schema.ts';

/** A notice in the shape that docs/schemas/alert-event.schema.json publishes, as far as there is room. */
export function alertEvent(notice: Notice, room: Room, truncated: boolean): AlertEvent {
  return notice.kind === 'change'
    ? changeEvent(notice, room, truncated)
    : summaryEvent(notice, room, truncated);
}

function changeEvent(message: Message, room: Room, truncated: boolean): ChangeEvent {
  const { decision, about } = message;
  const { change, arn, scope, team, changeId, decidedAt, latencyMs } = decision;
  const text = (value: string) => clip(value, room.text);
  const lines = (values: readonly string[]) => first(values, room).map(text);
  const { arn: actor } = change.actor;
  return {
    schemaVersion: '1.0',
    kind: 'change',
    incident: incidentIdOf(decision),
    cause: text(causeOf(decision)),
    headline: text(message.headline),
    severity: message.severity,
    outcome: message.outcome,
    putRight: allPutRight(decision),
    truncated,
    thing: {
      type: scope,
      arn: text(arn),
      name: text(about.name),
      class: text(about.keyClass),
      account: text(about.account),
      region: text(about.region),
      ...(team === undefined ? {} : { team: text(team) }),
    },
    change: {
      id: text(changeId),
      operation: change.operation,
      service: change.service,
      at: instant(change.at, decidedAt),
      account: text(change.account),
      region: text(change.region),
      by: text(message.by),
      ...(actor === undefined ? {} : { actor: text(actor) }),
      text: text(message.changed),
    },
    findings: first(decision.findings, room).map((finding) => ({
      rule: text(finding.rule),
      severity: finding.severity,
      message: text(finding.message),
      evidence: lines(finding.evidence),
      fix: text(finding.fix),
      putRight: isPutRight(finding, decision),
      excused: finding.exemption !== undefined || finding.respected !== undefined,
    })),
    access: first(message.access, room).map((line) => ({ kind: line.kind, text: text(line.text) })),
    exposed: lines(message.exposed),
    done: lines(message.done),
    now: lines(message.now),
    // Half of a command is dangerous to run.
    commands: first(message.commands, room).filter(({ length }) => length <= room.text),
    links: message.links
      .filter(({ url }) => url.length <= room.text)
      .map(({ label, url }) => ({ label, url })),
    decidedAt: instant(decidedAt),
    latencyMs,
  };
}

function summaryEvent(summary: Summary, room: Room, truncated: boolean): SummaryEvent {
  const { kind, headline, severity, count, since, until, account, region, outcomes, more } = summary;
  const text = (value: string) => clip(value, room.text);
  return {
    schemaVersion: '1.0',
    kind,
    incident: summaryIdOf(summary),
    headline: text(headline),
    severity,
    putRight: allSettled(summary),
    truncated,
    count,
    since: instant(since),
    until: instant(until, since),
    ...(account === undefined ? {} : { account: text(account) }),
    ...(region === undefined ? {} : { region: text(region) }),
    outcomes,
    alerts: first(summary.all ?? summary.worst, room).map((line) => ({
      headline: text(line.headline),
      severity: line.severity,
      outcome: line.outcome,
      arn: text(line.arn),
      changeId: text(line.changeId),
      at: instant(line.at, until),
    })),
    more: text(more),
  };
}
