import { fitKaplanLaw } from '../../../src/laws/joint/kaplan-law.ts';
import type { Fit } from '../law.ts';
import { fitOrHoldOut, jointReport } from '../joint-report.ts';

export const fitKaplan: Fit = (rows, options) => {
  const { law, further } = fitOrHoldOut(rows, options, fitKaplanLaw);
  return jointReport(law, options, {}, further);
};
