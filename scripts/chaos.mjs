// Plays random histories against the guard, with faults, and looks whether it keeps its promises:
//
//   npm run chaos -- --runs 10000 --seed 7 --format json
import { withChaos } from './import-chaos.mjs';

await withChaos({ main: 'chaos/main.ts', worker: 'chaos/worker.ts' }, async ({ main }) => {
  process.exitCode = await main(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
});
