// out[r] = op(a[r]) · op(b[r]) (+ bias[r]), for every lane r.
// op(a) is [M, K]: a is stored [M, K], or [K, M] with TRANSPOSE_A; op(b) is [K, N]: b is stored [K, N], or [N, K]
// with TRANSPOSE_B. out is [M, N], bias [N]. Strides are the distances between lanes.
// It uses registers and no workgroup memory: an invocation owns a block of out and walks along K.
//
//   blocks_4x4   sizes and strides are multiples of 4; blocks of 4×4 in vec4 loads
//   any_size     any sizes; blocks of 4×4 in scalar loads
//
// Grid: x, continued in y, over blocks of outputs, row by row; z over lanes.

override TRANSPOSE_A: bool = false;
override TRANSPOSE_B: bool = false;
override BIAS: bool = false;

struct Sizes {
  m: u32,
  n: u32,
  k: u32,
  a_stride: u32,
  b_stride: u32,
  bias_stride: u32,
  out_stride: u32,
}

@group(0) @binding(0) var<storage, read> a: array<f32>; // [R, M, K] or [R, K, M]
@group(0) @binding(1) var<storage, read> b: array<f32>; // [R, K, N] or [R, N, K]
@group(0) @binding(2) var<storage, read> bias: array<f32>; // [R, N]
@group(0) @binding(3) var<storage, read_write> out: array<f32>; // [R, M, N]
@group(0) @binding(4) var<uniform> sizes: Sizes;

@group(0) @binding(0) var<storage, read> a4: array<vec4f>; // a, four numbers at a time
@group(0) @binding(1) var<storage, read> b4: array<vec4f>; // b, four numbers at a time
@group(0) @binding(2) var<storage, read> bias4: array<vec4f>; // bias, four numbers at a time
@group(0) @binding(3) var<storage, read_write> out4: array<vec4f>; // out, four numbers at a time

// Rows row … row+3 of op(a) at k … k+3; a column of the matrix is a row of op(a).
fn block_of_a(base: u32, row: u32, k: u32) -> mat4x4f {
  if TRANSPOSE_A {
    let i = base + (k * sizes.m + row) / 4;
    let step = sizes.m / 4;
    return transpose(mat4x4f(a4[i], a4[i + step], a4[i + 2 * step], a4[i + 3 * step]));
  }
  let i = base + (row * sizes.k + k) / 4;
  let step = sizes.k / 4;
  return mat4x4f(a4[i], a4[i + step], a4[i + 2 * step], a4[i + 3 * step]);
}

// Rows k … k+3 of op(b) at columns column … column+3; a column of the matrix is a row of op(b).
fn block_of_b(base: u32, k: u32, column: u32) -> mat4x4f {
  if TRANSPOSE_B {
    let i = base + (column * sizes.k + k) / 4;
    let step = sizes.k / 4;
    return transpose(mat4x4f(b4[i], b4[i + step], b4[i + 2 * step], b4[i + 3 * step]));
  }
  let i = base + (k * sizes.n + column) / 4;
  let step = sizes.n / 4;
  return mat4x4f(b4[i], b4[i + step], b4[i + 2 * step], b4[i + 3 * step]);
}

fn store_block(lane: u32, row: u32, column: u32, block: mat4x4f) {
  var added = vec4f(0);
  if BIAS {
    added = bias4[(lane * sizes.bias_stride + column) / 4];
  }
  let i = (lane * sizes.out_stride + row * sizes.n + column) / 4;
  let step = sizes.n / 4;
  out4[i] = block[0] + added;
  out4[i + step] = block[1] + added;
  out4[i + 2 * step] = block[2] + added;
  out4[i + 3 * step] = block[3] + added;
}

@compute @workgroup_size(64)
fn blocks_4x4(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * 64 + id.x;
  let blocks_in_row = (sizes.n + 3) / 4;
  let row = index / blocks_in_row * 4;
  let column = index % blocks_in_row * 4;
  if row >= sizes.m {
    return;
  }
  let a_base = id.z * sizes.a_stride / 4;
  let b_base = id.z * sizes.b_stride / 4;
  var block = mat4x4f();
  for (var k = 0u; k < sizes.k; k += 4) {
    block += block_of_b(b_base, k, column) * block_of_a(a_base, row, k);
  }
  store_block(id.z, row, column, block);
}

fn a_at(base: u32, row: u32, k: u32) -> f32 {
  let inside = min(row, sizes.m - 1);
  return a[base + select(inside * sizes.k + k, k * sizes.m + inside, TRANSPOSE_A)];
}

fn b_at(base: u32, k: u32, column: u32) -> f32 {
  let inside = min(column, sizes.n - 1);
  return b[base + select(k * sizes.n + inside, inside * sizes.k + k, TRANSPOSE_B)];
}

fn store_row(lane: u32, row: u32, column: u32, values: vec4f) {
  if row >= sizes.m {
    return;
  }
  for (var i = 0u; i < 4 && column + i < sizes.n; i++) {
    var value = values[i];
    if BIAS {
      value += bias[lane * sizes.bias_stride + column + i];
    }
    out[lane * sizes.out_stride + row * sizes.n + column + i] = value;
  }
}

@compute @workgroup_size(64)
fn any_size(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let index = id.y * grid.x * 64 + id.x;
  let blocks_in_row = (sizes.n + 3) / 4;
  let row = index / blocks_in_row * 4;
  let column = index % blocks_in_row * 4;
  if row >= sizes.m {
    return;
  }
  let a_base = id.z * sizes.a_stride;
  let b_base = id.z * sizes.b_stride;
  var row_0 = vec4f(0);
  var row_1 = vec4f(0);
  var row_2 = vec4f(0);
  var row_3 = vec4f(0);
  for (var k = 0u; k < sizes.k; k++) {
    let b_row = vec4f(
      b_at(b_base, k, column),
      b_at(b_base, k, column + 1),
      b_at(b_base, k, column + 2),
      b_at(b_base, k, column + 3),
    );
    row_0 += a_at(a_base, row, k) * b_row;
    row_1 += a_at(a_base, row + 1, k) * b_row;
    row_2 += a_at(a_base, row + 2, k) * b_row;
    row_3 += a_at(a_base, row + 3, k) * b_row;
  }
  store_row(id.z, row, column, row_0);
  store_row(id.z, row + 1, column, row_1);
  store_row(id.z, row + 2, column, row_2);
  store_row(id.z, row + 3, column, row_3);
}
