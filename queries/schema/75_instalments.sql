-- What the tables of plans and debits say together: the state of each instalment, requests, means, overpayments (R12).
-- makes: announceable, catch_up_payments, granted_terms, instalment_states, open_requests, overpaid, payment_methods,
--   plan_balances, request_states
-- Euros. The states are told at the head of 60_plans.sql; debits and returns are those of 70_debits.sql.

-- One row an instalment: `unpaid` = amount - paid; `in_file` is what a live debit file asks of it (0 outside one);
-- `superseded_by` the proposed plan that would take it over.
-- Example: 60.00, of which a cheque paid 20.00, then debited: (…, 60.00, paid 20.00, unpaid 40.00, in_file 40.00,
--   'exported').
create view instalment_states as
with paid as (
    select instalment_id, sum(amount)::decimal(18, 2) as paid from payment_allocations group by instalment_id
),
live as (
    select instalment_id, sum(amount)::decimal(18, 2) as in_file from live_debits group by instalment_id
),
facts as (
    select
        i.*, coalesce(p.paid, 0)::decimal(18, 2) as paid, (i.amount - coalesce(p.paid, 0))::decimal(18, 2) as unpaid,
        coalesce(l.in_file, 0)::decimal(18, 2) as in_file, l.in_file is not null as in_live_file,
        r.instalment_id is not null as is_returned, n.approved_on, n.notice_days, s.plan_id as superseded_by
    from instalments i
    join plans n using (plan_id)
    left join paid p using (instalment_id)
    left join live l using (instalment_id)
    left join returned_debits r using (instalment_id)
    left join superseded s using (instalment_id)
)
select
    instalment_id, family_id, number, plan_id, due_on, amount, paid, unpaid,
    case
        when approved_on is null then 'proposed'
        when closed_on is not null then 'closed'
        when amount = 0 then 'cancelled'
        when in_live_file then 'exported'
        when unpaid <= 0 then 'paid'
        when is_returned then 'returned'
        when announced_on is not null then 'announced'
        else 'approved'
    end as state,
    approved_on, announced_on, released_on, closed_on, in_live_file, in_file, planned, strategy, notice_days,
    superseded_by
from facts;

-- The instalments that wait for a letter.
create view announceable as
select * from instalment_states where state = 'approved' and released_on is null;

-- One row a request: its state, its dates, and its terms: what a later step names wins over what was asked.
-- `kind`: schedule, method (another means of payment) or hardship (no terms were named).
create view request_states as
with gathered as (
    select
        request_id, min(family_id) as family_id, arg_max(state, step_id) as state, min(recorded_at) as opened_at,
        max(recorded_at) as changed_at, max(step_id) as last_step, arg_max(actor, step_id) as actor,
        arg_max(why, step_id) as why, arg_max(reference, step_id) as reference,
        arg_max({strategy: strategy, min_instalment: min_instalment, cap: cap}, step_id)
            filter (strategy is not null) as way,
        arg_max(first_due, step_id) as first_due, arg_max(max_instalments, step_id) as max_instalments,
        arg_max(method, step_id) as method, arg_max(decided_on, step_id) as decided_on
    from request_steps
    group by request_id
)
select
    request_id, family_id, state, state in ('asked', 'sent_to_accountant') as is_open,
    case
        when way is not null or first_due is not null or max_instalments is not null then 'schedule'
        when method is not null then 'method'
        else 'hardship'
    end as kind,
    opened_at, changed_at, last_step, actor, why, reference, way.strategy as strategy, first_due, max_instalments,
    way.min_instalment as min_instalment, way.cap as cap, method, decided_on
from gathered;

-- The families whose debits are on hold because nobody answered their request yet.
create view open_requests as
select distinct family_id from request_states where is_open;

-- The terms granted to a family, each as the latest decision that names it; they win over the plan's.
create view granted_terms as
with granted as (
    select *, {strategy: strategy, min_instalment: min_instalment, cap: cap} as way
    from request_states
    where state = 'granted'
),
latest as (
    select
        family_id, max(last_step) as last_grant, arg_max(way, last_step) filter (strategy is not null) as way,
        arg_max(first_due, last_step) as first_due, arg_max(max_instalments, last_step) as max_instalments,
        arg_max(method, last_step) as method
    from granted
    group by family_id
)
select
    family_id, last_grant, way.strategy as strategy, way.min_instalment as min_instalment, way.cap as cap, first_due,
    max_instalments, method
from latest;

