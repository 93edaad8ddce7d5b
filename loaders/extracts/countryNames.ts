import countries from "i18n-iso-countries";
import english from "i18n-iso-countries/langs/en.json" with { type: "json" };

/** What a country may be called, in lower case (alpha-2, alpha-3, English names), with its ISO 3166-1 alpha-2 code. */
export function countryNames(): (readonly [name: string, code: string])[] {
  const found = new Map<string, string>();
  for (const [alpha2, alpha3] of Object.entries(countries.getAlpha2Codes())) {
    const english = names[alpha2];
    const called = english === undefined ? [] : typeof english === "string" ? [english] : english;
    for (const name of [alpha2, alpha3, ...called]) {
      const key = name.toLowerCase();
      found.set(key, alpha2);
      found.set(key.normalize("NFD").replace(/\p{M}/gu, ""), alpha2);
    }
  }
  return [...found];
}

const names: Readonly<Record<string, string | string[]>> = english.countries;
