import type { Bank } from "./bank.js";
import { type Client, drawClient } from "./clients.js";
import { type Fate, fateOf } from "./fate.js";
import { type Kin, type KinTransfer, kinOf, kinTransfers } from "./kin.js";

/** A household with everybody's fate, and what they send each other. */
export interface Family {
  readonly kin: Kin;
  readonly members: ReadonlyMap<number, { readonly client: Client; readonly fate: Fate }>;
  readonly transfers: readonly KinTransfer[];
}

/** Days after joining, and before leaving, on which nothing is sent. */
const daysToSettle = 3;
const daysBeforeExit = 2;

/** The household told last, since its members mostly follow each other. */
const lastTold = new WeakMap<Bank, Family>();

/** The household of a client; depends on the bank and the index only. */
export function familyOf(bank: Bank, index: number): Family {
  const last = lastTold.get(bank);
  if (last?.members.has(index)) return last;
  const kin = kinOf(bank, index);
  const members = new Map(
    kin.members.map((member) => {
      const client = drawClient(bank, member, kin);
      return [member, { client, fate: fateOf(bank, client) }] as const;
    }),
  );
  const transfers = kinTransfers(bank, kin, (member) => {
    const known = members.get(member);
    return {
      from: (known?.client.joinDay ?? 0) + daysToSettle,
      to: (known?.fate.exit?.day ?? bank.calendar.dayCount) - daysBeforeExit,
    };
  });
  const family = { kin, members, transfers };
  lastTold.set(bank, family);
  return family;
}
