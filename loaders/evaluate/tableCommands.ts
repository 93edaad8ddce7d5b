import { InvalidArgumentError, type Command } from "commander";
import { describeEvaluation, evaluateTable } from "./evaluateTable.js";
import { modelNames, tableModels } from "./tableModels.js";

interface TableFlags {
  readonly csv: string;
  readonly label: string;
  readonly positive?: string;
  readonly drop?: readonly string[];
  readonly folds: number;
  readonly seed: number;
  readonly json?: true;
}

const wholeFrom =
  (least: number) =>
  (value: string): number => {
    const number = Number(value);
    if (value.trim() === "" || !Number.isSafeInteger(number) || number < least) {
      throw new InvalidArgumentError(`a whole number of at least ${least} was expected`);
    }
    return number;
  };

const namesFrom = (value: string): string[] =>
  value
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** Adds `default`, `churn` and `anomaly` to `evaluate`: our models on any labelled table. */
export function addTableCommands(evaluate: Command): void {
  for (const model of modelNames) {
    const { title, isSupervised } = tableModels[model];
    const command = evaluate
      .command(model)
      .usage("--csv FILE --label COLUMN [options]")
      .description(`fit the ${title} on a CSV file of your own, and judge it`)
      .requiredOption("--csv <file>", "table with a header line; an empty field is missing")
      .requiredOption("--label <column>", "column that says what each row turned out to be")
      .option("--positive <value>", "the label's value that counts as 1 (default: all but the most frequent)")
      .option("--drop <a,b>", "columns to leave out, such as identifiers", namesFrom);
    if (isSupervised) command.option("--folds <number>", "folds of the cross-validation", wholeFrom(2), 5);
    else
      command.option(
        "--folds <number>",
        "has no effect here: all rows are scored, with five seeds",
        wholeFrom(2),
        5,
      );
    command
      .option("--seed <number>", "the same seed gives the same figures", wholeFrom(0), 1)
      .option("--json", "print one JSON object and nothing else")
      .action(async (flags: TableFlags) => {
        const evaluation = await evaluateTable(model, flags, () => performance.now() / 1000);
        console.log(flags.json ? JSON.stringify(evaluation, null, 2) : `\n${describeEvaluation(evaluation)}`);
      });
  }
}
