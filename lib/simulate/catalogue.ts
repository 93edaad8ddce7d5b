/** Where the bank is at home; the regions are districts of this country. */
export const homeCountry = "PT";

export interface Country {
  readonly code: string;
  readonly alpha3: string;
  readonly name: string;
  readonly weight: number;
}

export const countries: readonly Country[] = [
  { code: "PT", alpha3: "PRT", name: "Portugal", weight: 92 },
  { code: "ES", alpha3: "ESP", name: "Spain", weight: 2.6 },
  { code: "FR", alpha3: "FRA", name: "France", weight: 1.8 },
  { code: "BR", alpha3: "BRA", name: "Brazil", weight: 1.4 },
  { code: "DE", alpha3: "DEU", name: "Germany", weight: 1 },
  { code: "GB", alpha3: "GBR", name: "United Kingdom", weight: 0.8 },
  { code: "LU", alpha3: "LUX", name: "Luxembourg", weight: 0.4 },
];

export const regions = [
  { name: "Lisboa", weight: 26 },
  { name: "Porto", weight: 21 },
  { name: "Setúbal", weight: 9 },
  { name: "Braga", weight: 9 },
  { name: "Aveiro", weight: 7 },
  { name: "Leiria", weight: 5 },
  { name: "Santarém", weight: 4 },
  { name: "Faro", weight: 5 },
  { name: "Coimbra", weight: 4 },
  { name: "Viseu", weight: 3 },
  { name: "Évora", weight: 2 },
  { name: "Vila Real", weight: 2 },
  { name: "Beja", weight: 1.5 },
  { name: "Bragança", weight: 1.5 },
] as const;

const words = (text: string): readonly string[] => text.split(" ");

export const givenNames: Readonly<Record<"female" | "male", readonly string[]>> = {
  female: words(
    "Ana Maria Inês Beatriz Carolina Mariana Leonor Matilde Sofia Joana Rita Marta Catarina Teresa Helena Cláudia Sara Patrícia Sílvia Luísa Margarida Eva Raquel Paula Filipa Alice Clara Madalena Vera Isabel",
  ),
  male: words(
    "João José António Manuel Francisco Pedro Tiago Miguel Rui Paulo Nuno Ricardo Luís Carlos Duarte Afonso Tomás Martim Gonçalo Diogo André Hugo Bruno Vasco Jorge Fernando Rodrigo Simão Mário Filipe",
  ),
};

export const familyNames = words(
  "Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves Gomes Lopes Marques Alves Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia Mendes Nunes Soares Vieira Monteiro Cardoso Rocha Neves Coelho Cruz Cunha Pires Ramos Reis Simões Antunes Matos Fonseca Machado Araújo Barbosa Tavares Lourenço Castro Figueiredo Azevedo Conceição Brito",
);

/** Kinds of purchase: how often, the usual ticket in euro, how widely it spreads, how often online. */
export interface Purchase {
  readonly category: string;
  readonly weight: number;
  readonly median: number;
  readonly sigma: number;
  readonly online: number;
}

export const purchases: readonly Purchase[] = [
  { category: "groceries", weight: 34, median: 27, sigma: 0.7, online: 0.04 },
  { category: "restaurants", weight: 18, median: 17, sigma: 0.65, online: 0.08 },
  { category: "fuel", weight: 9, median: 42, sigma: 0.4, online: 0 },
  { category: "transport", weight: 9, median: 9, sigma: 0.8, online: 0.3 },
  { category: "clothing", weight: 8, median: 36, sigma: 0.8, online: 0.3 },
  { category: "health", weight: 7, median: 21, sigma: 0.8, online: 0.02 },
  { category: "entertainment", weight: 6, median: 14, sigma: 0.75, online: 0.6 },
  { category: "home", weight: 5, median: 44, sigma: 1, online: 0.25 },
  { category: "electronics", weight: 2.5, median: 85, sigma: 1, online: 0.5 },
  { category: "travel", weight: 1.5, median: 130, sigma: 1, online: 0.7 },
];
