// A lesson whose part a software adapter trains in seconds. Trains nothing.
import type { Lesson } from '../../../src/lab/class/lesson.ts';
import { ownDraft } from '../../../src/lab/experiments/selection.ts';
import { TINY_SWEEP } from './site.ts';

export const TINY_LESSON: Lesson = {
  id: 'ab12cd34',
  selection: {
    experiment: 'widths',
    size: 'quick',
    draft: {
      ...ownDraft('widths', 'quick'),
      ...TINY_SWEEP,
      tokens: '12,800',
      seed: '100',
      lanes: '1',
      kernels: 'usual',
    },
  },
  title: 'Bigger <b>is</b> better',
  words: 'First predict. Then train your part.',
  hidden: ['settings', 'experiments', 'files', 'history', 'calculator', 'fits', 'samples'],
  starts: false,
  questions: ['Which model loses least?', 'Why <i>that</i> one?'],
  parts: 30,
  minutes: 5,
};
