import type { Tools } from '../../shared/tools.ts';
import { settled } from '../scheduler.ts';
import type { CallKind, Hand } from './hand.ts';
import { Search } from './search.ts';
import { Stage } from './stage.ts';

/** Messages that arrive at the same time, and how many invocations may die, at any point. */
export type Situation = {
  readonly name: string;
  readonly messages: readonly unknown[];
  readonly deaths: number;
  /** Breaks the guard on purpose. */
  readonly mutate?: (tools: Tools) => Tools;
};

export type Explored = {
  readonly name: string;
  readonly schedules: number;
  /** What did not hold, in the first schedules where something did not. */
  readonly broken: readonly string[];
};

/**
 * So long a message that was not dealt with is hidden: see `serverless.yml`. By then the lease of an invocation that died
 * with it has run out, and nothing of it is on its way any more.
 */
const visibilityMs = 120_000;
const mostBroken = 5;

/** Plays every order in which the steps of the invocations can be taken, but for those that come to the same. */
export async function explore(situation: Situation): Promise<Explored> {
  const broken: string[] = [];
  let schedules = 0;
  const search = new Search(bears);
  do {
    const { stage, hands, deaths, steps, whole } = await playOne(situation, search);
    for (const hand of hands) hand.die();
    if (!whole) continue;
    schedules += 1;
    const wrong = wrongIn(stage, deaths);
    if (wrong.length > 0 && broken.length < mostBroken)
      broken.push(`${wrong.join(', ')} after: ${steps.join(', ')}`);
  } while (search.next());
  return { name: situation.name, schedules, broken };
}

type Step = {
  readonly name: string;
  /** The invocation, by its name: the same in every schedule, where it is another object. */
  readonly by?: string;
  /** `idle`: what is read beside a lease that was refused, which comes to nothing. */
  readonly kind: CallKind | 'idle' | 'death' | 'expiry';
  /** Of an invocation that is dead already: it may arrive, or not. */
  readonly isLate?: boolean;
  readonly take: () => void;
};

/** What each kind of step touches of what all share: two steps that touch the same bear on each other. */
const touches: Readonly<Record<Step['kind'], readonly string[]>> = {
  lease: ['lease'],
  pause: ['lease'],
  // Decisions and the history are written by whoever holds the lease, and asking for a lease that is held changes nothing.
  ledger: ['decisions'],
  read: ['policy (read)', 'decisions (read)'],
  write: ['policy'],
  tell: [],
  idle: [],
  death: ['death'],
  expiry: ['lease', 'decisions', 'policy', 'death'],
};

function bears(one: Step, other: Step): boolean {
  if (one.by !== undefined && one.by === other.by) return true;
  const thing = (touched: string) => touched.replace(' (read)', '');
  return touches[one.kind].some((mine) =>
    touches[other.kind].some(
      (its) => thing(mine) === thing(its) && !(mine === its && mine.endsWith('(read)')),
    ),
  );
}

async function playOne(
  { messages, deaths: most, mutate = (tools) => tools }: Situation,
  search: Search<Step>,
) {
  const stage = new Stage(mutate);
  const hands = messages.map((message, index) => stage.begin(message, index));
  const again: number[] = [];
  const steps: string[] = [];
  let deaths = 0;
  for (;;) {
    await settled();
    for (const hand of hands.filter(({ state }) => state === 'failed')) {
      hand.state = 'done';
      again.push(hand.message);
    }
    const working = hands.filter(({ state }) => state === 'working');
    const able = hands.flatMap((hand) => ableSteps(hand, stage));
    const kill = (hand: Hand): Step => ({
      name: `${hand.id} dies`,
      by: hand.id,
      kind: 'death',
      take: () => {
        deaths += 1;
        hand.die();
        again.push(hand.message);
      },
    });
    const possible = [...able, ...(deaths < most ? working.map(kill) : [])];
    if (able.every(({ isLate }) => isLate) && working.length + again.length > 0)
      possible.push({
        name: 'two minutes pass',
        kind: 'expiry',
        take: () => {
          stage.pass(visibilityMs);
          for (const hand of hands) if (hand.state === 'dead') hand.forget();
          for (const message of again.splice(0)) hands.push(stage.begin(messages[message], message));
        },
      });
    if (possible.length === 0) return { stage, hands, deaths, steps, whole: true };
    const step = search.choose(possible);
    if (step === undefined) return { stage, hands, deaths, steps, whole: false };
    steps.push(step.name);
    stage.pass(10);
    step.take();
  }
}

/**
 * The steps that an invocation can take next. One that waits for the lease of another waits until that is free: to ask
 * before that changes nothing.
 */
function ableSteps(hand: Hand, stage: Stage): readonly Step[] {
  const { holder } = stage;
  const isFree = (kind: CallKind) => kind !== 'pause' || holder === undefined || holder === hand;
  return hand.waitsFor.filter(isFree).map((kind) => ({
    name: `${hand.id}: ${kind}`,
    by: hand.id,
    kind: kind === 'read' && hand.refused ? 'idle' : kind,
    isLate: hand.state === 'dead',
    take: () => hand.take(kind),
  }));
}

function wrongIn({ happened, isRight }: Stage, deaths: number): readonly string[] {
  const { puts, told } = happened;
  const effective = puts.filter(({ changed }) => changed).length;
  return [
    ...(isRight ? [] : ['it was not put right']),
    ...(effective > 1 ? ['it was put right twice'] : []),
    // After a death somebody may write again what was on its way, and was not seen.
    ...(puts.length > 1 + deaths ? ['it was written needlessly'] : []),
    ...(told.length === 0 ? ['nobody was told'] : []),
    ...(puts.some(({ held, alive }) => alive && !held) ? ['somebody wrote without the lease'] : []),
  ];
}
