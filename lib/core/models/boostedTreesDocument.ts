/** What a tree may ask of: a number, or one of the categories worth a question of their own. */
export type TreeFeature =
  | { readonly name: string; readonly kind: "numeric" }
  | { readonly name: string; readonly kind: "category"; readonly categories: readonly string[] };

interface SplitNode {
  /** Index into the model's features. */
  readonly feature: number;
  /** Indices of the nodes to go on with. */
  readonly left: number;
  readonly right: number;
  /** Where a missing value goes. */
  readonly missing: "left" | "right";
  /** Fall of the loss by this split, as in XGBoost: twice the fall of its second-order approximation. */
  readonly gain: number;
  /** Sum of the hessians p·(1 − p) of the training rows that came here. */
  readonly cover: number;
}

/** A number below the threshold goes left. */
export interface ThresholdNode extends SplitNode {
  readonly kind: "threshold";
  readonly threshold: number;
}

/** A category of the list (indices into the feature's categories, ascending) goes left. */
export interface CategoriesNode extends SplitNode {
  readonly kind: "categories";
  readonly categories: readonly number[];
}

export interface LeafNode {
  readonly kind: "leaf";
  /** Added to the margin; the learning rate is in it. */
  readonly value: number;
  readonly cover: number;
}

export type TreeNode = ThresholdNode | CategoriesNode | LeafNode;

/** Nodes by index; the first is the root, and children come after their parent. */
export type Tree = readonly TreeNode[];

/** Gradient-boosted trees for a yes-or-no outcome, as a JSON document without infinities. */
export interface BoostedTrees {
  readonly schema: 1;
  readonly type: "boostedTrees";
  readonly features: readonly TreeFeature[];
  /** Log-odds before any tree. */
  readonly baseMargin: number;
  readonly trees: readonly Tree[];
  /** What the model was fitted on: counts of rows. */
  readonly training: { readonly rows: number; readonly positives: number };
}
