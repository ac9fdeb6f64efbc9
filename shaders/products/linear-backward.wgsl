// The backward of a linear layer in one dispatch of three ranges of workgroups, for every lane r:
//   dx   d_input = d_out · weightᵀ (⊙ gelu′(before) with GELU)
//   dw   d_weight = inputᵀ · d_out, its sum over rows cut into slices, which gradient-sum.wgsl adds up
//   db   d_bias = column sums of d_out, in the same slices, with BIAS
// With HEAD the weight is stored [N, K]: d_input = d_out · weight, d_weight = d_outᵀ · input. Without workgroups for dx, d_input is not
// computed.
// compose-shader.ts appends the products of a products-*.wgsl with the prefixes dx_ and dw_. They walk tiles and call the
// functions dx_… and dw_… below for the blocks of 4×4 that they need.
//
// Rows, K and the stored columns of d_out are multiples of 4. Grid: x, continued in y, over the three ranges in this order;
// z over lanes.

override HEAD: bool = false;
override BIAS: bool = true;
override GELU: bool = false;
const dx_STATS = false;
const dw_STATS = false;
const dx_COLUMN_SUMS = false;
override dw_COLUMN_SUMS: bool = BIAS;
const dx_A_ALONG_K = true; // how blocks lie in memory
override dx_B_ALONG_K: bool = !HEAD;
const dw_A_ALONG_K = false;
const dw_B_ALONG_K = false;

struct Sizes {
  rows: u32,
  inputs: u32, // K in quads
  n: u32, // outputs without padding
  outputs: u32, // stored columns of d_out in quads
  parameter_quads: u32, // distance between lanes in parameters, in quads
  weight: u32, // start in a lane's parameters, in quads
  partial_quads: u32, // distance between lanes in partials, in quads
  d_weight: u32, // start in a lane's partials, in quads
  d_weight_quads: u32, // from one slice to the next
  d_bias: u32,
  d_bias_quads: u32,
  slices: u32,
  dx_workgroups: u32,
  dw_workgroups: u32,
}

@group(0) @binding(0) var<storage, read> d_out: array<vec4f>; // [R, rows, N]
@group(0) @binding(1) var<storage, read> parameters: array<vec4f>; // [R, P]
@group(0) @binding(2) var<storage, read> input: array<vec4f>; // [R, rows, K]
@group(0) @binding(3) var<storage, read> before: array<vec4f>; // [R, rows, K] the input of gelu
@group(0) @binding(4) var<storage, read_write> d_input: array<vec4f>; // [R, rows, K]
@group(0) @binding(5) var<storage, read_write> partials: array<vec4f>; // [R, …] slices of every tensor
@group(0) @binding(6) var<uniform> sizes: Sizes;

// Rows row … row+3 of d_out at columns 4·quad … 4·quad+3; a column of the matrix is a row of d_out.
fn d_out_block(lane: u32, row: u32, quad: u32) -> mat4x4f {
  let step = sizes.outputs;
  let i = (lane * sizes.rows + row) * step + quad;
  return mat4x4f(d_out[i], d_out[i + step], d_out[i + 2 * step], d_out[i + 3 * step]);
}

fn input_block(lane: u32, row: u32, quad: u32) -> mat4x4f {
  let step = sizes.inputs;
  let i = (lane * sizes.rows + row) * step + quad;
  return mat4x4f(input[i], input[i + step], input[i + 2 * step], input[i + 3 * step]);
}

fn dx_m() -> u32 {
  return sizes.rows;
}

fn dx_n() -> u32 {
  return sizes.inputs << 2u;
}

fn dx_slices() -> u32 {
  return 1u;
}

fn dx_range(slice: u32) -> vec2u {
  return vec2u(0, sizes.outputs);
}

fn dx_rows(lane: u32, row: u32) -> mat2x4f {
  return mat2x4f();
}

fn dx_a_stored(lane: u32, row: u32, k: u32) -> mat4x4f {
  return d_out_block(lane, row, k);
}

fn dx_a_made(lane: u32, block: mat4x4f, k: u32, norms: mat2x4f) -> mat4x4f {
  return block;
}

fn dx_a(lane: u32, row: u32, k: u32, norms: mat2x4f) -> mat4x4f {
  return dx_a_stored(lane, row, k);
}

fn dx_keep(lane: u32, row: u32, k: u32, made: mat4x4f) {
}

fn dx_keep_rows(lane: u32, row: u32, norms: mat2x4f, first_tile: bool) {
}

fn dx_b(lane: u32, k: u32, column: u32) -> mat4x4f {
  let first = lane * sizes.parameter_quads + sizes.weight;
  if HEAD {
    let row = k << 2u;
    let rows = min(vec4u(row, row + 1, row + 2, row + 3), vec4u(sizes.n - 1)) * sizes.inputs + first + (column >> 2u);
    return mat4x4f(parameters[rows.x], parameters[rows.y], parameters[rows.z], parameters[rows.w]);
  }
  let step = sizes.outputs;
  let i = first + column * step + k;
  return transpose(mat4x4f(parameters[i], parameters[i + step], parameters[i + 2 * step], parameters[i + 3 * step]));
}

