import type { Sheet } from "./sheet.js";

/** What a simulated bank knows about itself, in files beside the extracts; only the evaluation may read them. */
export const truthFolder = "truth";

export const truthNames = ["snapshots", "anomalies", "defects"] as const;
export type TruthName = (typeof truthNames)[number];

/** The first line of each truth file. */
export const truthHeaders: Readonly<Record<TruthName, string>> = {
  snapshots: "client_id,snapshot_date,default_probability,defaulted,churn_probability,churned\n",
  anomalies: "transaction_id,client_id,kind,episode,is_anomaly\n",
  defects: "kind,file,line,extract,key,column,written,truth,fate,reason\n",
};

/** A sheet for every truth file. */
export type TruthSheets = Readonly<Record<TruthName, Sheet>>;

/** The best any model could reach, beside the truth files. */
export const ceilingFile = "ceiling.json";
