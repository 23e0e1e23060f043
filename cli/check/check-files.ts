import type { Standard } from '../../shared/standard/standard.ts';
import { UnreadableFile } from '../files.ts';
import { checkKey, type KeyOptions } from '../policy-file.ts';
import { classNamed, readStandard } from '../standard-file.ts';
import type { OtherKind } from './check-document.ts';
import { checkFile } from './check-file.ts';
import type { Court } from './judge-candidate.ts';
import type { Report } from './report.ts';

export type CheckOptions = KeyOptions & {
  readonly standard: string;
  readonly region?: string;
  /** The class to judge every key by, whatever its labels. */
  readonly class?: string;
  readonly parameter: Readonly<Record<string, string>>;
  /** What the files are; by default what they look like. */
  readonly as?: OtherKind | 'key-policy';
};

/** Judges files by a standard. Throws on options or a standard that are none; what is wrong with a file is in the report. */
export async function checkFiles(paths: readonly string[], options: CheckOptions): Promise<Report> {
  const { account, key, region = key?.split(':')[3] ?? 'us-east-1', parameter, as } = options;
  checkKey(account, key);
  if (paths.filter((path) => path === '-').length > 1) {
    throw new UnreadableFile('-', 'it can be read only once; name it once');
  }
  const standard = await readStandard(options.standard);
  const court: Court = {
    standard: options.class === undefined ? standard : onlyClass(standard, options.class),
    account,
    region,
    regionIsKnown: options.region !== undefined || key !== undefined,
    ...(key === undefined ? {} : { key }),
  };
  const verdicts = (await Promise.all(paths.map((path) => checkFile(path, court, parameter, as)))).flat();
  return {
    findings: verdicts.flatMap(({ findings }) => findings),
    unjudged: verdicts.flatMap(({ unjudged }) => unjudged),
    notes: verdicts.flatMap(({ notes }) => notes),
    judged: verdicts.filter(({ judged }) => judged).length,
    files: paths.length,
    judgedAs: as === undefined || as === 'key-policy' ? 'key' : 'document',
  };
}

/** The standard as it is for keys of one class. */
function onlyClass(standard: Standard, name: string): Standard {
  return { ...standard, defaults: classNamed(name, standard).governance, classes: [] };
}
