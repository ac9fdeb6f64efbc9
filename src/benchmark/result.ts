/** A time or a rate with its 95 % interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** What ran the benchmark, in the words of browser and system. */
export interface Machine {
  adapter: string;
  /** Whether the adapter is a CPU that emulates a GPU. */
  software: boolean;
  /** For example 'Chrome 148' or 'Node 22 (Dawn)'. */
  browser: string;
  system: string;
  /** A name that a person gave; empty without one. */
  label: string;
}

/** The measured limits of an adapter. */
export interface Ceilings {
  /** Multiply-adds in registers, each counted as two. */
  gigaflopsPerSecond: number;
  /** Bytes read and written by a triad over arrays that exceed the caches. */
  gigabytesPerSecond: number;
  /** Time of a dispatch that only depends on the last one. */
  microsecondsPerDispatch: number;
  /** Time from an empty submit to the callback that it is done. */
  millisecondsPerSubmit: number;
  /** Time from the copy of four bytes to their arrival in JavaScript. */
  millisecondsPerReadback: number;
}

/** What was measured of one entry of the standard. */
export interface EntryTimes {
  /** Its name in the standard: '64/2', or '64/2 × 8' for eight lanes. */
  name: string;
  /** The names of its kernels, chosen before its first sample. */
  kernels: string;
  /** Untimed steps before the first sample. */
  warmUpSteps: number;
  /** Steps of a sample. */
  stepsPerSample: number;
  /** Milliseconds per step of each sample, in both passes. */
  passes: readonly [readonly number[], readonly number[]];
  /** Losses that the standard has recorded, as these kernels compute them, nats per token. */
  losses: readonly number[];
  dispatchesPerStep: number;
  /** GPU memory of the run. */
  bytesHeld: number;
}

/** What happened beside the benchmark. */
export interface Circumstances {
  /** Whether the page was hidden at any time; false without a page. */
  hidden: boolean;
  /** How often the thread was stopped while ceilings and steps were timed, for example by a computer's sleep. */
  gaps: number;
  /** What the browser says of throttling, in words; empty if it says nothing. */
  throttled: string;
}

/** Everything that a benchmark measured. What is shown of it follows from it (`summarise`). */
export interface BenchmarkResult {
  /** The hash of the standard that ran, and so of every setting. */
  standard: string;
  /** Whether only one shape and the ceilings were measured. */
  quick: boolean;
  /** The hash of all kernels (`edition`). */
  edition: string;
  /** Milliseconds since 1970. */
  made: number;
  machine: Machine;
  /** Drew the order of the entries. */
  seed: number;
  /** Names of the entries in the order of the first pass. */
  order: readonly string[];
  /** In the order of the standard. */
  entries: readonly EntryTimes[];
  /** Entries that were not measured, each with its reason. */
  leftOut: readonly { name: string; why: string }[];
  ceilings: Ceilings;
  /** From the request for an adapter to the first loss of the smallest shape, compilation included. */
  firstLossMilliseconds: number;
  /** The compilation of that shape's pipelines alone. */
  compileMilliseconds: number;
  circumstances: Circumstances;
}

/** What is shown of an entry. */
export interface EntrySummary {
  name: string;
  millisecondsPerStep: Estimate;
  /** The median absolute deviation of its samples, in milliseconds per step. */
  deviation: number;
  /** Whether its two passes differ by more than 5 %. */
  unstable: boolean;
}

/** What is shown of a benchmark, compared and sent. A link carries no more. */
export interface Summary {
  standard: string;
  quick: boolean;
  edition: string;
  made: number;
  machine: Machine;
  seed: number;
  /** In the order of the standard; those that were measured. */
  entries: readonly EntrySummary[];
  ceilings: Ceilings;
  firstLossMilliseconds: number;
  compileMilliseconds: number;
  /** Null for a quick or void benchmark. */
  score: Estimate | null;
  /** Why its figures do not count, or give no score, a sentence each. A quick one has no score without a reason. */
  voided: readonly string[];
}
