import { concludeZipf } from '../conclusions/zipf.ts';
import type { Preset } from './preset.ts';

export const zipf: Preset = {
  id: 'zipf',
  title: 'Zipf',
  result: 'The frequency of words is a power law of their rank (Zipf 1935).',
  varies: 'the rank of a word',
  measures: 'text',
  laws: [],
  fits: [],
  floor: 'auto',
  runs: { full: [], quick: [] },
  conclude: concludeZipf,
};
