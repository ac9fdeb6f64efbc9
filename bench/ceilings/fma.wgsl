// Arithmetic alone: every invocation turns eight quads of numbers in its registers, and touches memory once at its end.
// An iteration is 8 quads · 4 numbers · 2 FLOPs = 64 FLOPs.
//
//   run    grid: x over workgroups of 64 invocations

struct Sizes {
  iterations: u32,
  factor: f32, // just below 1, so that no number leaves its range
}

@group(0) @binding(0) var<storage, read_write> out: array<vec4f>; // [invocations]
@group(0) @binding(1) var<uniform> sizes: Sizes;

@compute @workgroup_size(64)
fn run(@builtin(global_invocation_id) id: vec3u) {
  let x = vec4f(sizes.factor);
  let start = vec4f(f32(id.x));
  var a = start;
  var b = start + 1;
  var c = start + 2;
  var d = start + 3;
  var e = start + 4;
  var f = start + 5;
  var g = start + 6;
  var h = start + 7;
  for (var i = 0u; i < sizes.iterations; i++) {
    a = fma(a, x, x);
    b = fma(b, x, x);
    c = fma(c, x, x);
    d = fma(d, x, x);
    e = fma(e, x, x);
    f = fma(f, x, x);
    g = fma(g, x, x);
    h = fma(h, x, x);
  }
  out[id.x] = a + b + c + d + e + f + g + h;
}
