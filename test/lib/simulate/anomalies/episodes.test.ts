import { describe, expect, it } from "vitest";
import { anomalyKinds, lookalikeKinds } from "../../../../lib/simulate/anomalies/kinds.js";
import { type Episode, type Movement, labelledBank } from "./labelled.js";

// Twenty times the usual rate, so that few clients give many episodes of every kind.
const crowded = labelledBank({
  clients: 700,
  months: 18,
  seed: 11,
  firstMonth: "2023-01",
  anomalyRate: 0.02,
});
const usual = labelledBank({ clients: 3000, months: 36, seed: 5, firstMonth: "2022-07" });

const sum = (list: readonly Movement[]): number => list.reduce((total, { cents }) => total + cents, 0);
const time = ({ day, second }: { day: number; second: number }): number => day * 86_400 + second;
const span = (list: readonly Movement[]): number => Math.max(...list.map(time)) - Math.min(...list.map(time));
const incoming = (list: readonly Movement[]): Movement[] => list.filter(({ cents }) => cents > 0);
const outgoing = (list: readonly Movement[]): Movement[] => list.filter(({ cents }) => cents < 0);
const isAbroad = ({ country }: Movement): boolean => country !== "PT";
const sameIn = (list: readonly Movement[], valueOf: (movement: Movement) => unknown): boolean =>
  new Set(list.map(valueOf)).size === 1;
const [minute, hour, oneDay] = [60, 3600, 86_400];

