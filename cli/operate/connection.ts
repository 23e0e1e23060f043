import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import type { Command } from 'commander';
import { type Clients, createClients } from '../../shared/aws/clients.ts';
import { type Environment, regionOf } from '../../shared/aws/settings.ts';
import { createDynamoLedger } from '../../shared/ledger/dynamodb/ledger.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { formatOption } from '../policy-file.ts';

/** Where a command finds the guardian's ledger, and AWS. */
export type ConnectionOptions = {
  readonly table?: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly format: 'text' | 'json';
};

/** Adds the options that every command on a deployed guardian has. */
export function withConnection(command: Command): Command {
  return command
    .option('--table <name>', 'the table of the ledger; LEDGER_TABLE where none is given')
    .option('--region <region>', 'the Region of the guardian; AWS_REGION, or that of the ARN, where none is')
    .option('--endpoint <url>', 'another endpoint than that of AWS, such as the sandbox')
    .addOption(formatOption());
}

/** A command was not told which table the ledger is in. */
export class MissingTable extends Error {
  readonly code = 'MISSING_TABLE';
  constructor() {
    super(
      'Which table is the ledger? Give --table NAME, or set LEDGER_TABLE: the stack of the guardian names it among its resources.',
    );
    this.name = 'MissingTable';
  }
}

/** The table that a command was told is not there. */
export class NoSuchTable extends Error {
  readonly code = 'NO_SUCH_TABLE';
  constructor(table: string, region: string, cause: unknown) {
    super(
      `There is no table "${table}" in ${region}. Name the ledger of the guardian's stack with --table, and its Region with --region.`,
      { cause },
    );
    this.name = 'NoSuchTable';
  }
}

/** A deployed guardian, as a person with AWS credentials of their own works on it. */
export type Connection = {
  readonly ledger: Ledger;
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly clients: Clients;
  readonly environment: Environment;
  readonly now: () => number;
  /** A name for this run, unlike any other: the owner of its leases. */
  readonly owner: (command: string) => string;
  readonly pause: (ms: number) => Promise<void>;
};

/**
 * Connects with the credentials in the environment.
 *
 * @param region that of the thing at hand, where neither the options nor the environment name one
 * @throws {MissingTable} {MissingRegion}
 */
export function connect(options: ConnectionOptions, given: Environment, region?: string): Connection {
  const table = options.table ?? given.LEDGER_TABLE;
  if (!table) throw new MissingTable();
  const environment = {
    ...given,
    AWS_REGION: options.region ?? (given.AWS_REGION || given.AWS_DEFAULT_REGION || region),
    ...(options.endpoint === undefined ? {} : { AWS_ENDPOINT_URL: options.endpoint }),
  };
  const clients = createClients(environment);
  const { dynamodb } = clients;
  const known = regionOf(environment);
  dynamodb.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        throw error instanceof ResourceNotFoundException ? new NoSuchTable(table, known, error) : error;
      }
    },
    { step: 'initialize' },
  );
  return {
    ledger: createDynamoLedger({ client: dynamodb, table }),
    dynamodb,
    table,
    clients,
    environment,
    now: Date.now,
    owner: (command) => `${command}-${randomUUID()}`,
    pause: setTimeout,
  };
}
