// GELU in its tanh form (Hendrycks & Gimpel 2016): out = x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))).
// tanh is NaN for large arguments on several drivers: its argument is clamped to ±10, where it is ±1 in float32.
//
//   forward    grid: x over elements of all lanes
//   backward   d_input = d_out · gelu′(x). Grid as above

struct Sizes {
  count: u32,
}

@group(0) @binding(0) var<storage, read> input: array<f32>; // [R, rows, F]
@group(0) @binding(1) var<storage, read_write> out: array<f32>; // [R, rows, F]
@group(0) @binding(2) var<uniform> sizes: Sizes;

@group(0) @binding(1) var<storage, read> d_out: array<f32>; // [R, rows, F]
@group(0) @binding(2) var<storage, read_write> d_input: array<f32>; // [R, rows, F]
@group(0) @binding(3) var<uniform> back: Sizes;

const ROOT_2_OVER_PI = 0.7978845608028654;
const CUBIC = 0.044715;

fn tanh_of(x: f32) -> f32 {
  return tanh(clamp(ROOT_2_OVER_PI * (x + CUBIC * x * x * x), -10.0, 10.0));
}

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  for (var i = id.x; i < sizes.count; i += grid.x * 64) {
    let x = input[i];
    out[i] = 0.5 * x * (1 + tanh_of(x));
  }
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  for (var i = id.x; i < back.count; i += grid.x * 64) {
    let x = input[i];
    let t = tanh_of(x);
    let slope = ROOT_2_OVER_PI * (1 + 3 * CUBIC * x * x);
    d_input[i] = d_out[i] * (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * slope);
  }
}
