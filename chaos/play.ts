import { destroyer, policyAttacker } from './actors/attacker.ts';
import { administrator, owner, repairer, responder } from './actors/people.ts';
import { pipeline } from './actors/pipeline.ts';
import type { Scene } from './actors/scene.ts';
import type { Chronicle, Write } from './chronicle.ts';
import type { Mutant } from './mutants.ts';
import { broken, compliant } from './policies.ts';
import { isGuardian } from './promises/who.ts';
import { Random } from './random.ts';
import { Scheduler } from './scheduler.ts';
import { standardUntil } from './standard.ts';
import { someWeather } from './weather.ts';
import { World } from './world.ts';

const start = Date.UTC(2026, 10, 24, 10);
const minute = 60_000;
const day = 24 * 60 * minute;

export type Play = {
  readonly chronicle: Chronicle;
  readonly trace: readonly string[];
  readonly weather: string;
};

export type PlayOptions = {
  readonly seed: number;
  readonly run: number;
  readonly trace?: boolean;
  readonly mutant?: Mutant;
};

const actors = [
  pipeline,
  pipeline,
  policyAttacker,
  policyAttacker,
  destroyer,
  owner,
  responder,
  administrator,
  repairer,
];

/** Plays one history to its end, and some hours further: until no event is on its way, and the sweep has been there. */
export async function play({ seed, run, trace = false, mutant }: PlayOptions): Promise<Play> {
  const random = new Random(seed, run);
  const scheduler = new Scheduler(start);
  const weather = someWeather(random);
  const spanMs = random.pick([10_000, 2 * minute, 20 * minute]);
  const excusedUntil = start + random.between(0, 2 * spanMs);
  const world = new World({
    scheduler,
    random,
    weather,
    standard: standardUntil(excusedUntil),
    excusedUntil,
    trace,
    ...(mutant && { mutant }),
  });
  const reactions: ((write: Write) => void)[] = [];
  world.watch((write) => {
    for (const react of reactions) react(write);
  });
  for (const key of createKeys(world, random)) {
    const scene: Scene = {
      world,
      scheduler,
      random,
      key,
      spanMs,
      whenWritten: (react) =>
        reactions.push((write) => {
          if (write.key === key) react(write);
        }),
    };
    for (let count = random.between(1, 4); count > 0; count -= 1) random.pick(actors)(scene);
  }
  if (random.chance(0.05)) scheduler.after(random.between(0, spanMs), () => world.litter('{"no": "event"}'));
  await scheduler.run();
  await sweepUntilQuiet(world, scheduler);
  return { chronicle: await world.chronicle(), trace: world.journal.trace, weather: weather.name };
}

/** A pipeline creates one to three keys, and has them rotate. */
function createKeys(world: World, random: Random): readonly string[] {
  const policies = Object.values(compliant);
  for (let count = random.pick([1, 1, 2, 3]); count > 0; count -= 1) {
    const Policy = random.chance(0.05) ? (broken['open-to-stranger'] ?? '') : random.pick(policies);
    world.act('pipeline', 'CreateKey', { Policy });
  }
  for (const KeyId of world.keys)
    world.act('pipeline', 'EnableKeyRotation', { KeyId, RotationPeriodInDays: 365 });
  return world.keys;
}

/** Hour after hour what was dropped arrives after all, and the sweep comes, until nobody does anything any more. */
async function sweepUntilQuiet(world: World, scheduler: Scheduler): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    await later(world, scheduler, 'what was dropped is delivered', () => world.deliverDropped());
    const before = world.journal.writes.length;
    await later(world, scheduler, 'the sweep', () => world.sweep());
    if (world.journal.writes.slice(before).every(isGuardian)) return;
  }
}

/** Of those who write something back each time there are none so patient. */
const mostRounds = 30;

async function later(world: World, scheduler: Scheduler, what: string, act: () => void): Promise<void> {
  scheduler.after(day / 24, () => {
    world.journal.line(`--- ${what}`);
    act();
  });
  await scheduler.run();
}
