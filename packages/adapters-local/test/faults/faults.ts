/** The services that requests are told apart by. */
export const SERVICES = ['DynamoDB', 'S3', 'CloudWatch', 'Comprehend'] as const;
export type Service = (typeof SERVICES)[number];

/** What can befall a request. Late is past the client's time-out. */
export const FAULTS = [
  'throttles',
  'answers 500',
  'acts late',
  'is cut before it acts',
  'is cut after it acted',
  'stalls in its answer',
] as const;
export type Fault = (typeof FAULTS)[number];

/** Which requests a fault befalls: all of the service's, unless it says less. */
export interface FaultPlan {
  readonly service: Service;
  readonly fault: Fault;
  /** Lets this many pass first. */
  readonly after?: number;
  /** Then befalls every nth. */
  readonly every?: number;
  /** Ends after this many. */
  readonly times?: number;
}

/** Counts a plan's requests, and says which of them the fault befalls. */
export class PlannedFault {
  readonly #plan: FaultPlan;
  #seen = 0;
  #faulted = 0;

  constructor(plan: FaultPlan) {
    this.#plan = plan;
  }

  /** What befalls the next request. */
  next(service: Service): Fault | undefined {
    const { after = 0, every = 1, times = Number.POSITIVE_INFINITY } = this.#plan;
    if (service !== this.#plan.service) return undefined;
    this.#seen += 1;
    const turn = this.#seen - after;
    if (turn <= 0 || turn % every !== 0 || this.#faulted >= times) return undefined;
    this.#faulted += 1;
    return this.#plan.fault;
  }
}
