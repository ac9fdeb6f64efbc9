// out[r, i, c] = token_table[r, tokens[r, i], c] (+ position_table[r, i mod T, c] with LEARNED_POSITIONS),
// for the B·T rows i of every lane r.
//
//   forward              grid: x over rows · C, z over lanes
//   backward_tokens      d_table[r, v, c] = sum of d_out[r, i, c] over the rows i with token v, added to
//                        d_table with ACCUMULATE (a tied head). No atomics: an invocation owns column c of one slice of the
//                        vocabulary and walks all rows, so every sum has one order.
//                        Grid: x over slices · C, z over lanes
//   backward_positions   d_table[r, t, c] = sum over b of d_out[r, b·T + t, c]. Grid: x over T · C, z over lanes

override LEARNED_POSITIONS: bool = false;
override ACCUMULATE: bool = false;

struct Sizes {
  rows: u32, // B · T
  context: u32,
  width: u32,
  vocabulary: u32,
  slices: u32,
  parameter_stride: u32, // distance between lanes in tables and their gradients
}

@group(0) @binding(0) var<storage, read> tokens: array<u32>; // [R, B, T]
@group(0) @binding(1) var<storage, read> token_table: array<f32>; // [R, V, C]
@group(0) @binding(2) var<storage, read> position_table: array<f32>; // [R, T, C]
@group(0) @binding(3) var<storage, read_write> out: array<f32>; // [R, B, T, C]
@group(0) @binding(4) var<uniform> sizes: Sizes;

@group(0) @binding(1) var<storage, read> d_out: array<f32>; // [R, B, T, C]
@group(0) @binding(2) var<storage, read_write> d_table: array<f32>; // [R, V, C] or [R, T, C]
@group(0) @binding(3) var<uniform> back: Sizes;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let count = sizes.rows * sizes.width;
  let tables = id.z * sizes.parameter_stride;
  for (var i = id.x; i < count; i += grid.x * 64) {
    let row = i / sizes.width;
    let c = i % sizes.width;
    var value = token_table[tables + tokens[id.z * sizes.rows + row] * sizes.width + c];
    if LEARNED_POSITIONS {
      value += position_table[tables + row % sizes.context * sizes.width + c];
    }
    out[id.z * count + i] = value;
  }
}

@compute @workgroup_size(64)
fn backward_tokens(@builtin(global_invocation_id) id: vec3u) {
  let slice = id.x / back.width;
  let c = id.x % back.width;
  if slice >= back.slices {
    return;
  }
  let first = slice * back.vocabulary / back.slices;
  let end = (slice + 1) * back.vocabulary / back.slices;
  let table = id.z * back.parameter_stride + c;
  if !ACCUMULATE {
    for (var v = first; v < end; v++) {
      d_table[table + v * back.width] = 0;
    }
  }
  for (var row = id.z * back.rows; row < (id.z + 1) * back.rows; row++) {
    let v = tokens[row];
    if v >= first && v < end {
      d_table[table + v * back.width] += d_out[row * back.width + c];
    }
  }
}

@compute @workgroup_size(64)
fn backward_positions(@builtin(global_invocation_id) id: vec3u) {
  let count = back.context * back.width;
  if id.x >= count {
    return;
  }
  var sum = 0.0;
  for (var i = id.x; i < back.rows * back.width; i += count) {
    sum += d_out[id.z * back.rows * back.width + i];
  }
  d_table[id.z * back.parameter_stride + id.x] = sum;
}
