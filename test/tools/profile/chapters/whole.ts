import { oneRow, rows } from "../../../../lib/warehouse/sql.js";
import type { Chapter, SimulatedBank } from "../chapter.js";
import { kept } from "../say.js";

/** The size of the bank, and what links its clients. */
export async function wholeBank({ connection }: SimulatedBank): Promise<Chapter> {
  const size = await oneRow<Record<"clients" | "accounts" | "movements" | "events" | "loans", number>>(
    connection,
    `SELECT
       (SELECT count(DISTINCT client_id) FROM marts.dim_clients) AS clients,
       (SELECT count(*) FROM marts.dim_accounts) AS accounts,
       (SELECT count(*) FROM marts.fct_transactions) AS movements,
       (SELECT count(*) FROM marts.fct_events) AS events,
       (SELECT count(*) FROM marts.fct_loans) AS loans`,
  );
  const activity = await oneRow<Record<"first_active" | "last_active" | "per_client", number>>(
    connection,
    `WITH months AS (
       SELECT date_trunc('month', posted_date) AS month, count(*) AS movements, count(DISTINCT client_id) AS clients
       FROM movements GROUP BY 1
     )
     SELECT arg_min(clients, month) AS first_active, arg_max(clients, month) AS last_active,
       CAST(sum(movements) AS DOUBLE) / CAST(sum(clients) AS DOUBLE) AS per_client
     FROM months`,
  );
  const links = await oneRow<Record<"employers" | "with_colleagues" | "household_clients", number>>(
    connection,
    `WITH paid AS (
       SELECT DISTINCT client_id, counterparty FROM movements WHERE category = 'salary'
     ), employers AS (SELECT counterparty, count(*) AS staff FROM paid GROUP BY 1)
     SELECT (SELECT count(*) FROM employers) AS employers,
       (SELECT count(DISTINCT client_id) FROM paid JOIN employers USING (counterparty) WHERE staff > 1) * 1.0
         / (SELECT count(DISTINCT client_id) FROM paid) AS with_colleagues,
       (SELECT count(DISTINCT client_id) FROM movements WHERE category = 'household') AS household_clients`,
  );
  const segments = await rows<{ segment: string; share: number }>(
    connection,
    `SELECT segment, count(*) * 1.0 / sum(count(*)) OVER () AS share FROM marts.dim_clients WHERE is_current GROUP BY 1 ORDER BY 1`,
  );
  return {
    figures: {
      ...size,
      first_active: activity.first_active,
      last_active: activity.last_active,
      per_client: kept(activity.per_client),
      employers: links.employers,
      with_colleagues: kept(links.with_colleagues),
      household_clients: links.household_clients,
      segments: Object.fromEntries(segments.map(({ segment, share }) => [segment, kept(share)])),
    },
    pictures: {},
  };
}
