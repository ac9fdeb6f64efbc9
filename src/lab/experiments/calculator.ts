import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { petaflopDays, sixND } from '../../laws/counting/count-parameters.ts';
import type { Finding } from './conclusion.ts';
import type { Preset } from './preset.ts';

export const calculator = {
  title: 'Calculator',
  result: 'C = 6·N·D reproduces the table of what GPT-3 took (Brown et al. 2020, table D.1).',
  varies: 'published models',
  measures: 'nothing',
  laws: [],
  fits: [],
  floor: 'auto',
  subject: 'none',
  caveats: [],
  views: ['calculator', 'counting'] as const,
  unit: 'run',
  settings: { full: FULL_SWEEP, quick: QUICK_SWEEP },
  editable: {},
  suggests: 'tokens',
  runs: () => [],
  conclude,
} satisfies Preset;

/** Rows of Brown et al. 2020, table D.1: N, D, and training compute in FLOPs and in PF-days. */
const GPT3_ROWS = [
  { model: 'GPT-3 Small', parameters: 125e6, tokens: 300e9, flops: 2.25e20, days: 2.6 },
  { model: 'GPT-3 13B', parameters: 12.85e9, tokens: 300e9, flops: 2.31e22, days: 268 },
  { model: 'GPT-3 175B', parameters: 174.6e9, tokens: 300e9, flops: 3.14e23, days: 3640 },
];

/** The table rounds to three digits. */
const NEAR = 0.005;

/** Compares C = 6·N·D with each row, in FLOPs and in petaFLOP/s-days. */
function conclude(): Finding[] {
  return GPT3_ROWS.map(({ model, parameters, tokens, flops, days }) => {
    const counted = sixND(parameters, tokens);
    const countedDays = petaflopDays(counted);
    return {
      claim: `${model} took ${flops.toExponential(2)} FLOPs, ${days} PF-days.`,
      holds: Math.abs(counted / flops - 1) <= NEAR && Math.abs(countedDays / days - 1) <= NEAR,
      words: `6·N·D = ${counted.toExponential(2)} FLOPs, ${countedDays.toPrecision(3)} PF-days.`,
    };
  });
}
