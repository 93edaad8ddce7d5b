import { describe, expect, it } from "vitest";
import { anomalyKinds } from "../../../../lib/simulate/anomalies/kinds.js";
import { Turns, luckOf } from "../../../../lib/simulate/anomalies/turns.js";
import { Random } from "../../../../lib/simulate/random.js";

const lucks = (clients: number, pack: number): number[] =>
  Array.from({ length: clients }, (_, client) => luckOf(new Random(3, client, 5), 3, client, pack));

describe("luckOf(random, seed, clientIndex, pack)", () => {
  it("deals every 64th of the range to one of 64 clients", () => {
    for (const start of [0, 64, 128]) {
      const places = lucks(192, 0)
        .slice(start, start + 64)
        .map((luck) => Math.floor(luck * 64));
      expect(new Set(places).size).toBe(64);
    }
  });

  it("deals another order from another pack", () => {
    expect(lucks(64, 1)).not.toEqual(lucks(64, 0));
  });
});

describe("new Turns(kinds, rate, luck)", () => {
  it("pays for as many anomalous movements as the rate says, however long a client is watched", () => {
    const rate = 0.001;
    const watched = 5000;
    for (const movements of [50, 400, 5000, 40_000]) {
      let paid = 0;
      const random = new Random(9, movements);
      for (let client = 0; client < watched; client++) {
        const turns = new Turns(anomalyKinds, rate, (client + 0.5) / watched);
        while (turns.at <= movements) {
          paid += turns.kind.movements;
          turns.goOn(random);
        }
      }
      expect(Math.abs(paid / (watched * movements * rate) - 1), String(movements)).toBeLessThan(0.02);
    }
  });

  it("is never due at a rate of 0", () => {
    expect(new Turns(anomalyKinds, 0, 0.3).at).toBe(Number.POSITIVE_INFINITY);
  });
});
