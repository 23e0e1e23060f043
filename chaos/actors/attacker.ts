import { broken } from '../policies.ts';
import { isGuardian } from '../promises/who.ts';
import { put, type Scene, sometime } from './scene.ts';

const bad = Object.entries(broken).flatMap(([name, policy]) => (name === 'shuts-out' ? [] : policy));

/**
 * Opens the policy as its owner, at once a second time perhaps, and writes the same policy back when it was reverted, a
 * few times or for as long as it takes.
 */
export function policyAttacker(scene: Scene): void {
  const { random, scheduler, whenWritten } = scene;
  const policy = random.chance(0.05) ? (broken['shuts-out'] ?? '') : random.pick(bad);
  let persistence = random.pick([0, 0, 0, 1, 2, 12]);
  let began = false;
  sometime(scene, () => {
    began = put(scene, 'owner', policy);
    if (random.chance(0.3))
      scheduler.after(random.between(0, 1_500), () => put(scene, 'owner', random.pick(bad)));
  });
  whenWritten((write) => {
    if (!began || persistence === 0 || write.operation !== 'PutKeyPolicy' || !isGuardian(write)) return;
    persistence -= 1;
    scheduler.after(random.between(0, 5_000), () => put(scene, 'owner', policy));
  });
}

/** Destroys instead: schedules the deletion as root, or disables the key, or has it never rotate again. */
export function destroyer(scene: Scene): void {
  const { random, world, key } = scene;
  sometime(scene, () => {
    switch (random.pick(['delete', 'disable', 'rotation', 'grant'])) {
      case 'delete':
        return world.act('root', 'ScheduleKeyDeletion', { KeyId: key, PendingWindowInDays: 7 });
      case 'disable':
        return world.act('administrator', 'DisableKey', { KeyId: key });
      case 'rotation':
        return world.act('administrator', 'DisableKeyRotation', { KeyId: key });
      default:
        return world.act('root', 'CreateGrant', {
          KeyId: key,
          GranteePrincipal: 'arn:aws:iam::111122223333:role/Stranger',
          Operations: ['Decrypt'],
        });
    }
  });
}
