import type { Column, Table } from "./tables.js";

/** What a type needs to be told besides its name. */
const facets: Readonly<Partial<Record<Column["edm"], string>>> = {
  "Edm.Decimal": ' Scale="variable"',
  "Edm.DateTimeOffset": ' Precision="6"',
};

/** The OData metadata document (CSDL 4.0) of some tables; names of tables and columns need no escape. */
export function metadataXml(tables: Iterable<Table>): string {
  const all = [...tables];
  const property = ({ name, edm }: Column, key: readonly string[]): string =>
    `        <Property Name="${name}" Type="${edm}"${key.includes(name) ? ' Nullable="false"' : ""}${facets[edm] ?? ""}/>`;
  const types = all.map(
    ({ name, key, columns }) => `      <EntityType Name="${name}">
        <Key>${key.map((column) => `<PropertyRef Name="${column}"/>`).join("")}</Key>
${columns.map((column) => property(column, key)).join("\n")}
      </EntityType>`,
  );
  const sets = all.map(({ name }) => `        <EntitySet Name="${name}" EntityType="datahub.${name}"/>`);
  return `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:DataServices>
    <Schema Namespace="datahub" xmlns="http://docs.oasis-open.org/odata/ns/edm">
${types.join("\n")}
      <EntityContainer Name="bank">
${sets.join("\n")}
      </EntityContainer>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
`;
}
