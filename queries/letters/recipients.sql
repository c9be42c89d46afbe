-- The families that a letter is for, and why some get none (see notice_families.sql).
-- needs: notice_families
-- grain: one row a family
-- Example: ('F1', NULL), ('F2', 'too_late').
select family_id, left_out from notice_families order by family_id
