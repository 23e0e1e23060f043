import { compliant } from '../policies.ts';
import { isCompliant } from '../promises/meaning.ts';
import { isGuardian, isPipeline } from '../promises/who.ts';
import { put, type Scene, sometime } from './scene.ts';

const good = Object.values(compliant);

/** Changes the policy by hand, within the standard: narrower, wider, or the same in other words. */
export function owner(scene: Scene): void {
  sometime(scene, () => put(scene, 'owner', scene.random.pick(good)));
}

/** Restores something by hand during an incident, excused or, once that is over, not. */
export function responder(scene: Scene): void {
  sometime(scene, () => put(scene, 'responder', scene.random.pick(good)));
}

/** Switches rotation off, or the key; or sees to it that a deletion is cancelled. */
export function administrator(scene: Scene): void {
  const { random, world, key } = scene;
  const operation = random.pick([
    'DisableKey',
    'EnableKey',
    'DisableKeyRotation',
    'CancelKeyDeletion',
  ] as const);
  sometime(scene, () => world.act('administrator', operation, { KeyId: key }));
}

/** Puts a broken policy right by hand, before the guard comes or just after, with what stood there before. */
export function repairer(scene: Scene): void {
  const { random, scheduler, whenWritten } = scene;
  let left = 2;
  whenWritten((write) => {
    const before = write.before?.policy;
    if (write.operation !== 'PutKeyPolicy' || isGuardian(write) || isPipeline(write)) return;
    if (before === undefined || left === 0 || isCompliant(write.after.policy) || !isCompliant(before)) return;
    left -= 1;
    scheduler.after(random.between(0, 4_000), () => put(scene, 'owner', before));
  });
}
