import type { SampleResult } from '../../engine/trainer.ts';

/** Text a model wrote. */
export interface Sample extends SampleResult {
  readonly width: number;
  readonly temperature: number;
}
