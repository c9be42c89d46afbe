-- The numbers of the rules that rows of the file break by themselves, as they were found while it was read.
-- needs: stage
-- grain: one row a rule that is broken
-- Example: (3) when some quantity of the file is no number and everything else is right.
select distinct problem from stage where problem > 0 order by problem
