import type { Context, Hono } from 'hono';
import type { LambdaContext, LambdaEvent } from 'hono/aws-lambda';

/** What a REST API of API Gateway hands to a Lambda function. */
export type ApiGatewayEvent = Extract<LambdaEvent, { resource: string }>;

/** The event as the edge gets it. */
export type ReadableEvent = ApiGatewayEvent & {
  /** True when the body was announced as base64 but is none, and was taken out for that. */
  readonly brokenBase64?: boolean;
};

/** What comes with a request: on Lambda the event and its context, elsewhere nothing that the edge reads. */
export interface EdgeEnv {
  Bindings: { readonly event?: ReadableEvent; readonly lambdaContext?: LambdaContext };
  Variables: {
    requestId: string;
    /** Headers of the answer, whatever it turns out to be. */
    answerHeaders: Readonly<Record<string, string>>;
  };
}

/** One request and its answer in the making. */
export type EdgeContext = Context<EdgeEnv>;

/** Earshot over HTTP: takes requests as `fetch` does, on Node and on API Gateway events alike. */
export type Edge = Hono<EdgeEnv>;
