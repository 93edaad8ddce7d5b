/** What a client must be for a segment, of one feature; as in the validation's `surrogate`. */
export interface SegmentBound {
  readonly feature: string;
  /** At least; null for no limit. */
  readonly from: number | null;
  /** Less than; null for no limit. */
  readonly below: number | null;
  /** Whether those of whom it is not known belong to it, or only they. */
  readonly missing: "out" | "in" | "only";
}

export interface SurrogateSegment {
  readonly bounds: readonly SegmentBound[];
  readonly clients: number;
  readonly probability: number;
  readonly observed: number | null;
}

/** The small tree that explains the churn model, as the validation report has it. */
export interface SurrogateReport {
  readonly segments: readonly SurrogateSegment[];
  readonly fidelity: { readonly rSquared: number | null; readonly auc: number | null; readonly rows: number };
}

/** A question asked of a client: yes is below the threshold; a value that is not known answers no. */
export interface SegmentQuestion {
  readonly feature: string;
  /** Infinity: whether the value is known. */
  readonly below: number;
}

/** A part of the clients: a segment, or a question that divides it. */
export interface SegmentNode {
  readonly clients: number;
  readonly probability: number;
  readonly observed: number | null;
  readonly split: {
    readonly question: SegmentQuestion;
    readonly yes: SegmentNode;
    readonly no: SegmentNode;
  } | null;
}

/** Which side of a question a segment lies on; null where it is divided by it. */
function sideOf({ bounds }: SurrogateSegment, { feature, below }: SegmentQuestion): "yes" | "no" | null {
  const bound = bounds.find((each) => each.feature === feature);
  if (!bound) return null;
  if (bound.missing === "only") return "no";
  if (bound.from !== null && bound.from >= below) return "no";
  if (bound.missing === "out" && (below === Infinity || (bound.below !== null && bound.below <= below)))
    return "yes";
  return null;
}

function questionsOf(segments: readonly SurrogateSegment[]): SegmentQuestion[] {
  const found = new Map<string, SegmentQuestion>();
  for (const { feature, from, below, missing } of segments.flatMap(({ bounds }) => bounds)) {
    const places = [from, below].filter((place) => place !== null);
    if (missing !== "in" && (missing === "only" || below === null)) places.push(Infinity);
    for (const place of places) found.set(`${feature} ${place}`, { feature, below: place });
  }
  return [...found.values()];
}

function together(segments: readonly SurrogateSegment[]): Omit<SegmentNode, "split"> {
  const clients = segments.reduce((sum, segment) => sum + segment.clients, 0);
  const mean = (of: (segment: SurrogateSegment) => number): number =>
    segments.reduce((sum, segment) => sum + segment.clients * of(segment), 0) / clients;
  const isObserved = segments.every(({ observed }) => observed !== null);
  return {
    clients,
    probability: mean(({ probability }) => probability),
    observed: isObserved ? mean(({ observed }) => observed ?? 0) : null,
  };
}

/**
 * Segments as the tree that they are the leaves of. Where several questions could have come first, the one is taken that
 * tells most about the probability.
 *
 * @param segments one or more, that together take every client once
 * @returns the root
 * @throws RangeError if there are no segments, or no question leaves all of them whole
 */
export function segmentTree(segments: readonly SurrogateSegment[]): SegmentNode {
  if (segments.length === 0) throw new RangeError("There are no segments.");
  const node = together(segments);
  if (segments.length === 1) return { ...node, split: null };
  let best: {
    gain: number;
    question: SegmentQuestion;
    yes: SurrogateSegment[];
    no: SurrogateSegment[];
  } | null = null;
  for (const question of questionsOf(segments)) {
    const sides = segments.map((segment) => sideOf(segment, question));
    if (sides.includes(null)) continue;
    const yes = segments.filter((_, index) => sides[index] === "yes");
    const no = segments.filter((_, index) => sides[index] === "no");
    if (yes.length === 0 || no.length === 0) continue;
    const [left, right] = [together(yes), together(no)];
    const gain =
      left.clients * (left.probability - node.probability) ** 2 +
      right.clients * (right.probability - node.probability) ** 2;
    if (!best || gain > best.gain) best = { gain, question, yes, no };
  }
  if (!best) throw new RangeError("No question leaves all segments whole.");
  return {
    ...node,
    split: { question: best.question, yes: segmentTree(best.yes), no: segmentTree(best.no) },
  };
}
