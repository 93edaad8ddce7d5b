declare module "ml-logistic-regression" {
  import type { Matrix } from "ml-matrix";

  /** One classifier per class, the class against the rest; its weights are one row, a column per feature. */
  class LogisticRegression {
    constructor(options: { numSteps: number; learningRate: number });
    readonly classifiers: readonly { readonly weights: Matrix }[];
    train(features: Matrix, classes: Matrix): void;
  }

  export { LogisticRegression as default };
}
