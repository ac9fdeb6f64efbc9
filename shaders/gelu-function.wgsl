// GELU in its tanh form (Hendrycks & Gimpel 2016): x/2 · (1 + tanh(u)) with u = √(2/π) · (x + 0.044715 x³), which is
// x · gate with gate = 1 / (1 + exp(−2u)): one exponential, and no tanh, which is NaN for large arguments on several
// drivers. u is clamped to ±40, where the gate is 0 or 1 in float32 and its exponential still finite.

const ROOT_2_OVER_PI = 0.7978845608028654;
const CUBIC = 0.044715;

fn gelu_gate(x: vec4f) -> vec4f {
  let u = ROOT_2_OVER_PI * (x + CUBIC * x * x * x);
  return 1 / (1 + exp(-2 * clamp(u, vec4f(-40), vec4f(40))));
}

fn gelu(x: vec4f) -> vec4f {
  return x * gelu_gate(x);
}

fn gelu_slope(x: vec4f) -> vec4f {
  let gate = gelu_gate(x);
  // Beyond ±10 the second term is 0; the clamp keeps the square of a large x from overflowing it.
  let near = clamp(x, vec4f(-10), vec4f(10));
  return gate + near * gate * (1 - gate) * (2 * ROOT_2_OVER_PI * (1 + 3 * CUBIC * near * near));
}
