// A sum over the 256 invocations of a workgroup in a fixed order: 16 sums of 16 terms, then the sum of those.

var<workgroup> terms: array<f32, 256>;
var<workgroup> subtotals: array<f32, 16>;

fn workgroup_sum(local: u32, term: f32) -> f32 {
  terms[local] = term;
  workgroupBarrier();
  if local < 16 {
    var subtotal = 0.0;
    for (var i = local; i < 256; i += 16) {
      subtotal += terms[i];
    }
    subtotals[local] = subtotal;
  }
  workgroupBarrier();
  var total = 0.0;
  for (var i = 0; i < 16; i++) {
    total += subtotals[i];
  }
  return total;
}
