-- The plans: what families are asked to pay and when, who approved it, what they asked for, what was paid (R11, R12).
-- makes: instalment_changes, instalments, payment_allocations, payment_limits, payment_reversals, plan_counters,
--   plannings, plans, positions, request_steps, superseded, waivers
-- Euros, dates of the calendar, months as text '2023-09'. Views over these tables are in 75_instalments.sql.
--
-- The life of an instalment. Nothing of it is a stored word: `instalment_states.state` says which of these holds first:
--   proposed   its plan is not approved: no effect yet, and the next `plan` replaces it
--   closed     an approved plan took over what was not paid of it: `closed_on`, its amount is what was paid
--   cancelled  lowered to 0: nothing is asked any more
--   exported   in a live debit file (written, neither voided nor wholly rejected, nor this debit returned)
--   paid       wholly paid by allocated payments
--   returned   its debit failed: owed again through the rest of the next plan, never presented again by itself
--   announced  a letter told its date and amount: `announced_on`
--   approved   none of these: it waits for its letter; `released_on`: granted terms took its announcement back, so
--              that it must be planned anew before any letter
-- Example: RT0000000001, number 1 of family F1, 60.00 due on 2024-03-05: proposed by `plan`, approved by `approve`,
--   announced by `notify` on 2024-02-06, exported by `debits` on 2024-02-28.

-- One row a `plan` that was kept: its policy, and the run of the reconciliation whose claims it took.
create table plannings (
    planning_id integer, made_at timestamp, actor varchar, run integer, strategy varchar, first_due date, day integer,
    max_instalments integer, min_instalment decimal(18, 2), cap decimal(18, 2), threshold decimal(18, 2),
    prepared_on date, notice_days integer, net_credits boolean);

-- One row a family's plan. It is proposed while `approved_on` is NULL; one replaced before it was approved is gone.
-- `kept` is what its family had paid or was already told when it was made, `last_grant` the last step that had granted
-- it terms (0: none): when either has changed since, the plan is out of date and cannot be approved.
create table plans (
    plan_id bigint, planning_id integer, family_id varchar, strategy varchar, notice_days integer, prepared_on date,
    kept decimal(18, 2), last_grant integer, approved_on date, approved_by varchar, approved_at timestamp);

-- One row an instalment; `instalment_id` is RT and 10 digits, for life. `amount` is what it asks now, `planned` what it
-- asked when it was proposed; numbers go on from the highest that the family ever had approved.
create table instalments (
    instalment_id varchar, family_id varchar, number integer, plan_id bigint, due_on date, amount decimal(18, 2),
    planned decimal(18, 2), strategy varchar, announced_on date, released_on date, closed_on date);

-- The last ids given: none is ever given twice, even those of plans replaced.
create table plan_counters (last_plan bigint, last_instalment bigint);
insert into plan_counters values (0, 0);

-- What happened to an instalment after its approval: announced, lowered, released, closed; append-only.
create table instalment_changes (
    instalment_id varchar, family_id varchar, change varchar, before decimal(18, 2), after decimal(18, 2),
    changed_on date, recorded_at timestamp);

-- What a proposed plan takes over of approved instalments, and closes when it is approved: their unpaid, unkept part.
create table superseded (plan_id bigint, instalment_id varchar, amount decimal(18, 2));

-- One row a family as the latest planning found it; `waived` and `netted` were taken from `claimed`, month by month.
-- to_collect = claimed - waived - netted
--   = paid + in a live file + planned + to plan again + carried_over + over_cap - excess  (view plan_balances)
-- `credit` (>= 0) is what is left to credit, `excess` (>= 0) what paid and exported instalments have too much: both make
-- the row `credit`; `over_cap` and `to_review` (credited more than invoiced) make the row `to_review`.
create table positions (
    family_id varchar, planning_id integer, strategy varchar, claimed decimal(18, 2), waived decimal(18, 2),
    netted decimal(18, 2), to_collect decimal(18, 2), kept decimal(18, 2), carried_over decimal(18, 2),
    over_cap decimal(18, 2), excess decimal(18, 2), credit decimal(18, 2), to_review decimal(18, 2));

-- One row a step of a family's request, append-only: who said what when, the terms that this step names, and the
-- reference of the accountant's decision, with the day it was taken. A cap names `capped`, a smallest instalment `equal`.
create table request_steps (
    step_id integer, request_id integer, family_id varchar, state varchar, recorded_at timestamp, actor varchar,
    why varchar, reference varchar, strategy varchar, first_due date, max_instalments integer,
    min_instalment decimal(18, 2), cap decimal(18, 2), method varchar, decided_on date);

-- One row a waiver that the council voted; without a month it is taken from the oldest.
create table waivers (
    waiver_id integer, family_id varchar, month varchar, amount decimal(18, 2), reference varchar, actor varchar,
    why varchar, recorded_at timestamp);

-- What each payment paid; append-only and signed: a payment corrected later takes back what it paid too much.
create table payment_allocations (
    payment_id varchar, instalment_id varchar, amount decimal(18, 2), recorded_at timestamp);
-- The last approved plan of a family when its payment was first seen: what a payment exceeds is never set against the
-- instalments of a later plan.
create table payment_limits (payment_id varchar, family_id varchar, last_plan bigint);
-- What negative payments (a cheque that bounced, a refund) take off positive ones; worked out anew from the payments.
create table payment_reversals (payment_id varchar, reversed_by varchar, amount decimal(18, 2));
