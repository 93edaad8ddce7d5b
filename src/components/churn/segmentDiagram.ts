import { answerWords } from "../../core/churn/featureWords.js";
import type { SegmentNode, SegmentQuestion } from "../../core/churn/segmentTree.js";
import type { Feature } from "../../core/features/feature.js";
import type { Formats } from "../../core/format/formats.js";
import { element } from "../dom.js";

export interface SegmentDiagramOptions {
  readonly formats: Formats;
  readonly features: ReadonlyMap<string, Feature>;
  /** Whether some clients have no value of a feature. */
  readonly hasMissing: (feature: string) => boolean;
  /** Whether a feature takes whole numbers only. */
  readonly isWhole: (feature: string) => boolean;
  readonly label: string;
}

/** Diameter of a circle whose area says how many; never too small to be seen. */
const diameter = (share: number): number => Math.max(6, 56 * Math.sqrt(share));

interface Answer {
  readonly question: SegmentQuestion;
  readonly isYes: boolean;
}

/**
 * The tree as nested lists: each part of the clients with what sets it apart, a circle whose area is their number, and how
 * many left. From left to right where there is room, indented where there is not.
 */
export function segmentDiagram(root: SegmentNode, options: SegmentDiagramOptions): HTMLElement {
  const { formats, features, hasMissing, isWhole, label } = options;
  const rate = (node: SegmentNode): number => node.observed ?? node.probability;
  const words = ({ question, isYes }: Answer): HTMLElement => {
    const feature = features.get(question.feature);
    const answer = answerWords(question, isYes, {
      feature,
      hasMissing: hasMissing(question.feature),
      isWhole: isWhole(question.feature),
      formats,
    });
    return element(
      "span",
      { class: "segment-words" },
      element("span", { class: "segment-feature" }, feature?.title ?? question.feature),
      element("b", {}, answer),
    );
  };
  const draw = (node: SegmentNode, answer: Answer | null): HTMLElement => {
    const circle = element("i", { class: "segment-circle" });
    const size = diameter(node.clients / root.clients);
    circle.style.width = circle.style.height = `${size.toFixed(0)}px`;
    const fill = element("i", {});
    fill.style.width = `${(100 * rate(node)).toFixed(1)}%`;
    return element(
      "li",
      { class: node.split ? null : "is-leaf" },
      element(
        "div",
        { class: "segment-node" },
        element("span", { class: "segment-size", "aria-hidden": "true" }, circle),
        element(
          "div",
          {},
          answer
            ? words(answer)
            : element("span", { class: "segment-words" }, element("b", {}, "All active clients")),
          element(
            "span",
            { class: "segment-rate" },
            element("b", {}, formats.percent(rate(node), rate(node) < 0.1 ? 1 : 0)),
            ` of ${formats.count(node.clients)} left`,
          ),
          element("span", { class: "segment-bar", "aria-hidden": "true" }, fill),
        ),
      ),
      node.split &&
        element(
          "ul",
          {},
          draw(node.split.yes, { question: node.split.question, isYes: true }),
          draw(node.split.no, { question: node.split.question, isYes: false }),
        ),
    );
  };
  return element(
    "div",
    { class: "segment-tree", role: "group", "aria-label": label },
    element("ul", {}, draw(root, null)),
  );
}
