import { broken, compliant } from '../policies.ts';
import { put, type Scene, sometime } from './scene.ts';

const good = Object.values(compliant);

/** Deploys policies that keep to the standard, at times quickly one after the other, and now and then one that does not. */
export function pipeline(scene: Scene): void {
  const { random, scheduler, world, key } = scene;
  sometime(scene, () => {
    const bad = random.chance(0.1);
    put(scene, 'pipeline', bad ? (broken['full-access'] ?? '') : random.pick(good));
    if (random.chance(0.4))
      scheduler.after(random.between(0, 2_500), () => put(scene, 'pipeline', random.pick(good)));
  });
  if (random.chance(0.15)) {
    sometime(scene, () => {
      world.act('pipeline', 'DisableKey', { KeyId: key });
      if (random.chance(0.5))
        scheduler.after(random.between(1_000, 90_000), () =>
          world.act('pipeline', 'EnableKey', { KeyId: key }),
        );
    });
  }
}
