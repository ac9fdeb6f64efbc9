import { expect, test } from 'vitest';
import { withoutWrapper } from '../../../../src/lab/files/model/without-wrapper.ts';

const NAMES = ['transformer.wte.weight', 'lm_head.weight'];
const named = (prefix: string) => NAMES.map((name, i) => ({ name: `${prefix}${name}`, i }));

test.each(['', 'module.', '_orig_mod.', '_orig_mod.module.', 'module._orig_mod.'])(
  'names under the prefix "%s" are those of the model',
  (prefix) => {
    expect(withoutWrapper(named(prefix))).toEqual(named(''));
  },
);

test('a prefix before some names only is refused by its name', () => {
  const [first] = named('module.');
  const [, second] = named('');
  expect(() => withoutWrapper([second, first])).toThrow(
    'the prefix module. of a wrapped model (DistributedDataParallel or torch.compile) must stand before the names of all tensors, and lm_head.weight lacks it.',
  );
  expect(() => withoutWrapper([...named('module.'), ...named('_orig_mod.')])).toThrow(/lacks it\.$/);
});
