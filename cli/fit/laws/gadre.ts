import { fitGadreLaw } from '../../../src/laws/joint/gadre-law.ts';
import type { Fit } from '../law.ts';
import { fitOrHoldOut, surfaceReport } from '../surface-report.ts';

export const fitGadre: Fit = (rows, options) => {
  const { law, further } = fitOrHoldOut(rows, options, fitGadreLaw);
  return surfaceReport(law, options, {}, further);
};
