// The end of a residual branch: out = trunk + branch, four elements at a time (buffers end on 16 bytes).
//
//   forward   grid: x over quads of all lanes

struct Sizes {
  quads: u32,
}

@group(0) @binding(0) var<storage, read> trunk: array<vec4f>; // [R, rows, C]
@group(0) @binding(1) var<storage, read> branch: array<vec4f>; // [R, rows, C]
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>; // [R, rows, C]
@group(0) @binding(3) var<uniform> sizes: Sizes;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  for (var i = id.x; i < sizes.quads; i += grid.x * 64) {
    out[i] = trunk[i] + branch[i];
  }
}
