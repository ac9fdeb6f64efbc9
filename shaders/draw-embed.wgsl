// The start of a fused step: a batch from the corpus in GPU memory, and its embedding. window-order.wgsl declares the first
// four bindings and decides the order of the windows.
//   out[r, b, t] = token_table[r, token] (+ position_table[r, t] with LEARNED_POSITIONS),
// It keeps the stats of each group of columns, from which LayerNorm's mean and variance are merged.
//
// Every invocation finds the start of its window itself, because waiting for another one would take the same time.
//
//   draw   grid: x over groups of columns of T rows, y over B, z over lanes

override WORKGROUP: u32 = 64;
override LEARNED_POSITIONS: bool = false;

struct Sizes {
  batch: u32,
  context: u32,
  windows: u32,
  half_bits: u32, // half the bits of the Feistel network: 2^(2 · half_bits) ≥ windows
  quads: u32, // C / 4
  group_quads: u32, // quads of a group of columns; the last group may have fewer
  groups: u32,
  parameter_quads: u32, // distance between lanes in parameters
  token_table: u32, // quads from a lane's start
  position_table: u32,
}

@group(0) @binding(4) var<storage, read> parameters: array<vec4f>; // [R, P], in it the tables [V, C] and [T, C]
@group(0) @binding(5) var<storage, read_write> tokens: array<u32>; // [R, B, T] input in the low 16 bits, target above
@group(0) @binding(6) var<storage, read_write> out: array<vec4f>; // [R, B, T, C]
@group(0) @binding(7) var<storage, read_write> stats: array<vec2f>; // [R, B, T, groups] sum, M2
@group(0) @binding(8) var<uniform> sizes: Sizes;

// Count and mean of some numbers, and M2: the sum of their squared distances from the mean.
struct Moments {
  count: f32,
  mean: f32,
  m2: f32,
}

fn moments_of(quad: vec4f) -> Moments {
  let mean = dot(quad, vec4f(0.25));
  let centred = quad - mean;
  return Moments(4, mean, dot(centred, centred));
}

// Merges the moments of two sets without cancellation (Chan, Golub & LeVeque 1983).
fn merged(a: Moments, b: Moments) -> Moments {
  let count = a.count + b.count;
  let distance = b.mean - a.mean;
  let share = b.count / count;
  return Moments(count, a.mean + distance * share, a.m2 + b.m2 + distance * distance * a.count * share);
}

// Four columns of a row of `out`: the sum of the same columns in the rows of the two tables.
fn embed(row: u32, group: u32, token_row: u32, position_row: u32) {
  var moments = Moments(0, 0, 0);
  let end = min((group + 1) * sizes.group_quads, sizes.quads);
  for (var c = group * sizes.group_quads; c < end; c++) {
    var quad = parameters[token_row + c];
    if LEARNED_POSITIONS {
      quad += parameters[position_row + c];
    }
    out[row * sizes.quads + c] = quad;
    moments = merged(moments, moments_of(quad));
  }
  stats[row * sizes.groups + group] = vec2f(moments.count * moments.mean, moments.m2);
}

// The group's columns of row `t` of the window that starts at `start`.
fn embed_token(lane: u32, b: u32, start: u32, t: u32, group: u32) {
  let row = (lane * sizes.batch + b) * sizes.context + t;
  let token = token_at(start + t);
  if group == 0 {
    tokens[row] = token | (token_at(start + t + 1) << 16);
  }
  let tables = lane * sizes.parameter_quads;
  let token_row = tables + sizes.token_table + token * sizes.quads;
  embed(row, group, token_row, tables + sizes.position_table + t * sizes.quads);
}

@compute @workgroup_size(WORKGROUP)
fn draw(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let start = drawn_start(id.z, id.y);
  for (var i = id.x; i < sizes.context * sizes.groups; i += grid.x * WORKGROUP) {
    embed_token(id.z, id.y, start, i / sizes.groups, i % sizes.groups);
  }
}