-- How each family pays: a granted method wins over the imported one.
create view payment_methods as
select f.family_id, coalesce(g.method, f.payment_method, 'online') as method
from families f
left join granted_terms g using (family_id);

-- Which payments can pay instalments: `named`, one that names a catch-up document of its family; `free`, one that names
-- no document; `foreign`, one that names another family's catch-up document, which pays nothing and must be looked at.
-- One that names an ordinary invoice is not here. `worth`: the amount less what reversals take off it, of a reversal what
-- it found nothing to take off.
-- Example: a cheque of 40.00 and its bounce of -30.00 are worth 10.00 and 0.00.
create view catch_up_payments as
with taken as (
    select payment_id, sum(amount) as taken from payment_reversals group by payment_id
),
given as (
    select reversed_by, sum(amount) as given from payment_reversals group by reversed_by
)
select
    p.payment_id, p.family_id, p.paid_on, p.amount, p.invoice_id,
    case when p.invoice_id is null then 'free' when i.family_id = p.family_id then 'named' else 'foreign' end as kind,
    (p.amount - coalesce(t.taken, 0) + coalesce(g.given, 0))::decimal(18, 2) as worth
from payments p
left join invoices i using (invoice_id)
left join taken t on p.payment_id = t.payment_id
left join given g on p.payment_id = g.reversed_by
where p.invoice_id is null or i.origin = 'catch_up';

-- What payments exceed: listed, never set against a later claim by itself (R12).
-- A free payment dated before the family's first approval is none of ours; one that names a catch-up document while the
-- first plan of its family is only proposed is not too much: it waits for the approval.
create view overpaid as
with used as (
    select payment_id, sum(amount)::decimal(18, 2) as used from payment_allocations group by payment_id
),
first_approvals as (
    select family_id, min(approved_on) as approved_on from plans group by family_id
)
select
    p.family_id, p.payment_id, p.paid_on, p.amount as paid,
    (p.worth - coalesce(u.used, 0))::decimal(18, 2) as amount
from catch_up_payments p
left join used u using (payment_id)
left join first_approvals f using (family_id)
where p.worth <> coalesce(u.used, 0)
    and case p.kind
        when 'free' then p.paid_on >= f.approved_on
        when 'named' then f.family_id is null or f.approved_on is not null
        else true
    end;

-- The balance of each family: to_collect = paid + in_file + planned + to_replan + carried_over + over_cap - excess,
-- at any time, to_collect being that of the latest planning (R11, R12, the money strip).
-- `planned`: proposed instalments, and approved ones less what a proposed plan already takes over of them; `to_replan`:
-- returned ones, and what a corrected payment leaves open of closed ones.
-- Example: 180.00 to collect, 60.00 paid, 60.00 in a file, 60.00 announced: 180.00 = 60.00 + 60.00 + 60.00.
create view plan_balances as
with taken_over as (
    select instalment_id, sum(amount) as amount from superseded group by instalment_id
),
parts as (
    select
        s.family_id, case when s.state = 'proposed' then 0 else s.paid end as paid,
        case when s.in_live_file then least(s.in_file, s.unpaid) else 0 end as in_file,
        s.unpaid - coalesce(t.amount, 0) as open, s.state in ('returned', 'closed') as is_to_replan
    from instalment_states s
    left join taken_over t using (instalment_id)
),
sums as (
    select
        family_id, sum(paid)::decimal(18, 2) as paid, sum(in_file)::decimal(18, 2) as in_file,
        coalesce(sum(open - in_file) filter (not is_to_replan), 0)::decimal(18, 2) as planned,
        coalesce(sum(open - in_file) filter (is_to_replan), 0)::decimal(18, 2) as to_replan
    from parts
    group by family_id
)
select
    coalesce(p.family_id, s.family_id) as family_id, coalesce(p.claimed, 0) as claimed, coalesce(p.waived, 0) as waived,
    coalesce(p.netted, 0) as netted, coalesce(p.to_collect, 0) as to_collect, coalesce(s.paid, 0) as paid,
    coalesce(s.in_file, 0) as in_file, coalesce(s.planned, 0) as planned, coalesce(s.to_replan, 0) as to_replan,
    coalesce(p.carried_over, 0) as carried_over, coalesce(p.over_cap, 0) as over_cap,
    coalesce(p.excess, 0) as excess, coalesce(p.credit, 0) as credit, coalesce(p.to_review, 0) as to_review
from positions p
full join sums s on p.family_id = s.family_id;
