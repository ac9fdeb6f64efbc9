import { concludeCalculator } from '../conclusions/calculator.ts';
import type { Preset } from './preset.ts';

export const calculator: Preset = {
  id: 'calculator',
  title: 'Calculator',
  result: 'C = 6·N·D reproduces the table of what GPT-3 took (Brown et al. 2020, table D.1).',
  varies: 'published models',
  measures: 'nothing',
  laws: [],
  fits: [],
  floor: 'auto',
  runs: { full: [], quick: [] },
  conclude: concludeCalculator,
};
