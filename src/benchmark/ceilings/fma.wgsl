// Arithmetic only: every invocation updates two quads of numbers in its registers and writes memory once, at its end.
// More quads would not fit in the registers of a CPU. An iteration is 2 quads · 16 turns · 4 numbers · 2 FLOPs = 256 FLOPs.
//
//   run    grid: x over workgroups of 64 invocations

struct Sizes {
  iterations: u32,
  factor: f32, // just below 1, so that no number leaves its range
}

@group(0) @binding(0) var<storage, read_write> out: array<vec4f>; // [invocations]
@group(0) @binding(1) var<uniform> sizes: Sizes;

fn turn_4(v: vec4f, x: vec4f) -> vec4f {
  return fma(fma(fma(fma(v, x, x), x, x), x, x), x, x);
}

fn turn_16(v: vec4f, x: vec4f) -> vec4f {
  return turn_4(turn_4(turn_4(turn_4(v, x), x), x), x);
}

@compute @workgroup_size(64)
fn run(@builtin(global_invocation_id) id: vec3u) {
  let x = vec4f(sizes.factor);
  var a = vec4f(f32(id.x));
  var b = a + 1;
  for (var i = 0u; i < sizes.iterations; i++) {
    a = turn_16(a, x);
    b = turn_16(b, x);
  }
  out[id.x] = a + b;
}