/** What makes an episode one of its kind, by kind; each must hold of every episode. */
const properties: Readonly<Record<string, Readonly<Record<string, (episode: Episode) => boolean>>>> = {
  structuring: {
    "three to five sums come in": ({ anomalous }) =>
      incoming(anomalous).length >= 3 && incoming(anomalous).length <= 5,
    "each just under the threshold of 10,000": ({ anomalous }) =>
      incoming(anomalous).every(({ cents }) => cents >= 880_000 && cents < 1_000_000),
    "within five days": ({ anomalous }) => span(incoming(anomalous)) <= 5 * oneDay,
    "and go on at once, less a cut": ({ anomalous }) =>
      outgoing(anomalous).length <= 1 && sum(anomalous) >= 0 && span(anomalous) <= 5 * oneDay,
  },
  card_testing: {
    "three or more tiny online payments": ({ anomalous }) =>
      anomalous.length >= 4 && tiny(anomalous).every(({ cents }) => cents >= -300),
    "by card and online": ({ anomalous }) =>
      anomalous.every(({ type, channel }) => type === "card_purchase" && channel === "web"),
    "within ten minutes": ({ anomalous }) => span(tiny(anomalous)) <= 10 * minute,
    "then a larger one within the hour": ({ anomalous }) =>
      (anomalous.at(-1)?.cents ?? 0) <= -15_000 && span(anomalous) <= hour,
  },
  account_takeover: {
    "at night": ({ anomalous }) =>
      anomalous.every(({ second }) => second < 5.5 * hour) && span(anomalous) <= hour,
    "to one country abroad": ({ anomalous }) =>
      sameIn(strangers(anomalous), ({ country }) => country) && strangers(anomalous).every(isAbroad),
    "by transfers of the same channel": ({ anomalous }) =>
      sameIn(anomalous, ({ channel }) => channel) &&
      anomalous.every(({ channel }) => channel === "app" || channel === "web"),
    "until nothing is left": ({ anomalous }) =>
      (anomalous.at(-1)?.after ?? -1) >= 0 && (anomalous.at(-1)?.after ?? Infinity) < 1500,
    "after a login from a new device": ({ client, anomalous }) => {
      const first = time(anomalous[0]!);
      return crowded.logins.some(
        (login) =>
          login.client === client &&
          login.detail === "new device" &&
          time(login) < first &&
          time(login) > first - oneDay / 24,
      );
    },
  },
  mule: {
    "one large sum comes in": ({ anomalous }) =>
      incoming(anomalous).length === 1 && sum(incoming(anomalous)) >= 250_000,
    first: ({ anomalous }) =>
      (anomalous[0]?.cents ?? 0) > 0 &&
      anomalous.every((movement, at) => at === 0 || time(movement) > time(anomalous[at - 1]!)),
    "and goes on within hours": ({ anomalous }) =>
      outgoing(anomalous).length >= 1 && span(anomalous) <= 8 * hour,
    "minus a cut of 5 to 13 %": ({ anomalous }) => {
      const kept = sum(anomalous) / sum(incoming(anomalous));
      return kept >= 0.049 && kept <= 0.13;
    },
  },
  duplicated_payment: {
    "the same twice": ({ movements }) => {
      const pair = outgoing(movements);
      return (
        pair.length === 2 &&
        (["cents", "counterparty", "category", "account", "type"] as const).every((field) =>
          sameIn(pair, (movement) => movement[field]),
        )
      );
    },
    "within a day": ({ movements }) => span(outgoing(movements)) > 0 && span(outgoing(movements)) <= oneDay,
    "only the second is wrong": ({ movements }) =>
      movements[1]?.label?.isAnomaly === true &&
      movements.filter(({ label }) => label?.isAnomaly).length === 1,
    "what comes back is the same amount": ({ movements }) =>
      incoming(movements).every(
        ({ cents, counterparty }) =>
          cents === -(movements[0]?.cents ?? 0) && counterparty === movements[0]?.counterparty,
      ),
  },
  fat_finger: {
    "one movement is wrong, the first": ({ movements, anomalous }) =>
      anomalous.length === 1 && movements[0] === anomalous[0],
    "by a factor of 10 or 100 when it is put right": ({ movements }) => {
      const [wrong, ...later] = movements;
      const lost = wrong ? sum([wrong, ...later]) : 0;
      return later.length === 0 || [10, 100].includes((wrong?.cents ?? 0) / lost);
    },
    "with the same counterparty": ({ movements }) => sameIn(movements, ({ counterparty }) => counterparty),
    "within a week": ({ movements }) => span(movements) <= 7 * oneDay,
  },
  dormant_awakened: {
    "untouched for 90 days": ({ anomalous }) => (anomalous[0]?.idleDays ?? 0) >= 90,
    "then nearly all of it goes": ({ anomalous }) =>
      -sum(anomalous) >= 0.8 * (anomalous[0]?.before ?? Infinity) && anomalous.length >= 2,
    "within a day, to strangers": ({ anomalous }) =>
      span(anomalous) <= oneDay &&
      anomalous.every(({ type, category }) => type === "transfer_out" && category === "person"),
  },
  house_purchase: {
    "more than 2,000 go to one seller": ({ movements }) =>
      Math.min(...movements.map(({ cents }) => cents)) < -200_000,
  },
  car_bought: {
    "more than 2,500 go out at once": ({ movements }) => (movements.at(-1)?.cents ?? 0) <= -250_000,
  },
  savings_spent: {
    "from savings untouched for 90 days": ({ movements }) => (movements[0]?.idleDays ?? 0) >= 90,
    "to one and the same": ({ movements }) => sameIn(movements, ({ counterparty }) => counterparty),
  },
  bonus: {
    "from the employer": ({ movements: [only] }) =>
      only?.type === "salary" && only.counterparty.startsWith("E"),
  },
  tax_refund: { "from the state": ({ movements: [only] }) => only?.counterparty === "S1" && only.cents > 0 },
  inheritance: { "comes in": ({ movements: [only] }) => only?.type === "transfer_in" && only.cents > 0 },
  holiday_abroad: {
    "in one country abroad": ({ movements }) =>
      movements.every(isAbroad) && sameIn(movements, ({ country }) => country),
    "for a week or so": ({ movements }) => span(movements) <= 10 * oneDay,
  },
  paid_twice: {
    "the same twice in a day": ({ movements }) =>
      movements.length === 2 &&
      span(movements) < oneDay &&
      sameIn(movements, ({ cents, counterparty }) => `${cents} ${counterparty}`),
  },
  remittance: {
    "to one country abroad in one night": ({ movements }) =>
      movements.every(isAbroad) && sameIn(movements, ({ country }) => country) && span(movements) < hour,
  },
  shared_purchase: {
    "shares come in before the whole goes out": ({ movements }) => {
      const last = movements.at(-1);
      return (
        last !== undefined &&
        last.cents < 0 &&
        incoming(movements).length === movements.length - 1 &&
        -last.cents > sum(incoming(movements))
      );
    },
  },
  takings: {
    "cash under the threshold": ({ movements }) =>
      incoming(movements).length >= 2 &&
      incoming(movements).every(({ cents, type }) => type === "cash_deposit" && cents < 1_000_000),
  },
  small_tickets: {
    "small sums online": ({ movements }) =>
      movements.every(({ cents, channel }) => cents >= -8000 && channel === "web"),
  },
};

