import { gradientNoiseScale } from '../../../src/laws/batch-size/gradient-noise-scale.ts';
import { accepted, type Fit } from '../law.ts';
import { digits, estimateTable } from '../report.ts';

/** The gradient noise scale, which predicts the critical batch size. */
export const fitNoiseScale: Fit = (rows, { smallBatch, bigBatch }) => {
  if (smallBatch === undefined || bigBatch === undefined)
    throw new Error('--law noise-scale needs --small-batch SIZE and --big-batch SIZE');
  const norms = rows.map(({ small, big }) => ({ small, big }));
  const law = accepted(gradientNoiseScale(norms, smallBatch, bigBatch));
  const { interval, noiseScale, squaredGradient, trace } = law;
  const words = `tr Σ / |G|² = ${digits(trace)} / ${digits(squaredGradient)} = ${digits(noiseScale)}`;
  const spread =
    interval === null
      ? 'One measurement has no interval.'
      : estimateTable({ B_noise: { value: noiseScale, ...interval } });
  return { result: law, text: [words, `${norms.length} measurements`, spread].join('\n') };
};
