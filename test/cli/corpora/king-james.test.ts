import { expect, test } from 'vitest';
import { chaptersOf } from '../../../cli/corpora/king-james.ts';

test('verses of a chapter become one paragraph, without the title and their labels', () => {
  const lines = ['A title.', '1Sm1:1 Now there was', '1Sm1:2 And he had', '1Sm2: And', 'Ge1:1 In', ''];
  expect(chaptersOf(lines)).toEqual(['Now there was And he had', 'And', 'In']);
});

test('a line that is no verse is refused', () => {
  expect(() => chaptersOf(['A title.', 'No label'])).toThrow('No verse: "No label"');
});
