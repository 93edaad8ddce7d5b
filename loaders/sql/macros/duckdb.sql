-- The only place where an engine's own functions are named. Another engine brings the same names.
-- Each reader has a fast path for the well-formed value, so that the expensive expressions run on the rest only.
CREATE OR REPLACE TEMP MACRO clean_text (x) AS NULLIF(TRIM(x), '');

-- texts -----------------------------------------------------------------------
-- Nothing to trim, no letter lost (U+FFFD), no lead byte and what follows it in UTF-8 taken for letters of
-- Windows-1252. Nearly every text is ASCII, and trimming costs ten times as much as looking at the ends; '!' follows the space.
CREATE OR REPLACE TEMP MACRO is_plain_text (x) AS (
  CASE
    WHEN STRLEN(x) = LENGTH(x) THEN x >= '!'
    AND x NOT LIKE '% '
    ELSE x = TRIM(x)
    AND NOT REGEXP_MATCHES(x, '[\x{C2}-\x{F4}][\x{80}-\x{BF}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\x{FFFD}')
  END
);

-- Byte 255 is in no UTF-8 text.
CREATE OR REPLACE TEMP MACRO windows_1252_byte (c) AS (
  CASE
    WHEN UNICODE(c) < 256 THEN UNICODE(c)
    WHEN STRPOS('€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ', c) > 0 THEN 127 + STRPOS('€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ', c)
    ELSE 255
  END
);

-- NULL when the letters are not UTF-8 read as Windows-1252.
CREATE OR REPLACE TEMP MACRO mojibake_undone (x) AS TRY (
  DECODE(
    UNHEX(
      ARRAY_TO_STRING(LIST_TRANSFORM(STRING_SPLIT(x, ''), LAMBDA c: PRINTF('%02x', windows_1252_byte (c))), '')
    )
  )
);

CREATE OR REPLACE TEMP MACRO text_slow (x) AS (
  CASE
    WHEN NOT REGEXP_MATCHES(x, '\x{FFFD}') THEN clean_text (COALESCE(mojibake_undone (x), x))
  END
);

-- amounts ---------------------------------------------------------------------
-- A dot and three digits may be 1.234 or 1,234, a space behind it or not: not for the fast path.
CREATE OR REPLACE TEMP MACRO amount_fast (x) AS (
  CASE
    WHEN x NOT LIKE '%.___%' THEN TRY_CAST(x AS DECIMAL(18, 2))
  END
);

-- Digits and separators once a currency and one sign form are taken off; NULL when anything else is left.
CREATE OR REPLACE TEMP MACRO amount_body (x) AS NULLIF(
  REGEXP_EXTRACT(
    REGEXP_REPLACE(
      REGEXP_REPLACE(TRIM(x), '^([-+(]?\s*)(?:[A-Za-z]{3}|Kč|[€$£¥])\s*', '\1'),
      '\s*(?:[A-Za-z]{3}|Kč|zł|kr|[€$£¥])(\)?)$',
      '\1'
    ),
    '^(?:\(\s*([^-+()]*?)\s*\)|[-+]?\s*([^-+()]*?)|([^-+()]*?)\s*-)$',
    0
  ),
  ''
);

CREATE OR REPLACE TEMP MACRO amount_digits (x) AS TRIM(REGEXP_REPLACE(amount_body (x), '[-+()]', '', 'g'));

CREATE OR REPLACE TEMP MACRO amount_sign (x) AS (
  CASE
    WHEN REGEXP_MATCHES(amount_body (x), '[-(]') THEN -1
    ELSE 1
  END
);

CREATE OR REPLACE TEMP MACRO amount_unsigned (d) AS (
  CASE
    WHEN REGEXP_FULL_MATCH(d, '\d+([.,]\d{1,2})?') THEN REPLACE(d, ',', '.')
    WHEN REGEXP_FULL_MATCH(d, '[1-9]\d{0,2}(,\d{3})+(\.\d+)?') THEN REPLACE(d, ',', '')
    WHEN REGEXP_FULL_MATCH(d, '\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}') THEN REPLACE(REPLACE(d, '.', ''), ',', '.')
    WHEN REGEXP_FULL_MATCH(d, '\d{1,3}([\s\x{00A0}\x{202F}'']\d{3})+([.,]\d{1,2})?') THEN REPLACE(REGEXP_REPLACE(d, '[\s\x{00A0}\x{202F}'']', '', 'g'), ',', '.')
    WHEN REGEXP_FULL_MATCH(d, '(0|\d{4,})[.,]\d+|\d+[.,]\d{4,}') THEN REPLACE(d, ',', '.')
  END
);

CREATE OR REPLACE TEMP MACRO amount_slow (x) AS amount_sign (x) * TRY_CAST(amount_unsigned (amount_digits (x)) AS DECIMAL(18, 2));

CREATE OR REPLACE TEMP MACRO is_ambiguous_amount (x) AS COALESCE(REGEXP_FULL_MATCH(amount_digits (x), '[1-9]\d{0,2}\.\d{3}'), FALSE);

-- dates and instants ----------------------------------------------------------
CREATE OR REPLACE TEMP MACRO timestamp_fast (x) AS (
  CASE
    WHEN x LIKE '____-__-__%'
    AND STRLEN(x) <= 19 THEN TRY_CAST(x AS TIMESTAMP)
  END
);

