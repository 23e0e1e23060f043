import { describeActor } from '../events/describe-actor.ts';
import { coverageOf, leavesOutKms } from '../perimeter/kms-coverage.ts';
import { kmsCallsLogged, logsManagement } from '../perimeter/logs-kms.ts';
import type { EventSelectors, FieldSelector, KmsCalls, TrailSnapshot } from '../perimeter/trail.ts';
import type { Example, Examples, Rule, Subject, Violation } from './rule.ts';
import { isSanctioned } from './sanctioned.ts';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/event-types.html */
export const kmsLogged: Rule<'trail'> = {
  id: 'kms-logged',
  scope: 'trail',
  title: 'A trail logs every KMS call, and nobody stops it',
  severity: 'high',
  area: 'monitoring',
  duty: 'perimeter',
  rationale:
    'Who used a key is known from CloudTrail alone, and using a key is a read event: a trail of write events, or one that leaves kms.amazonaws.com out, never sees it. EventBridge gets API calls from CloudTrail only while a trail is logging, so whoever stops the last one blinds the guardian as well; that is why a trail is started again first, and told of then. It is worse, and critical, where no other trail logs what this one did not. A pipeline may stop a trail while others log every KMS call.',
  fix: 'Have the trail log all management events, reads and writes, with no service left out, and start it.',
  controls: {
    controlTower: ['AWS-GR_CLOUDTRAIL_CHANGE_PROHIBITED', 'AWS-GR_CLOUDTRAIL_ENABLED'],
    securityHub: ['CloudTrail.1', 'CloudTrail.3'],
    nist: ['AU-2', 'AU-12', 'AC-2(4)'],
  },
  check(subject) {
    const { snapshot, change, governance } = subject;
    // A new trail takes nothing away; it is judged once somebody starts it.
    if (governance.monitoring.trails === 'optional' || change?.operation === 'CreateTrail') return [];
    const { complete } = coverageOf(snapshot);
    if (complete && isSanctioned(subject)) return [];
    const fault = faultIn(subject, complete) ?? narrowingIn(subject);
    if (fault === undefined) return [];
    const severity = complete ? {} : ({ severity: 'critical' } as const);
    return [{ ...severity, evidence: evidenceOf(snapshot), ...fault }];
  },
};

/** What is wrong with the trail as it is. */
function faultIn({ snapshot, change }: Subject<'trail'>, complete: boolean): Violation | undefined {
  const { state, selectors } = snapshot;
  switch (state) {
    case 'gone':
      return {
        message:
          change?.operation === 'DeleteTrail'
            ? `${describeActor(change.actor)} deleted this trail.`
            : 'This trail is gone.',
        fix: 'Create the trail again with the bucket and the settings it had, for all Regions, and start it.',
        remedy: 'restart-logging',
      };
    case 'never-started':
    case 'stopped': {
      if (complete && !logsManagement(selectors)) return undefined;
      if (state === 'never-started' && isBeingMade(change?.operation)) return undefined;
      return {
        message:
          change?.operation === 'StopLogging'
            ? `${describeActor(change.actor)} stopped this trail.`
            : 'This trail is not logging.',
        remedy: 'restart-logging',
      };
    }
    case 'logging':
      if (leavesOutKms(snapshot))
        return { message: `This trail leaves out ${missingFrom(selectors)}.`, remedy: 'restart-logging' };
      // It may have logged them until now, and the other trail be there only for a while: what it logged, nobody knows.
      return change?.operation === 'PutEventSelectors' && !logsManagement(selectors)
        ? {
            message: `${describeActor(change.actor)} set this trail to log no management events, and so no KMS calls.`,
            severity: 'low',
            fix: 'If it logged KMS calls before, have it log management events again.',
          }
        : undefined;
  }
}

/** Between its creation and its start, a trail is given its settings. */
const isBeingMade = (operation: string | undefined): boolean =>
  operation === 'UpdateTrail' || operation === 'PutEventSelectors';

/** A trail of all Regions was made one of its home Region alone: the guardian of each other Region goes blind. */
function narrowingIn({ snapshot, change }: Subject<'trail'>): Violation | undefined {
  if (change?.operation !== 'UpdateTrail' || change.details.multiRegion !== false) return undefined;
  if (snapshot.multiRegion !== false || coverageOf({ ...snapshot, multiRegion: true }).byOthers)
    return undefined;
  return {
    message: `${describeActor(change.actor)} made this trail one of its home Region alone.`,
    fix: 'Make it a trail of all Regions again: aws cloudtrail update-trail --is-multi-region-trail.',
  };
}

