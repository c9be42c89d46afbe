-- The records that break one rule by themselves and none before it. Parameter: $problem, the number of the rule.
-- needs: stage
-- grain: one row a record
select record from stage where problem = $problem
