-- The yardstick: R1 to R8 from a clean folder of CSV files to cells, with no ledger, no check, no history, no cause.
-- `FOLDER` is replaced by the data set's path. What Rattrapage takes for import and reconciliation is a multiple of it.
create temp table services as select * from read_csv('FOLDER/services.csv');
create temp table children as select * from read_csv('FOLDER/children.csv');
create temp table families as select * from read_csv('FOLDER/families.csv');

create temp table quotient_spans as
select family_id, quotient::decimal(18, 2) as quotient, valid_from as starts,
    coalesce(valid_to, lead(valid_from) over (partition by family_id order by valid_from), date '9999-12-31') as ends
from read_csv('FOLDER/quotients.csv', types = {'valid_from': 'DATE', 'valid_to': 'DATE'});
create temp table residence_spans as
select family_id, resident, valid_from as starts,
    coalesce(valid_to, lead(valid_from) over (partition by family_id order by valid_from), date '9999-12-31') as ends
from read_csv('FOLDER/residences.csv', types = {'valid_from': 'DATE', 'valid_to': 'DATE'});
create temp table payer_spans as
with p as (
    select *, unnest(case weeks when 'even' then [0] when 'odd' then [1] else [0, 1] end) as parity
    from read_csv('FOLDER/payers.csv', types = {'valid_from': 'DATE', 'valid_to': 'DATE'})
)
select child_id, family_id, parity, valid_from as starts,
    coalesce(valid_to, lead(valid_from) over (partition by child_id, parity order by valid_from), date '9999-12-31') as ends
from p;
create temp table exemption_spans as
select family_id, child_id, service, valid_from as starts,
    coalesce(valid_to, lead(valid_from) over (partition by family_id, child_id, service order by valid_from),
        date '9999-12-31') as ends
from read_csv('FOLDER/exemptions.csv', types = {'valid_from': 'DATE', 'valid_to': 'DATE', 'service': 'VARCHAR', 'child_id': 'VARCHAR'});
create temp table tariff_spans as
with t as (
    select service, resident, qf_min::decimal(18, 2) as qf_min, qf_max::decimal(18, 2) as qf_max, valid_from, valid_to,
        price::decimal(18, 4) as price, rate::decimal(18, 8) as rate, floor::decimal(18, 4) as floor,
        ceiling::decimal(18, 4) as ceiling
    from read_csv('FOLDER/tariffs.csv', types = {'valid_from': 'DATE', 'valid_to': 'DATE', 'price': 'VARCHAR',
        'rate': 'VARCHAR', 'floor': 'VARCHAR', 'ceiling': 'VARCHAR', 'resident': 'BOOLEAN'})
)
select *, valid_from as starts,
    coalesce(valid_to, lead(valid_from) over (partition by service, resident, qf_min order by valid_from),
        date '9999-12-31') as ends
from t;
create temp table rules as
select service, status, factor::decimal(18, 8) as factor
from read_csv('FOLDER/status_rules.csv', types = {'factor': 'VARCHAR', 'service': 'VARCHAR'});

-- one price a (family, service) and unchanging period
create temp table days as
select family_id, unnest(list_distinct(list_concat(list(starts), list(ends)))) as day
from (
    select family_id, starts, ends from quotient_spans
    union all select family_id, starts, ends from residence_spans
    union all select family_id, date '1900-01-01', date '9999-12-31' from families
)
group by family_id;
create temp table situations as
with cuts as (
    select family_id, service, day from days cross join (select service from services)
    union
    select family_id, service, unnest([starts, ends]) from families cross join (select distinct service, starts, ends from tariff_spans)
),
spans as (
    select family_id, service, day as starts, lead(day) over (partition by family_id, service order by day) as ends from cuts
)
select s.family_id, s.service, s.starts, s.ends, q.quotient, coalesce(r.resident, f.resident) as resident
from spans s
join families f using (family_id)
left join quotient_spans q on q.family_id = s.family_id and s.starts >= q.starts and s.starts < q.ends
left join residence_spans r on r.family_id = s.family_id and s.starts >= r.starts and s.starts < r.ends
where s.ends is not null and s.ends > date '2023-09-01' and s.starts < date '2024-02-01';
create temp table prices as
select s.family_id, s.service, s.starts, s.ends,
    case when t.price is not null then t.price when s.quotient is null then t.ceiling
        else least(greatest(round(t.rate * s.quotient, 2)::decimal(18, 4), t.floor), t.ceiling) end as price
from situations s
join tariff_spans t on s.service = t.service
where s.starts >= t.starts and s.starts < t.ends and (t.resident is null or t.resident = s.resident)
    and (s.quotient is null or (t.qf_min <= s.quotient and (t.qf_max is null or s.quotient < t.qf_max)))
