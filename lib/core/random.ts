/**
 * Seeded random numbers: sfc32, whose stream depends on the seed and the stream numbers only. Nothing here reads a
 * clock or an entropy source, so that the same seed gives the same model.
 *
 * @see Doty-Humphrey, PractRand; sfc32 passes BigCrush and needs only 32-bit additions
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;
  private spare = Number.NaN;

  /**
   * Starts a stream of its own.
   *
   * @param seed whole number, 0 or more
   * @param streams whole numbers that tell this stream from its sisters, such as the index of a tree or a fold
   */
  constructor(seed: number, ...streams: readonly number[]) {
    let hash = 0x9e3779b9;
    for (const part of [seed, ...streams]) {
      hash = mix(hash ^ (part | 0));
      hash = mix(hash ^ Math.floor(part / 2 ** 32));
    }
    this.a = hash;
    this.b = mix(this.a + 0x6d2b79f5);
    this.c = mix(this.b + 0x6d2b79f5);
    for (let round = 0; round < 12; round++) this.uniform();
  }

  /**
   * A uniform number.
   *
   * @returns a multiple of 2^-32 in [0, 1)
   */
  uniform(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  }

  /**
   * A whole number, each as likely as the next (to within below / 2^32).
   *
   * @param below whole number, 1 to 2^32
   * @returns a whole number in [0, below)
   */
  integer(below: number): number {
    return Math.floor(this.uniform() * below);
  }

  /**
   * A standard normal number, by Box and Muller's method, whose numbers come in pairs.
   *
   * @returns mean 0, variance 1
   */
  normal(): number {
    if (!Number.isNaN(this.spare)) {
      const kept = this.spare;
      this.spare = Number.NaN;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /**
   * Puts the values in a random order, in place (Fisher and Yates).
   *
   * @param values any number of values; every order is as likely
   */
  shuffle(values: Int32Array): void {
    for (let last = values.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      const kept = values[last]!;
      values[last] = values[other]!;
      values[other] = kept;
    }
  }

  /**
   * Distinct whole numbers, drawn without replacement (Floyd's method: time and memory grow with `size` only).
   *
   * @param below whole number, 0 or more
   * @param size how many; all of them if there are not as many
   * @returns min(size, below) numbers of [0, below), ascending
   */
  sample(below: number, size: number): Int32Array {
    if (size >= below) return Int32Array.from({ length: below }, (_, index) => index);
    const drawn = new Set<number>();
    for (let last = below - size; last < below; last++) {
      const candidate = this.integer(last + 1);
      drawn.add(drawn.has(candidate) ? last : candidate);
    }
    return Int32Array.from(drawn).sort();
  }
}

function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
