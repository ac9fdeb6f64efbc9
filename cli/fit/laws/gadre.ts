import { fitGadreLaw } from '../../../src/laws/joint/gadre-law.ts';
import type { Fit } from '../law.ts';
import { fitOrHoldOut, jointReport } from '../joint-report.ts';

export const fitGadre: Fit = (rows, options) => {
  const { law, further } = fitOrHoldOut(rows, options, fitGadreLaw);
  return jointReport(law, options, {}, further);
};