fn dx_store(lane: u32, row: u32, column: u32, slice: u32, block: mat4x4f) -> mat4x4f {
  let step = sizes.inputs;
  let i = (lane * sizes.rows + row) * step + (column >> 2u);
  var made = block;
  if GELU {
    made[0] *= gelu_slope(before[i]);
    made[1] *= gelu_slope(before[i + step]);
    made[2] *= gelu_slope(before[i + 2 * step]);
    made[3] *= gelu_slope(before[i + 3 * step]);
  }
  d_input[i] = made[0];
  d_input[i + step] = made[1];
  d_input[i + 2 * step] = made[2];
  d_input[i + 3 * step] = made[3];
  return made;
}

fn dx_keep_stats(lane: u32, row: u32, group: u32, groups: u32, sums: vec4f, squares: vec4f) {
}

fn dx_keep_columns(lane: u32, slice: u32, column: u32, sums: vec4f) {
}

fn dw_m() -> u32 {
  return select(sizes.inputs, sizes.outputs, HEAD) << 2u;
}

fn dw_n() -> u32 {
  return select(sizes.outputs, sizes.inputs, HEAD) << 2u;
}

fn dw_slices() -> u32 {
  return sizes.slices;
}

// The rows of a slice, in quads.
fn dw_range(slice: u32) -> vec2u {
  return vec2u(slice, slice + 1) * (sizes.rows >> 2u) / sizes.slices;
}

fn dw_rows(lane: u32, row: u32) -> mat2x4f {
  return mat2x4f();
}

fn dw_a_stored(lane: u32, row: u32, k: u32) -> mat4x4f {
  if HEAD {
    return transpose(d_out_block(lane, k << 2u, row >> 2u));
  }
  return transpose(input_block(lane, k << 2u, row >> 2u));
}

fn dw_a_made(lane: u32, block: mat4x4f, k: u32, norms: mat2x4f) -> mat4x4f {
  return block;
}

fn dw_a(lane: u32, row: u32, k: u32, norms: mat2x4f) -> mat4x4f {
  return dw_a_stored(lane, row, k);
}

fn dw_keep(lane: u32, row: u32, k: u32, made: mat4x4f) {
}

fn dw_keep_rows(lane: u32, row: u32, norms: mat2x4f, first_tile: bool) {
}

fn dw_b(lane: u32, k: u32, column: u32) -> mat4x4f {
  if HEAD {
    return input_block(lane, k << 2u, column >> 2u);
  }
  return d_out_block(lane, k << 2u, column >> 2u);
}

fn dw_store(lane: u32, row: u32, column: u32, slice: u32, block: mat4x4f) -> mat4x4f {
  let step = dw_n() >> 2u;
  let i = lane * sizes.partial_quads + sizes.d_weight + slice * sizes.d_weight_quads + row * step + (column >> 2u);
  partials[i] = block[0];
  if HEAD {
    // The last rows of d_outᵀ may be padding.
    if row + 1 < sizes.n {
      partials[i + step] = block[1];
    }
    if row + 2 < sizes.n {
      partials[i + 2 * step] = block[2];
    }
    if row + 3 < sizes.n {
      partials[i + 3 * step] = block[3];
    }
  } else {
    partials[i + step] = block[1];
    partials[i + 2 * step] = block[2];
    partials[i + 3 * step] = block[3];
  }
  return block;
}

fn dw_keep_stats(lane: u32, row: u32, group: u32, groups: u32, sums: vec4f, squares: vec4f) {
}

// Stores the sums of a slice of d_out at columns column … column+3.
fn dw_keep_columns(lane: u32, slice: u32, column: u32, sums: vec4f) {
  partials[lane * sizes.partial_quads + sizes.d_bias + slice * sizes.d_bias_quads + (column >> 2u)] = sums;
}

// The same for variants whose products do not also sum columns: an invocation sums a quad of columns of one slice.
fn db_run(index: u32, local: u32, lane: u32) {
  let unit = index * WORKGROUP + local;
  let slice = unit / sizes.outputs;
  if slice >= sizes.slices {
    return;
  }
  let quad = unit % sizes.outputs;
  let range = dw_range(slice);
  var sum = vec4f(0);
  for (var k = range.x; k < range.y; k++) {
    let block = d_out_block(lane, k << 2u, quad);
    sum += block[0] + block[1] + block[2] + block[3];
  }
  dw_keep_columns(lane, slice, quad << 2u, sum);
}

@compute @workgroup_size(WORKGROUP)
fn backward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) grid: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let index = workgroup.y * grid.x + workgroup.x;
  let dw_first = sizes.dx_workgroups;
  let db_first = dw_first + sizes.dw_workgroups;
  if index < dw_first {
    dx_run(index, local, workgroup.z);
  } else if index < db_first {
    dw_run(index - dw_first, local, workgroup.z);
  } else if BIAS {
    db_run(index - db_first, local, workgroup.z);
  }
}