qualify row_number() over (
    partition by s.family_id, s.service, s.starts order by t.resident is null, t.qf_max desc nulls first) = 1;
create temp table exempt as
select e.family_id, c.child_id, s.service, e.starts, e.ends
from exemption_spans e
join (select child_id, family_id from children union select child_id, family_id from payer_spans) c on e.family_id = c.family_id
join services s on e.service is null or e.service = s.service
where e.child_id is null or e.child_id = c.child_id;

create temp table used as
with rows as (
    select a.attendance_id, a.child_id, a.service, a.date, a.quantity::decimal(18, 2) as quantity, a.status
    from read_csv('FOLDER/attendance.csv', types = {'date': 'DATE', 'quantity': 'VARCHAR'}) a
),
owed as (
    select r.*, coalesce(p.family_id, c.family_id) as family_id, date_trunc('month', r.date) as month,
        coalesce(own.factor, general.factor, case when r.status in ('present', 'absent_unexcused', 'unbooked') then 1
            when r.status in ('absent_excused', 'cancelled') then 0 end) as factor
    from rows r
    join children c on c.child_id = r.child_id
    left join payer_spans p on p.child_id = r.child_id and p.parity = week(r.date) % 2 and r.date >= p.starts and r.date < p.ends
    left join rules own on own.service = r.service and own.status = r.status
    left join (from rules where service is null) general on general.status = r.status
    where r.quantity > 0
),
priced as (
    select o.*, case when e.child_id is not null then 0 else round(p.price * o.factor, 2) end::decimal(18, 2) as unit_price
    from owed o
    left join prices p on p.family_id = o.family_id and p.service = o.service and o.date >= p.starts and o.date < p.ends
    left join exempt e on e.family_id = o.family_id and e.child_id = o.child_id and e.service = o.service
        and o.date >= e.starts and o.date < e.ends
    where o.factor is distinct from 0
),
flat as (
    select family_id, child_id, service, month, 1::decimal(18, 2) as quantity, unit_price
    from priced join services using (service)
    where unit = 'month'
    qualify row_number() over (partition by child_id, service, month order by date, attendance_id) = 1
),
counted as (
    select family_id, child_id, service, month, quantity, unit_price from priced join services using (service) where unit <> 'month'
    union all
    select * from flat
),
groups as (
    select family_id, child_id, service, month, unit_price, sum(quantity)::decimal(18, 2) as quantity from counted group by all
)
select family_id, child_id, service, strftime(month, '%Y-%m') as month, sum(quantity) as used_quantity,
    coalesce(sum(round(quantity * unit_price, 2)), 0)::decimal(18, 2) as expected, bool_or(unit_price is null) as unpriced
from groups
group by all;

create temp table lines as
select i.family_id, l.child_id, l.service, l.month,
    case when i.kind = 'credit_note' then -1 else 1 end * l.quantity::decimal(18, 2) as quantity,
    case when i.kind = 'credit_note' then -1 else 1 end * l.amount::decimal(18, 2) as amount
from read_csv('FOLDER/invoice_lines.csv', all_varchar = true) l
join read_csv('FOLDER/invoices.csv', all_varchar = true) i using (invoice_id)
where coalesce(i.status, 'issued') = 'issued' and l.month between '2023-09' and '2024-01';
create temp table merged as select distinct family_id, service, month from lines where child_id is null;
create temp table cells as
with u as (
    select u.family_id, case when m.family_id is null then u.child_id else '' end as child_id, u.service, u.month,
        sum(used_quantity) as used_quantity, sum(expected) as expected, bool_or(unpriced) as unpriced
    from used u left join merged m on m.family_id = u.family_id and m.service = u.service and m.month = u.month
    group by 1, 2, 3, 4
),
b as (
    select l.family_id, case when m.family_id is null then l.child_id else '' end as child_id, l.service, l.month,
        sum(quantity) as billed_quantity, sum(amount) as billed
    from lines l left join merged m on m.family_id = l.family_id and m.service = l.service and m.month = l.month
    group by 1, 2, 3, 4
    having billed_quantity <> 0 or billed <> 0
)
select family_id, child_id, service, month, coalesce(used_quantity, 0) as used_quantity, coalesce(expected, 0) as expected,
    coalesce(billed_quantity, 0) as billed_quantity, coalesce(billed, 0) as billed,
    coalesce(expected, 0) - coalesce(billed, 0) as gap,
    case when unpriced then 'unpriced' when expected = billed then 'matched' when billed is null then 'unbilled'
        when used_quantity is null then 'not_used' when billed < expected then 'underbilled' else 'overbilled' end as status
from u full join b using (family_id, child_id, service, month);
