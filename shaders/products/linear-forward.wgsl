// A linear layer, fused with the operations before and after it:
//   out = then(norm(input) · weight + bias), for every lane r.
// compose-shader.ts appends the product of a products-*.wgsl with the prefix y_. It walks tiles of out and
// calls the functions y_… below for the blocks of 4×4 that it needs.
//
//   NORM        LayerNorm on load, from the stats that were stored with the input (row-norm.wgsl); stores its rows
//   TRANSPOSED  the weight is stored [N, K], like the head's, instead of [K, N]; N need not be a multiple of 4
//   BIAS        adds one number per column to every row
//   ROTARY      rotates the columns of queries and keys by their positions
//   RESIDUAL    adds the residual stream, bound as `beside`
//   GELU        stores gelu(out) as well
//   STATS       stores the sum and M2 of every row of out, by groups of the variant's columns
//
// Rows, K and the stored columns of out are multiples of 4. Grid: x, continued in y, over the variant's tiles; z over lanes.

override NORM: bool = false;
override TRANSPOSED: bool = false;
override BIAS: bool = false;
override ROTARY: bool = false;
override RESIDUAL: bool = false;
override GELU: bool = false;
override y_STATS: bool = false;
const y_COLUMN_SUMS = false;
const y_A_ALONG_K = true; // how blocks lie in memory
override y_B_ALONG_K: bool = TRANSPOSED;

struct Sizes {
  rows: u32,
  inputs: u32, // K in quads
  n: u32, // outputs without padding
  outputs: u32, // stored columns of out in quads
  parameter_quads: u32, // distance between lanes in parameters, in quads
  weight: u32, // start in a lane's parameters, in quads
  bias: u32,
  gain: u32,
  shift: u32,
  groups: u32, // of the input's stats
  group_quads: u32,
  context: u32,
  epsilon: f32,
}

@group(0) @binding(0) var<storage, read> input: array<vec4f>; // [R, rows, K]
@group(0) @binding(1) var<storage, read> parameters: array<vec4f>; // [R, P]
@group(0) @binding(2) var<storage, read> stats: array<vec2f>; // [R, rows, groups] sum, M2
@group(0) @binding(3) var<storage, read> beside: array<vec4f>; // residual [R, rows, N], or turns [T, C/2] cosine and sine
@group(0) @binding(4) var<storage, read_write> out: array<vec4f>; // [R, rows, N]
@group(0) @binding(5) var<storage, read_write> normed: array<vec4f>; // [R, rows, K]
@group(0) @binding(6) var<storage, read_write> activated: array<vec4f>; // [R, rows, N]
@group(0) @binding(7) var<storage, read_write> y_stats: array<vec2f>; // [R, rows, groups of the variant's columns]
@group(0) @binding(8) var<uniform> sizes: Sizes;

fn y_m() -> u32 {
  return sizes.rows;
}

fn y_n() -> u32 {
  return sizes.outputs << 2u;
}

fn y_slices() -> u32 {
  return 1u;
}

fn y_range(slice: u32) -> vec2u {
  return vec2u(0, sizes.inputs);
}

// The numbers that rows row … row+3 need along all of K: means, then 1 / standard deviations.
fn y_rows(lane: u32, row: u32) -> mat2x4f {
  if !NORM {
    return mat2x4f();
  }
  let at = lane * sizes.rows + row;
  return transpose(
    mat4x2f(
      norm_of(at, sizes.inputs),
      norm_of(at + 1, sizes.inputs),
      norm_of(at + 2, sizes.inputs),
      norm_of(at + 3, sizes.inputs),
    ),
  );
}

// Rows row … row+3 at k … k+3 (k in quads), as stored: a column of the matrix is a row of the input.
fn y_a_stored(lane: u32, row: u32, k: u32) -> mat4x4f {
  let step = sizes.inputs;
  let i = (lane * sizes.rows + row) * step + k;
  return mat4x4f(input[i], input[i + step], input[i + 2 * step], input[i + 3 * step]);
}

// The factor of the product, from the stored numbers.
fn y_a_made(lane: u32, block: mat4x4f, k: u32, norms: mat2x4f) -> mat4x4f {
  if !NORM {
    return block;
  }
  let at = lane * sizes.parameter_quads + k;
  let gain = parameters[at + sizes.gain];
  let shift = parameters[at + sizes.shift];
  let means = norms[0];
  let scales = norms[1];
  return mat4x4f(
    (block[0] - means.x) * scales.x * gain + shift,
    (block[1] - means.y) * scales.y * gain + shift,
    (block[2] - means.z) * scales.z * gain + shift,
    (block[3] - means.w) * scales.w * gain + shift,
  );
}

