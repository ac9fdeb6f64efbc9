// out = (x − mean) · rstd · gain + bias along each row of C; rstd = 1 / sqrt(variance + epsilon), biased variance.
// Rows are the B·T positions of every lane.
//
//   forward               keeps mean and rstd for the backward. Grid: x over rows (one invocation per row), z over lanes
//   backward_input        d_input = rstd · (g − mean(g) − x̂ · mean(g · x̂)), g = d_out · gain, x̂ = (x − mean) · rstd;
//                         added to d_input with ACCUMULATE (the gradient that bypasses a residual branch). Grid as above
//   backward_parameters   d_gain = Σ d_out · x̂, d_bias = Σ d_out over rows. Grid: x over C in small workgroups, which
//                         spread few columns over many cores; z over lanes

override ACCUMULATE: bool = false;

struct Sizes {
  rows: u32,
  width: u32,
  parameter_stride: u32, // distance between lanes in gain, bias and their gradients
  bias_offset: u32, // distance from the gain's gradient to the bias's: a buffer may not be bound twice for writing
  epsilon: f32,
}

@group(0) @binding(0) var<storage, read> input: array<f32>; // [R, rows, C]
@group(0) @binding(1) var<storage, read> gain: array<f32>; // [R, C]
@group(0) @binding(2) var<storage, read> bias: array<f32>; // [R, C]
@group(0) @binding(3) var<storage, read_write> out: array<f32>; // [R, rows, C]
@group(0) @binding(4) var<storage, read_write> mean: array<f32>; // [R, rows]
@group(0) @binding(5) var<storage, read_write> rstd: array<f32>; // [R, rows]
@group(0) @binding(6) var<uniform> sizes: Sizes;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let parameters = id.z * sizes.parameter_stride;
  for (var i = id.x; i < sizes.rows; i += grid.x * 64) {
    let row = id.z * sizes.rows + i;
    let first = row * sizes.width;
    var sum = 0.0;
    for (var c = 0u; c < sizes.width; c++) {
      sum += input[first + c];
    }
    let row_mean = sum / f32(sizes.width);
    var squares = 0.0;
    for (var c = 0u; c < sizes.width; c++) {
      let centred = input[first + c] - row_mean;
      squares += centred * centred;
    }
    let row_rstd = 1 / sqrt(squares / f32(sizes.width) + sizes.epsilon);
    for (var c = 0u; c < sizes.width; c++) {
      let normed = (input[first + c] - row_mean) * row_rstd;
      out[first + c] = normed * gain[parameters + c] + bias[parameters + c];
    }
    mean[row] = row_mean;
    rstd[row] = row_rstd;
  }
}

@group(0) @binding(0) var<storage, read> d_out: array<f32>; // [R, rows, C]
@group(0) @binding(1) var<storage, read> back_input: array<f32>; // input: [R, rows, C]
@group(0) @binding(2) var<storage, read> back_mean: array<f32>; // mean: [R, rows]
@group(0) @binding(3) var<storage, read> back_rstd: array<f32>; // rstd: [R, rows]
@group(0) @binding(4) var<storage, read> back_gain: array<f32>; // gain: [R, C]
@group(0) @binding(5) var<storage, read_write> d_input: array<f32>; // [R, rows, C]

@compute @workgroup_size(64)
fn backward_input(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let parameters = id.z * sizes.parameter_stride;
  for (var i = id.x; i < sizes.rows; i += grid.x * 64) {
    let row = id.z * sizes.rows + i;
    let first = row * sizes.width;
    let row_mean = back_mean[row];
    let row_rstd = back_rstd[row];
    var sum_g = 0.0;
    var sum_g_normed = 0.0;
    for (var c = 0u; c < sizes.width; c++) {
      let g = d_out[first + c] * back_gain[parameters + c];
      sum_g += g;
      sum_g_normed += g * (back_input[first + c] - row_mean) * row_rstd;
    }
    let mean_g = sum_g / f32(sizes.width);
    let mean_g_normed = sum_g_normed / f32(sizes.width);
    for (var c = 0u; c < sizes.width; c++) {
      let g = d_out[first + c] * back_gain[parameters + c];
      let normed = (back_input[first + c] - row_mean) * row_rstd;
      let d = row_rstd * (g - mean_g - normed * mean_g_normed);
      if ACCUMULATE {
        d_input[first + c] += d;
      } else {
        d_input[first + c] = d;
      }
    }
  }
}

@group(0) @binding(4) var<storage, read_write> d_gain_and_bias: array<f32>; // [R, C] twice, bias_offset apart
@group(0) @binding(5) var<uniform> parameter_sizes: Sizes;

@compute @workgroup_size(16)
fn backward_parameters(@builtin(global_invocation_id) id: vec3u) {
  if id.x >= parameter_sizes.width {
    return;
  }
  var sum_gain = 0.0;
  var sum_bias = 0.0;
  for (var row = id.z * parameter_sizes.rows; row < (id.z + 1) * parameter_sizes.rows; row++) {
    let i = row * parameter_sizes.width + id.x;
    sum_gain += d_out[i] * (back_input[i] - back_mean[row]) * back_rstd[row];
    sum_bias += d_out[i];
  }
  let at = id.z * parameter_sizes.parameter_stride + id.x;
  d_gain_and_bias[at] = sum_gain;
  d_gain_and_bias[at + parameter_sizes.bias_offset] = sum_bias;
}
