import { fitKaplanLaw } from '../../../src/laws/joint/kaplan-law.ts';
import type { Fit } from '../law.ts';
import { fitOrHoldOut, surfaceReport } from '../surface-report.ts';

export const fitKaplan: Fit = (rows, options) => {
  const { law, further } = fitOrHoldOut(rows, options, fitKaplanLaw);
  return surfaceReport(law, options, {}, further);
};