fn y_a(lane: u32, row: u32, k: u32, norms: mat2x4f) -> mat4x4f {
  return y_a_made(lane, y_a_stored(lane, row, k), k, norms);
}

// Stores normalised rows row … row+3 at k … k+3, because the backward needs them.
fn y_keep(lane: u32, row: u32, k: u32, made: mat4x4f) {
  if NORM {
    let step = sizes.inputs;
    let i = (lane * sizes.rows + row) * step + k;
    normed[i] = made[0];
    normed[i + step] = made[1];
    normed[i + 2 * step] = made[2];
    normed[i + 3 * step] = made[3];
  }
}

// The same along all of K, in a separate loop. Only the first tile of a row must store, and a condition in the loop of the
// product would cost CPUs that emulate a GPU a masked store in every step of every tile.
fn y_keep_rows(lane: u32, row: u32, norms: mat2x4f, first_tile: bool) {
  let end = select(0u, sizes.inputs, NORM && first_tile);
  for (var k = 0u; k < end; k++) {
    y_keep(lane, row, k, y_a(lane, row, k, norms));
  }
}

// Rows k … k+3 (k in quads) of the weight at columns column … column+3: a column of the matrix is a row of the weight.
fn y_b(lane: u32, k: u32, column: u32) -> mat4x4f {
  let first = lane * sizes.parameter_quads + sizes.weight;
  if TRANSPOSED {
    let rows = min(vec4u(column, column + 1, column + 2, column + 3), vec4u(sizes.n - 1)) * sizes.inputs + first + k;
    return transpose(mat4x4f(parameters[rows.x], parameters[rows.y], parameters[rows.z], parameters[rows.w]));
  }
  let step = sizes.outputs;
  let i = first + (k << 2u) * step + (column >> 2u);
  return mat4x4f(parameters[i], parameters[i + step], parameters[i + 2 * step], parameters[i + 3 * step]);
}

fn turned(pairs: vec4f, row: u32, quad: u32, width: u32) -> vec4f {
  let turn = beside[row % sizes.context * width + quad % width];
  return pairs * turn.xxzz + pairs.yxwz * turn.yyww * vec4f(-1, 1, -1, 1);
}

// Stores rows row … row+3 at columns column … column+3, and returns the stored numbers.
fn y_store(lane: u32, row: u32, column: u32, slice: u32, block: mat4x4f) -> mat4x4f {
  let quad = column >> 2u;
  var made = block;
  if BIAS {
    let bias = parameters[lane * sizes.parameter_quads + sizes.bias + quad];
    made += mat4x4f(bias, bias, bias, bias);
  }
  if ROTARY {
    let width = sizes.outputs / 3;
    if quad < 2 * width {
      made = mat4x4f(
        turned(made[0], row, quad, width),
        turned(made[1], row + 1, quad, width),
        turned(made[2], row + 2, quad, width),
        turned(made[3], row + 3, quad, width),
      );
    }
  }
  let step = sizes.outputs;
  let i = (lane * sizes.rows + row) * step + quad;
  if RESIDUAL {
    made += mat4x4f(beside[i], beside[i + step], beside[i + 2 * step], beside[i + 3 * step]);
  }
  out[i] = made[0];
  out[i + step] = made[1];
  out[i + 2 * step] = made[2];
  out[i + 3 * step] = made[3];
  if GELU {
    activated[i] = gelu(made[0]);
    activated[i + step] = gelu(made[1]);
    activated[i + 2 * step] = gelu(made[2]);
    activated[i + 3 * step] = gelu(made[3]);
  }
  return made;
}

// Stores the stats of one group of columns for LayerNorm: sums and squared deviations of rows row … row+3.
fn y_keep_stats(lane: u32, row: u32, group: u32, groups: u32, sums: vec4f, squares: vec4f) {
  let i = (lane * sizes.rows + row) * groups + group;
  y_stats[i] = vec2f(sums.x, squares.x);
  y_stats[i + groups] = vec2f(sums.y, squares.y);
  y_stats[i + 2 * groups] = vec2f(sums.z, squares.z);
  y_stats[i + 3 * groups] = vec2f(sums.w, squares.w);
}

fn y_keep_columns(lane: u32, slice: u32, column: u32, sums: vec4f) {
}

@compute @workgroup_size(WORKGROUP)
fn forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) grid: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  y_run(workgroup.y * grid.x + workgroup.x, local, workgroup.z);
}
