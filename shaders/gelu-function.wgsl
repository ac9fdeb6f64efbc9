// GELU in its tanh form (Hendrycks & Gimpel 2016): x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))).
// tanh is NaN for large arguments on several drivers: its argument is clamped to ±10, where it is ±1 in float32.

const ROOT_2_OVER_PI = 0.7978845608028654;
const CUBIC = 0.044715;

fn tanh_of(x: vec4f) -> vec4f {
  return tanh(clamp(ROOT_2_OVER_PI * (x + CUBIC * x * x * x), vec4f(-10), vec4f(10)));
}

fn gelu(x: vec4f) -> vec4f {
  return 0.5 * x * (1 + tanh_of(x));
}

fn gelu_slope(x: vec4f) -> vec4f {
  let t = tanh_of(x);
  // Beyond ±10 the second term is 0, which a tanh just short of ±1 must not blow up.
  let near = clamp(x, vec4f(-10), vec4f(10));
  return 0.5 * (1 + t) + 0.5 * near * (1 - t * t) * (ROOT_2_OVER_PI * (1 + 3 * CUBIC * near * near));
}
