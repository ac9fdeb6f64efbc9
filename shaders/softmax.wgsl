// probabilities = softmax(logits / temperature) along each row, stable because the row's maximum is subtracted first.
//
//   forward   grid: x over rows (one invocation per row)

struct Sizes {
  rows: u32,
  vocabulary: u32,
  inverse_temperature: f32,
}

@group(0) @binding(0) var<storage, read> logits: array<f32>; // [rows, V]
@group(0) @binding(1) var<storage, read_write> probabilities: array<f32>; // [rows, V]
@group(0) @binding(2) var<uniform> sizes: Sizes;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  for (var row = id.x; row < sizes.rows; row += grid.x * 64) {
    let first = row * sizes.vocabulary;
    var highest = logits[first];
    for (var v = 1u; v < sizes.vocabulary; v++) {
      highest = max(highest, logits[first + v]);
    }
    var total = 0.0;
    for (var v = 0u; v < sizes.vocabulary; v++) {
      let weight = exp((logits[first + v] - highest) * sizes.inverse_temperature);
      probabilities[first + v] = weight;
      total += weight;
    }
    for (var v = 0u; v < sizes.vocabulary; v++) {
      probabilities[first + v] /= total;
    }
  }
}
