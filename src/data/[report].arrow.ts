import { parseArgs } from "node:util";
import { openWarehouse, warehouseFile } from "../../lib/warehouse/open.js";
import { reportToArrow } from "../../lib/warehouse/reportToArrow.js";

/** `FileAttachment("data/<report>.arrow")` on a page is the table `reports.rpt_<report>` of the warehouse. */
const { values } = parseArgs({ options: { report: { type: "string" } } });
const data = process.env.DATAHUB_DATA ?? "data";
const warehouse = await openWarehouse(`${data}/${warehouseFile}`, { readOnly: true });
try {
  process.stdout.write(await reportToArrow(warehouse.connection, values.report ?? ""));
} finally {
  warehouse.close();
}
