import { join } from "node:path";
import { openWarehouse, warehouseFile } from "../../lib/warehouse/open.js";
import { rows } from "../../lib/warehouse/sql.js";

/**
 * What must appear in no published file: names, e-mail addresses, and the keys of clients, accounts,
 * loans and alerts. A key of digits alone is left out, since any figure may look like it.
 */
export async function personalTexts(dataFolder: string): Promise<string[]> {
  const warehouse = await openWarehouse(join(dataFolder, warehouseFile), { readOnly: true });
  try {
    const found = await rows<{ text: string }>(
      warehouse.connection,
      `WITH texts AS (
         SELECT name AS text FROM marts.dim_clients
         UNION SELECT email FROM marts.dim_clients
         UNION SELECT client_id FROM marts.dim_clients
         UNION SELECT account_id FROM marts.dim_accounts
         UNION SELECT loan_id FROM marts.fct_loans
         UNION SELECT transaction_id FROM scores.scr_alerts
       )
       SELECT text FROM texts WHERE length(text) >= 5 AND NOT regexp_full_match(text, '[0-9 ]+')`,
    );
    return found.map((row) => row.text);
  } finally {
    warehouse.close();
  }
}
