import type { SampleResult } from '../../engine/trainer.ts';

/** A text that a model wrote. */
export interface Sample extends SampleResult {
  readonly width: number;
  readonly temperature: number;
}
