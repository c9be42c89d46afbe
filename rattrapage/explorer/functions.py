"""The functions that a query of the explorer may call; what is not named here is refused.

A list of what is allowed, not of what is forbidden: a function that a later DuckDB brings stays closed. Left out on
purpose: files, settings, catalogues, sequences, logs, pauses, SQL given as text, and what makes huge texts or lists.
"""

from __future__ import annotations

OPERATORS = "+ - * / // % ^ ** || | & << >> ~~ !~~ ~~* !~~* ~~~ ^@ @ add subtract multiply divide mod fdiv fmod"
CONDITIONS = "nullif coalesce ifnull greatest least if constant_or_null like_escape not_like_escape ilike_escape"
NUMBERS = (
    "abs ceil ceiling floor round round_even roundbankers trunc sign sqrt power pow ln log log10 log2 exp even gcd lcm "
    "isnan isfinite isinf"
)
TEXTS = (
    "lower upper lcase ucase trim ltrim rtrim length len char_length character_length strlen left right substr "
    "substring replace concat concat_ws contains prefix suffix starts_with ends_with strpos instr position reverse "
    "split_part string_split str_split strip_accents regexp_matches regexp_full_match regexp_extract regexp_replace "
    "translate ascii chr unicode array_to_string"
)
DATES = (
    "strftime strptime try_strptime date_part datepart date_trunc datetrunc date_diff datediff date_sub datesub "
    "date_add age year month day quarter week isoyear isodow dayofweek weekday dayofmonth dayofyear weekofyear "
    "yearweek dayname monthname last_day days_in_month make_date make_timestamp epoch today now get_current_timestamp "
    "to_days to_weeks to_months to_years to_quarters to_hours to_minutes to_seconds hour minute second time_bucket"
)
LISTS = (
    "list_value array_value list_pack list_contains array_contains list_has array_has list_has_any list_has_all "
    "list_extract array_extract list_element list_slice array_slice list_distinct list_unique list_sort "
    "list_reverse_sort list_sum list_min list_max list_count list_filter list_transform list_apply list_concat "
    "list_position unnest range generate_series struct_pack row struct_extract"
)
SUMS = (
    "sum count count_star count_if countif avg mean min max any_value arbitrary first last arg_min arg_max "
    "min_by max_by bool_and bool_or median mode quantile quantile_cont quantile_disc stddev stddev_samp stddev_pop "
    "variance var_samp var_pop string_agg group_concat listagg list array_agg"
)
WINDOWS = "row_number rank dense_rank rank_dense percent_rank cume_dist ntile lag lead first_value last_value nth_value"

FUNCTIONS = frozenset(" ".join((OPERATORS, CONDITIONS, NUMBERS, TEXTS, DATES, LISTS, SUMS, WINDOWS)).split())
TABLE_FUNCTIONS = frozenset(("unnest", "range", "generate_series"))
