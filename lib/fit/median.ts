/**
 * Lower median, in time linear in the count (Hoare's quickselect).
 *
 * @param values any numbers; NaN is left out
 * @returns the value that is at or above half of the others and at or below the other half; NaN if there is none
 */
export function lowerMedian(values: Float64Array): number {
  const known = new Float64Array(values.length);
  let count = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (!Number.isNaN(value)) known[count++] = value;
  }
  if (count === 0) return Number.NaN;
  const target = (count - 1) >> 1;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const pivot = known[(low + high) >> 1]!;
    let left = low;
    let right = high;
    while (left <= right) {
      while (known[left]! < pivot) left++;
      while (known[right]! > pivot) right--;
      if (left > right) break;
      const kept = known[left]!;
      known[left++] = known[right]!;
      known[right--] = kept;
    }
    if (target <= right) high = right;
    else if (target >= left) low = left;
    else break;
  }
  return known[target]!;
}
