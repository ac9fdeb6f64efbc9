// GELU in its tanh form (Hendrycks & Gimpel 2016): out = x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))).
// tanh is NaN for large arguments on several drivers: its argument is clamped to ±10, where it is ±1 in float32.
//
//   forward    grid: x over quads of numbers of all lanes (buffers end on 16 bytes)
//   backward   d_input = d_out · gelu′(x). Grid as above

struct Sizes {
  quads: u32,
}

@group(0) @binding(0) var<storage, read> input: array<vec4f>; // [R, rows, F]
@group(0) @binding(1) var<storage, read_write> out: array<vec4f>; // [R, rows, F]
@group(0) @binding(2) var<uniform> sizes: Sizes;

@group(0) @binding(1) var<storage, read> d_out: array<vec4f>; // [R, rows, F]
@group(0) @binding(2) var<storage, read_write> d_input: array<vec4f>; // [R, rows, F]
@group(0) @binding(3) var<uniform> back: Sizes;

const ROOT_2_OVER_PI = 0.7978845608028654;
const CUBIC = 0.044715;

fn tanh_of(x: vec4f) -> vec4f {
  return tanh(clamp(ROOT_2_OVER_PI * (x + CUBIC * x * x * x), vec4f(-10), vec4f(10)));
}

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  for (var i = id.x; i < sizes.quads; i += grid.x * 64) {
    let x = input[i];
    out[i] = 0.5 * x * (1 + tanh_of(x));
  }
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  for (var i = id.x; i < back.quads; i += grid.x * 64) {
    let x = input[i];
    let t = tanh_of(x);
    // Beyond ±10 the second term is 0, which a tanh just short of ±1 must not blow up.
    let near = clamp(x, vec4f(-10), vec4f(10));
    let slope = ROOT_2_OVER_PI * (1 + 3 * CUBIC * near * near);
    d_input[i] = d_out[i] * (0.5 * (1 + t) + 0.5 * near * (1 - t * t) * slope);
  }
}
