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

/** How a statement ended. */
export interface Ended {
  /** When Athena took it, in milliseconds by its own clock. */
  readonly taken: number;
  /** That it did not end well, and why. */
  readonly failure?: Failure;
}

/** What a statement answered. */
export interface Answered {
  /** The first thousand rows, the names of the columns first where it is a SELECT; `undefined` is NULL. */
  readonly rows: (string | undefined)[][];
  /** When Athena took it, in milliseconds by its own clock. */
  readonly taken: number;
}

/** Runs SQL in Athena, one statement at a time. */
export class AthenaSql {
  readonly #client: AthenaSender;
  readonly #place: AthenaPlace;

  constructor(client: AthenaSender, place: AthenaPlace) {
    this.#client = client;
    this.#place = place;
  }

  /** Runs a statement to its end, and gives the rows of its answer. Fails as `answer` does. */
  async run(sql: string): Promise<Answered['rows']> {
    return (await this.answer(sql)).rows;
  }

  /** Runs a statement to its end. Fails as `internal` where Athena refuses it or gives up, saying why. */
  async answer(sql: string): Promise<Answered> {
    const QueryExecutionId = await this.#start(sql);
    const { taken, failure } = await this.#ended(QueryExecutionId);
    if (failure) throw failure;
    const { ResultSet } = await this.#client
      .send(new GetQueryResultsCommand({ QueryExecutionId }))
      .catch(failing('reading the answer to a query'));
    return { taken, rows: (ResultSet?.Rows ?? []).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue)) };
  }

  /**
   * Runs a statement that answers nothing to its end. One that comes with the token of an earlier one is not run: what is told is how the
   * earlier one ended, which is waited for. Fails where that cannot be found out, and the statement may still be running.
   */
  async runOnce(sql: string, token: string): Promise<Ended> {
    return this.#ended(await this.#start(sql, token));
  }

  async #start(sql: string, token?: string): Promise<string | undefined> {
    const command = new StartQueryExecutionCommand({
      QueryString: sql,
      QueryExecutionContext: { Database: this.#place.database },
      WorkGroup: this.#place.workgroup,
      ...(token !== undefined && { ClientRequestToken: token }),
    });
    const { QueryExecutionId } = await this.#client.send(command).catch(failing('starting a query'));
    return QueryExecutionId;
  }

  async #ended(QueryExecutionId: string | undefined): Promise<Ended> {
    for (;;) {
      const { QueryExecution } = await this.#client
        .send(new GetQueryExecutionCommand({ QueryExecutionId }))
        .catch(failing('looking after a query'));
      const { State, StateChangeReason = 'no reason given', SubmissionDateTime } = QueryExecution?.Status ?? {};
      const taken = SubmissionDateTime?.getTime() ?? 0;
      if (State === 'SUCCEEDED') return { taken };
      if (State === 'FAILED' || State === 'CANCELLED')
        return { taken, failure: gaveUp(`${QueryExecutionId} ${State.toLowerCase()}: ${StateChangeReason}`) };
      await setTimeout(this.#place.lookEveryMs ?? 1_000);
    }
  }
}

function gaveUp(words: string): Failure {
  return new Failure('internal', `Athena query ${words}`);
}