function missingFrom(selectors: EventSelectors): string {
  const { reads, writes } = kmsCallsLogged(selectors);
  if (reads) return 'the KMS calls that change something';
  return writes ? 'the KMS calls that only read, which is every use of a key' : 'every KMS call';
}

function evidenceOf({ others, unread, multiRegion, state }: TrailSnapshot): readonly string[] {
  const regions = multiRegion ? ['it is a trail of all Regions'] : [];
  const beside = others.map(
    (other) =>
      `beside it ${other.name} logs ${loggedBy(other.kms)}${other.multiRegion ? '' : ', in its home Region alone'}`,
  );
  return [
    ...(state === 'gone' ? [] : regions),
    ...(beside.length > 0 ? beside : ['no other trail is logging here']),
    ...unread.map((name) => `${name} could not be looked at, and counts for nothing`),
  ];
}

function loggedBy({ reads, writes }: KmsCalls): string {
  if (reads && writes) return 'every KMS call';
  if (reads) return 'the KMS calls that only read';
  return writes ? 'the KMS calls that change something' : 'no KMS call';
}

const every: KmsCalls = { reads: true, writes: true };
const backup = { name: 'backup', multiRegion: true, kms: every };
const readsOnly = { ...backup, kms: { reads: true, writes: false } };
const writesOnly = { ...backup, kms: { reads: false, writes: true } };

const basic = (selector: object): EventSelectors => ({
  kind: 'basic',
  selectors: [{ readWrite: 'All', management: true, excludedSources: [], ...selector }],
});
const management = { field: 'eventCategory', equals: ['Management'] };
const advanced = (field: FieldSelector): EventSelectors => ({
  kind: 'advanced',
  selectors: [{ fields: [management, field] }],
});

const withoutKms = basic({ excludedSources: ['kms.amazonaws.com'] });
const writeEvents = basic({ readWrite: 'WriteOnly' });
const dataOnly = basic({ management: false });

const stop = (by: string): Pick<Example<'trail'>, 'change'> => ({ change: { operation: 'StopLogging', by } });
const deletion = (by: string): Pick<Example<'trail'>, 'change'> => ({
  change: { operation: 'DeleteTrail', by },
});
const narrowed = { operation: 'UpdateTrail', by: 'role/KeyOwner', details: { multiRegion: false } };
const select = (by: string): Pick<Example<'trail'>, 'change'> => ({
  change: { operation: 'PutEventSelectors', by },
});

