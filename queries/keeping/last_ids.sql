-- The highest ids of plans and instalments that a ledger has given.
-- grain: one row
-- Example: (12, 950) when the last instalment is RT0000000950.
select last_plan, last_instalment from plan_counters
