// loss = logSumExp(logits) − logits[target] of each row, in nats; training minimises the mean over a lane's rows.
//
//   forward        keeps logSumExp for the gradient. Grid: x over rows of all lanes (one invocation per row)
//   backward       in place: logits become d_logits = (softmax(logits) − onehot(target)) / rows of a lane.
//                  Grid: x over elements of all lanes
//   mean           writes a lane's mean loss into the ring of the last steps. Grid: z over lanes
//   sum_positions  adds the losses of the batch at each position to the sums so far.
//                  Grid: x over T, z over lanes

struct Sizes {
  rows: u32, // B · T, of one lane
  lanes: u32,
  vocabulary: u32,
  context: u32,
  ring: u32, // steps in the ring
}

@group(0) @binding(0) var<storage, read> logits: array<f32>; // [R, rows, V]
@group(0) @binding(1) var<storage, read> targets: array<u32>; // [R, rows]
@group(0) @binding(2) var<storage, read_write> losses: array<f32>; // [R, rows]
@group(0) @binding(3) var<storage, read_write> log_sum_exp: array<f32>; // [R, rows]
@group(0) @binding(4) var<uniform> sizes: Sizes;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  for (var row = id.x; row < sizes.lanes * sizes.rows; row += grid.x * 64) {
    let first = row * sizes.vocabulary;
    var highest = logits[first];
    for (var v = 1u; v < sizes.vocabulary; v++) {
      highest = max(highest, logits[first + v]);
    }
    var total = 0.0;
    for (var v = 0u; v < sizes.vocabulary; v++) {
      total += exp(logits[first + v] - highest);
    }
    let normalizer = highest + log(total);
    log_sum_exp[row] = normalizer;
    losses[row] = normalizer - logits[first + targets[row]];
  }
}

@group(0) @binding(0) var<storage, read> back_log_sum_exp: array<f32>; // log_sum_exp: [R, rows]
@group(0) @binding(2) var<storage, read_write> d_logits: array<f32>; // logits, then their gradient: [R, rows, V]
@group(0) @binding(3) var<uniform> back: Sizes;

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let count = back.lanes * back.rows * back.vocabulary;
  for (var i = id.x; i < count; i += grid.x * 64) {
    let row = i / back.vocabulary;
    let expected = select(0.0, 1.0, targets[row] == i % back.vocabulary);
    d_logits[i] = (exp(d_logits[i] - back_log_sum_exp[row]) - expected) / f32(back.rows);
  }
}

@group(0) @binding(0) var<storage, read> row_losses: array<f32>; // losses: [R, rows]
@group(0) @binding(1) var<storage, read> state: array<u32>; // step, then the clip factors
@group(0) @binding(2) var<storage, read_write> ring: array<vec2f>; // [ring, R] mean loss, gradient norm
@group(0) @binding(3) var<uniform> mean_sizes: Sizes;

var<workgroup> partial: array<f32, 64>;

@compute @workgroup_size(64)
fn mean(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  var sum = 0.0;
  for (var i = local; i < mean_sizes.rows; i += 64) {
    sum += row_losses[workgroup.z * mean_sizes.rows + i];
  }
  partial[local] = sum;
  for (var half = 32u; half > 0; half /= 2) {
    workgroupBarrier();
    if local < half {
      partial[local] += partial[local + half];
    }
  }
  if local == 0 {
    ring[state[0] % mean_sizes.ring * mean_sizes.lanes + workgroup.z].x = partial[0] / f32(mean_sizes.rows);
  }
}

@group(0) @binding(1) var<storage, read_write> position_sums: array<f32>; // [R, T]
@group(0) @binding(2) var<uniform> position_sizes: Sizes;

@compute @workgroup_size(64)
fn sum_positions(@builtin(global_invocation_id) id: vec3u) {
  if id.x >= position_sizes.context {
    return;
  }
  let lane = id.z * position_sizes.rows;
  var sum = 0.0;
  for (var row = id.x; row < position_sizes.rows; row += position_sizes.context) {
    sum += row_losses[lane + row];
  }
  position_sums[id.z * position_sizes.context + id.x] += sum;
}
