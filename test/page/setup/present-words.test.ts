import { expect, test } from 'vitest';
import { presentWords } from '../../../src/page/setup/adapter-words.ts';
import { SOFTWARE } from '../../harness/lab/scripted-trainer.ts';

test('the line of the adapter says that the quick sweep is set only where it is', () => {
  expect(presentWords(SOFTWARE, 'quick').next).toContain('so the quick sweep is set');
  expect(presentWords(SOFTWARE, 'full').next).not.toContain('quick');
  for (const size of ['quick', 'full'] as const) {
    expect(presentWords({ ...SOFTWARE, software: false }, size).next).not.toContain('quick');
  }
});
