import { expect, test } from 'vitest';
import { ImportRefused } from '../../../src/lab/files/import-refused.ts';
import { parseJson } from '../../../src/lab/files/parse-json.ts';

test.each([
  ['{"n_head": 2, "n_head": 4}', 'config.json has the key n_head twice in one object.'],
  [String.raw`{"n_head": 2, "n_\u0068ead": 4}`, 'config.json has the key n_head twice in one object.'],
  ['[{"a": {"b": 1}, "c": [], "a": null}]', 'config.json has the key a twice in one object.'],
  ['{"a": {"b": 1, "b" : 1}}', 'config.json has the key b twice in one object.'],
  [String.raw`{"\u005f_proto__": 1}`, 'config.json has a key that is refused: __proto__.'],
])('%s is refused', (text, words) => {
  expect(() => parseJson(text, 'config.json')).toThrow(new ImportRefused(words));
});

test.each([
  '{"a": {"a": "a"}, "b": [{"a": 1}, {"a": 2}, "a", "a"]}',
  String.raw`{"a\"": "a\":", "a": "{\"a\": 1, \"a\": 2}", "": ["__proto__"]}`,
  '[[], {}, "x", 1]',
])('%s is read as it stands', (text) => {
  expect(parseJson(text, 'the file')).toEqual(JSON.parse(text));
});
