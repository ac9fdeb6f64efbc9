// loss = logSumExp(logits) − logits[target] of each row, in nats, and in place the gradient of the mean loss:
//   d_logits = (softmax(logits) − onehot(target)) / rows, zero in the columns beyond the vocabulary; with GRADIENT.
// THREADS_PER_ROW invocations walk along a row together. Each keeps its highest logit so far and its sum relative to that
// logit (Milakov & Gimelshein 2018). They merge both in workgroup memory.
//
//   loss   grid: x, continued in y, over rows (WORKGROUP / THREADS_PER_ROW per workgroup); z over lanes

override GRADIENT: bool = true;
override WORKGROUP: u32 = 64;
override THREADS_PER_ROW: u32 = 1; // a power of 2, up to WORKGROUP

struct Sizes {
  rows: u32, // B · T, of one lane
  vocabulary: u32,
  quads: u32, // stored columns / 4
}

@group(0) @binding(0) var<storage, read> tokens: array<u32>; // [R, rows] input in the low 16 bits, target above
@group(0) @binding(1) var<storage, read_write> logits: array<vec4f>; // [R, rows, columns], then their gradient
@group(0) @binding(2) var<storage, read_write> losses: array<f32>; // [R, rows]
@group(0) @binding(3) var<uniform> sizes: Sizes;

const LOWEST = -1e30;

var<workgroup> shares: array<vec2f, WORKGROUP>;

fn columns_of(quad: u32) -> vec4u {
  return 4 * quad + vec4u(0, 1, 2, 3);
}

// Highest logit and Σ exp(logit − highest) of the thread's share of the row that starts at `first`.
fn reduce_share(first: u32, thread: u32) -> vec2f {
  var highest = LOWEST;
  var total = 0.0;
  for (var quad = thread; quad < sizes.quads; quad += THREADS_PER_ROW) {
    let within = columns_of(quad) < vec4u(sizes.vocabulary);
    let x = select(vec4f(LOWEST), logits[first + quad], within);
    let pair = max(x.xy, x.zw);
    let higher = max(highest, max(pair.x, pair.y));
    total = total * exp(highest - higher) + dot(exp(x - higher), vec4f(1));
    highest = higher;
  }
  return vec2f(highest, total);
}

// The same for the whole row, merged from its threads' shares; invocation `begin` is the first thread.
fn reduce_row(begin: u32) -> vec2f {
  var highest = LOWEST;
  for (var i = begin; i < begin + THREADS_PER_ROW; i++) {
    highest = max(highest, shares[i].x);
  }
  var total = 0.0;
  for (var i = begin; i < begin + THREADS_PER_ROW; i++) {
    total += shares[i].y * exp(shares[i].x - highest);
  }
  return vec2f(highest, total);
}

fn differentiate(first: u32, thread: u32, target_token: u32, row: vec2f) {
  let share = 1 / f32(sizes.rows);
  for (var quad = thread; quad < sizes.quads; quad += THREADS_PER_ROW) {
    let columns = columns_of(quad);
    let probabilities = exp(logits[first + quad] - row.x) * (share / row.y);
    let d = probabilities - select(vec4f(), vec4f(share), columns == vec4u(target_token));
    logits[first + quad] = select(vec4f(), d, columns < vec4u(sizes.vocabulary));
  }
}

@compute @workgroup_size(WORKGROUP)
fn loss(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) grid: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = local % THREADS_PER_ROW;
  let i = ((workgroup.y * grid.x + workgroup.x) * WORKGROUP + local) / THREADS_PER_ROW;
  let row = workgroup.z * sizes.rows + i;
  let first = row * sizes.quads;
  var reduced = vec2f();
  var target_token = 0u;
  var target_logit = 0.0;
  if i < sizes.rows {
    reduced = reduce_share(first, thread);
    target_token = tokens[row] >> 16;
    // The target's logit is read here, before another thread of the row overwrites it with its gradient.
    target_logit = logits[first + target_token / 4][target_token % 4];
  }
  if THREADS_PER_ROW > 1 {
    shares[local] = reduced;
    workgroupBarrier();
    reduced = reduce_row(local - thread);
  }
  if i >= sizes.rows {
    return;
  }
  if thread == 0 {
    losses[row] = reduced.x - target_logit + log(reduced.y);
  }
  if GRADIENT {
    differentiate(first, thread, target_token, reduced);
  }
}