export const examples: Examples<'trail'> = {
  wrong: [
    { name: 'Somebody stops the only trail', snapshot: { state: 'stopped' }, ...stop('role/KeyOwner') },
    {
      name: 'Somebody stops a trail while another logs every KMS call',
      snapshot: { state: 'stopped', others: [backup] },
      ...stop('role/KeyOwner'),
    },
    { name: 'A pipeline stops the only trail', snapshot: { state: 'stopped' }, ...stop('role/Deploy') },
    {
      name: 'A pipeline stops a trail, and the other logs reads alone',
      snapshot: { state: 'stopped', others: [readsOnly] },
      ...stop('role/Deploy'),
    },
    {
      name: 'A pipeline stops a trail, and the other logs writes alone',
      snapshot: { state: 'stopped', others: [writesOnly] },
      ...stop('role/Deploy'),
    },
    {
      name: 'A pipeline stops a trail of all Regions, and the other is in its home Region alone',
      snapshot: { state: 'stopped', others: [{ ...backup, multiRegion: false }] },
      ...stop('role/Deploy'),
    },
    {
      name: 'Somebody deletes a trail',
      snapshot: { state: 'gone', others: [backup] },
      ...deletion('role/KeyOwner'),
    },
    { name: 'A trail is gone when the sweep comes', snapshot: { state: 'gone' } },
    {
      name: 'A pipeline deletes a trail, and the other is in its home Region alone',
      snapshot: { state: 'gone', others: [{ ...backup, multiRegion: false }] },
      ...deletion('role/Deploy'),
    },
    {
      name: 'The trail leaves KMS out, and no other logs it',
      snapshot: { selectors: withoutKms },
      ...select('role/Deploy'),
    },
    {
      name: 'Somebody has the trail leave KMS out, which another logs',
      snapshot: { selectors: withoutKms, others: [backup] },
      ...select('role/KeyOwner'),
    },
    { name: 'The trail logs write events alone', snapshot: { selectors: writeEvents } },
    { name: 'The trail logs read events alone', snapshot: { selectors: basic({ readWrite: 'ReadOnly' }) } },
    {
      name: 'An advanced selector leaves KMS out',
      snapshot: { selectors: advanced({ field: 'eventSource', notEquals: ['kms.amazonaws.com'] }) },
    },
    {
      name: 'An advanced selector takes write events alone',
      snapshot: { selectors: advanced({ field: 'readOnly', equals: ['false'] }) },
    },
    {
      name: 'Somebody sets a trail to data events, beside one that may be gone tomorrow',
      snapshot: { selectors: dataOnly, others: [backup] },
      ...select('role/KeyOwner'),
    },
    {
      name: 'The only trail is one of data events',
      snapshot: { selectors: dataOnly },
      ...select('role/KeyOwner'),
    },
    {
      name: 'A trail that was never started, and no other',
      snapshot: { state: 'never-started' },
    },
    {
      name: 'A trail deleted, and made again without a start',
      snapshot: { state: 'never-started' },
      ...deletion('role/KeyOwner'),
    },
    {
      name: 'A trail is made one of its home Region alone',
      snapshot: { multiRegion: false, others: [{ ...backup, multiRegion: false }] },
      change: narrowed,
    },
  ],
  right: [
    { name: 'A trail of all management events', snapshot: { others: [] } },
    {
      name: 'A pipeline stops a trail while another logs every KMS call',
      snapshot: { state: 'stopped', others: [backup] },
      ...stop('role/Deploy'),
    },
    {
      name: 'A pipeline stops a trail of one Region while another logs every KMS call there',
      snapshot: { state: 'stopped', multiRegion: false, others: [{ ...backup, multiRegion: false }] },
      ...stop('role/Deploy'),
    },
    {
      name: 'A pipeline deletes a trail while another logs every KMS call',
      snapshot: { state: 'gone', others: [backup] },
      ...deletion('role/Deploy'),
    },
    {
      name: 'A pipeline has a trail leave KMS out while two others share its calls',
      snapshot: { selectors: withoutKms, others: [readsOnly, writesOnly] },
      ...select('role/Deploy'),
    },
    {
      name: 'Two trails share the work: this one has the writes, the other the reads',
      snapshot: { selectors: writeEvents, others: [readsOnly] },
      ...select('role/KeyOwner'),
    },
    {
      name: 'A pipeline sets a trail to data events, beside one that logs KMS',
      snapshot: { selectors: dataOnly, others: [backup] },
      ...select('role/Deploy'),
    },
    {
      name: 'An audit finds a trail of data events beside one that logs KMS',
      snapshot: { selectors: dataOnly, others: [backup] },
    },
    {
      name: 'A trail of data events is stopped, and another in the Region logs KMS',
      snapshot: { state: 'stopped', selectors: dataOnly, others: [{ ...backup, multiRegion: false }] },
      ...stop('role/KeyOwner'),
    },
    {
      name: 'The Data API of RDS is left out, and KMS is not',
      snapshot: { selectors: basic({ excludedSources: ['rdsdata.amazonaws.com'] }) },
    },
    {
      name: 'A new trail, not yet started',
      snapshot: { state: 'never-started' },
      change: { operation: 'CreateTrail', by: 'role/KeyOwner' },
    },
    {
      name: 'A new trail is told what to log before it is started',
      snapshot: { state: 'never-started' },
      ...select('role/KeyOwner'),
    },
    {
      name: 'A new trail is given its settings before it is started',
      snapshot: { state: 'never-started', multiRegion: false },
      change: { ...narrowed, details: {} },
    },
    {
      name: 'A trail is made one of its home Region alone, and another is in all Regions',
      snapshot: { multiRegion: false, others: [backup] },
      change: narrowed,
    },
    {
      name: 'A trail of one Region is changed, and stays so',
      snapshot: { multiRegion: false },
      change: { ...narrowed, details: {} },
    },
    {
      name: 'A trail is made one of all Regions again at once',
      snapshot: { multiRegion: true },
      change: narrowed,
    },
    {
      name: 'Nobody asks that KMS is logged',
      standard: 'monitoring: { trails: optional }',
      snapshot: { state: 'stopped' },
      ...stop('role/KeyOwner'),
    },
  ],
};
