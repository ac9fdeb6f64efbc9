// GELU alone, with the functions of gelu-function.wgsl.
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

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  for (var i = id.x; i < sizes.quads; i += grid.x * 64) {
    out[i] = gelu(input[i]);
  }
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  for (var i = id.x; i < back.quads; i += grid.x * 64) {
    d_input[i] = d_out[i] * gelu_slope(input[i]);
  }
}
