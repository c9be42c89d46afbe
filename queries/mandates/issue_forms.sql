-- Gives a reference to each family that needs a new form: RTM, 8 digits that are the family's for life, and a version.
-- needs: mandate_renewals
-- makes: issued
-- changes: mandate_forms
-- grain: one row a family that needs a new form
-- Parameters: $creditor_number, $creditor_id, $on. A form still waiting keeps its reference.
-- Example: the first form of the first family is RTM00000001-1; when its account changes, RTM00000001-2.
create or replace temp table issued as
select
    'RTM' || lpad(family_number::varchar, 8, '0') || '-' || next_version as mandate_reference, *
from (
    select
        r.*, coalesce(r.version, 0) + 1 as next_version,
        coalesce(
            r.number,
            (select coalesce(max(number), 0) from mandate_forms)
            + row_number() over (partition by r.number is null order by r.family_id)
        )::integer as family_number
    from mandate_renewals r
    where r.form is null
);

update mandate_forms set replaced_by = i.mandate_reference from issued i where mandate_forms.mandate_reference = i.latest;

insert into mandate_forms by name
select
    mandate_reference, family_id, family_number as number, next_version as version, iban, bic, account_holder,
    $creditor_number as creditor_number, $creditor_id as creditor_id, $on as issued_on, reason, replaces
from issued
order by family_id;

update mandate_forms
set creditor_id = $creditor_id, reason = r.reason
from mandate_renewals r
where mandate_forms.mandate_reference = r.form;
