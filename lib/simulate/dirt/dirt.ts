import { type ContractColumn, type ExtractName } from "../../core/contract.js";
import type { Random } from "../random.js";
import { type DefectKind, type SoiledLine } from "./defect.js";
import { graveFaults, mildFaults } from "./faults.js";

/** Shares of the rows that a repair or the dropping of a copy puts right, and of those beyond it. */
interface Shares {
  readonly mild: number;
  readonly grave: number;
}

const ofMachines: Shares = { mild: 0.004, grave: 0.001 };
/** Records that people keep are few, and kept worse. */
const ofPeople: Shares = { mild: 0.02, grave: 0.006 };
const typedIn: Shares = { mild: 0.03, grave: 0.015 };

const sharesOf: Readonly<Record<ExtractName, Shares>> = {
  kyc: typedIn,
  accounts: ofPeople,
  transactions: ofMachines,
  events: ofMachines,
  loans: ofPeople,
};

/** How often a kind is in the pack from which the next fault is drawn; the others are twice. */
const copies: Readonly<Partial<Record<DefectKind, number>>> = { late_rows: 1, padding_case: 4 };

const packOf = (faults: typeof mildFaults) =>
  Object.entries(faults).flatMap(([kind, fault]) =>
    new Array<typeof fault>(copies[kind as DefectKind] ?? 2).fill(fault),
  );
const mild = packOf(mildFaults);
const grave = packOf(graveFaults);

/** Faults that do not apply to a line are drawn again this often before the line is left as it is. */
const draws = 40;

/** Soils a few lines of one extract, the way real deliveries are soiled. */
export class Dirt {
  private readonly random: Random;
  private readonly extract: ExtractName;
  private readonly columns: readonly ContractColumn[];
  private readonly end: string;
  private wait: number;

  /**
   * @param columns the columns of the file, in its order
   * @param end YYYY-MM-DD, the last simulated day
   */
  constructor(random: Random, extract: ExtractName, columns: readonly ContractColumn[], end: string) {
    this.random = random;
    this.extract = extract;
    this.columns = columns;
    this.end = end;
    this.wait = this.nextWait();
  }

  /** True when the next line is one to soil; call it once a line. */
  isDue(): boolean {
    if (--this.wait > 0) return false;
    this.wait = this.nextWait();
    return true;
  }

  /**
   * The lines to write for a clean one, each with its defects. A row beyond repair comes beside the
   * right one, never in its place, so that a lost account does not take its movements along.
   */
  soil(line: string): readonly SoiledLine[] {
    const { random, extract, columns, end } = this;
    const shares = sharesOf[extract];
    const faults = random.chance(shares.grave / (shares.mild + shares.grave)) ? grave : mild;
    const clean = { line, fields: line.split(","), extract, columns, random, end };
    for (let draw = 0; draw < draws; draw++) {
      const soiled = random.pick(faults)(clean);
      if (soiled) return soiled;
    }
    return [{ line, defects: [] }];
  }

  private nextWait(): number {
    const { mild, grave } = sharesOf[this.extract];
    return this.random.trials(mild + grave);
  }
}
