-- The accepted rows whose key the ledger has with another content, and whether there is any.
-- needs: accepted, matches
-- makes: corrected
-- grain: one row
-- Example: (true) when attendance A1 comes again with another quantity.
create or replace temp view corrected as
select * from accepted where record in (select record from matches where not same);

select exists (select 1 from corrected) as has_corrections;
