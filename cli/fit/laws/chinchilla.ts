import { fitChinchillaLaw } from '../../../src/laws/joint/chinchilla-law.ts';
import type { Fit } from '../law.ts';
import { optimumOf } from '../optimum.ts';
import { fitOrHoldOut, jointReport } from '../joint-report.ts';

export const fitChinchilla: Fit = (rows, options) => {
  const { law, further } = fitOrHoldOut(rows, options, fitChinchillaLaw);
  const optimum = optimumOf(law, options.budget);
  return jointReport(law, options, { ...law.exponents, ...optimum }, { ...optimum, ...further });
};
