import type { SampleResult } from '../../engine/trainer.ts';

/** A model that can write: one lane of a run. */
export interface Writer {
  readonly run: string;
  readonly lane: number;
}

/** A text that a model wrote. */
export interface Sample extends SampleResult {
  readonly width: number;
  readonly temperature: number;
}
