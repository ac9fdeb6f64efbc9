// The gradient of LayerNorm, out = x̂ · gain + bias with x̂ = (x − mean) · rstd along each row of C:
//   d_input = rstd · (g − mean(g) − x̂ · mean(g · x̂)), g = d_out · gain; added to d_input with ACCUMULATE;
//   d_gain = Σ d_out · x̂ and d_bias = Σ d_out over the rows of a workgroup: its slice of the partial sums.
// First the threads of the workgroup walk along rows, THREADS_PER_ROW on each row, to compute mean and rstd (row-norm.wgsl)
// and the sums of g and g · x̂. Then they walk down columns, in as many teams as fit in the workgroup.
//
//   backward   grid: x over slices of the rows (one workgroup each), z over lanes

override ACCUMULATE: bool = false;
override WORKGROUP: u32 = 64;
override ROWS: u32 = 16; // rows of a slice; the last slices may have fewer or none
override THREADS_PER_ROW: u32 = 1;

struct Sizes {
  rows: u32,
  quads: u32, // C / 4
  groups: u32, // of columns in stats
  group_quads: u32,
  epsilon: f32,
  parameter_quads: u32, // distance between lanes in parameters
  gain: u32, // quads from a lane's start
  partial_quads: u32, // distance between lanes in partials
  partial_gain: u32, // quads from a lane's start to the first slice
  partial_bias: u32,
  slice_quads: u32, // distance between slices
}

@group(0) @binding(0) var<storage, read> d_out: array<vec4f>; // [R, rows, C]
@group(0) @binding(1) var<storage, read> input: array<vec4f>; // [R, rows, C]
@group(0) @binding(2) var<storage, read> stats: array<vec2f>; // [R, rows, groups] sum, M2
@group(0) @binding(3) var<storage, read> parameters: array<vec4f>; // [R, P]
@group(0) @binding(4) var<storage, read_write> d_input: array<vec4f>; // [R, rows, C]
@group(0) @binding(5) var<storage, read_write> partials: array<vec4f>; // [R, partials], in it [slices, C] twice
@group(0) @binding(6) var<uniform> sizes: Sizes;

var<workgroup> norms: array<vec2f, ROWS>; // mean and rstd
var<workgroup> row_parts: array<vec2f, ROWS * THREADS_PER_ROW>; // sums of g and g · x̂
var<workgroup> gain_parts: array<vec4f, WORKGROUP>; // sums of d_out · x̂
var<workgroup> bias_parts: array<vec4f, WORKGROUP>;

// Sums of g and of g · x̂ over the thread's share of a row.
fn sum_along(row: u32, norm: vec2f, gain: u32, thread: u32) -> vec2f {
  var sum = 0.0;
  var sum_normed = 0.0;
  for (var c = thread; c < sizes.quads; c += THREADS_PER_ROW) {
    let g = d_out[row * sizes.quads + c] * parameters[gain + c];
    sum += dot(g, vec4f(1));
    sum_normed += dot(g, (input[row * sizes.quads + c] - norm.x) * norm.y);
  }
  return vec2f(sum, sum_normed);
}

// The means of g and of g · x̂ along the workgroup's row `i`.
fn row_means(i: u32) -> vec2f {
  var sums = row_parts[i * THREADS_PER_ROW];
  for (var thread = 1u; thread < THREADS_PER_ROW; thread++) {
    sums += row_parts[i * THREADS_PER_ROW + thread];
  }
  return sums / f32(sizes.quads * 4);
}

// Writes d_input at one row and quad of columns; returns the terms that they add to d_gain and d_bias.
fn differentiate(row: u32, i: u32, c: u32, gain: vec4f) -> array<vec4f, 2> {
  let at = row * sizes.quads + c;
  let norm = norms[i];
  let means = row_means(i);
  let d = d_out[at];
  let normed = (input[at] - norm.x) * norm.y;
  let d_row = norm.y * (d * gain - means.x - normed * means.y);
  if ACCUMULATE {
    d_input[at] += d_row;
  } else {
    d_input[at] = d_row;
  }
  return array(d * normed, d);
}

// Sums of d_out · x̂ and of d_out down column `c`, over the rows of one team: every `teams`th row from `team` on.
fn sum_down(first: u32, count: u32, c: u32, gain: vec4f, team: u32, teams: u32) -> array<vec4f, 2> {
  var sums = array(vec4f(), vec4f());
  for (var i = team; i < count; i += teams) {
    let terms = differentiate(first + i, i, c, gain);
    sums[0] += terms[0];
    sums[1] += terms[1];
  }
  return sums;
}

// Computes what `differentiate` needs of every row of the workgroup.
fn reduce_rows(first: u32, count: u32, gain: u32, local: u32) {
  for (var i = local; i < count * THREADS_PER_ROW; i += WORKGROUP) {
    let row = i / THREADS_PER_ROW;
    let thread = i % THREADS_PER_ROW;
    let norm = norm_of(first + row, sizes.quads);
    row_parts[i] = sum_along(first + row, norm, gain, thread);
    if thread == 0 {
      norms[row] = norm;
    }
  }
}

// For the first team: the sums over all teams. The threads of a team start `abreast` threads after the threads of the team
// before.
fn add_teams(own: array<vec4f, 2>, local: u32, abreast: u32, teams: u32) -> array<vec4f, 2> {
  gain_parts[local] = own[0];
  bias_parts[local] = own[1];
  workgroupBarrier();
  var sums = own;
  for (var other = local + abreast; other < teams * abreast; other += abreast) {
    sums[0] += gain_parts[other];
    sums[1] += bias_parts[other];
  }
  return sums;
}

@compute @workgroup_size(WORKGROUP)
fn backward(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let begin = min(workgroup.x * ROWS, sizes.rows);
  let count = min(ROWS, sizes.rows - begin);
  let first = workgroup.z * sizes.rows + begin;
  let gain = workgroup.z * sizes.parameter_quads + sizes.gain;
  reduce_rows(first, count, gain, local);
  workgroupBarrier();
  let abreast = min(sizes.quads, WORKGROUP);
  let teams = WORKGROUP / abreast;
  let team = local / abreast;
  let slice = workgroup.z * sizes.partial_quads + workgroup.x * sizes.slice_quads;
  for (var block = 0u; block < sizes.quads; block += abreast) {
    let c = block + local % abreast;
    let there = team < teams && c < sizes.quads;
    var sums = array(vec4f(), vec4f());
    if there {
      sums = sum_down(first, count, c, parameters[gain + c], team, teams);
    }
    // With more than one team all columns are in one block, so that its barrier is the only one.
    if teams > 1 {
      sums = add_teams(sums, local, abreast, teams);
    }
    if there && team == 0 {
      partials[slice + sizes.partial_gain + c] = sums[0];
      partials[slice + sizes.partial_bias + c] = sums[1];
    }
  }
}
