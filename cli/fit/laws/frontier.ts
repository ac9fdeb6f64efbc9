import { middlePoints } from '../../../src/laws/compute-optimal/frontier.ts';
import type { Fit } from '../law.ts';
import { powerReport } from '../power-report.ts';
import { envelopeOf } from './envelope.ts';

/** L(C) of the best model at each budget. */
export const fitFrontier: Fit = (rows, options) =>
  powerReport(middlePoints(envelopeOf(rows, options).frontier), 'C', options);
