import type { Conditions } from '../policy/condition-json.ts';
import type { Governance, PrincipalPattern } from '../standard/standard.ts';
import { arnAnywhere, type Place } from './arns.ts';
import { type Rendered, rendered, type StatementJson, under } from './document.ts';
import { guardianStays } from './guardian-stays.ts';

/**
 * White space counts. Articles of others say that AWS doubled the size, and the number of policies on one target, on 15
 * May 2026; AWS's own page, where it could be read, still says 5,120. What keeps to that is taken either way.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const LIMIT = { what: 'service control policy', most: 5_120, unit: 'characters' } as const;

/** What takes a key's data away for good. */
export const DESTROY: readonly string[] = ['kms:DeleteImportedKeyMaterial', 'kms:ScheduleKeyDeletion'];

/** What takes a key's data away until somebody undoes it. */
const STOP = ['kms:DeleteCustomKeyStore', 'kms:DisableKey', 'kms:DisconnectCustomKeyStore'];

/**
 * A service control policy by which none but those of `deletion.allowedTo` can destroy a key, whatever key policies and
 * IAM say, and none but the pipelines can change the guardian. All of it denies: an SCP that allows limits nobody while
 * FullAWSAccess, which allows everything, is attached beside it.
 *
 * It holds for whole accounts, so it lets through whom any of the classes lets through.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
 * @throws RenderError `TOO_LARGE` over 5,120 characters without white space
 */
export function serviceControlPolicyOf(classes: readonly Governance[], place: Place): Rendered {
  const every = (read: (each: Governance) => readonly PrincipalPattern[]) => [
    ...new Set(classes.flatMap(read)),
  ];
  const deleters = every(({ deletion }) => deletion.allowedTo);
  const managers = every(({ roles }) => roles.administrators);
  const guardian = every(({ roles }) => roles.guardian);
  const pipelines = every(({ roles }) => roles.pipelines);
  const deployers = pipelines.length > 0 ? pipelines : managers;
  const window = Math.min(...classes.map(({ deletion }) => deletion.minimumWindowInDays));
  const statements: readonly StatementJson[] = [
    onlyDeletersDestroyKeys(deleters, place),
    // To disable a key is an administrator's daily work, and the guardian's when it has to contain one.
    deny('OnlyAdministratorsStopKeys', STOP, allBut([...deleters, ...managers, ...guardian], place)),
    // KMS itself waits seven days at least. @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
    ...(window > 7
      ? [
          deny('NoShortWaitingPeriod', ['kms:ScheduleKeyDeletion'], {
            NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': String(window) },
          }),
        ]
      : []),
    ...guardianStays(guardian, allBut(deployers, place), allBut([...deployers, ...guardian], place), place),
  ];
  return rendered(statements, LIMIT, notesOn(classes, pipelines.length > 0));
}

/** The statement that leaves none but these able to destroy a key; nobody, where none is named. */
export function onlyDeletersDestroyKeys(deleters: readonly PrincipalPattern[], place: Place): StatementJson {
  return deny('OnlyDeletersDestroyKeys', DESTROY, allBut(deleters, place));
}

function deny(Sid: string, Action: readonly string[], condition: Conditions): StatementJson {
  return under({ Sid, Effect: 'Deny', Action, Resource: '*' }, condition);
}

/** Everybody but these: nobody is excepted where none is named. A session of a role counts as its role. */
function allBut(patterns: readonly PrincipalPattern[], place: Place): Conditions {
  const arns = [...new Set(patterns.map((each) => arnAnywhere(each, place)))];
  return arns.length === 0 ? {} : { ArnNotLike: { 'aws:PrincipalArn': arns } };
}

function notesOn(classes: readonly Governance[], deployed: boolean): readonly string[] {
  return [
    'It denies, because an SCP that only allows limits nobody: FullAWSAccess, attached beside it, allows everything. Leave FullAWSAccess attached, too.',
    'SCPs bind the member accounts, their root users too. They bind neither the management account nor service-linked roles: keep keys out of the management account.',
    ...(classes.length > 1
      ? [
          'It holds for whole accounts, so it lets through whomever any class lets delete. With --class it is for one class.',
        ]
      : []),
    ...(deployed ? [] : ['The standard names no pipelines, so the administrators may change the guardian.']),
  ];
}