function tiny(anomalous: readonly Movement[]): readonly Movement[] {
  return anomalous.slice(0, -1);
}

function strangers(anomalous: readonly Movement[]): Movement[] {
  return anomalous.filter(({ category }) => category !== "own_account");
}

describe("plotEpisodes(household)", () => {
  const kinds = [...anomalyKinds, ...lookalikeKinds].map(({ name }) => name);

  it("has a property for every kind", () =>
    expect(Object.keys(properties).sort()).toEqual([...kinds].sort()));

  describe.each(kinds)("%s", (kind) => {
    const episodes = crowded.episodes.filter((episode) => episode.kind === kind);

    it("happens", () => expect(episodes.length).toBeGreaterThanOrEqual(5));

    it.each(Object.keys(properties[kind] ?? {}))("%s", (name) => {
      const wrong = episodes.filter((episode) => !properties[kind]?.[name]?.(episode));
      expect(wrong).toEqual([]);
    });

    it("is labelled throughout as what it is", () => {
      const isLookalike = lookalikeKinds.some(({ name }) => name === kind);
      expect(episodes.filter(({ anomalous }) => (anomalous.length === 0) !== isLookalike)).toEqual([]);
    });

    it("has about the movements stated", () => {
      const stated = [...anomalyKinds, ...lookalikeKinds].find(({ name }) => name === kind)?.movements ?? 0;
      const isLookalike = lookalikeKinds.some(({ name }) => name === kind);
      const found = episodes.reduce(
        (total, { movements, anomalous }) => total + (isLookalike ? movements : anomalous).length,
        0,
      );
      expect(Math.abs(found / episodes.length / stated - 1)).toBeLessThan(0.2);
    });
  });

  it("labels movements of the client named, once each", () => {
    for (const { labels, labelLines, movements, clientOf } of [crowded, usual]) {
      expect(labels.size).toBe(labelLines.length);
      const labelled = movements.filter(({ label }) => label);
      expect(labelled.length).toBe(labels.size);
      expect(labelled.filter(({ label, account }) => clientOf.get(account) !== label?.client)).toEqual([]);
    }
  });

  it("counts a client's episodes from 1", () => {
    const byClient = new Map<string, number[]>();
    for (const {
      movements: [first],
    } of crowded.episodes) {
      if (!first?.label) continue;
      byClient.set(first.label.client, [...(byClient.get(first.label.client) ?? []), first.label.episode]);
    }
    for (const numbers of byClient.values()) expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  });

  it("spends no money that is not there", () => {
    const labelled = crowded.movements.filter(({ label, cents }) => label && cents < 0);
    expect(labelled.filter(({ after, limit }) => after + limit < 0)).toEqual([]);
  });

  it("leaves those alone who left", () => {
    const after = crowded.movements.filter(
      ({ label, day }) => label && day > (crowded.leftDay.get(label.client) ?? -1),
    );
    expect(after).toEqual([]);
  });

  it("refunds what was stolen within ten days", () => {
    const stolen = crowded.episodes.filter(({ kind }) =>
      ["card_testing", "account_takeover", "dormant_awakened"].includes(kind),
    );
    expect(stolen.length).toBeGreaterThan(50);
    const open = stolen.filter(
      ({ client, movements: [first] }) => (crowded.leftDay.get(client) ?? 0) > (first?.day ?? 0) + 10,
    );
    expect(open.filter(({ movements }) => sum(movements) !== 0)).toEqual([]);
  });

  it("reaches the share stated, and as much again of look-alikes", () => {
    const count = (isAnomaly: (kind: string) => boolean): number =>
      usual.episodes
        .filter(({ kind }) => isAnomaly(kind))
        .reduce((total, episode) => total + (episode.anomalous.length || episode.movements.length), 0);
    const isAnomaly = (kind: string): boolean => anomalyKinds.some(({ name }) => name === kind);
    const anomalies = count(isAnomaly);
    const lookalikes = count((kind) => !isAnomaly(kind));
    expect(Math.abs(anomalies / usual.movements.length / 0.001 - 1)).toBeLessThan(0.1);
    expect(Math.abs(lookalikes / anomalies - 1)).toBeLessThan(0.25);
  });

  it("labels nothing at a rate of 0", () => {
    expect(
      labelledBank({ clients: 50, months: 12, seed: 5, firstMonth: "2022-07", anomalyRate: 0 }).labels.size,
    ).toBe(0);
  });

  it("depends on seed and client only", () => {
    const options = { clients: 150, months: 12, seed: 5, firstMonth: "2022-07", anomalyRate: 0.02 };
    const { labelLines } = labelledBank(options);
    expect(labelledBank(options).labelLines).toEqual(labelLines);
    expect(labelledBank({ ...options, seed: 6 }).labelLines).not.toEqual(labelLines);
  });
});

