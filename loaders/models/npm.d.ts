declare module "ml-cart" {
  /** A node that asks has both children: below `splitValue` goes left, anything else right. */
  interface CartNode {
    readonly splitColumn?: number;
    readonly splitValue?: number;
    readonly left?: CartNode;
    readonly right?: CartNode;
  }

  export class DecisionTreeRegression {
    constructor(options: { maxDepth: number; minNumSamples: number });
    readonly root: CartNode;
    train(rows: readonly (readonly number[])[], values: readonly number[]): void;
  }
}
