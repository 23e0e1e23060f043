import { ServiceError } from '../../wire/answer.ts';
import { flag, text, texts } from '../input.ts';
import type { Operation, Scene } from '../operation.ts';
import { descriptionOf, type Trail } from '../trail.ts';

/** Reading what trails there are. */
export const descriptionOperations: Readonly<Record<string, Operation>> = {
  GetTrail: {
    mutates: false,
    run(input, { store, caller, region }) {
      return { Trail: descriptionOf(store.find(text(input, 'Name'), caller, region)) };
    },
  },
  /** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html */
  DescribeTrails: {
    mutates: false,
    run(input, scene) {
      const { store, caller, region } = scene;
      const asked = texts(input, 'trailNameList') ?? [];
      const trails =
        asked.length === 0 ? store.of(caller.account, region) : asked.flatMap((given) => found(given, scene));
      const shadows = flag(input, 'includeShadowTrails') ?? true;
      const shown = trails.filter(({ homeRegion }) => shadows || homeRegion === region);
      return { trailList: [...new Set(shown)].map(descriptionOf) };
    },
  },
};

/** DescribeTrails passes over trails it does not find: TrailNotFoundException is none of its errors. */
function found(given: string, { store, caller, region }: Scene): readonly Trail[] {
  try {
    return [store.find(given, caller, region)];
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'TrailNotFoundException') return [];
    throw error;
  }
}
