import { setTimeout } from 'node:timers/promises';
import {
  GetQueryExecutionCommand,
  type GetQueryExecutionCommandOutput,
  GetQueryResultsCommand,
  type GetQueryResultsCommandOutput,
  StartQueryExecutionCommand,
  type StartQueryExecutionCommandOutput,
} from '@aws-sdk/client-athena';
import { Failure } from '@earshot/core';
import { failing } from '../failures.ts';

/** The part of an Athena client that is used. */
export interface AthenaSender {
  send(command: StartQueryExecutionCommand): Promise<Pick<StartQueryExecutionCommandOutput, 'QueryExecutionId'>>;
  send(command: GetQueryExecutionCommand): Promise<Pick<GetQueryExecutionCommandOutput, 'QueryExecution'>>;
  send(command: GetQueryResultsCommand): Promise<Pick<GetQueryResultsCommandOutput, 'ResultSet'>>;
}

/** Where SQL is run, and how often to look whether it is done. */
export interface AthenaPlace {
  readonly database: string;
  readonly workgroup: string;
  readonly lookEveryMs?: number;
}

/** Runs SQL in Athena, one statement at a time. */
export class AthenaSql {
  readonly #client: AthenaSender;
  readonly #place: AthenaPlace;

  constructor(client: AthenaSender, place: AthenaPlace) {
    this.#client = client;
    this.#place = place;
  }

  /**
   * Runs a statement to its end; gives the first thousand rows of its answer, the names of the columns first where it is a SELECT, and
   * `undefined` for NULL. Two that come with the same token are run once, and both wait for that. Fails as `internal` where Athena refuses
   * it or gives up, saying why.
   */
  async run(sql: string, token?: string): Promise<(string | undefined)[][]> {
    const { QueryExecutionId } = await this.#client
      .send(
        new StartQueryExecutionCommand({
          QueryString: sql,
          QueryExecutionContext: { Database: this.#place.database },
          WorkGroup: this.#place.workgroup,
          ...(token !== undefined && { ClientRequestToken: token }),
        }),
      )
      .catch(failing('starting a query'));
    await this.#ended(QueryExecutionId);
    const { ResultSet } = await this.#client
      .send(new GetQueryResultsCommand({ QueryExecutionId }))
      .catch(failing('reading the answer to a query'));
    return (ResultSet?.Rows ?? []).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue));
  }

  async #ended(QueryExecutionId: string | undefined): Promise<void> {
    for (;;) {
      const { QueryExecution } = await this.#client
        .send(new GetQueryExecutionCommand({ QueryExecutionId }))
        .catch(failing('looking after a query'));
      const { State, StateChangeReason } = QueryExecution?.Status ?? {};
      if (State === 'SUCCEEDED') return;
      if (State === 'FAILED' || State === 'CANCELLED')
        throw new Failure(
          'internal',
          `Athena query ${QueryExecutionId} ${State.toLowerCase()}: ${StateChangeReason ?? 'no reason given'}`,
        );
      await setTimeout(this.#place.lookEveryMs ?? 1_000);
    }
  }
}
