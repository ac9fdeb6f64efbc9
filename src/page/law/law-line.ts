import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import type { LawLine } from '../../charts/law-marks.ts';

/** Converts a sampled law to a line of a chart. */
export function lawLine(
  { samples, fittedRange }: Pick<SampledLaw, 'samples' | 'fittedRange'>,
  color: string,
): LawLine {
  return {
    color,
    samples: samples.map(({ x, loss, low, high }) => ({ x, y: loss, low, high })),
    fitted: [...fittedRange],
  };
}
