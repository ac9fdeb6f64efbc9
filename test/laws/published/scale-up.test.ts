import { expect, test } from 'vitest';
import { GPT3_MODELS } from '../../../src/laws/published/gpt3-models.ts';
import { fewestTokens, gopherAndChinchilla, growthOfOptima } from '../../../src/laws/published/scale-up.ts';

test('ten times the compute gives about 5.5 times the parameters and 1.8 times the tokens, as Hoffmann et al. say of Kaplan', () => {
  const { kaplan } = growthOfOptima(10);
  expect(Math.abs(kaplan.parameters - 5.5)).toBeLessThan(0.15);
  expect(Math.abs(kaplan.tokens - 1.8)).toBeLessThan(0.07);
});

test('parameters and tokens grow by a product of ten by every source, and Chinchilla’s by about equal factors', () => {
  for (const { parameters, tokens } of Object.values(growthOfOptima(10)))
    expect(parameters * tokens).toBeCloseTo(10, 6);
  const { besiroglu } = growthOfOptima(10);
  expect(besiroglu.parameters / besiroglu.tokens).toBeCloseTo(
    10 ** ((0.3658 - 0.3478) / (0.3658 + 0.3478)),
    6,
  );
});

test('eight times the parameters need about five times the tokens', () => {
  expect(fewestTokens(8e9) / fewestTokens(1e9)).toBeCloseTo(4.66, 2);
});

test('Chinchilla has about the compute of Gopher and a lower predicted loss', () => {
  const [gopher, chinchilla] = gopherAndChinchilla();
  expect(Math.abs(Math.log(gopher.flops / 5.76e23))).toBeLessThan(0.15);
  expect(Math.abs(Math.log(chinchilla.flops / 5.76e23))).toBeLessThan(0.05);
  // Equation 10 of Hoffmann et al. 2022 with the printed, rounded constants.
  const printed = (n: number, d: number) => 1.69 + 406.4 / n ** 0.34 + 410.7 / d ** 0.28;
  expect(gopher.loss).toBeCloseTo(printed(280e9, 300e9), 1);
  expect(chinchilla.loss).toBeCloseTo(printed(70e9, 1.4e12), 1);
  expect(chinchilla.loss).toBeLessThan(gopher.loss);
});

test("GPT-3's models have the parameters that their shapes give, within the rounding of their names", () => {
  for (const { layers, parameters, width } of GPT3_MODELS) {
    const counted = 12 * layers * width ** 2 + (50_257 + 2_048) * width;
    expect(Math.abs(counted / parameters - 1)).toBeLessThan(0.03);
  }
});