describe("anomalies cannot be told by a single field", () => {
  const fields: Readonly<Record<string, (movement: Movement) => string | number>> = {
    type: ({ type }) => type,
    channel: ({ channel }) => channel,
    category: ({ category }) => category,
    country: ({ country }) => country,
    "account type": ({ accountType }) => accountType,
    "type and channel": ({ type, channel }) => `${type} ${channel}`,
    "type and category": ({ type, category }) => `${type} ${category}`,
    "type and country": ({ type, country }) => `${type} ${country === "PT"}`,
    "counterparty pattern": ({ counterparty }) => counterparty.replaceAll(/\d/g, "9"),
    "hour of the day": ({ second }) => Math.floor(second / hour),
    "second of the minute": ({ second }) => second % 60,
    weekday: ({ day }) => day % 7,
    size: ({ cents }) => `${Math.sign(cents)} ${Math.min(13, Math.round(Math.log(Math.abs(cents))))}`,
    cents: ({ cents }) => Math.abs(cents) % 100,
    "last digit of the key": ({ id }) => id.slice(-1),
  };

  it.each(Object.keys(fields))("%s", (name) => {
    const valueOf = fields[name]!;
    const counts = new Map<string | number, { anomalous: number; all: number }>();
    for (const movement of usual.movements) {
      const value = valueOf(movement);
      const count = counts.get(value) ?? { anomalous: 0, all: 0 };
      counts.set(value, count);
      count.all++;
      if (movement.label?.isAnomaly) count.anomalous++;
    }
    const telling = [...counts].filter(([, { anomalous, all }]) => anomalous / all > 0.5);
    expect(telling).toEqual([]);
  });

  it("keys of a day: an anomaly is not always the last one booked", () => {
    const wide = crowded.movements;
    const last = wide.filter(
      (movement, at) => wide[at + 1]?.day !== movement.day || wide[at + 1]?.account !== movement.account,
    );
    const among = (list: readonly Movement[]): number => list.filter(({ label }) => label?.isAnomaly).length;
    expect(among(last) / among(wide)).toBeLessThan(0.7);
  });

  it("a login from a new device is mostly the client's own", () => {
    const thefts = new Set(
      usual.episodes
        .filter(({ kind }) => kind === "account_takeover")
        .map(({ client, movements: [first] }) => `${client} ${first?.day}`),
    );
    const fresh = usual.logins.filter(({ detail }) => detail === "new device");
    const own = fresh.filter(({ client, day }) => !thefts.has(`${client} ${day + 1}`));
    expect(own.length).toBeGreaterThan(fresh.length / 2);
  });
});
