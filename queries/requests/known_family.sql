-- Whether a family was ever imported.
-- grain: one row
-- $family. Example: ('F1') gives true.
select count(*) > 0 as is_known from families where family_id = $family
