import { textAt } from '../../shared/events/json.ts';
import type { Clock, RandomBytes } from '../clock.ts';
import { randomLetters, uuid } from '../identifiers.ts';
import { ServiceError } from '../wire/answer.ts';

type Json = Readonly<Record<string, unknown>>;

type Kept = {
  readonly name: string;
  readonly text: string;
  readonly arn: string;
  readonly versionId: string;
  readonly version: number;
  /** Seconds since the epoch. */
  readonly at: number;
};

export type SecretsOptions = {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly account: string;
  readonly region: string;
};

/** Texts that are kept secret: Secrets Manager and Parameter Store give the same ones, by their names, in one Region. */
export class Secrets {
  readonly #options: SecretsOptions;
  readonly #kept = new Map<string, Kept>();

  constructor(options: SecretsOptions) {
    this.#options = options;
  }

  /** Keeps a text under a name, in place of the one before; answers the ARN it has in Secrets Manager. */
  set(name: string, text: string): string {
    const { clock, random, account, region } = this.#options;
    const before = this.#kept.get(name);
    const arn =
      before?.arn ?? `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${randomLetters(random, 6)}`;
    const version = (before?.version ?? 0) + 1;
    const at = Math.floor(clock() / 1_000);
    this.#kept.set(name, { name, text, arn, versionId: uuid(random), version, at });
    return arn;
  }

  /** A call of Secrets Manager. */
  secret(operation: string, input: Json, region: string): Json {
    if (operation !== 'GetSecretValue') throw unknownOperation('Secrets Manager', operation);
    const id = needed(input, 'SecretId');
    const found = this.#in(region).find(({ name, arn }) => name === id || arn === id);
    if (found === undefined)
      throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return {
      ARN: found.arn,
      Name: found.name,
      SecretString: found.text,
      VersionId: found.versionId,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: found.at,
    };
  }

  /** A call of Systems Manager. All parameters are SecureStrings: who does not ask for the plain text gets another. */
  parameter(operation: string, input: Json, region: string): Json {
    if (operation !== 'GetParameter') throw unknownOperation('Systems Manager', operation);
    const name = needed(input, 'Name');
    const found = this.#in(region).find((each) => each.name === name);
    if (found === undefined) throw new ServiceError('ParameterNotFound', '');
    return {
      Parameter: {
        ARN: `arn:aws:ssm:${region}:${this.#options.account}:parameter/${name.replace(/^\//, '')}`,
        Name: name,
        Type: 'SecureString',
        Value:
          input.WithDecryption === true ? found.text : `AQICAHh${randomLetters(this.#options.random, 64)}`,
        Version: found.version,
        LastModifiedDate: found.at,
        DataType: 'text',
      },
    };
  }

  #in(region: string): readonly Kept[] {
    return region === this.#options.region ? [...this.#kept.values()] : [];
  }
}

function needed(input: Json, member: string): string {
  const value = textAt(input, member);
  if (value === undefined || value === '')
    throw new ServiceError('ValidationException', `Value at '${member}' failed to satisfy constraint`);
  return value;
}

function unknownOperation(service: string, operation: string): ServiceError {
  return new ServiceError(
    'UnknownOperationException',
    `The sandbox has no ${service} operation ${operation}.`,
  );
}
