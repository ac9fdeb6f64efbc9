// Whether a model answers test windows rightly: at one input of each window, the token with the highest logit (the first of
// several) is compared with the target.
//
//   answer   grid: x over B (one invocation per window), z over lanes

override TARGET_SHIFT: u32 = 0; // bits below the target in a word of targets

struct Sizes {
  batch: u32,
  context: u32,
  vocabulary: u32,
  columns: u32, // stored columns of a row of logits
  windows: u32, // of all batches
}

@group(0) @binding(0) var<storage, read> logits: array<f32>; // [R, B · T, columns]
@group(0) @binding(1) var<storage, read> targets: array<u32>; // [R, B · T]
@group(0) @binding(2) var<storage, read> losses: array<f32>; // [R, B · T]
@group(0) @binding(3) var<storage, read> positions: array<u32>; // [windows] the input at which the model answers
@group(0) @binding(4) var<storage, read> state: array<u32>; // batches done
@group(0) @binding(5) var<storage, read_write> answers: array<vec2f>; // [R, windows] 1 if right, else 0; loss of the target
@group(0) @binding(6) var<uniform> sizes: Sizes;

@compute @workgroup_size(64)
fn answer(@builtin(global_invocation_id) id: vec3u) {
  if id.x >= sizes.batch {
    return;
  }
  let window = state[0] * sizes.batch + id.x;
  let row = (id.z * sizes.batch + id.x) * sizes.context + positions[window];
  let first = row * sizes.columns;
  var best = 0u;
  for (var v = 1u; v < sizes.vocabulary; v++) {
    if logits[first + v] > logits[first + best] {
      best = v;
    }
  }
  let right = best == targets[row] >> TARGET_SHIFT;
  answers[id.z * sizes.windows + window] = vec2f(select(0.0, 1.0, right), losses[row]);
}
