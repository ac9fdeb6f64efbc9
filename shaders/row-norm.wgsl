// LayerNorm's mean and scale of a row, from the row's `stats`. They have the sum and M2 of each group of columns; M2 is the
// sum of squared distances from the group's mean. The shader's `sizes` must have groups, group_quads (quads of every group
// but the last) and epsilon.

// Mean and 1 / √(variance + epsilon) of a row of `quads` · 4 numbers, merged without cancellation (Chan et al. 1983).
fn norm_of(row: u32, quads: u32) -> vec2f {
  let first = row * sizes.groups;
  let width = f32(quads * 4);
  var sum = 0.0;
  for (var g = 0u; g < sizes.groups; g++) {
    sum += stats[first + g].x;
  }
  let mean = sum / width;
  var m2 = 0.0;
  for (var g = 0u; g < sizes.groups; g++) {
    let group = stats[first + g];
    let count = f32(min(sizes.group_quads, quads - g * sizes.group_quads) * 4);
    let distance = group.x / count - mean;
    m2 += group.y + count * distance * distance;
  }
  return vec2f(mean, 1 / sqrt(m2 / width + sizes.epsilon));
}
