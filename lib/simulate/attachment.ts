import { longRunPoint, nextPoint } from "./autoregression.js";
import {
  type AttritionLaw,
  deciding,
  engagementSteps,
  grievance,
  looking,
  moving,
  settlingMonths,
  stages,
} from "./attritionChain.js";
import type { Client } from "./clients.js";
import type { Random } from "./random.js";

/** The side of a client that stays or leaves, month by month. */
export class Attachment {
  point: number;
  isCross = false;
  stage: number = stages.staying;
  private readonly random: Random;
  private readonly law: AttritionLaw;
  private readonly client: Client;

  constructor(random: Random, law: AttritionLaw, client: Client) {
    this.random = random;
    this.law = law;
    this.client = client;
    this.point = 0;
    this.renew();
  }

  /** Lives the months before the first one; whoever would have left is as new. */
  settle(isFree: boolean): void {
    for (let month = 0; month < settlingMonths; month++) {
      this.live(isFree);
      if (this.stage === stages.gone) this.renew();
    }
  }

  /**
   * Lives a month.
   *
   * @param isFree to decide to leave
   */
  live(isFree: boolean): void {
    const { random } = this;
    this.point = nextPoint(engagementSteps, this.point, random.uniform());
    this.isCross = random.chance(this.isCross ? grievance.lasts : grievance.begins);
    const chance = random.uniform();
    if (this.stage === stages.staying) {
      const engagement = engagementSteps.values[this.point] ?? 0;
      if (isFree && chance < this.law.decisionChance(this.client.loyalty, engagement, this.isCross))
        this.stage = this.decide();
    } else if (this.stage === stages.looking) {
      if (chance < looking.regrets) this.stage = stages.staying;
      else if (chance < looking.regrets + looking.moves) this.stage = stages.moving;
    } else if (this.stage === stages.moving && chance < moving.leaves) this.stage = stages.gone;
  }

  private decide(): number {
    const chance = this.random.uniform();
    if (chance < deciding.leaves) return stages.gone;
    return chance < deciding.leaves + deciding.moves ? stages.moving : stages.looking;
  }

  private renew(): void {
    this.point = longRunPoint(engagementSteps, this.random.uniform());
    this.isCross = this.random.chance(grievance.begins / (grievance.begins + 1 - grievance.lasts));
    this.stage = stages.staying;
  }
}
