// McCalpin's STREAM triad: out = left + factor · right. Moves three quads of numbers per invocation.
//
//   run    grid: x over quads, continued in y

struct Sizes {
  quads: u32,
  factor: f32,
}

@group(0) @binding(0) var<storage, read> left: array<vec4f>; // [quads]
@group(0) @binding(1) var<storage, read> right: array<vec4f>; // [quads]
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>; // [quads]
@group(0) @binding(3) var<uniform> sizes: Sizes;

@compute @workgroup_size(256)
fn run(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let i = id.y * grid.x * 256 + id.x;
  if i >= sizes.quads {
    return;
  }
  out[i] = left[i] + sizes.factor * right[i];
}