CREATE OR REPLACE TEMP MACRO timestamp_slow (x) AS (
  CASE
    WHEN REGEXP_FULL_MATCH(TRIM(x), '\d{6}(\s.*)?') THEN TRY_STRPTIME(
      CASE
        WHEN SUBSTR(TRIM(x), 1, 2) >= '70' THEN '19'
        ELSE '20'
      END || TRIM(x),
      ['%Y%m%d', '%Y%m%d %H:%M:%S', '%Y%m%d %H:%M']
    )
    WHEN REGEXP_FULL_MATCH(TRIM(x), '\d{8}(\s.*)?') THEN TRY_STRPTIME(TRIM(x), ['%Y%m%d', '%Y%m%d %H:%M:%S', '%Y%m%d %H:%M'])
    WHEN REGEXP_FULL_MATCH(TRIM(x), '\d{1,2}/\d{1,2}/\d{4}(\s.*)?') THEN TRY_STRPTIME(TRIM(x), ['%d/%m/%Y', '%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M'])
    WHEN REGEXP_FULL_MATCH(TRIM(x), '\d{1,2}\.\d{1,2}\.\d{4}(\s.*)?') THEN TRY_STRPTIME(TRIM(x), ['%d.%m.%Y', '%d.%m.%Y %H:%M:%S', '%d.%m.%Y %H:%M'])
    WHEN REGEXP_FULL_MATCH(TRIM(x), '\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(Z|[+-]\d{2}(:?\d{2})?)') THEN TRY_CAST(
      REGEXP_REPLACE(TRIM(x), '^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2})\s*(Z|[+-].*)$', '\1:00\2') AS TIMESTAMPTZ
    ) AT TIME ZONE 'UTC'
    WHEN REGEXP_FULL_MATCH(TRIM(x), '\d{4}-\d{2}-\d{2}.*') THEN TRY_CAST(TRIM(x) AS TIMESTAMP)
  END
);

CREATE OR REPLACE TEMP MACRO date_fast (x) AS (
  CASE
    WHEN x LIKE '____-__-__' THEN TRY_CAST(x AS DATE)
  END
);

CREATE OR REPLACE TEMP MACRO date_slow (x) AS CAST(COALESCE(timestamp_fast (x), timestamp_slow (x)) AS DATE);

-- codes, flags and keys -------------------------------------------------------
CREATE OR REPLACE TEMP MACRO code_from_text (x) AS REGEXP_REPLACE(LOWER(TRIM(x)), '[\s-]+', '_', 'g');

CREATE OR REPLACE TEMP MACRO flag_from_text (x) AS (
  CASE
    WHEN LOWER(TRIM(x)) IN ('true', 't', 'yes', 'y', '1') THEN TRUE
    WHEN LOWER(TRIM(x)) IN ('false', 'f', 'no', 'n', '0') THEN FALSE
  END
);

CREATE OR REPLACE TEMP MACRO integer_from_text (x) AS TRY_CAST(TRIM(x) AS INTEGER);

-- calendar --------------------------------------------------------------------
CREATE OR REPLACE TEMP MACRO month_start (d) AS CAST(DATE_TRUNC('month', d) AS DATE);

CREATE OR REPLACE TEMP MACRO month_end (d) AS LAST_DAY(d);

CREATE OR REPLACE TEMP MACRO add_days (d, n) AS CAST(d + CAST(n AS INTEGER) AS DATE);

CREATE OR REPLACE TEMP MACRO add_months (d, n) AS CAST(d + TO_MONTHS(CAST(n AS INTEGER)) AS DATE);

CREATE OR REPLACE TEMP MACRO days_between (a, b) AS DATE_DIFF('day', a, b);

CREATE OR REPLACE TEMP MACRO iso_weekday (d) AS ISODOW(d);

CREATE OR REPLACE TEMP MACRO months_between (a, b) AS DATE_DIFF('month', a, b);

CREATE OR REPLACE TEMP MACRO year_of (d) AS CAST(YEAR(d) AS INTEGER);

CREATE OR REPLACE TEMP MACRO quarter_of (d) AS CAST(QUARTER(d) AS INTEGER);

CREATE OR REPLACE TEMP MACRO month_of (d) AS CAST(MONTH(d) AS INTEGER);

CREATE OR REPLACE TEMP MACRO hour_of (t) AS CAST(HOUR(t) AS INTEGER);

CREATE OR REPLACE TEMP MACRO seconds_of (t) AS CAST(EPOCH(t) AS BIGINT);

-- sums -----------------------------------------------------------------------
-- A fraction whose sum does not depend on the order in which threads bring the rows, to a billionth.
CREATE OR REPLACE TEMP MACRO summand (x) AS CAST(x AS DECIMAL(27, 9));

-- bits ------------------------------------------------------------------------
-- The bits that are set in any of the rows.
CREATE OR REPLACE TEMP MACRO all_bits (x) AS BIT_OR(x);

CREATE OR REPLACE TEMP MACRO has_common_bit (a, b) AS (a & b) <> 0;

-- documents ------------------------------------------------------------------
CREATE OR REPLACE TEMP MACRO json_text (document, path) AS JSON_EXTRACT_STRING(document, path);

CREATE OR REPLACE TEMP MACRO json_number (document, path) AS TRY_CAST(JSON_EXTRACT_STRING(document, path) AS DOUBLE);

CREATE OR REPLACE TEMP MACRO json_without (document, part) AS CAST(JSON_MERGE_PATCH(document, '{"' || part || '": null}') AS VARCHAR);
