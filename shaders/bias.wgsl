// The gradient of a bias that is added to every row: d_bias[r, n] = sum over rows of d_out[r, row, n].
//
//   backward   grid: x over N in small workgroups, which spread few columns over many cores; z over lanes

struct Sizes {
  rows: u32,
  n: u32,
  parameter_stride: u32, // distance between lanes in d_bias
}

@group(0) @binding(0) var<storage, read> d_out: array<f32>; // [R, rows, N]
@group(0) @binding(1) var<storage, read_write> d_bias: array<f32>; // [R, N]
@group(0) @binding(2) var<uniform> sizes: Sizes;

@compute @workgroup_size(16)
fn backward(@builtin(global_invocation_id) id: vec3u) {
  if id.x >= sizes.n {
    return;
  }
  var sum = 0.0;
  for (var row = id.z * sizes.rows; row < (id.z + 1) * sizes.rows; row++) {
    sum += d_out[row * sizes.n + id.x];
  }
  d_bias[id.z * sizes.parameter_stride + id.x] = sum;
}
